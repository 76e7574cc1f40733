import fs from 'node:fs';
import path from 'node:path';
import { writeFailure } from '../keep/write-failure.ts';

/**
 * What one process did of a task, line by line, in a file that it alone writes. A line that a killed process left half
 * is no line.
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
  write(line: JournalLine): void;
  close(): void;
}
const folderOf = (submission: string): string => path.join(submission, 'journals');

export function openJournal(submission: string, task: number, attempt: string): Journal {
  const file = path.join(folderOf(submission), `${task}.${attempt}.jsonl`);
  try {
    const open = fs.openSync(file, 'ax');
    let isOpen = true;
    return {
      write(line) {
        if (isOpen) fs.writeSync(open, `${JSON.stringify(line)}\n`);
      },
      close() {
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
  /** A job ended, or a training got as far as a checkpoint. */
  readonly hasProgress: boolean;
}
/** Those of one task, or of all, in the order in which they were begun. */
export function attemptsIn(submission: string, task?: number): readonly TaskAttempt[] {
  const folder = folderOf(submission);
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl') && (task === undefined || name.startsWith(`${task}.`)))
    .flatMap((name) => attemptIn(fs.readFileSync(path.join(folder, name), 'utf8')) ?? [])
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
function attemptIn(text: string): TaskAttempt | undefined {
  const [first, ...lines] = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as JournalLine);
  if (!first || !('begin' in first)) return undefined;
  const ended = new Map<string, JobEnd>();
  const inFlight = new Set<string>();
  let hasProgress = false;
  let isTold = false;
  for (const line of lines) {
    if ('start' in line && !isTold) inFlight.add(line.start);
    if ('checkpoint' in line) hasProgress = true;
    if ('end' in line) {
      inFlight.delete(line.end);
      ended.set(line.end, line);
      hasProgress = true;
    }
    if ('stop' in line) {
      inFlight.clear();
      isTold = true;
    }
  }
  const { task, host, level, at } = first;
  return { task, host, level, at, ended, inFlight, hasProgress };
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
