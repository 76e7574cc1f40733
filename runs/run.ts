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
import { makeFolder } from './keep/written-files.ts';
import { type Drawing, readView, replaceFolder, writeSpecification, writeView } from './keep/folder.ts';
import { readInputs } from './plan/inputs.ts';
import { jobsOf, runKey } from './plan/jobs.ts';
import { lock } from './keep/lock.ts';
import type { Results, RunEvent, RunStatus, Summary } from '../results/contract.ts';
import { jobStore } from './keep/store.ts';

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
  /** The folder open in the editor, where there is one: data are looked for there too. */
  readonly workspace?: string;
  /** In place of `runs/` beside the file. */
  readonly out?: string;
  /** In place of the experiment's own. */
  readonly seeds?: readonly number[];
  /** Worker threads; as many as there are cores if left out. Changes no number. */
  readonly jobs?: number;
  /** In place of worker threads. */
  readonly executor?: Executor;
  readonly backend?: string;
  /** Computes every job anew. */
  readonly fresh?: boolean;
  readonly draw?: (results: Results) => readonly Drawing[];
  readonly onEvent?: (event: RunEvent) => void;
  /** Stops the run within half a second; what is finished is kept. */
  readonly signal?: AbortSignal;
}
export interface RunOutcome {
  readonly status: RunStatus;
  readonly folder: string;
  readonly summary: Summary;
  readonly results: Results;
}

/**
 * Runs one experiment, or as much of it as is not in the store yet, and leaves its folder: `<runs>/<experiment>/<key>`,
 * or `.<key>.partial` where it was cancelled or a job failed.
 * @throws Failure for an unknown experiment, unreadable data, a folder that cannot be written, or a run that another
 * process is writing.
 */
export async function runExperiment(request: RunRequest): Promise<RunOutcome> {
  const experiment = chooseExperiment(request);
  const { backend, algebra } = await nameBackend(request.backend);
  const { openData, locations, checksums, files } = await readInputs(experiment, {
    file: request.file,
    workspace: request.workspace,
  });
  const jobs = jobsOf(experiment, { files: checksums, backend, algebra });
  const key = runKey(experiment, jobs);
  const runs = request.out ?? path.join(path.dirname(path.resolve(request.file)), 'runs');
  const folder = path.join(runs, experiment.name, key.slice(0, 12));
  if (!request.fresh && isSameRun(folder, key, request.source)) return outcome('cached', folder, readView(folder));

  const partial = path.join(path.dirname(folder), `.${key.slice(0, 12)}.partial`);
  makeFolder(partial);
  const release = lock(partial);
  try {
    const store = jobStore(runs);
    writeSpecification(partial, request.source, experiment);
    const { status, results, finished } = await compute({
      experiment,
      jobs,
      store,
      folder: partial,
      fresh: request.fresh ?? false,
      signal: request.signal,
      onEvent: request.onEvent,
      identity: {
        key,
        experiment: experiment.name,
        engine: engineVersion,
        backend: algebra === backend ? backend : `${backend}, linear algebra by ${algebra}`,
        machine: machine(),
        files,
      },
      executor: request.executor ?? threadPool(request.jobs ?? os.availableParallelism()),
      inputs: { setting: { backend, locations }, openData },
    });
    const whole = writeView(partial, { results, finished, store, draw: request.draw });
    if (status === 'failed' || status === 'cancelled') return outcome(status, partial, whole);
    replaceFolder(partial, folder);
    return outcome(status, folder, whole);
  } finally {
    release();
  }
}

/** Reads a run's folder back: finished, partial or failed. @throws Failure where there is none. */
export async function loadRun(folder: string): Promise<Results> {
  return readView(folder);
}

function chooseExperiment({ specification, experiment: name, seeds }: RunRequest): ExperimentSpec {
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
  const chosen = seeds ? { ...experiment, seeds } : experiment;
  const excess = tooMuch(chosen);
  if (excess) throw new Failure('usage', excess);
  return chosen;
}

/** TensorFlow.js has no linear algebra: then it is done by the kernels in WebAssembly. */
async function nameBackend(wanted?: string): Promise<{ readonly backend: string; readonly algebra: string }> {
  try {
    const opened = await openBackend(wanted);
    return { backend: opened.name, algebra: kernelsOf(opened).name };
  } catch (error) {
    throw new Failure('usage', (error as Error).message, { cause: error });
  }
}

/** Whether a folder already says all there is to say of a run. */
function isSameRun(folder: string, key: string, source: string): boolean {
  try {
    return readView(folder).run.key === key && fs.readFileSync(path.join(folder, 'spec.anl'), 'utf8') === source;
  } catch {
    return false;
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
