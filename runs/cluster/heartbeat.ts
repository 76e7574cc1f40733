import fs from 'node:fs';
import path from 'node:path';
import { isNumber, isOneOf, isShaped, isText } from '../../results/guards.ts';
import { readJson, writeAtomically } from '../keep/written-files.ts';

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

export function writeHeartbeat(submission: string, heartbeat: Heartbeat): void {
  writeAtomically(path.join(folderOf(submission), `${heartbeat.task}.json`), JSON.stringify(heartbeat));
}
export const heartbeatsIn = (submission: string): readonly Heartbeat[] =>
  fs
    .readdirSync(folderOf(submission))
    .filter((name) => /^\d+\.json$/.test(name))
    .flatMap((name) => readJson(path.join(folderOf(submission), name), isHeartbeat) ?? []);
