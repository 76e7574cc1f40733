import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import { writeFailure } from './write-failure.ts';
import { isNumber, isShaped, isText } from '../../results/guards.ts';
import { isAlive, readJson } from './written-files.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}
const isHolder = isShaped<Holder>({ pid: isNumber, host: isText, since: isText });
/** Locks of this process. */
const ownLocks = new Set<string>();

/**
 * Takes a folder for this process, or says who has it. The lock of a process that has died is taken over. Returns the
 * release.
 */
export function lock(folder: string): () => void {
  const file = path.join(folder, 'lock');
  const holder: Holder = { pid: process.pid, host: os.hostname(), since: new Date().toISOString() };
  for (;;) {
    try {
      fs.writeFileSync(file, JSON.stringify(holder), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw writeFailure(error, folder);
      const other = readJson(file, isHolder);
      if (other) refuseIfAlive(other, file);
      discard(file);
    }
  }
  ownLocks.add(file);
  return () => {
    ownLocks.delete(file);
    fs.rmSync(file, { force: true });
  };
}

/** Whether a process writes a folder now; on another machine, as far as one can know. */
export function isLocked(folder: string): boolean {
  const holder = readJson(path.join(folder, 'lock'), isHolder);
  return holder !== undefined && (holder.host !== os.hostname() || isAlive(holder.pid));
}

function refuseIfAlive(other: Holder, file: string): void {
  if (other.host !== os.hostname()) {
    throw new Failure(
      'usage',
      `this run is being written on another machine (process ${other.pid} on ${other.host}, since ` +
        `${other.since}). If it is no longer running, delete ${file} and run again.`,
    );
  }
  if (other.pid === process.pid ? ownLocks.has(file) : isAlive(other.pid)) {
    throw new Failure(
      'usage',
      `this run is being written by process ${other.pid} since ${other.since} (${path.dirname(file)}). Wait ` +
        `for it or stop it; its finished jobs are kept.`,
    );
  }
}

/** Of two processes that find the same stale lock, one moves it away; the other finds the new one. */
function discard(file: string): void {
  const stale = `${file}.${process.pid}.stale`;
  try {
    fs.renameSync(file, stale);
    fs.rmSync(stale, { force: true });
  } catch {
    /* the other process was first */
  }
}
