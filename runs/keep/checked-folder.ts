import fs from 'node:fs';
import path from 'node:path';
import { Failure, readable } from '../../making/failure.ts';
import type { Results } from '../../results/contract.ts';
import { readRunRecord } from '../../results/run-files.ts';
import { readPlainFile } from '../data/plain-file.ts';
import { sha256 } from '../data/sha256.ts';
import { checksumFile, recordFile } from './checksum-list.ts';
import { whyUnreadable } from './checksums.ts';
import {
  bytesOf,
  type CheckedFolder,
  checkedRun,
  type FolderOfRun,
  readNumbersOf,
  readRun,
  understood,
} from './read-run.ts';

export type { CheckedFolder } from './read-run.ts';

/** Every file of a run as it was written, and the list of their checksums. @throws Failure where one is damaged */
export function filesIn(folder: string): { readonly place: string; readonly bytes: Uint8Array }[] {
  const files = checkedFolder(folder);
  const record = understood(files.folder, recordFile, readRunRecord(files.text(recordFile)));
  if (record.status === 'running')
    throw new Failure('usage', `${folder} is still being written, or was interrupted: let the run end first.`);
  return [...files.places(), checksumFile].map((place) => ({
    place,
    bytes: place === checksumFile ? bytesOf(files.folder, place) : files.read(place),
  }));
}

/** What a folder is refused for, without what to do about it. */
export const withoutRemedy = (error: unknown): string => readable(error).replace(/\. Run the experiment again.*$/s, '');

/** A folder on this machine. @throws Failure as `checkedRun` */
export const checkedFolder = (folder: string): CheckedFolder => checkedRun(folderHere(folder));
const folderHere = (folder: string): FolderOfRun => ({
  name: folder,
  nameOf: (place) => path.join(folder, place),
  isThere: fs.existsSync(folder),
  isOfRun: isRunFolder(folder),
  bytes: (place) => readPlainFile(path.join(folder, place)),
  why: whyUnreadable,
  sha256,
});

/** @throws Failure as `readRun` */
export const readView = (folder: string, files = checkedFolder(folder)): Results => readRun(files);
/** @throws Failure as `readRun` */
export const readNumbers = (folder: string, files = checkedFolder(folder)): Results => readNumbersOf(files);

/** Whether a run has been written there, however much of it is left. */
export const isRunFolder = (folder: string): boolean =>
  [recordFile, checksumFile].some((name) => fs.existsSync(path.join(folder, name)));
