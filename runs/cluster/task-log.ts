import fs from 'node:fs';
import path from 'node:path';
import { openPlainFile } from '../data/plain-file.ts';
import type { Submitted } from './submission.ts';

/** What tasks have said before they ended. */
export interface LastWords {
  readonly file: string;
  /** Its last lines. */
  readonly lines: readonly string[];
}

/** Of a task, where something is there to be read. */
export function lastWordsOf({ folder, submission }: Submitted, task: number): LastWords | undefined {
  const { engine, arrays } = submission;
  const array = arrays.find(({ offset, size }) => task >= offset && task < offset + size);
  const name = engine === 'local' ? localLog : array?.job && `${array.job}_${task - array.offset}.out`;
  const file = name && path.join(folder, 'logs', name);
  const lines = file ? lastLinesOf(file) : [];
  return file && lines.length > 0 ? { file, lines } : undefined;
}
/** Of all tasks that this machine computes. */
export const localLog = 'local.out';

function lastLinesOf(file: string): string[] {
  try {
    const open = openPlainFile(file);
    try {
      const { size } = fs.fstatSync(open);
      const bytes = Buffer.alloc(Math.min(size, mostBytes));
      fs.readSync(open, bytes, 0, bytes.length, size - bytes.length);
      const lines = bytes.toString('utf8').split('\n');
      return lines.filter((line) => line.trim() !== '').slice(-mostLines);
    } finally {
      fs.closeSync(open);
    }
  } catch {
    return [];
  }
}
const mostLines = 3;
const mostBytes = 2000;
