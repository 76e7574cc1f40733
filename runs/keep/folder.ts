import fs from 'node:fs';
import path from 'node:path';
import type { NetworkAnalysis } from '../../engine/genes/index.ts';
import { decodeText, writeCsv } from '../../formats/index.ts';
import type { ExperimentSpec, Specification } from '../../language/specification.ts';
import { readGrowth } from './growth-files.ts';
import { Failure } from '../../making/failure.ts';
import { writeFailure } from './write-failure.ts';
import { readFindings } from './finding-files.ts';
import { makeFolder, share, writeAtomically } from './written-files.ts';
import { keptNetworks } from '../../making/gene-networks.ts';
import { keptCircuit } from '../plan/jobs.ts';
import { sweepPoints } from '../../results/sweep.ts';
import { countedGrowths, readPopulation } from './populations.ts';
import type { Results, Row } from '../../results/contract.ts';
import { pointName, rowsToCsv } from '../../results/rows.ts';
import { type Read, readRows, readRunRecord, readSpecification, readSummary } from '../../results/run-files.ts';
import { type Finished, isOfCondition } from '../plan/outcome.ts';
import type { JobStore } from './store.ts';

/** A figure or its data, by the name of its file. */
export interface Drawing {
  readonly name: string;
  readonly content: string;
}

export interface View {
  readonly results: Results;
  readonly finished: readonly Finished[];
  readonly store: JobStore;
  readonly draw?: (results: Results) => readonly Drawing[];
}

/**
 * Writes all of a run that follows from its finished jobs: numbers, statistics, arrays, tables, figures. Returns the
 * results with their circuits.
 */
export function writeView(folder: string, { results, finished, store, draw }: View): Results {
  for (const name of viewFolders) {
    fs.rmSync(path.join(folder, name), { recursive: true, force: true });
    makeFolder(path.join(folder, name));
  }
  const counted = new Set(countedGrowths(results.experiment).map(({ condition }) => condition));
  const shared = new Set<string>();
  for (const { job, outcome } of finished)
    for (const name of outcome.files) {
      if (name === 'population.csv' && !counted.has(job.condition)) continue;
      const what = JSON.stringify([job.key, job.condition, job.at, name]);
      if (shared.has(what)) continue;
      shared.add(what);
      share(store.file(job.key, name), path.join(folder, kindOf(name), fileName(results.experiment, job, name)));
    }
  const complete = { ...results, ...readKept(folder, results.experiment) };
  for (const { name, content } of draw?.(complete) ?? []) writeAtomically(path.join(folder, 'figures', name), content);
  writeAtomically(path.join(folder, 'tables', 'baselines.csv'), baselineTable(results, finished));
  writeNumbers(folder, results);
  return complete;
}
const viewFolders = ['arrays', 'tables', 'figures'];

/** The part that is cheap enough to keep up to date while a run goes on. */
export function writeNumbers(folder: string, { experiment, rows, summary, run }: Results): void {
  writeAtomically(path.join(folder, 'measures.csv'), rowsToCsv(rows, experiment));
  writeAtomically(path.join(folder, 'summary.json'), pretty(summary));
  writeAtomically(path.join(folder, 'run.json'), pretty(run));
}

export function writeSpecification(folder: string, source: string, experiment: ExperimentSpec): void {
  const specification: Specification = { language: 1, experiments: [experiment], refused: [] };
  writeAtomically(path.join(folder, 'spec.anl'), source);
  writeAtomically(path.join(folder, 'spec.json'), pretty(specification));
}

/**
 * Reads a run's folder back, also one that is still being written or was interrupted.
 * @throws Failure where it is not one, damaged, or of another version of the contract
 */
export function readView(folder: string): Results {
  const run = readFile(folder, 'run.json', readRunRecord);
  const experiment = readFile(folder, 'spec.json', readSpecification);
  const summary = readFile(folder, 'summary.json', readSummary);
  const rows = readFile(folder, 'measures.csv', (text) => readRows(text, experiment));
  return { experiment, rows, summary, run, ...readKept(folder, experiment) };
}

