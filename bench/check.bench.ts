// `anlage check` as a process, on a file of 1,000 lines. Goal: under 300 ms.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const runs = 11;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-bench-'));
const file = path.join(folder, 'long.anl');
fs.writeFileSync(file, longFile(1000));
const lines = fs.readFileSync(file, 'utf8').split('\n').length;
const milliseconds: number[] = [];
for (let i = 0; i <= runs; i++) {
  const start = performance.now();
  const done = spawnSync(process.execPath, [path.join(project, 'dist', 'anlage.mjs'), 'check', file], {
    encoding: 'utf8',
  });
  if (done.status !== 0)
    throw new Error(`check of the generated file exits with ${done.status}:\n${done.stdout}${done.stderr}`);
  if (i > 0) milliseconds.push(performance.now() - start); // the first warms the disk's cache
}
fs.rmSync(folder, { recursive: true });
milliseconds.sort((a, b) => a - b);
console.log(
  `anlage check, ${lines} lines, as a process: median ${milliseconds[runs >> 1].toFixed(0)} ms ` +
    `(${milliseconds[0].toFixed(0)} to ${milliseconds[runs - 1].toFixed(0)}, n = ${runs}; goal 300)`,
);

/** The example again and again, every noun and experiment under its own name. */
function longFile(wanted: number): string {
  const example = fs
    .readFileSync(path.join(project, 'examples', 'rapid-learning.anl'), 'utf8')
    .replace(/^language 1\n/, '');
  const names = ['digits', 'mouse', 'cortex', 'grown', 'reader', 'rapid_learning'];
  let text = 'language 1\n';
  for (let copy = 1; text.split('\n').length < wanted; copy++) {
    text += names.reduce((part, name) => part.replace(new RegExp(`\\b${name}\\b`, 'g'), `${name}_${copy}`), example);
  }
  return text;
}
