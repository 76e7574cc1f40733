import { sha256 } from '../data/sha256.ts';
import type { Guard } from '../../results/guards.ts';
import { readPlainFile } from '../data/plain-file.ts';
import { jsonIfWhole, sealed } from './segment-lines.ts';

/** A file that begins with the SHA-256 of the rest, in 64 hexadecimal digits. */
export function checked(content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(64 + content.length);
  bytes.set(Buffer.from(sha256(content), 'latin1'));
  bytes.set(content, 64);
  return bytes;
}
/** What the bytes of such a file hold; undefined where they are not what was written. */
export function contentIfWhole(bytes: Buffer): Buffer | undefined {
  const content = bytes.subarray(64);
  return bytes.toString('latin1', 0, 64) === sha256(content) ? content : undefined;
}
/** What such a file holds; undefined where there is none, or it is not what was written. */
export function readChecked(file: string): Uint8Array | undefined {
  try {
    return contentIfWhole(readPlainFile(file));
  } catch {
    return undefined;
  }
}

/** An object as JSON that holds its own checksum, for a person to read. */
export const checkedJson = (value: object): string => `${sealed(JSON.stringify(value, undefined, 1))}\n`;
/** The other way round; undefined where there is none, or it is not what was written. */
export function readCheckedJson<T>(file: string, is: Guard<T>): T | undefined {
  try {
    const bytes = readPlainFile(file);
    if (bytes.at(-1) !== newline) return undefined;
    const { sha256: _, ...json } = jsonIfWhole(bytes.subarray(0, -1)) as Record<string, unknown>;
    return is(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
const newline = 10;
