import fs from 'node:fs';
import path from 'node:path';
import type { ExperimentSpec } from '../../language/specification.ts';
import { canonical } from '../../making/canonical-json.ts';
import { Failure } from '../../making/failure.ts';
import { isNumber, isObject, isListOf, isShaped, isTableOf, isText } from '../../results/guards.ts';
import { readPlainFile } from '../data/plain-file.ts';
import { roomForEach } from '../execute/compute.ts';
import { sweepsFolder } from '../keep/places-of-runs.ts';
import { checkedJson, readCheckedJson } from '../keep/checked-file.ts';
import { makeFolder, writeAtomically } from '../keep/written-files.ts';
import { type Job, jobGrid, jobsByCell, runKey, type Surroundings } from '../plan/jobs.ts';
import { sha256 } from '../data/sha256.ts';
import type { PlannedRun } from '../run.ts';

/**
 * All that a worker must know of an experiment, wherever it computes; it is written once and never changes. Jobs are
 * not listed: they are numbered, and a worker makes its own from the number (`jobsOfSlots`).
 */
export interface SweepPlan {
  readonly plan: 1;
  readonly version: string;
  readonly engine: string;
  readonly source: string;
  readonly file: string;
  readonly changes: readonly string[];
  readonly experiment: ExperimentSpec;
  readonly backend: string;
  readonly algebra: string;
  /** Of data, by reference. */
  readonly checksums: Readonly<Record<string, string>>;
  /** Of the run that all its jobs make. */
  readonly key: string;
  /** How many distinct jobs there are. */
  readonly jobs: number;
  /** Slots, numbered: those of jobs that belong to no cell, then so many of every cell, some of which may be empty. */
  readonly apart: number;
  readonly perCell: number;
  /** Bytes that the files of a trained network may take. */
  readonly room: number;
}
const isPlan = isShaped<Omit<SweepPlan, 'plan' | 'experiment'> & { plan: unknown; experiment: object }>({
  plan: (value): value is unknown => value === 1,
  version: isText,
  engine: isText,
  source: isText,
  file: isText,
  changes: isListOf(isText),
  experiment: isObject,
  backend: isText,
  algebra: isText,
  checksums: isTableOf(isText),
  key: isText,
  jobs: isNumber,
  apart: isNumber,
  perCell: isNumber,
  room: isNumber,
});

/** A sweep's folder is named by the hash of its plan. */
export const planFile = 'plan.json';
export const placesFile = 'places.json';
export const submissionsFolder = 'submissions';
/** It is one also where its plan is lost. */
export const isSweep = (folder: string): boolean =>
  /^[0-9a-f]{12}$/.test(path.basename(folder)) &&
  [planFile, submissionsFolder].some((name) => fs.existsSync(path.join(folder, name)));

export interface Sweep {
  readonly id: string;
  readonly folder: string;
  /** The folder of runs that it stands in. */
  readonly runs: string;
  readonly plan: SweepPlan;
}

export function sweepPlan(
  { experiment, file, changes, surroundings, jobs, key, apart, perCell }: PlannedRun,
  { source, version, engine }: Pick<SweepPlan, 'source' | 'version' | 'engine'>,
): SweepPlan {
  const { files: checksums, backend, algebra } = surroundings;
  return {
    plan: 1,
    version,
    engine,
    source,
    file,
    changes,
    experiment,
    backend,
    algebra,
    checksums,
    key,
    jobs: new Set(jobs.map((job) => job.key)).size,
    apart,
    perCell,
    room: roomForEach(jobs),
  };
}

/**
 * Writes the plan where it is not there, or no longer what was written; and where its data lie on this machine, which
 * is no part of it.
 */
export function keepPlan(given: SweepPlan, runs: string, locations: Locations): Sweep {
  // as a worker reads it
  const text = JSON.stringify(given);
  const plan = JSON.parse(text) as SweepPlan;
  const id = idOf(plan);
  const folder = path.join(runs, sweepsFolder, id);
  makeFolder(folder);
  if (!planIn(folder)) writeAtomically(path.join(folder, planFile), text);
  writeAtomically(path.join(folder, placesFile), checkedJson(locations));
  return readSweep(folder);
}
/** Where data lie, by reference. */
export type Locations = Readonly<Record<string, string>>;
/** @throws Failure where they are not what was written */
export function locationsOf({ folder }: Pick<Sweep, 'folder'>): Locations {
  const file = path.join(folder, placesFile);
  const locations = readCheckedJson<Locations>(file, isTableOf(isText));
  if (locations) return locations;
  throw new Failure('usage', `${file} is not what was written: \`anlage sweep FILE\` writes it anew.`);
}
const idOf = (plan: unknown): string => sha256(canonical(plan)).slice(0, 12);

/** @throws Failure where it is damaged or of another version */
export function readSweep(folder: string): Sweep {
  const place = path.resolve(folder);
  const plan = planIn(place);
  if (!plan)
    throw new Failure(
      'usage',
      `${path.join(folder, planFile)} is not what was written, or another version of Anlage wrote it: \`anlage sweep ` +
        `FILE EXPERIMENT\` writes it anew, with the text as it was then; or remove its folder. Finished jobs are kept.`,
    );
  return { id: path.basename(place), folder: place, runs: path.dirname(path.dirname(place)), plan };
}
/** To the byte: a plan that says the same in another way has been written by somebody else. */
function planIn(folder: string): SweepPlan | undefined {
  try {
    const text = readPlainFile(path.join(folder, planFile)).toString('utf8');
    const plan: unknown = JSON.parse(text);
    const isWhole = JSON.stringify(plan) === text && isPlan(plan) && idOf(plan) === path.basename(folder);
    return isWhole ? (plan as unknown as SweepPlan) : undefined;
  } catch {
    return undefined;
  }
}

export const surroundingsOf = ({ checksums: files, backend, algebra }: SweepPlan): Required<Surroundings> => ({
  files,
  backend,
  algebra,
});

/** All jobs by the number of their slot, in the order of a run. @throws Error where they would make another run */
export function numberedJobs(plan: SweepPlan): readonly (readonly [number, Job])[] {
  const { apart, cells } = jobsByCell(plan.experiment, surroundingsOf(plan));
  // JSON has no number that is not finite
  if (runKey(plan.experiment, [...apart, ...cells.flat()]) !== plan.key)
    throw new Error(`the plan of ${plan.experiment.name} does not make the run that it was made of`);
  return [
    ...apart.map((job, i) => [i, job] as const),
    ...cells.flatMap((jobs, cell) => jobs.map((job, i) => [plan.apart + cell * plan.perCell + i, job] as const)),
  ];
}

/** The jobs that stand in some slots, and all jobs of their cells: what one of them needs is among these. */
export function jobsOfSlots(plan: SweepPlan, slots: readonly number[]): { mine: ReadonlySet<string>; jobs: Job[] } {
  const { apart, perCell, experiment } = plan;
  const grid = jobGrid(experiment, surroundingsOf(plan));
  const mine = new Set<string>();
  const jobs: Job[] = [];
  let known = { cell: -2, jobs: [] as readonly Job[] };
  for (const slot of slots) {
    const cell = slot < apart ? -1 : Math.floor((slot - apart) / perCell);
    if (cell !== known.cell) {
      known = { cell, jobs: cell < 0 ? grid.apart() : grid.jobsIn(cell) };
      jobs.push(...known.jobs);
    }
    const job = known.jobs[slot < apart ? slot : (slot - apart) % perCell];
    if (job) mine.add(job.key);
  }
  return { mine, jobs };
}
