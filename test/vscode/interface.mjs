import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { close, count } from '../summary.mjs';

const stream = run({ files: [fileURLToPath(new URL('workbench.e2e.mjs', import.meta.url))], timeout: 1_800_000 });
const counts = count(stream);
stream
  .compose(new spec())
  .on('end', () => setImmediate(close, counts))
  .pipe(process.stdout);
