import fs from 'node:fs';
import path from 'node:path';
import { isNumber, isOneOf, isShaped, isText } from '../../results/guards.ts';
import { readJson } from '../keep/written-files.ts';

/** How far a task is, as its worker last said. */
export interface Heartbeat {
  readonly task: number;
  readonly host: string;
  /** Jobs of the task, those that have a result, and those that failed. */
  readonly of: number;
  readonly done: number;
  readonly failed: number;
  readonly state: TaskState;
  /** `stage2, seed 3`: what it is at, or why it stopped. */
  readonly at: string;
  readonly time: string;
}
export type TaskState = 'running' | 'ended' | 'stopped';
const isHeartbeat = isShaped<Heartbeat>({
  task: isNumber,
  host: isText,
  of: isNumber,
  done: isNumber,
  failed: isNumber,
  state: isOneOf<TaskState>({ running: true, ended: true, stopped: true }),
  at: isText,
  time: isText,
});
const folderOf = (submission: string): string => path.join(submission, 'heartbeats');

/** Whole or not at all; it need not outlast a power cut. */
export function writeHeartbeat(submission: string, heartbeat: Heartbeat): void {
  const file = path.join(folderOf(submission), `${heartbeat.task}.json`);
  const written = `${file}.${heartbeat.host}.${process.pid}.tmp`;
  fs.writeFileSync(written, JSON.stringify(heartbeat));
  fs.renameSync(written, file);
}
export const heartbeatsIn = (submission: string): readonly Heartbeat[] =>
  fs
    .readdirSync(folderOf(submission))
    .filter((name) => /^\d+\.json$/.test(name))
    .flatMap((name) => readJson(path.join(folderOf(submission), name), isHeartbeat) ?? []);
