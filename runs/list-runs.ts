import fs from 'node:fs';
import path from 'node:path';
import type { ExperimentSpec } from '../language/specification.ts';
import type { FoundState, RunRecord } from '../results/contract.ts';
import { type ClaimCounts, type PastRun, runHistory } from '../results/run-history.ts';
import type { Remark } from '../results/run-remark.ts';
import { readSpecification } from '../results/run-files.ts';
import { readPlainFile } from './data/plain-file.ts';
import { recordFile } from './keep/checksum-list.ts';
import { placesOfRuns } from './keep/places-of-runs.ts';
import { remarkOn } from './keep/remarks.ts';
import { stateOf } from './run.ts';
import { type RunDifference, type SettingDifference, settingsBetween } from './say/difference.ts';

/** A run that was begun once, and what a list of runs says of it. */
export interface ListedRun {
  readonly folder: string;
  /** Of all its files. */
  readonly bytes: number;
  /** What a person says of it. */
  readonly remark?: Remark;
  /** Why its record, or the remark on it, cannot be read; without a record nothing below is there. */
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
export const listRuns = (folder: string): Promise<readonly ListedRun[]> =>
  runList().update(placesOfRuns(path.resolve(folder)).runs);

/** A list of runs that is looked at again and again. */
export interface RunList {
  /** Of the runs in these folders, as they are now, newest first; only what has changed is read. */
  update(folders: readonly string[]): Promise<readonly ListedRun[]>;
}
export function runList(): RunList {
  const history = runHistory(async (file) => readPlainFile(file).toString('utf8'));
  const asked = new WeakMap<PastRun, ExperimentSpec | undefined>();
  const sizes = new WeakMap<PastRun, number>();
  const changes = new WeakMap<PastRun, { readonly before: PastRun; readonly changed: RunDifference }>();
  const askedOf = (run: PastRun): ExperimentSpec | undefined => kept(asked, run, () => specificationOf(run));
  const changedSince = (run: ReadRun, before: ReadRun): RunDifference | undefined => {
    const known = changes.get(run);
    if (known?.before === before) return known.changed;
    const [experiment, former] = [askedOf(run), askedOf(before)];
    if (!experiment || !former) return undefined;
    const changed = settingsBetween({ run: before.record, experiment: former }, { run: run.record, experiment });
    changes.set(run, { before, changed });
    return changed;
  };
  const listed = (run: PastRun, older: readonly PastRun[]): ListedRun => {
    const folder = path.dirname(run.path);
    const hasEnded = 'record' in run && run.record.finished !== null;
    const said = remarkOn(folder);
    const base = {
      folder,
      bytes: hasEnded ? kept(sizes, run, () => bytesIn(folder)) : bytesIn(folder),
      ...('value' in said ? { remark: said.value } : { problem: said.problem }),
    };
    if ('problem' in run) return { ...base, problem: run.problem };
    const { record, claims } = run;
    const experiment = askedOf(run);
    const before = older.find((each) => isOfExperiment(each, record.experiment));
    const changed = before && changedSince(run, before);
    return {
      ...base,
      record,
      state: stateOf(folder, record),
      ...(claims && { claims }),
      ...(experiment && { conditions: experiment.conditions.map(({ name }) => name), seeds: experiment.seeds }),
      ...(changed && { changed }),
    };
  };
  return {
    async update(folders) {
      const records = folders.flatMap((folder) => {
        const file = path.join(folder, recordFile);
        const modified = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs;
        return [{ path: file, modified: modified ?? 0 }];
      });
      const runs = await history.update(records);
      return runs.map((run, at) => listed(run, runs.slice(at + 1)));
    },
  };
}
function kept<Key extends object, Value>(cache: WeakMap<Key, Value>, key: Key, make: () => Value): Value {
  if (!cache.has(key)) cache.set(key, make());
  return cache.get(key) as Value;
}

/** What is new in a run, as a person reads it, each in a few words; not what is said of the run itself. */
export const newsOf = ({ changed }: ListedRun): string[] =>
  changed
    ? [...changed.specification, ...changed.run].filter(({ where }) => !saidElsewhere.has(where)).map(changeText)
    : [];
const saidElsewhere: ReadonlySet<string> = new Set(['status', 'changed on the command line']);
const changeText = ({ where, a, b }: SettingDifference): string =>
  a === null ? `${where} ${b} is new` : b === null ? `${where} is gone (was ${a})` : `${where} ${a} → ${b}`;

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
  const sizeOf = ({ parentPath, name }: fs.Dirent): number =>
    fs.statSync(path.join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0;
  try {
    return fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .reduce((sum, entry) => sum + (entry.isFile() ? sizeOf(entry) : 0), 0);
  } catch {
    return 0; // it has gone, or is being replaced
  }
}
