import fs from 'node:fs';
import path from 'node:path';
import { Failure, readable } from '../../making/failure.ts';
import type { Results } from '../../results/contract.ts';
import { type Read, readRows, readRunRecord, readSpecification, readSummary } from '../../results/run-files.ts';
import { sha256 } from '../plan/sha256.ts';
import {
  changed,
  checksumFile,
  type Checksums,
  checksumsIn,
  damageOf,
  recordFile,
  whyUnreadable,
} from './checksums.ts';
import { type FilesOfRun, readKept } from './read-kept.ts';
import type { Damage } from './stored-record.ts';
import { readPlainFile } from '../data/plain-file.ts';

/** A run's folder, of which every file is held against its checksum when it is read. */
export interface CheckedFolder extends FilesOfRun {
  /** A file that every run has. @throws Failure where it is not what was written */
  text(name: string): string;
  /** Of all files of the run; what has been found whole is not hashed again. */
  damage(): Damage[];
}

/** Every file of a run as it was written, and the list of their checksums. @throws Failure where one is damaged */
export function filesIn(folder: string): { readonly place: string; readonly bytes: Uint8Array }[] {
  const files = checkedFolder(folder);
  const record = understood(folder, recordFile, readRunRecord(files.text(recordFile)));
  if (record.status === 'running')
    throw new Failure('usage', `${folder} is still being written, or was interrupted: let the run end first.`);
  return [...checksumsOf(folder).keys(), checksumFile].map((place) => ({
    place,
    bytes: place === checksumFile ? bytesOf(folder, place) : files.read(place),
  }));
}

/** What a folder is refused for, without what to do about it. */
export const withoutRemedy = (error: unknown): string => readable(error).replace(/\. Run the experiment again.*$/s, '');
const runAgain = (folder: string): string =>
  `Run the experiment again: what is damaged is made anew. What else is damaged: anlage verify ${folder}`;

/**
 * A run that has not ended has no checksums yet: of one that was killed, only the numbers are read, which are written
 * whole or not at all.
 * @throws Failure where the folder is not one of a run, or of another version of the contract
 */
export function checkedFolder(folder: string): CheckedFolder {
  const text = recordText(folder);
  const record = understood(folder, recordFile, readRunRecord(text));
  const sums = record.status === 'running' ? undefined : checksumsOf(folder);
  const whole = new Set<string>();
  const read = (place: string): Buffer => {
    const bytes = bytesOf(folder, place);
    if (sums && !whole.has(place) && sums.get(place) !== sha256(bytes))
      throw damaged(folder, { file: path.join(folder, place), problem: changed });
    whole.add(place);
    return bytes;
  };
  return {
    has: (place) => sums?.has(place) ?? false,
    read,
    text: (name) => read(name).toString('utf8'),
    damage: () =>
      [...(sums ?? [])].flatMap(([place, sum]) => {
        const file = path.join(folder, place);
        const problem = whole.has(place) ? undefined : damageOf(file, sum);
        if (!problem) whole.add(place);
        return problem ? [{ file, problem }] : [];
      }),
  };
}

/**
 * Reads a run's folder back, also one that is still being written or was interrupted.
 * @throws Failure where it is not one, damaged, or of another version of the contract
 */
export function readView(folder: string, files = checkedFolder(folder)): Results {
  const numbers = readNumbers(folder, files);
  try {
    return { ...numbers, ...readKept(numbers.experiment, files) };
  } catch (error) {
    if (error instanceof Failure) throw error;
    const problem = `does not fit what the run has kept: ${readable(error).replace(/\.$/, '')}`;
    throw new Failure('usage', `${path.join(folder, 'spec.json')} ${problem}. ${runAgain(folder)}`, { cause: error });
  }
}

/** The same without what it keeps beside the numbers: of a large sweep, many files. @throws Failure as `readView` */
export function readNumbers(folder: string, files = checkedFolder(folder)): Results {
  const json = <T>(name: string, read: (text: string) => Read<T>): T =>
    understood(folder, name, read(files.text(name)));
  const run = json(recordFile, readRunRecord);
  const experiment = json('spec.json', readSpecification);
  const summary = json('summary.json', readSummary);
  const rows = json('measures.csv', (text) => readRows(text, experiment));
  return { experiment, rows, summary, circuits: [], run };
}

/** By the record it is seen whether a folder is one of a run, and whether this version reads it. */
function recordText(folder: string): string {
  if (isRunFolder(folder)) return bytesOf(folder, recordFile).toString('utf8');
  if (!fs.existsSync(folder))
    throw new Failure(
      'usage',
      `${folder} is not there: it was moved or deleted. Run the experiment again: what runs/.jobs still has is not ` +
        'computed anew.',
    );
  throw new Failure(
    'usage',
    `${folder} is not the folder of a run: it has no run.json. A run's folder is named runs/EXPERIMENT/KEY.`,
  );
}

/** Whether a run has been written there, however much of it is left. */
export const isRunFolder = (folder: string): boolean =>
  [recordFile, checksumFile].some((name) => fs.existsSync(path.join(folder, name)));

function checksumsOf(folder: string): Checksums {
  const file = path.join(folder, checksumFile);
  const sums = checksumsIn(bytesOf(folder, checksumFile).toString('utf8'));
  if (!sums) throw damaged(folder, { file, problem: changed });
  return sums;
}

/** @throws Failure where there is no such file */
function bytesOf(folder: string, place: string): Buffer {
  const file = path.join(folder, place);
  try {
    return readPlainFile(file);
  } catch (error) {
    throw damaged(folder, { file, problem: whyUnreadable(error) });
  }
}
const damaged = (folder: string, { file, problem }: Damage): Failure =>
  new Failure('usage', `${file} is damaged: ${problem}. ${runAgain(folder)}`);

function understood<T>(folder: string, name: string, contents: Read<T>): T {
  if ('value' in contents) return contents.value;
  throw new Failure('usage', `${path.join(folder, name)} ${contents.problem}`);
}
