import fs from 'node:fs';
import path from 'node:path';
import { writeFailure } from './write-failure.ts';
import type { RunEvent } from '../../results/contract.ts';

export const logFile = 'log.jsonl';

type Untimed<Event> = Event extends RunEvent ? Omit<Event, 't'> : never;
export interface Log {
  write(event: Untimed<RunEvent>): void;
  close(): void;
}

/**
 * Events as they happen: a line of `log.jsonl` each, and to whoever listens. A run that is taken up again goes on in
 * the same file. Lines are written together, at most a quarter of a second late; what a person must know, at once.
 */
export function openLog(folder: string, seconds: () => number, listen?: (event: RunEvent) => void): Log {
  const attempt = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw writeFailure(error, folder);
    }
  };
  const file = attempt(() => fs.openSync(path.join(folder, logFile), 'a'));
  let lines: string[] = [];
  let written = 0;
  const flush = () => {
    const text = lines.join('');
    lines = [];
    written = seconds();
    attempt(() => fs.writeSync(file, text));
  };
  return {
    write(event) {
      const now = seconds();
      const timed = { t: Math.round(now * 1000) / 1000, ...event } as RunEvent;
      lines.push(`${JSON.stringify(timed)}\n`);
      const canWait = event.kind === 'measure' || event.kind === 'progress';
      if (!canWait || lines.length >= mostLines || now - written > 0.25) flush();
      listen?.(timed);
    },
    close() {
      try {
        if (lines.length > 0) flush();
      } finally {
        fs.closeSync(file);
      }
    },
  };
}
const mostLines = 1000;
