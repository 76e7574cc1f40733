// Runs every test file under test/ (or those whose path contains an argument) with Node's own test runner.
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { bundle } from './bundle.mjs';
import { globSync } from './files.mjs';
import { close, count } from './summary.mjs';

const wanted = process.argv.slice(2);
const files = globSync('test', /\.test\.ts$/).filter(
  (file) => wanted.length === 0 || wanted.some((word) => file.includes(word)),
);
if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(' ')}`);
  process.exit(2);
}
// Of what fails, the place in the source.
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --enable-source-maps`.trim();
const bundles = await bundle(files);
const sources = new Map(bundles.map((each, i) => [each, files[i]]));
// A longer campaign takes longer.
const timeout = 400_000 * Math.max(1, Number(process.env.ANLAGE_FUZZ ?? 1));
// Three at a time keep two processors busy: many wait for processes, windows and browsers of their own.
const stream = run({ files: bundles, concurrency: 3, timeout });
const counts = count(stream, (file) => sources.get(file) ?? file);
stream
  .compose(new spec())
  .on('end', () => setImmediate(close, counts))
  .pipe(process.stdout);
