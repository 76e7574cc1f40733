import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { projectFile } from '../data.ts';

const text = (...names: string[]): string => fs.readFileSync(projectFile(...names), 'utf8');
const json = (...names: string[]) => JSON.parse(text(...names));
const launch = json('.vscode', 'launch.json');
const { tasks } = json('.vscode', 'tasks.json');
const manifest = json('package.json');
const named = (name: string) => launch.configurations.find((each: { name: string }) => each.name === name);

test('F5 builds, starts the extension and finds the server where the client starts it', () => {
  const [both] = launch.compounds;
  const configurations = both.configurations.map(named);
  assert.ok(configurations.every(Boolean), 'what is started together is there');
  const [extension, server] = configurations;
  assert.ok(tasks.some(({ label }: { label: string }) => label === extension.preLaunchTask));
  assert.equal(server.port, Number(/debugPort = (\d+)/.exec(text('client', 'language-server.ts'))?.[1]));
});

test('a task runs a script that there is, and waits for lines that the build writes', () => {
  for (const { type, script } of tasks) if (type === 'npm') assert.ok(manifest.scripts[script], script);
  const watch = tasks.find(({ label }: { label: string }) => label === 'watch');
  const { beginsPattern, endsPattern } = watch.problemMatcher.background;
  const written = [...text('scripts', 'build.mjs').matchAll(/console\.log\('([^']+)'\)/g)].map(([, line]) => line);
  for (const pattern of [beginsPattern, endsPattern])
    assert.ok(
      written.some((line) => new RegExp(pattern).test(line)),
      pattern,
    );
});

test('none of it is packaged with the extension', () => {
  assert.ok(manifest.files.every((name: string) => !name.startsWith('.') && !name.startsWith('*')));
});
