import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import test from 'node:test';
import { projectFile } from '../data.ts';

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: projectFile() });
  assert.equal(status, 0, stdout + stderr);
};

test('the TextMate grammar is that of the vocabulary', () =>
  run('--import', 'tsx', 'scripts/generate-grammar.ts', '--check'));

test('the grammar colours words, names, numbers and units', () => {
  const tool = JSON.parse(
    fs.readFileSync(projectFile('node_modules', 'vscode-tmgrammar-test', 'package.json'), 'utf8'),
  ) as { bin: Record<string, string> };
  run(
    projectFile('node_modules', 'vscode-tmgrammar-test', tool.bin['vscode-tmgrammar-test']),
    '-g',
    'syntaxes/anlage.tmLanguage.json',
    'test/syntaxes/*.test.anl',
  );
});

test('the language configuration is there and whole', () => {
  const configuration = JSON.parse(fs.readFileSync(projectFile('language-configuration.json'), 'utf8')) as {
    wordPattern: string;
    comments: { lineComment: string };
  };
  assert.equal(configuration.comments.lineComment, '#');
  assert.deepEqual('divide progenitor every 12 h'.match(new RegExp(configuration.wordPattern, 'g')), [
    'divide',
    'progenitor',
    'every',
    '12',
    'h',
  ]);
});
