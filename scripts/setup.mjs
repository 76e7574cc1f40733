// Gets what the project needs, once: its packages from the npm registry, at the versions of package-lock.json.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a command in the project's folder, its output shown; ends this process with its status if it fails. */
export const run = (command, ...words) => runIn(project, command, ...words);

export function runIn(folder, command, ...words) {
  const done = spawnSync(command, words, {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (done.error) console.error(`${command} could not be started: ${done.error.message}`);
  if (done.status !== 0) process.exit(done.status ?? 1);
}

export function setUp() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Anlage needs Node 20.19 or later; this is ${process.versions.node}. Get one from nodejs.org.`);
    process.exit(2);
  }
  const installed = path.join(project, 'node_modules', '.package-lock.json');
  const locked = path.join(project, 'package-lock.json');
  if (!fs.existsSync(installed) || fs.statSync(installed).mtimeMs < fs.statSync(locked).mtimeMs)
    run('npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error');
}
