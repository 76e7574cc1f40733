import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import type { Guard } from '../../results/guards.ts';
import { writeFailure } from './write-failure.ts';
import { readPlainFile } from '../data/plain-file.ts';

/**
 * Written whole or not at all, also where the power fails: to a temporary name beside it, then renamed, then the folder
 * is made to keep the name.
 */
export function writeAtomically(file: string, content: string | Uint8Array, mode?: number): void {
  replaceWhole(file, content, mode);
  syncFolder(path.dirname(file));
}

/** Several files of a folder, each whole or not at all. */
export function writeAll(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) replaceWhole(path.join(folder, name), content);
  syncFolder(folder);
}

function replaceWhole(file: string, content: string | Uint8Array, mode?: number): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(temporary, content, { flush: true });
    if (mode !== undefined) fs.chmodSync(temporary, mode);
    if (fs.lstatSync(file, { throwIfNoEntry: false })?.isDirectory()) throw inTheWay(file);
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error instanceof Failure ? error : writeFailure(error, path.dirname(file));
  }
}
const inTheWay = (file: string): Failure =>
  new Failure('run', `${file} cannot be written: a folder of that name is in the way. Remove it, and run again.`);

/** Gives a name to a file, in place of what has it: a folder of that name, which is none of ours, gets another. */
export function renameOver(from: string, to: string): void {
  if (fs.statSync(to, { throwIfNoEntry: false })?.isDirectory()) {
    let aside = `${to}.folder`;
    for (let number = 2; fs.existsSync(aside); number++) aside = `${to}.folder${number}`;
    fs.renameSync(to, aside);
  }
  fs.renameSync(from, to);
}

/** Makes the names in a folder outlast a power cut, where the system can: Windows opens no folder. */
export function syncFolder(folder: string): void {
  try {
    const open = fs.openSync(folder, 'r');
    try {
      fs.fsyncSync(open);
    } finally {
      fs.closeSync(open);
    }
  } catch (error) {
    if (!withoutFolderSync.has((error as NodeJS.ErrnoException).code ?? '')) throw writeFailure(error, folder);
  }
}
const withoutFolderSync: ReadonlySet<string> = new Set(['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF']);

export function makeFolder(folder: string): void {
  try {
    makeFolders(path.resolve(folder));
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (error) {
    throw writeFailure(whyNotWritable(folder) ?? error, folder);
  }
}

/** One after the other: `recursive` of Node 20 never ends where a folder is there and holds none, such as /proc. */
function makeFolders(folder: string): void {
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const above = path.dirname(folder);
  if (above !== folder) makeFolders(above);
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !fs.statSync(folder).isDirectory()) throw error;
  }
}

/** What the nearest folder that is there says: of a read-only file system `mkdir` only says that nothing is there. */
function whyNotWritable(folder: string): unknown {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (error) {
    const above = path.dirname(folder);
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && above !== folder ? whyNotWritable(above) : error;
  }
  return undefined;
}

/**
 * The same content in a file of its own, so that who writes into one does not change the other; it takes no room where
 * the file system shares blocks.
 */
export function copyTo(from: string | Uint8Array, to: string): void {
  const temporary = `${to}.${process.pid}.tmp`;
  try {
    if (typeof from === 'string') fs.copyFileSync(from, temporary, fs.constants.COPYFILE_FICLONE);
    else fs.writeFileSync(temporary, from);
    fs.renameSync(temporary, to);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw writeFailure(error, path.dirname(to));
  }
}

/** What a file of JSON holds, where it is there, whole, and what it should be. */
export function readJson<T>(file: string, is: Guard<T>): T | undefined {
  try {
    const json: unknown = JSON.parse(readPlainFile(file).toString('utf8'));
    return is(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** The process that a temporary name was made by. */
export const writerOf = (name: string): number | undefined => {
  const [, pid] = /\.(\d+)\.(?:tmp|stale)$/.exec(name) ?? [];
  return pid === undefined ? undefined : Number(pid);
};

/** Removes a file, or a folder with all that is in it, where it is there. */
export function remove(place: string): void {
  try {
    fs.rmSync(place, { recursive: true, force: true });
  } catch (error) {
    throw writeFailure(error, path.dirname(place));
  }
}
