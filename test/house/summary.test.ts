import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { projectFile } from '../data.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-summary-'));
after(() => fs.rmSync(folder, { recursive: true }));
const summary = JSON.stringify(pathToFileURL(projectFile('test', 'summary.mjs')).href);
const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
const script = (name: string, text: string): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
};
const node = (file: string, counts?: string) =>
  spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    env: { ...environment, NODE_OPTIONS: '', ...(counts && { ANLAGE_TEST_COUNTS: counts }) },
  });

it('a runner that a test starts is not counted with the suite', () => {
  const inner = script(
    'inner.mjs',
    `import { close } from ${summary}; close({ passed: 5, failed: 1, skipped: 0, failures: ['on purpose'] });`,
  );
  const outer = script(
    'outer.mjs',
    `import { spawnSync } from 'node:child_process';
     import { close } from ${summary};
     const { stdout } = spawnSync(process.execPath, [${JSON.stringify(inner)}], { encoding: 'utf8' });
     close({ passed: 2, failed: 0, skipped: 0, failures: [stdout] });`,
  );
  const counts = path.join(folder, 'counts');
  assert.equal(node(outer, counts).status, 0);
  assert.deepEqual(JSON.parse(fs.readFileSync(counts, 'utf8')), {
    passed: 2,
    failed: 0,
    skipped: 0,
    failures: ['failed: on purpose\n5 passed, 1 failed, 0 skipped\n'],
  });
});

const fails = 'failed: .*tests\\.mjs: ';
for (const [what, tests, closing] of [
  ['a test that fails is named with its file', "it('one', () => {}); it('two', () => { throw 1; });", [1, 'two']],
  [
    'of a suite, what fails in it is counted once',
    "describe('all', () => { it('one', () => {}); it('two', () => { throw 1; }); });",
    [1, 'two'],
  ],
  [
    'a hook that fails after the tests is a failure',
    "describe('all', () => { it('one', () => {}); after(() => { throw 1; }); });",
    [1, 'all'],
  ],
  [
    'a process that ends badly after its tests passed is a failure',
    "it('one', () => {}); process.on('exit', () => process.exit(7));",
    [1, '.*tests\\.mjs'],
  ],
] as const)
  it(what, () => {
    const file = script('tests.mjs', `import { after, describe, it } from 'node:test'; ${tests}`);
    const runner = script(
      'runner.mjs',
      `import { run } from 'node:test';
       import { close, count } from ${summary};
       const stream = run({ files: [${JSON.stringify(file)}] });
       const counts = count(stream);
       stream.on('end', () => setImmediate(close, counts)).resume();`,
    );
    const { stdout, status } = node(runner);
    const [passed, failed] = closing;
    assert.match(stdout, new RegExp(`^${fails}${failed}\n${passed} passed, 1 failed, 0 skipped\n$`));
    assert.equal(status, 1);
  });
