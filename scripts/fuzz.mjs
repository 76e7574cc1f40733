// Runs the campaigns (every test that counts its trials by test/fuzz-trials.ts) with ANLAGE_FUZZ times as many trials
// as the test suite makes; 20 times unless it is set. `npm run fuzz -- PART…` runs those whose path contains a part.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { globSync } from '../test/files.mjs';
import { project } from './setup.mjs';

const parts = process.argv.slice(2);
const campaigns = globSync(path.join(project, 'test'), /\.test\.ts$/)
  .filter((file) => fs.readFileSync(file, 'utf8').includes('fuzz-trials.ts'))
  .map((file) => path.relative(project, file))
  .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)));
if (campaigns.length === 0) {
  console.error(`no campaign matches ${parts.join(' ')}`);
  process.exit(2);
}
process.exitCode =
  spawnSync(process.execPath, ['test/run.mjs', ...campaigns], {
    cwd: project,
    stdio: 'inherit',
    env: { ANLAGE_FUZZ: '20', ...process.env },
  }).status ?? 1;
