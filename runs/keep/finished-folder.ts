import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import { sha256 } from '../data/sha256.ts';
import { checksumFile, checksumsIn, recordFile } from './checksum-list.ts';
import { lockFile } from './lock.ts';
import { writeFailure } from './write-failure.ts';
import { makeFolder, remove, syncFolder, writerOf } from './written-files.ts';
import { readPlainFile } from '../data/plain-file.ts';

/** Makes a folder ready to be written: what it says of itself is no longer so, and what was half-written goes. */
export function beginFolder(folder: string): void {
  for (const name of [recordFile, checksumFile]) remove(path.join(folder, name));
  for (const place of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (writerOf(place) !== undefined) remove(path.join(folder, place));
}

/** Gives a finished folder its name, in place of an earlier one of the same run, whose own files of a user it keeps. */
export function replaceFolder(partial: string, folder: string): void {
  const former = `${partial}.former`;
  try {
    // one that a killed process had moved away: what was the user's had been carried over before
    remove(former);
    if (fs.existsSync(folder)) {
      carryOver(folder, partial, filesOfRun(folder));
      fs.renameSync(folder, former);
    }
    fs.renameSync(partial, folder);
    syncFolder(path.dirname(folder));
    remove(former);
  } catch (error) {
    throw error instanceof Failure ? error : writeFailure(error, folder);
  }
}

/**
 * Moves what a user has put into a run's folder into the one that follows it; a folder in the place of one of the run's
 * files is called `FILE.folder` from then on.
 */
function carryOver(from: string, to: string, ours: ReadonlyMap<string, string>, under = ''): void {
  for (const entry of fs.readdirSync(path.join(from, under), { withFileTypes: true })) {
    const place = path.posix.join(under, entry.name);
    const target = path.join(to, place);
    if (entry.isDirectory()) {
      if (isFile(target)) {
        fs.renameSync(path.join(from, place), `${target}.folder`);
        continue;
      }
      makeFolder(target);
      carryOver(from, to, ours, place);
    } else if (!isOurs(place, ours) && !fs.existsSync(target)) fs.renameSync(path.join(from, place), target);
  }
}
const isFile = (place: string): boolean => fs.statSync(place, { throwIfNoEntry: false })?.isFile() ?? false;
const isOurs = (place: string, ours: ReadonlyMap<string, string>): boolean =>
  place === checksumFile || place === lockFile || writerOf(place) !== undefined || ours.has(place);

/** The files of a run; where its checksums are lost, what is written anew shows which they are. */
function filesOfRun(folder: string): ReadonlyMap<string, string> {
  try {
    return checksumsIn(readPlainFile(path.join(folder, checksumFile)).toString('utf8'), sha256) ?? new Map();
  } catch {
    return new Map();
  }
}
