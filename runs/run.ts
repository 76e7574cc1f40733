import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { engineVersion } from '../engine/version.ts';
import { tooMuch } from '../language/experiments/amount.ts';
import type { ExperimentSpec, Specification } from '../language/specification.ts';
import { kernelsOf, openBackend } from './execute/backends.ts';
import { compute } from './execute/compute.ts';
import type { Executor } from './execute/executor.ts';
import { threadPool } from './execute/thread-pool.ts';
import { Failure } from '../making/failure.ts';
import { checkedFolder, readNumbers, readView, withoutRemedy } from './keep/checked-folder.ts';
import { originOf } from './data/origin.ts';
import type { SharedMemory } from './data/read.ts';
import { beginFolder, replaceFolder } from './keep/finished-folder.ts';
import { type Drawing, writeSpecification, writeView } from './keep/folder.ts';
import { type Inputs, readInputs } from './plan/inputs.ts';
import { type Job, jobsByCell, runKey, type Surroundings } from './plan/jobs.ts';
import { isLocked, lock } from './keep/lock.ts';
import type { FoundState, Results, RunEvent, RunRecord, RunStatus, Summary } from '../results/contract.ts';
import { fileNameOfName } from '../results/names-as-files.ts';
import { version } from '../results/product-version.ts';
import { type JobStore, jobStore } from './keep/store.ts';

export interface RunRequest {
  readonly specification: Specification;
  /** The name of one of its experiments. */
  readonly experiment: string;
  /**
   * The text that the specification came from, and its file: data are looked for from there, and `runs/` stands beside
   * it.
   */
  readonly source: string;
  readonly file: string;
  /** What was put into the text of the file before it became the source: `train.batch=32`. */
  readonly changes?: readonly string[];
  /** The folder open in the editor, where there is one: data are looked for there too. */
  readonly workspace?: string;
  /** In place of `runs/` beside the file. */
  readonly out?: string;
  /** Worker threads; as many as there are cores if left out. Changes no number. */
  readonly jobs?: number;
  /** In place of worker threads. */
  readonly executor?: Executor;
  readonly backend?: string;
  /** Of a sweep, whose jobs are there already: the seconds that it took, null where they are not known. */
  readonly wall?: number | null;
  /** Computes every job anew. */
  readonly fresh?: boolean;
  readonly draw?: (results: Results) => readonly Drawing[];
  readonly onEvent?: (event: RunEvent) => void;
  /** Data that are nowhere yet are fetched: so many bytes. */
  readonly onFetch?: (what: string, bytes: number) => void;
  /** The folder that is written while it runs; not called where there is nothing to do. */
  readonly onBegin?: (folder: string) => void;
  /** Stops the run within half a second; what is finished is kept. */
  readonly signal?: AbortSignal;
}
export interface RunOutcome {
  readonly status: RunStatus;
  readonly folder: string;
  readonly summary: Summary;
  readonly results: Results;
}

export type NamedBackend = Required<Omit<Surroundings, 'files'>>;
/** A run before anything of it is computed: what it reads, its jobs, and where it goes. */
export interface PlannedRun {
  readonly experiment: ExperimentSpec;
  readonly file: string;
  readonly changes: readonly string[];
  readonly surroundings: Required<Surroundings>;
  readonly inputs: Omit<Inputs, 'checksums'>;
  readonly jobs: readonly Job[];
  /** How many of the jobs belong to no cell, and how many one cell has at most. */
  readonly apart: number;
  readonly perCell: number;
  readonly key: string;
  /** The folder of runs. */
  readonly runs: string;
}
/**
 * `named`: the backend, where it is known and need not work here.
 * @throws Failure for an unknown experiment or backend, and for data that are not found or cannot be read.
 */
export async function planRun(request: RunRequest, named?: NamedBackend): Promise<PlannedRun> {
  const experiment = chooseExperiment(request);
  const { backend, algebra, shared } = named ? { ...named, shared: undefined } : await nameBackend(request.backend);
  const { file, folder: former, changes } = originOf(request.file);
  const context = { file, workspace: request.workspace };
  const { checksums, ...inputs } = await readInputs(experiment, context, request, shared);
  const surroundings = { files: checksums, backend, algebra };
  const { apart, cells } = jobsByCell(experiment, surroundings);
  const jobs = [...apart, ...cells.flat()];
  return {
    experiment,
    file,
    changes: [...changes, ...(request.changes ?? [])],
    surroundings,
    inputs,
    jobs,
    apart: apart.length,
    perCell: Math.max(0, ...cells.map(({ length }) => length)),
    key: runKey(experiment, jobs),
    runs: request.out ?? (former ? path.dirname(path.dirname(former)) : path.join(path.dirname(file), 'runs')),
  };
}

/**
 * Runs one experiment, or as much of it as is not in the store yet, and leaves its folder: `<runs>/<experiment>/<key>`,
 * or `.<key>.partial` where it was cancelled or a job failed.
 * @throws Failure for an unknown experiment, unreadable data, a folder that cannot be written, or a run that another
 * process is writing.
 */
