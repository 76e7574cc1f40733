import fs, { constants, type Stats } from 'node:fs';
import { Failure } from '../../making/failure.ts';

/** A pipe without a writer is opened all the same, and then refused; nowhere else does it matter. */
export const atOnce = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** What stands in place of a file, if none does. */
export function otherThanFile(stat: Stats): string | undefined {
  if (stat.isFile()) return undefined;
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a pipe';
  return stat.isSocket() ? 'a socket' : 'a device';
}

/** A pipe, a socket or a device under a name that is to be a file's. */
export class NoPlainFile extends Error {
  readonly what: string;
  constructor(what: string) {
    super(`it is ${what}`);
    this.what = what;
  }
}

/**
 * The bytes of a file, as `fs.readFileSync` gives them; but a device has no end, and a pipe none to wait for: they are
 * not read. @throws NoPlainFile, and what the system says of folders and of what is not there
 */
export function readPlainFile(file: string): Buffer {
  const open = openPlainFile(file);
  try {
    return fs.readFileSync(open);
  } finally {
    fs.closeSync(open);
  }
}
/** Names in a folder; none where there is no such folder. @throws Failure where it cannot be read */
export function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw new Failure('usage', `${folder} cannot be read: ${message}`, { cause: error });
  }
}
/** Opens what `readPlainFile` reads. @throws as that */
export function openPlainFile(file: string): number {
  const open = fs.openSync(file, atOnce);
  const stat = fs.fstatSync(open);
  const wrong = otherThanFile(stat);
  if (wrong === undefined || stat.isDirectory()) return open;
  fs.closeSync(open);
  throw new NoPlainFile(wrong);
}
