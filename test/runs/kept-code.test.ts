import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runPart } from '../../runs/execute/kept-code.ts';

/** A script in a folder of its own, and a cache. */
function scriptAnd(t: TestContext) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-test-'));
  const before = { ...process.env };
  Object.assign(process.env, { XDG_CACHE_HOME: folder, LOCALAPPDATA: folder, HOME: folder });
  t.after(() => {
    process.env = before;
    fs.rmSync(folder, { recursive: true });
  });
  const script = path.join(folder, 'script.cjs'),
    code = path.join(folder, 'anlage', 'code', `script.cjs-told-check-${process.version}-${process.arch}`);
  /** What the script answers, and whether there was something to keep. */
  const ran = (answer: number, asked = 'check') => {
    fs.writeFileSync(script, `exports.told = () => ${answer};`);
    let isKept = true;
    const told = runPart(pathToFileURL(script), { part: 'told', asked }, (keep) => {
      isKept = false;
      keep();
    });
    return { answer: told, isKept };
  };
  return { ran, code };
}

test('a script runs with the code that is kept of it, once for each use', (t) => {
  const { ran } = scriptAnd(t);
  assert.deepEqual(ran(42), { answer: 42, isKept: false });
  assert.deepEqual(ran(42), { answer: 42, isKept: true });
  assert.deepEqual(ran(42, 'run'), { answer: 42, isKept: false });
  assert.deepEqual([ran(42, 'check').isKept, ran(42, 'run').isKept], [true, true]);
});
test('code of another script, and code that is damaged anywhere, is not run', (t) => {
  const { ran, code } = scriptAnd(t);
  ran(42);
  assert.deepEqual(ran(43), { answer: 43, isKept: false });
  const whole = fs.readFileSync(code);
  for (let at = 0; at < whole.length; at += 1 + Math.floor(whole.length / 60)) {
    const damaged = Buffer.from(whole);
    damaged[at] ^= 1;
    for (const bytes of [damaged, whole.subarray(0, at)]) {
      fs.writeFileSync(code, bytes);
      assert.deepEqual(ran(43), { answer: 43, isKept: false }, `byte ${at} of ${whole.length}`);
    }
  }
});
test('where nothing can be kept, a script runs all the same', (t) => {
  const { ran, code } = scriptAnd(t);
  fs.mkdirSync(path.dirname(path.dirname(code)), { recursive: true });
  fs.writeFileSync(path.dirname(code), 'a file where a folder is needed');
  for (const answer of [1, 2]) assert.deepEqual(ran(answer), { answer, isKept: false });
});
test('this Node knows the settings of V8 that are made', () => {
  const script = new URL('../../runs/threads/v8-settings.ts', import.meta.url).href;
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      `const { setV8, unsetV8 } = await import('${script}'); setV8(); unsetV8()`,
    ],
    { encoding: 'utf8' },
  );
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
});