export async function runExperiment(request: RunRequest, planned?: PlannedRun): Promise<RunOutcome> {
  const { experiment, file, changes, surroundings, inputs, jobs, key, runs } = planned ?? (await planRun(request));
  const { backend, algebra } = surroundings;
  const folder = path.join(runs, fileNameOfName(experiment.name), key.slice(0, 12));
  const earlier = request.fresh ? {} : formerRun(folder, key, request.source);
  if (earlier.results) return outcome('cached', folder, earlier.results);

  const partial = path.join(path.dirname(folder), `.${key.slice(0, 12)}.partial`);
  const held = lock(partial);
  let store: JobStore | undefined;
  try {
    beginFolder(partial);
    const level = algebra === backend ? backend : `${backend}, linear algebra by ${algebra}`;
    store = jobStore(runs, { level });
    writeSpecification(partial, request.source, experiment);
    request.onBegin?.(partial);
    const { status, results, finished } = await compute({
      experiment,
      jobs,
      store,
      folder: partial,
      fresh: request.fresh ?? false,
      wall: request.wall,
      repaired: earlier.damaged ?? [],
      signal: request.signal,
      onEvent: request.onEvent,
      identity: {
        key,
        experiment: experiment.name,
        file: path.relative(folder, file).split(path.sep).join('/'),
        changes,
        version,
        engine: engineVersion,
        backend: level,
        machine: machine(),
        files: inputs.files,
      },
      executor: request.executor ?? threadPool(request.jobs ?? os.availableParallelism()),
      inputs: { setting: { backend, locations: inputs.locations }, openData: inputs.openData, changed: inputs.changed },
    });
    // A person who cancels waits for what is kept, not for pictures of a part.
    const draw = status === 'cancelled' ? undefined : request.draw;
    const whole = writeView(partial, { results, source: request.source, finished, store, draw });
    if (status === 'failed' || status === 'cancelled') return outcome(status, partial, whole);
    replaceFolder(partial, folder);
    held.moved(folder);
    return outcome(status, folder, whole);
  } finally {
    try {
      store?.close();
    } finally {
      held.release();
    }
  }
}

/** Reads a run's folder back: finished, partial or failed. @throws Failure where there is none. */
export async function loadRun(folder: string): Promise<Results> {
  return readView(folder);
}
/** Its numbers and what is said of them, without arrays and tables. @throws Failure as `loadRun` */
export async function loadNumbers(folder: string): Promise<Results> {
  return readNumbers(folder);
}
/** The text that was run. @throws Failure as `loadRun` */
export function sourceOfRun(folder: string): string {
  return checkedFolder(folder).text('spec.anl');
}

/** What has become of a run whose record was read. */
export const stateOf = (folder: string, { status }: RunRecord): FoundState =>
  (status === 'running' || status === 'queued') && !isLocked(folder) ? 'interrupted' : status;

function chooseExperiment({ specification, experiment: name }: RunRequest): ExperimentSpec {
  const refused = specification.refused.find((one) => one.name === name);
  if (refused)
    throw new Failure(
      'usage',
      `the experiment ${name} (line ${refused.line}) cannot be run by this version: ${refused.reason}`,
    );
  const experiment = specification.experiments.find((one) => one.name === name);
  if (!experiment) {
    const known = [...specification.experiments, ...specification.refused].map((one) => one.name).join(', ');
    throw new Failure(
      'usage',
      `there is no experiment "${name}" in this file${known ? `; there is ${known}` : ', nor any other'}.`,
    );
  }
  const excess = tooMuch(experiment);
  if (excess) throw new Failure('usage', excess);
  return experiment;
}

/** TensorFlow.js has no linear algebra: then it is done by the kernels in WebAssembly. */
async function nameBackend(wanted?: string): Promise<NamedBackend & { readonly shared: SharedMemory }> {
  try {
    const opened = await openBackend(wanted, 1, 'once');
    const { name, shared } = kernelsOf(opened);
    return { backend: opened.name, algebra: name, shared };
  } catch (error) {
    throw new Failure('usage', (error as Error).message, { cause: error });
  }
}

interface FormerRun {
  /** Where the folder already says all there is to say of the run. */
  readonly results?: Results;
  /** What in it is not what was written: a clause each. */
  readonly damaged?: readonly string[];
}
function formerRun(folder: string, key: string, source: string): FormerRun {
  if (!fs.existsSync(folder)) return {};
  try {
    const files = checkedFolder(folder);
    const damaged = files.damage().map(({ file, problem }) => `${file} is damaged: ${problem}`);
    if (damaged.length > 0) return { damaged };
    const results = readView(folder, files);
    if (results.run.status === 'running') return { damaged: [`${folder} says that its run goes on, and none does`] };
    return results.run.key === key && files.text('spec.anl') === source ? { results } : {};
  } catch (error) {
    return { damaged: [withoutRemedy(error)] };
  }
}

const outcome = (status: RunStatus, folder: string, results: Results): RunOutcome => ({
  status,
  folder,
  summary: results.summary,
  results,
});
const machine = (): string =>
  `${os.platform()}-${os.arch()}, ${os.cpus()[0]?.model.trim() ?? 'unknown processor'}, ` +
  `${os.availableParallelism()} threads, Node ${process.version}`;
