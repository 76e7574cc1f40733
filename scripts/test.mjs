// Sets up and tests everything: types, lint, unit tests, then the extension in a real VS Code where Chromium is there
// to show it.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { project, run, setUp } from './setup.mjs';

setUp();
const { add, closing, countsLeft, noCounts } = await import('../test/summary.mjs');
run(process.execPath, 'node_modules/typescript/bin/tsc', '-b');
run(process.execPath, 'node_modules/@biomejs/biome/bin/biome', 'lint', '--error-on-warnings');
run(process.execPath, 'node_modules/@biomejs/biome/bin/biome', 'format');
run(process.execPath, 'scripts/line-width.mjs');
run(process.execPath, 'scripts/build.mjs');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-test-'));
const total = noCounts();
function suite(file) {
  const counts = path.join(folder, path.basename(path.dirname(file)));
  const { status } = spawnSync(process.execPath, [file], {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, ANLAGE_TEST_COUNTS: counts },
  });
  const left = countsLeft(counts, file);
  add(total, left);
  if (status !== 0 && left.failed === 0)
    add(total, { ...noCounts(), failed: 1, failures: [`${file} ended with ${status}`] });
}

suite('test/run.mjs');
const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
if (fs.existsSync(chromium)) suite('test/vscode/run.mjs');
else {
  console.log(
    `skipped: the extension in a real VS Code (no ${chromium}; install Debian's chromium or set CHROMIUM_PATH)`,
  );
  total.skipped++;
}
fs.rmSync(folder, { recursive: true });
console.log(closing(total));
process.exitCode = total.failed || !total.passed ? 1 : 0;
