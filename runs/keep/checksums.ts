import { sha256 } from '../data/sha256.ts';
import { readPlainFile } from '../data/plain-file.ts';
import { changed } from './checksum-list.ts';

/** Why a file is not what was written; undefined where it is. */
export function damageOf(file: string, sum: string): string | undefined {
  try {
    return sha256(readPlainFile(file)) === sum ? undefined : changed;
  } catch (error) {
    return whyUnreadable(error);
  }
}
export const whyUnreadable = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'it is missing' : `it cannot be read (${code ?? message})`;
};
