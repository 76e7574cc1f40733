import fs from 'node:fs';
import path from 'node:path';
import type { ExperimentSpec } from '../language/specification.ts';
import type { FoundState, RunRecord } from '../results/contract.ts';
import { type ClaimCounts, type PastRun, runHistory } from '../results/run-history.ts';
import { readSpecification } from '../results/run-files.ts';
import { readPlainFile } from './data/plain-file.ts';
import { recordFile } from './keep/checksums.ts';
import { placesOfRuns } from './keep/places-of-runs.ts';
import { stateOf } from './run.ts';
import { type RunDifference, settingsBetween } from './say/difference.ts';

/** A run that was begun once, and what a list of runs says of it. */
export interface ListedRun {
  readonly folder: string;
  /** Of all its files. */
  readonly bytes: number;
  /** Why its record cannot be read; then nothing below is there. */
  readonly problem?: string;
  readonly record?: RunRecord;
  readonly state?: FoundState;
  readonly claims?: ClaimCounts;
  readonly conditions?: readonly string[];
  readonly seeds?: readonly number[];
  /**
   * What was asked, and what computed it, otherwise than in the run of the same experiment before; left out of the
   * first, and where one of the two cannot be read.
   */
  readonly changed?: RunDifference;
}

/** Every run in or below a folder, newest first; what cannot be read is listed with the reason. */
export async function listRuns(folder: string): Promise<readonly ListedRun[]> {
  const records = placesOfRuns(path.resolve(folder)).runs.map((each) => path.join(each, recordFile));
  const history = runHistory(async (file) => readPlainFile(file).toString('utf8'));
  const runs = await history.update(records.map((file) => ({ path: file, modified: 0 })));
  const asked = new Map(runs.map((run) => [run, specificationOf(run)]));
  return runs.map((run, at) => {
    const of = path.dirname(run.path),
      bytes = bytesIn(of);
    if ('problem' in run) return { folder: of, bytes, problem: run.problem };
    const { record, claims } = run,
      own = asked.get(run),
      before = runs.slice(at + 1).find((each) => isOfExperiment(each, record.experiment)),
      former = before && asked.get(before);
    return {
      folder: of,
      bytes,
      record,
      state: stateOf(of, record),
      ...(claims && { claims }),
      ...(own && { conditions: own.conditions.map(({ name }) => name), seeds: own.seeds }),
      ...(own &&
        before &&
        former && {
          changed: settingsBetween({ run: before.record, experiment: former }, { run: record, experiment: own }),
        }),
    };
  });
}

type ReadRun = Extract<PastRun, { record: RunRecord }>;
const isOfExperiment = (run: PastRun, name: string): run is ReadRun =>
  'record' in run && run.record.experiment === name;

function specificationOf({ path: record }: PastRun): ExperimentSpec | undefined {
  try {
    const read = readSpecification(readPlainFile(path.join(path.dirname(record), 'spec.json')).toString('utf8'));
    return 'value' in read ? read.value : undefined;
  } catch {
    return undefined;
  }
}

function bytesIn(folder: string): number {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, { parentPath, name }) =>
        sum + (fs.statSync(path.join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
}
