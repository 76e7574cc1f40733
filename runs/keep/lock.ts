import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import { isNumber, isShaped, isText, orAbsent } from '../../results/guards.ts';
import { beginningOf, isAlive } from './processes.ts';
import { writeFailure } from './write-failure.ts';
import { makeFolder, remove } from './written-files.ts';
import { readPlainFile } from '../data/plain-file.ts';

interface Holder {
  readonly pid: number;
  /** Tells the process from a later one of the same number. */
  readonly began?: string;
  readonly host: string;
  readonly since: string;
}
const isHolder = isShaped<Holder>({ pid: isNumber, began: orAbsent(isText), host: isText, since: isText });
/** Locks of this process. */
const ownLocks = new Set<string>();

export const lockFile = 'lock';

export interface Lock {
  /** The folder has another name now. */
  moved(folder: string): void;
  release(): void;
}

/**
 * Takes a folder for this process, making it where it is not there, or says who has it. The lock of a process that has
 * died is taken over, and so is one that no process has written: a lock is never seen half-written.
 */
export function lock(folder: string): Lock {
  let file = path.join(folder, lockFile);
  const own = JSON.stringify({
    pid: process.pid,
    began: beginningOf(process.pid),
    host: os.hostname(),
    since: new Date().toISOString(),
  } satisfies Holder);
  for (;;) {
    makeFolder(folder);
    if (take(file, own)) break;
    const held = textOf(file);
    if (held === undefined) continue;
    refuseIfAlive(held, file);
    discard(file, held);
  }
  ownLocks.add(file);
  return {
    moved(to) {
      ownLocks.delete(file);
      file = path.join(to, lockFile);
      ownLocks.add(file);
    },
    release() {
      ownLocks.delete(file);
      remove(file);
    },
  };
}

/** Whether a process writes a folder now; on another machine, as far as one can know. */
export function isLocked(folder: string): boolean {
  const holder = holderIn(textOf(path.join(folder, lockFile)) ?? '');
  return holder !== undefined && (holder.host !== os.hostname() || isHeld(holder));
}

/** Whether it is ours now. Written elsewhere first, so that it has its content from the moment it is there. */
function take(file: string, content: string): boolean {
  const written = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(written, content, { flush: true });
    linkNew(written, file, content);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // the folder has just been finished and renamed by whoever had it
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    throw writeFailure(error, path.dirname(file));
  } finally {
    remove(written);
  }
}
function linkNew(from: string, to: string, content: string): void {
  try {
    fs.linkSync(from, to);
  } catch (error) {
    if (!withoutLinks.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    fs.writeFileSync(to, content, { flag: 'wx' });
  }
}
const withoutLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK']);

/** What a lock says; nothing where it is a folder; undefined where it is gone. */
function textOf(file: string): string | undefined {
  try {
    return readPlainFile(file).toString('utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === 'EISDIR') return '';
    throw new Failure('usage', `${file} cannot be read (${code ?? message}). If no run is being written, delete it.`);
  }
}

function holderIn(text: string): Holder | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isHolder(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function refuseIfAlive(text: string, file: string): void {
  const holder = holderIn(text);
  if (!holder) return;
  if (holder.host !== os.hostname())
    throw new Failure(
      'usage',
      `this run is being written on another machine (process ${holder.pid} on ${holder.host}, since ` +
        `${holder.since}). If it is no longer running, delete ${file} and run again.`,
    );
  if (holder.pid === process.pid ? ownLocks.has(file) : isHeld(holder))
    throw new Failure(
      'usage',
      `this run is being written by process ${holder.pid} since ${holder.since} (${path.dirname(file)}). Wait ` +
        `for it; its finished jobs are kept. If that process is no run of Anlage, delete ${file} and run again.`,
    );
}
function isHeld({ pid, began }: Holder): boolean {
  if (!isAlive(pid)) return false;
  const now = began === undefined ? undefined : beginningOf(pid);
  return now === undefined || now === began;
}

/**
 * Removes a lock that was found stale. Another process may have done so, and locked, since: what is moved away is what
 * was judged, or it is put back.
 */
function discard(file: string, judged: string): void {
  const stale = `${file}.${process.pid}.stale`;
  try {
    remove(stale);
    fs.renameSync(file, stale);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error instanceof Failure ? error : writeFailure(error, path.dirname(file));
  }
  const moved = textOf(stale) ?? '';
  if (moved !== judged)
    try {
      linkNew(stale, file, moved);
    } catch {
      /* a third process has locked since */
    }
  remove(stale);
}
