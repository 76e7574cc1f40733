import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { close } from '../summary.mjs';

const counts = { passed: 0, failed: 0, skipped: 0 };
const stream = run({ files: [fileURLToPath(new URL('workbench.e2e.mjs', import.meta.url))], timeout: 1_800_000 });
stream.on('test:pass', (event) => {
  counts[event.skip === undefined ? 'passed' : 'skipped']++;
});
stream.on('test:fail', () => {
  counts.failed++;
});
stream
  .compose(new spec())
  .on('end', () => setImmediate(close, counts))
  .pipe(process.stdout);
