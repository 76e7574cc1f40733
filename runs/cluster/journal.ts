import fs from 'node:fs';
import path from 'node:path';
import { namesIn, readPlainFile } from '../data/plain-file.ts';
import { hasLostItsEnd, jsonIfWhole, sealed } from '../keep/segment-lines.ts';
import { writeFailure } from '../keep/write-failure.ts';

/**
 * What one process did of a task, line by line, in a file that it alone writes, each line with its SHA-256. A line
 * that a killed process left half is no line.
 */
export type JournalLine =
  | {
      readonly begin: string;
      readonly task: number;
      readonly host: string;
      readonly level: string;
      readonly at: string;
    }
  | { readonly start: string }
  /** Jobs that were given together to what computes them one after the other. */
  | { readonly together: readonly string[] }
  | { readonly checkpoint: string }
  | JobEnd
  /** It was told to stop: what is in flight from here on is not to blame for an end. */
  | { readonly stop: string };

export interface JobEnd {
  readonly end: string;
  readonly status: 'ok' | 'error' | 'crash';
  readonly message?: string;
}

export interface Journal {
  /** That a job has its result is held back for a while: the store says so, too. */
  write(line: JournalLine): void;
  flush(): void;
  close(): void;
}
const folderOf = (submission: string): string => path.join(submission, 'journals');

export function openJournal(submission: string, task: number, attempt: string): Journal {
  const file = path.join(folderOf(submission), `${task}.${attempt}.jsonl`);
  try {
    const open = fs.openSync(file, 'ax');
    let isOpen = true;
    let held = '';
    const flush = () => {
      if (isOpen && held !== '') fs.writeSync(open, held);
      held = '';
    };
    return {
      write(line) {
        held += `${sealed(JSON.stringify(line))}\n`;
        if (!('end' in line && line.status === 'ok')) flush();
      },
      flush,
      close() {
        flush();
        isOpen = false;
        fs.closeSync(open);
      },
    };
  } catch (error) {
    throw writeFailure(error, folderOf(submission));
  }
}

/** What a process did of a task, as its journal says. */
export interface TaskAttempt {
  readonly task: number;
  readonly host: string;
  readonly level: string;
  readonly at: string;
  readonly ended: ReadonlyMap<string, JobEnd>;
  /** Jobs that were begun and have neither ended nor been told to. */
  readonly inFlight: ReadonlySet<string>;
  /** The same of those that were given together: at most one of them was under way. */
  readonly suspects: ReadonlySet<string>;
  /** A job ended, or a training got as far as a checkpoint. */
  readonly hasProgress: boolean;
}
/** Those of one task, or of all, in the order in which they were begun. */
export function attemptsIn(submission: string, task?: number): readonly TaskAttempt[] {
  return journalsOf(submission)
    .filter((file) => task === undefined || path.basename(file).startsWith(`${task}.`))
    .flatMap((file) => attemptIn(linesIn(file)) ?? [])
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
/** Journals that cannot be read, or have a line that is not what was written, which is no line. */
export const damagedJournals = (submission: string): readonly string[] =>
  journalsOf(submission).filter((file) => linesIn(file).includes(undefined));
export const journalsOf = (submission: string): readonly string[] =>
  namesIn(folderOf(submission))
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => path.join(folderOf(submission), name));

/** What each whole line says; undefined of one that is not what was written, and of what cannot be read. */
function linesIn(file: string): readonly (JournalLine | undefined)[] {
  let bytes: Buffer;
  try {
    bytes = readPlainFile(file);
  } catch {
    return [undefined];
  }
  const lines: (JournalLine | undefined)[] = [];
  let begun = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, begun)) {
    lines.push(jsonIfWhole(bytes.subarray(begun, end)) as JournalLine | undefined);
    begun = end + 1;
  }
  if (hasLostItsEnd({ at: begun, bytes: bytes.subarray(begun) })) lines.push(undefined);
  return lines;
}
function attemptIn([first, ...lines]: readonly (JournalLine | undefined)[]): TaskAttempt | undefined {
  if (!first || !('begin' in first)) return undefined;
  const ended = new Map<string, JobEnd>();
  const inFlight = new Set<string>();
  const suspects = new Set<string>();
  let hasProgress = false;
  let isTold = false;
  for (const line of lines) {
    if (!line) continue;
    if ('start' in line && !isTold) {
      suspects.delete(line.start);
      inFlight.add(line.start);
    }
    if ('together' in line && !isTold) for (const key of line.together) suspects.add(key);
    if ('checkpoint' in line) hasProgress = true;
    if ('end' in line) {
      inFlight.delete(line.end);
      suspects.delete(line.end);
      ended.set(line.end, line);
      hasProgress = true;
    }
    if ('stop' in line) {
      inFlight.clear();
      suspects.clear();
      isTold = true;
    }
  }
  const { task, host, level, at } = first;
  return { task, host, level, at, ended, inFlight, suspects, hasProgress };
}

/** Why jobs have no result, where one is known: the last of it, unless a later attempt has one. */
export function failuresOf(attempts: readonly TaskAttempt[]): ReadonlyMap<string, string> {
  const failures = new Map<string, string>();
  for (const { ended } of attempts)
    for (const [key, { status, message = '' }] of ended)
      if (status === 'ok') failures.delete(key);
      else failures.set(key, message);
  return failures;
}
