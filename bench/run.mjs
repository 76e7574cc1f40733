// Runs every bench/*.bench.ts (or those whose name contains an argument), one after another, and prints their tables.
// Each measures ratios on this machine, as it is now: other work on it makes absolute times useless and ratios noisy.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(folder).filter(
  (file) => file.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((word) => file.includes(word))),
);
if (files.length === 0) {
  console.error(`no benchmark matches ${wanted.join(' ')}`);
  process.exit(2);
}
let failed = false;
for (const file of files)
  failed =
    spawnSync(process.execPath, ['--import', 'tsx', join(folder, file)], { stdio: 'inherit' }).status !== 0 || failed;
process.exitCode = failed ? 1 : 0;
