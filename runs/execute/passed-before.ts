import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { engineVersion } from '../../engine/version.ts';
import { userCache } from '../data/user-cache.ts';

/**
 * What `test` says of a backend made of these files, undefined where it passes. That it has passed on this machine is
 * remembered, by an empty file in the user's cache whose name follows from all that the test depends on; a test that
 * failed is made again each time.
 */
export function testedOnce(
  backend: string,
  files: readonly string[],
  test: () => string | undefined,
): string | undefined {
  const passed = placeOf(backend, files);
  if (passed !== undefined && fs.existsSync(passed)) return undefined;
  const difference = test();
  if (difference === undefined && passed !== undefined) leave(passed);
  return difference;
}

/** Undefined where there is no cache. */
function placeOf(backend: string, files: readonly string[]): string | undefined {
  try {
    const about = [backend, engineVersion, process.version, os.arch(), os.release(), processor()];
    const digest = createHash('sha256').update(JSON.stringify(about));
    for (const file of files) digest.update(fs.readFileSync(file));
    return path.join(userCache(), 'passed', digest.digest('hex'));
  } catch {
    return undefined;
  }
}
/** What the first processor says of itself, but for its clock: in Linux one name can stand for many kinds. */
function processor(): string | undefined {
  if (process.platform !== 'linux') return os.cpus()[0]?.model;
  return fs
    .readFileSync('/proc/cpuinfo', 'utf8')
    .split('\n\n', 1)[0]
    .replace(/^.*(?:mhz|bogomips).*$/gim, '');
}
function leave(file: string): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, '');
  } catch {
    /* then it is tested again */
  }
}
