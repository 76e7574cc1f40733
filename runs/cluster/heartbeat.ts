import fs from 'node:fs';
import path from 'node:path';
import { namesIn } from '../data/plain-file.ts';
import { isNumber, isOneOf, isShaped, isText } from '../../results/guards.ts';
import { checkedJson, readCheckedJson } from '../keep/checked-file.ts';

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
  fs.writeFileSync(written, checkedJson(heartbeat));
  fs.renameSync(written, file);
}
export const heartbeatsIn = (submission: string): readonly Heartbeat[] =>
  filesOf(submission).flatMap((file) => readHeartbeat(file) ?? []);
/** Files of them that are not what was written. */
export const damagedHeartbeats = (submission: string): readonly string[] =>
  filesOf(submission).filter((file) => readHeartbeat(file) === undefined);
const readHeartbeat = (file: string): Heartbeat | undefined => readCheckedJson(file, isHeartbeat);
const filesOf = (submission: string): readonly string[] =>
  namesIn(folderOf(submission))
    .filter((name) => /^\d+\.json$/.test(name))
    .map((name) => path.join(folderOf(submission), name));
