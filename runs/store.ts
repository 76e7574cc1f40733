import fs from 'node:fs';
import path from 'node:path';
import { makeFolder, readJson, sweepTemporaries, writeAtomically } from './files.ts';
import type { Job } from './jobs.ts';
import type { Note } from './results.ts';

/** A number that a job found; its condition, seed and sweep point are those of whoever asks for the job. */
export interface Point {
  readonly measure: string;
  readonly step: number | null;
  readonly value: number;
  /** Of a probability that was sampled: its own 95 % interval, which has nothing to do with seeds. */
  readonly ci?: readonly [number, number];
}
/** Numbers about what was computed that no measure asked for: what the notes are made of. */
export type Facts = Readonly<Record<string, number>>;
/** What a job leaves behind. `files` are arrays and tables by name (`input_weights.npy`, `cells.csv`). */
export interface Outcome {
  readonly points: readonly Point[];
  readonly notes: readonly Note[];
  readonly facts: Facts;
  readonly seconds: number;
  readonly files: Readonly<Record<string, Uint8Array>>;
}
export interface StoredOutcome extends Omit<Outcome, 'files'> {
  readonly files: readonly string[];
}
export interface Finished {
  readonly job: Job;
  readonly outcome: StoredOutcome;
}
/** Whether a job's points are values of its condition. */
export const isOfCondition = ({ kind }: Job): boolean => kind === 'condition' || kind === 'genes';

/** Finished jobs by key: `<runs>/.jobs/<key>.json`, with `<key>-<file>` beside it. A job is there when its JSON is. */
export interface JobStore {
  find(key: string): StoredOutcome | undefined;
  save(key: string, outcome: Outcome): StoredOutcome;
  file(key: string, name: string): string;
}

export function jobStore(runs: string): JobStore {
  const folder = path.join(runs, '.jobs');
  makeFolder(folder);
  sweepTemporaries(folder);
  const file = (key: string, name: string) => path.join(folder, `${key}-${name}`);
  const record = (key: string) => path.join(folder, `${key}.json`);
  return {
    file,
    find(key) {
      const stored = readJson<StoredOutcome>(record(key));
      if (!stored) return undefined;
      return stored.files.every((name) => fs.existsSync(file(key, name))) ? revive(stored) : undefined;
    },
    save(key, { files, ...rest }) {
      for (const [name, content] of Object.entries(files)) writeAtomically(file(key, name), content);
      const stored = { ...rest, files: Object.keys(files) };
      writeAtomically(record(key), JSON.stringify(stored, keepNonFinite));
      return stored;
    },
  };
}

/** JSON has no NaN or infinity; a measure may. */
const keepNonFinite = (_key: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
const revive = (stored: StoredOutcome): StoredOutcome => ({
  ...stored,
  points: stored.points.map((point) => ({ ...point, value: Number(point.value) })),
});
