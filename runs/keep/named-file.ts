import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import { otherThanFile } from '../data/plain-file.ts';
import { writeAtomically } from './written-files.ts';

/**
 * Writes a file that somebody named, whole or not at all: through a link, with the permissions that it has. A folder, a
 * pipe or a device of that name is left as it is. @throws Failure saying what to do
 */
export function writeNamedFile(file: string, content: string | Uint8Array): void {
  try {
    const former = fs.statSync(file, { throwIfNoEntry: false });
    const wrong = former && otherThanFile(former);
    if (wrong) throw new Failure('usage', `${file} cannot be written: it is ${wrong}; name a file.`);
    writeAtomically(former ? fs.realpathSync(file) : path.resolve(file), content, former?.mode);
  } catch (error) {
    if (error instanceof Failure && error.cause === undefined) throw error;
    const { code, message } = (error instanceof Failure ? error.cause : error) as NodeJS.ErrnoException;
    throw new Failure('usage', `${file} cannot be written: ${reasons[code ?? ''] ?? `${message}.`}`, { cause: error });
  }
}

const noPermission = 'permission denied: change its permissions or those of its folder, or name another file.';
const reasons: Readonly<Record<string, string>> = {
  EACCES: noPermission,
  EPERM: noPermission,
  EROFS: 'the file system is read-only: name a file elsewhere.',
  ENOSPC: 'no space left on the disk: make room, or name a file elsewhere.',
  EDQUOT: 'no space left on the disk: make room, or name a file elsewhere.',
  ENOENT: 'its folder is not there: make it, or name another file.',
  ENOTDIR: 'what should be its folder is a file: name another.',
};
