import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { testedOnce } from '../../runs/execute/passed-before.ts';

test('a backend that passed is not tested again until a file of it changes; one that failed is', (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-test-'));
  const before = { ...process.env };
  Object.assign(process.env, { XDG_CACHE_HOME: folder, LOCALAPPDATA: folder, HOME: folder });
  t.after(() => {
    process.env = before;
    fs.rmSync(folder, { recursive: true });
  });
  const file = path.join(folder, 'kernels');
  let tests = 0;
  const said = (backend: string, content: string, difference?: string) => {
    fs.writeFileSync(file, content);
    const answer = testedOnce(backend, [file], () => {
      tests++;
      return difference;
    });
    return [answer, tests];
  };
  assert.deepEqual(said('avx2', 'one', 'differs'), ['differs', 1]);
  assert.deepEqual(said('avx2', 'one'), [undefined, 2]);
  assert.deepEqual(said('avx2', 'one', 'would differ'), [undefined, 2]);
  assert.deepEqual(said('avx2', 'two', 'differs'), ['differs', 3]);
  assert.deepEqual(said('sse', 'one', 'differs'), ['differs', 4]);
  assert.deepEqual(said('avx2', 'one', 'would differ'), [undefined, 4]);
});
