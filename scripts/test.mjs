// Sets up and tests everything: types, lint, unit tests, then the extension in a real VS Code where Chromium is there
// to show it.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { project, run, setUp } from './setup.mjs';

setUp();
const { line } = await import('../test/summary.mjs');
run(process.execPath, 'node_modules/typescript/bin/tsc', '-b');
run(process.execPath, 'node_modules/@biomejs/biome/bin/biome', 'lint', '--error-on-warnings');
run(process.execPath, 'node_modules/@biomejs/biome/bin/biome', 'format');
run(process.execPath, 'scripts/line-width.mjs');
run(process.execPath, 'scripts/build.mjs');

const counts = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-test-')), 'counts');
const suite = (file) =>
  spawnSync(process.execPath, [file], {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, ANLAGE_TEST_COUNTS: counts },
  }).status === 0;
let passed = suite('test/run.mjs');
const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
if (fs.existsSync(chromium)) passed = suite('test/vscode/run.mjs') && passed;
else
  console.log(
    `skipped: the extension in a real VS Code (no ${chromium}; install Debian's chromium or set CHROMIUM_PATH)`,
  );

const total = { passed: 0, failed: 0, skipped: fs.existsSync(chromium) ? 0 : 1 };
if (fs.existsSync(counts))
  for (const each of fs
    .readFileSync(counts, 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text)))
    for (const key of Object.keys(total)) total[key] += each[key];
fs.rmSync(path.dirname(counts), { recursive: true });
console.log(line(total));
process.exitCode = passed && !total.failed && total.passed ? 0 : 1;
