import fs from 'node:fs';
import path from 'node:path';

/** All files below `folder` whose path matches, sorted. */
export function globSync(folder, pattern) {
  return fs
    .readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((name) => pattern.test(name))
    .sort();
}
