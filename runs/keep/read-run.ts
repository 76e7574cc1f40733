import { pasted } from '../shell-words.ts';
import { Failure, readable } from '../../making/failure.ts';
import type { Results } from '../../results/contract.ts';
import { type Read, readRows, readRunRecord, readSpecification, readSummary } from '../../results/run-files.ts';
import { changed, checksumFile, type Checksums, checksumsIn, recordFile, type Sha256 } from './checksum-list.ts';
import { type FilesOfRun, readKept } from './read-kept.ts';
import type { Damage } from './stored-record.ts';

/** A run's folder where it lies: on this machine, or in memory. */
export interface FolderOfRun {
  /** What a person calls the folder, and a file in it. */
  readonly name: string;
  nameOf(place: string): string;
  /** Whether there is such a folder; a run has been written there, however much of it is left. */
  readonly isThere: boolean;
  readonly isOfRun: boolean;
  bytes(place: string): Uint8Array;
  /** Of what `bytes` throws. */
  why(error: unknown): string;
  readonly sha256: Sha256;
}

/** A run's folder, of which every file is held against its checksum when it is read. */
export interface CheckedFolder extends FilesOfRun {
  readonly folder: FolderOfRun;
  /** A file that every run has. @throws Failure where it is not what was written */
  text(name: string): string;
  /** Every file that has a checksum. */
  places(): readonly string[];
  /** Of all files of the run; what has been found whole is not hashed again. */
  damage(): Damage[];
}

/**
 * A run that has not ended has no checksums yet: of one that was killed, only the numbers are read, which are written
 * whole or not at all.
 * @throws Failure where the folder is not one of a run, or of another version of the contract
 */
export function checkedRun(folder: FolderOfRun): CheckedFolder {
  const record = understood(folder, recordFile, readRunRecord(recordText(folder)));
  const sums = record.status === 'running' ? undefined : checksumsOf(folder);
  const whole = new Set<string>();
  const read = (place: string): Uint8Array => {
    const bytes = bytesOf(folder, place);
    if (sums && !whole.has(place) && sums.get(place) !== folder.sha256(bytes)) throw damaged(folder, place, changed);
    whole.add(place);
    return bytes;
  };
  const problemOf = (place: string, sum: string): string | undefined => {
    try {
      return folder.sha256(folder.bytes(place)) === sum ? undefined : changed;
    } catch (error) {
      return folder.why(error);
    }
  };
  return {
    folder,
    has: (place) => sums?.has(place) ?? false,
    read,
    text: (name) => textOf(read(name)),
    places: () => [...(sums?.keys() ?? [])],
    damage: () =>
      [...(sums ?? [])].flatMap(([place, sum]) => {
        const problem = whole.has(place) ? undefined : problemOf(place, sum);
        if (!problem) whole.add(place);
        return problem ? [{ file: folder.nameOf(place), problem }] : [];
      }),
  };
}

/**
 * Reads a run's folder back, also one that is still being written or was interrupted.
 * @throws Failure where it is not one, damaged, or of another version of the contract
 */
export function readRun(files: CheckedFolder): Results {
  const numbers = readNumbersOf(files);
  try {
    return { ...numbers, ...readKept(numbers.experiment, files) };
  } catch (error) {
    if (error instanceof Failure) throw error;
    const problem = `does not fit what the run has kept: ${readable(error).replace(/\.$/, '')}`;
    const { folder } = files;
    throw new Failure('usage', `${folder.nameOf('spec.json')} ${problem}. ${runAgain(folder)}`, { cause: error });
  }
}

/** The same without what it keeps beside the numbers: of a large sweep, many files. @throws Failure as `readRun` */
export function readNumbersOf(files: CheckedFolder): Results {
  const json = <T>(name: string, read: (text: string) => Read<T>): T =>
    understood(files.folder, name, read(files.text(name)));
  const run = json(recordFile, readRunRecord);
  const experiment = json('spec.json', readSpecification);
  const summary = json('summary.json', readSummary);
  const rows = json('measures.csv', (text) => readRows(text, experiment));
  return { experiment, rows, summary, circuits: [], run };
}

/** By the record it is seen whether a folder is one of a run, and whether this version reads it. */
function recordText(folder: FolderOfRun): string {
  if (folder.isOfRun) return textOf(bytesOf(folder, recordFile));
  if (!folder.isThere)
    throw new Failure(
      'usage',
      `${folder.name} is not there: it was moved or deleted. Run the experiment again: what runs/.jobs still has is ` +
        'not computed anew.',
    );
  throw new Failure(
    'usage',
    `${folder.name} is not the folder of a run: it has no run.json. A run's folder is named runs/EXPERIMENT/KEY.`,
  );
}

function checksumsOf(folder: FolderOfRun): Checksums {
  const sums = checksumsIn(textOf(bytesOf(folder, checksumFile)), folder.sha256);
  if (!sums) throw damaged(folder, checksumFile, changed);
  return sums;
}

/** @throws Failure where there is no such file */
export function bytesOf(folder: FolderOfRun, place: string): Uint8Array {
  try {
    return folder.bytes(place);
  } catch (error) {
    throw damaged(folder, place, folder.why(error));
  }
}
const damaged = (folder: FolderOfRun, place: string, problem: string): Failure =>
  new Failure('usage', `${folder.nameOf(place)} is damaged: ${problem}. ${runAgain(folder)}`);
const runAgain = ({ name }: FolderOfRun): string =>
  `Run the experiment again: what is damaged is made anew. What else is damaged: anlage verify ${pasted(name)}`;

export function understood<T>(folder: FolderOfRun, name: string, contents: Read<T>): T {
  if ('value' in contents) return contents.value;
  throw new Failure('usage', `${folder.nameOf(name)} ${contents.problem}`);
}
const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
