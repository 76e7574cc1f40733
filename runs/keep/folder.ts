import path from 'node:path';
import { writeCsv } from '../../formats/index.ts';
import type { ExperimentSpec, Specification } from '../../language/specification.ts';
import type { Results, Row } from '../../results/contract.ts';
import { rowsToCsv } from '../../results/rows.ts';
import { type Finished, isOfCondition } from '../plan/outcome.ts';
import { sha256 } from '../plan/sha256.ts';
import { checksumFile, checksumText, recordFile } from './checksum-list.ts';
import { logFile } from './log.ts';
import { countedGrowths } from './populations.ts';
import { placesIn } from './places-in-folder.ts';
import { readKept } from './read-kept.ts';
import type { JobStore } from './store.ts';
import { makeFolder, syncFolder, writeAll, writeAtomically } from './written-files.ts';
import { readPlainFile } from '../data/plain-file.ts';

/** A figure or its data, by the name of its file. */
export interface Drawing {
  readonly name: string;
  readonly content: string;
}

export interface View {
  readonly results: Results;
  /** The text that was run. */
  readonly source: string;
  readonly finished: readonly Finished[];
  readonly store: JobStore;
  readonly draw?: (results: Results) => readonly Drawing[];
}

/**
 * Writes all of a run that follows from its finished jobs: numbers, statistics, arrays, tables, figures, and last the
 * checksums of all that, and the record. Returns the results with their circuits.
 */
export function writeView(folder: string, { results, source, finished, store, draw }: View): Results {
  for (const name of viewFolders) makeFolder(path.join(folder, name));
  const sums = new Map<string, string>();
  const put = (files: Readonly<Record<string, string>>, under = '') => {
    writeAll(path.join(folder, under), files);
    for (const [name, content] of Object.entries(files)) sums.set(path.posix.join(under, name), sha256(content));
  };
  const counted = new Set(countedGrowths(results.experiment).map(({ condition }) => condition));
  /** What no seed draws is there once, for the first. */
  const shared = new Set<string>();
  const placeOf = placesIn(results.experiment);
  /** Files of jobs by where they go: what is read is written then, with the record of its job at hand. */
  const due = new Map<string, { readonly key: string; readonly name: string }>();
  for (const { job, outcome } of finished)
    for (const [name, sum] of Object.entries(outcome.files)) {
      if (name === 'population.csv' && !counted.has(job.condition)) continue;
      const what = JSON.stringify([job.key, job.condition, job.subject ?? '', job.at, name]);
      if (shared.has(what)) continue;
      shared.add(what);
      const place = placeOf(job, name);
      if (place.startsWith('networks/')) makeFolder(path.join(folder, path.dirname(place)));
      due.set(place, { key: job.key, name });
      sums.set(place, sum);
    }
  const copy = (place: string): Uint8Array | undefined => {
    const of = due.get(place);
    due.delete(place);
    return of && store.copyTo(of.key, of.name, path.join(folder, place));
  };
  const complete = {
    ...results,
    ...readKept(
      results.experiment,
      { has: (place) => sums.has(place), read: (place) => copy(place) ?? readPlainFile(path.join(folder, place)) },
      finished.find(({ job }) => job.kind === 'circuit')?.outcome.growth,
    ),
  };
  for (const place of due.keys()) copy(place);
  put(Object.fromEntries((draw?.(complete) ?? []).map(({ name, content }) => [name, content])), 'figures');
  put({ 'baselines.csv': baselineTable(results, finished) }, 'tables');
  const { [recordFile]: record, ...numbers } = numberFiles(results);
  put({ ...specificationFiles(source, results.experiment), ...numbers });
  sums.set(logFile, sha256(readPlainFile(path.join(folder, logFile))));
  for (const name of new Set([...viewFolders, ...[...sums.keys()].map(path.posix.dirname)]))
    syncFolder(path.join(folder, name));
  sums.set(recordFile, sha256(record));
  writeAtomically(path.join(folder, checksumFile), checksumText(sums, sha256));
  // last: until then the record says that the run goes on, and nobody asks for checksums
  writeAtomically(path.join(folder, recordFile), record);
  return complete;
}
const viewFolders = ['arrays', 'tables', 'figures'];

/** The part that is cheap enough to keep up to date while a run goes on. */
export function writeNumbers(folder: string, results: Results): void {
  writeAll(folder, numberFiles(results));
}
const numberFiles = ({ experiment, rows, summary, run }: Results) => ({
  'measures.csv': rowsToCsv(rows, experiment),
  'summary.json': pretty(summary),
  [recordFile]: pretty(run),
});

export function writeSpecification(folder: string, source: string, experiment: ExperimentSpec): void {
  writeAll(folder, specificationFiles(source, experiment));
}
const specificationFiles = (source: string, experiment: ExperimentSpec): Readonly<Record<string, string>> => ({
  'spec.anl': source,
  'spec.json': pretty({ language: 1, experiments: [experiment], refused: [] } satisfies Specification),
});

export function rowsOf(finished: readonly Finished[]): Row[] {
  return finished
    .filter(({ job }) => isOfCondition(job))
    .flatMap(({ job: { condition, seed, at, subject }, outcome }) =>
      outcome.points.map(({ measure, step, value }) => ({
        condition,
        seed,
        at,
        step,
        measure,
        value,
        ...(subject !== undefined && { subject }),
      })),
    );
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every value behind the baselines, by seed and point of the sweep. */
function baselineTable({ experiment, rows }: Results, finished: readonly Finished[]): string {
  const variables = experiment.vary.map(({ name }) => name);
  const place = (seed: number, at: Row['at']) => [seed, ...variables.map((name) => at[name])];
  const raw = finished
    .filter(({ job }) => job.kind === 'raw_input')
    .flatMap(({ job, outcome }) =>
      outcome.points
        .filter(({ step }) => step === null)
        .map(({ measure, value }) => [
          measure === 'chance' ? 'chance' : 'raw_input',
          '',
          ...place(job.seed, job.at),
          value,
        ]),
    );
  const untrained = rows
    .filter(({ step, measure }) => step === 0 && measure === 'accuracy')
    .map(({ condition, seed, at, value }) => ['untrained', condition, ...place(seed, at), value]);
  const students = finished.flatMap(({ job, outcome }) =>
    job.kind === 'control_student'
      ? outcome.points
          .filter(({ step }) => step === null)
          .map(({ measure, value }) => [job.control, '', measure, ...place(job.seed, job.at), value])
      : [],
  );
  const beside = finished.flatMap(({ job, outcome }) =>
    job.kind === 'condition'
      ? Object.entries(outcome.facts).flatMap(([fact, value]) => {
          const [, measure, baseline] = /^(.+)\.(untrained|shuffled)$/.exec(fact) ?? [];
          return measure ? [[baseline, job.condition, measure, ...place(job.seed, job.at), value]] : [];
        })
      : [],
  );
  return students.length > 0
    ? writeCsv(['baseline', 'condition', 'measure', 'seed', ...variables, 'value'], [...students, ...beside])
    : writeCsv(['baseline', 'condition', 'seed', ...variables, 'accuracy'], [...raw, ...untrained]);
}
