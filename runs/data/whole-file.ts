import fs from 'node:fs';
import { otherThanFile } from './read.ts';

/** A pipe without a writer is opened all the same, and then refused; nowhere else does it matter. */
const atOnce = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);

/**
 * The bytes of a file that a run has left, at once. What now stands in its place is not read: a device has no end, and
 * a pipe none to wait for.
 */
export function wholeFile(file: string): Buffer {
  const open = fs.openSync(file, atOnce);
  try {
    const stat = fs.fstatSync(open);
    const wrong = stat.isDirectory() ? undefined : otherThanFile(stat); // of a folder the system says it itself
    if (wrong !== undefined) throw new Error(`${wrong} stands in its place`);
    return fs.readFileSync(open);
  } finally {
    fs.closeSync(open);
  }
}
export const wholeText = (file: string): string => wholeFile(file).toString('utf8');
