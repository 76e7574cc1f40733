import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import type { Guard } from '../../results/guards.ts';
import { writeFailure } from './write-failure.ts';

/** Written whole or not at all: to a temporary name beside it, then renamed. */
export function writeAtomically(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(temporary, content, { flush: true });
    if (fs.statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw inTheWay(file);
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error instanceof Failure ? error : writeFailure(error, path.dirname(file));
  }
}
const inTheWay = (file: string): Failure =>
  new Failure('run', `${file} cannot be written: a folder of that name is in the way. Remove it, and run again.`);

export function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (error) {
    throw writeFailure(error, folder);
  }
}

/** The same content under another name: a link where the file system has them, else a copy. */
export function share(from: string, to: string): void {
  fs.rmSync(to, { force: true });
  try {
    fs.linkSync(from, to);
  } catch {
    try {
      fs.copyFileSync(from, to);
    } catch (error) {
      throw writeFailure(error, path.dirname(to));
    }
  }
}

/** What a file of JSON holds, where it is there, whole, and what it should be. */
export function readJson<T>(file: string, is: Guard<T>): T | undefined {
  try {
    const json: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
    return is(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Removes what a killed process left half-written. */
export function sweepTemporaries(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    const [, pid] = /\.(\d+)\.tmp$/.exec(name) ?? [];
    if (pid && !isAlive(Number(pid))) fs.rmSync(path.join(folder, name), { force: true });
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