/** @throws Failure */
function readFile<T>(folder: string, name: string, read: (text: string) => Read<T>): T {
  const file = path.join(folder, name);
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat && !stat.isFile())
    throw new Failure('usage', `${file} is no file: remove it, and run the experiment again.`);
  if (!stat)
    throw new Failure(
      'usage',
      `${folder} is not the folder of a run: it has no ${name}. A run's folder is named runs/EXPERIMENT/KEY.`,
    );
  const contents = read(fs.readFileSync(file, 'utf8'));
  if ('value' in contents) return contents.value;
  throw new Failure('usage', `${file} ${contents.problem}`);
}

/** Gives a finished folder its name, in place of an earlier one of the same run. */
export function replaceFolder(partial: string, folder: string): void {
  const former = `${partial}.former`;
  try {
    fs.rmSync(path.join(partial, 'lock'), { force: true });
    fs.rmSync(former, { recursive: true, force: true });
    if (fs.existsSync(folder)) fs.renameSync(folder, former);
    fs.renameSync(partial, folder);
    fs.rmSync(former, { recursive: true, force: true });
  } catch (error) {
    throw writeFailure(error, folder);
  }
}

export function rowsOf(finished: readonly Finished[]): Row[] {
  return finished
    .filter(({ job }) => isOfCondition(job))
    .flatMap(({ job: { condition, seed, at }, outcome }) =>
      outcome.points.map(({ measure, step, value }) => ({ condition, seed, at, step, measure, value })),
    );
}

/**
 * What is kept beside the numbers, as far as its files are there and whole: a circuit for replay, where gene networks
 * end, cells by fate, spectra and what belongs to them.
 */
function readKept(
  folder: string,
  experiment: ExperimentSpec,
): Omit<Results, 'experiment' | 'rows' | 'summary' | 'run'> {
  const there = new Set(
    ['arrays', 'tables'].flatMap((part) => {
      const place = path.join(folder, part);
      return fs.existsSync(place) ? fs.readdirSync(place) : [];
    }),
  );
  const bytes = (of: Named, name: string) =>
    fs.readFileSync(path.join(folder, kindOf(name), fileName(experiment, of, name)));
  const kept = keptCircuit(experiment);
  const [at] = sweepPoints(experiment);
  const [seed] = experiment.seeds;
  return {
    circuits: kept
      ? whole(() => ({
          condition: kept.condition,
          seed: kept.seed,
          growth: readGrowth((name) => bytes(kept, name), kept.develop),
        }))
      : [],
    genes: keptNetworks(experiment).flatMap(({ condition, genes }) =>
      whole(() => ({
        condition,
        network: genes,
        analysis: JSON.parse(decodeText(bytes({ condition, seed, at }, 'analysis.json'))) as NetworkAnalysis,
      })),
    ),
    populations: countedGrowths(experiment).flatMap(({ develop, ...of }) =>
      whole(() => ({ ...of, ...readPopulation(bytes(of, 'population.csv'), develop) })),
    ),
    ...whole(() =>
      readFindings(experiment, (of, name) => (there.has(fileName(experiment, of, name)) ? bytes(of, name) : undefined)),
    )[0],
  };
}
const whole = <T>(read: () => T): T[] => {
  try {
    return [read()];
  } catch {
    return [];
  }
};

type Named = Pick<Row, 'condition' | 'seed' | 'at'>;
/** `grown-size=16-1-input_weights.npy`; of what no seed draws, `wild-attractors.csv`. */
function fileName(experiment: ExperimentSpec, { condition, seed, at }: Named, what: string): string {
  const point = pointName(experiment, at);
  const parts = ['attractors.csv', 'analysis.json'].includes(what) ? [condition, what] : [condition, point, seed, what];
  return parts
    .filter((part) => part !== '')
    .join('-')
    .replace(/[^\p{L}\p{N}_.=+-]/gu, '_');
}
const kindOf = (name: string): string => (name.endsWith('.npy') ? 'arrays' : 'tables');
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
  return writeCsv(['baseline', 'condition', 'seed', ...variables, 'accuracy'], [...raw, ...untrained]);
}
