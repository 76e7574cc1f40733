// Runs every test file under test/ (or those whose path contains an argument) with Node's own test runner.
import { globSync } from './files.mjs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const wanted = process.argv.slice(2);
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --import tsx`.trim(); // for the test processes: sources are TypeScript
const files = globSync('test', /\.test\.ts$/).filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)));
if (files.length === 0) { console.error(`no test file matches ${wanted.join(' ')}`); process.exit(2); }
const counts = { passed: 0, failed: 0, skipped: 0 };
const stream = run({ files, concurrency: 2, timeout: 600_000 });
stream.on('test:pass', (event) => { if (event.details.type !== 'suite') counts[event.skip !== undefined ? 'skipped' : 'passed']++; });
stream.on('test:fail', (event) => { if (event.details.type !== 'suite') counts.failed++; });
stream.compose(new spec()).pipe(process.stdout);
stream.on('end', () => {
  process.exitCode = counts.failed || !counts.passed ? 1 : 0;
  setTimeout(() => console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`), 100);
});
