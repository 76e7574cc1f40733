import path from 'node:path';
import { sha256 } from '../plan/sha256.ts';
import { readPlainFile } from '../data/plain-file.ts';

/** SHA-256 of files, by their path in a folder, with `/`. */
export type Checksums = ReadonlyMap<string, string>;

/** The file that says what every other file of a finished folder was when it was written. */
export const checksumFile = 'SHA256SUMS';
/** The file that says whether the folder is finished; it is written last of all. */
export const recordFile = 'run.json';

/**
 * As `sha256sum --check` reads it: a line for each file. The last line, a comment to it, is the checksum of those
 * above, so that none can be lost without a word.
 */
export function checksumText(sums: Checksums): string {
  const lines = [...sums].map(([file, sum]) => `${sum}  ${file}\n`).join('');
  return `${lines}# ${sha256(lines)}\n`;
}

/** The other way round; undefined where the text is not whole. */
export function checksumsIn(text: string): Checksums | undefined {
  const [, lines, own] = /^([^#]*)# ([0-9a-f]{64})\n$/.exec(text) ?? [];
  if (lines === undefined || sha256(lines) !== own) return undefined;
  const entries = lines
    .split('\n')
    .slice(0, -1)
    .map((line) => [line.slice(66), line.slice(0, 64)] as const);
  return entries.some(([file]) => file === '' || path.posix.normalize(file) !== file || /^(\/|\.\.)/.test(file))
    ? undefined
    : new Map(entries);
}

/** Why a file is not what was written; undefined where it is. */
export function damageOf(file: string, sum: string): string | undefined {
  try {
    return sha256(readPlainFile(file)) === sum ? undefined : changed;
  } catch (error) {
    return whyUnreadable(error);
  }
}
export const changed = 'it is not what was written (its SHA-256 differs)';
export const whyUnreadable = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'it is missing' : `it cannot be read (${code ?? message})`;
};
