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
 * the same file.
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
  return {
    write(event) {
      const timed = { t: Math.round(seconds() * 1000) / 1000, ...event } as RunEvent;
      attempt(() => fs.writeSync(file, `${JSON.stringify(timed)}\n`));
      listen?.(timed);
    },
    close() {
      fs.closeSync(file);
    },
  };
}
