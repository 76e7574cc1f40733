import type { Recorded } from '../../engine/activity/index.ts';
import type { GeneNetwork } from '../../engine/genes/index.ts';
import type { Backend } from '../../engine/learning/index.ts';
import type { DataNoun } from '../../language/specification.ts';
import { surrogate } from '../../making/activities.ts';
import { cachedAlgebra } from '../../making/cached-algebra.ts';
import { machineBytes } from './machine-bytes.ts';
import { kernelsOf } from './backends.ts';
import { circuits } from '../../making/circuits.ts';
import { expectations, findingsOf } from '../../making/findings.ts';
import { analysisFiles, networkOf } from '../../making/gene-networks.ts';
import { growthFiles } from '../keep/growth-files.ts';
import { isOneObject } from '../../language/one-object.ts';
import type { Job } from '../plan/jobs.ts';
import { type Condition, measured, measuredOfGenes } from '../../making/measured.ts';
import { openedMatrices } from '../../making/opened-matrices.ts';
import { recentResults } from '../../making/recent-results.ts';
import type { PairsRecorded } from '../../making/recorded-circuits.ts';
import { pairsRecorded } from '../../making/recorded-pairs.ts';
import type { Note } from '../../results/contract.ts';
import type { Task } from '../plan/tasks.ts';
import { nounsIn } from '../../language/nouns-within.ts';
import type { Outcome } from '../plan/outcome.ts';
import { chance, type Listener, rawInputNetwork, trainerOn, type TrainingData } from '../../making/trainer.ts';
import { attempt } from './attempt.ts';
import { learnt, teach } from './evaluate-learning.ts';
import { checkpointFile } from '../keep/store.ts';
import type { PracticeListener } from '../../making/practice.ts';
import type { JobContext } from './job-context.ts';

import { evaluateCondition, evaluateCourse, evaluateCurve, nounsMade } from './evaluate-condition.ts';
import { type Keeping, nothing, type UntimedOutcome } from './job-context.ts';

/**
 * Where an evaluator gets what jobs name. `recording`: the activity that a noun names, as its file has it, and what its
 * reader assumed.
 */
export interface EvaluatorInputs {
  readonly backend: Backend;
  readonly read: (reference: string) => Uint8Array;
  /** The files of a folder that a specification names; `read` takes `FOLDER/NAME`. */
  readonly list: (folder: string) => readonly string[];
  readonly dataSet: (reference: string) => Promise<TrainingData>;
  readonly recording: (noun: DataNoun) => Promise<{ readonly activity: Recorded; readonly notes: readonly string[] }>;
  readonly matrix: Parameters<typeof openedMatrices>[1];
  /** A file that an earlier attempt at a job left; undefined where there is none that is whole. */
  readonly kept: (file: string) => Uint8Array | undefined;
  readonly file: (file: string) => Uint8Array;
}
export type Evaluator = (task: Task, listen: TaskListener) => Promise<Outcome>;
export interface TaskListener extends Listener {
  /** What a training of the task, by its place, can go on from. */
  readonly onCheckpoint?: (training: number, state: Uint8Array) => void;
}

/**
 * Computes jobs one after the other, keeping what several of them need. The numbers depend on the job and the backend
 * alone.
 */
export function evaluator({ backend, read, list, dataSet, recording, matrix, kept, file }: EvaluatorInputs): Evaluator {
  const own = kernelsOf(backend),
    kernels = { ...own, algebra: cachedAlgebra(own.algebra) };
  /** Recordings that matrices of the job are made of. */
  const opened = new Map<string, Recorded>(),
    pairs = recentResults<PairsRecorded>(2);
  let whole: Awaited<ReturnType<typeof openedMatrices>> | undefined;
  const assumed = new Set<string>(),
    onAssumed = (path: string, notes: readonly string[]): void => {
      for (const note of notes) assumed.add(`${path}: ${note}`);
    };
  const shared: Omit<JobContext, 'read'> = {
    circuits: circuits(read, kernels.algebra, machineBytes(), {
      list,
      kernels,
      whole: (source) => whole!(source),
      onAssumed,
      recorded: (source, seed) =>
        pairs.get([source.data, source.within, isOneObject(source.data) ? undefined : seed], () =>
          pairsRecorded(surrogate(opened.get(JSON.stringify(source.data))!, source.data, seed), source, kernels),
        ),
    }),
    trainer: trainerOn(backend),
    kernels,
    expected: expectations(own.algebra),
  };
  return async ({ job, keep, room = 0, watched = [], taught, checkpoints }, listen) => {
    const started = performance.now();
    const data = dataSetOf(job);
    const recorded = recordingOf(job);
    opened.clear();
    assumed.clear();
    whole = await openedMatrices(job, matrix);
    const open = async (noun: DataNoun): Promise<Recorded> => {
      const { activity, notes } = await recording(noun);
      onAssumed(noun.reference, notes);
      return activity;
    };
    for (const noun of recordedIn(job)) opened.set(JSON.stringify(noun), await open(noun));
    const context = {
      ...shared,
      data: data && (await dataSet(data.reference)),
      recorded: recorded && (await open(recorded)),
      images: new Map(
        await Promise.all(imagesOf(job).map(async ({ reference }) => [reference, await dataSet(reference)] as const)),
      ),
      read: file,
      taught,
    };
    const outcome = evaluate(job, { keep, room, watched }, context, withCheckpoints(listen, checkpoints, kept));
    const notes = [...assumed].map((text): Note => ({ code: 'D020', text }));
    return { ...outcome, notes: [...outcome.notes, ...notes], seconds: (performance.now() - started) / 1000 };
  };
}

/** A training is kept every 20 s while it goes on. */
const secondsBetweenCheckpoints = 20;
function withCheckpoints(
  { onPoint, onFraction, onCheckpoint }: TaskListener,
  place: string | undefined,
  kept: EvaluatorInputs['kept'],
): PracticeListener {
  if (place === undefined) return { onPoint, onFraction };
  let last = performance.now();
  return {
    onPoint,
    onFraction,
    checkpoints: {
      kept: (training) => kept(checkpointFile(place, training)),
      due: () => performance.now() - last > 1000 * secondsBetweenCheckpoints,
      keep(training, state) {
        last = performance.now();
        onCheckpoint?.(training, state);
      },
    },
  };
}

/** What the tasks of a job show. */
function imagesOf(job: Job): readonly DataNoun[] {
  const trainings = 'learning' in job ? job.learning : job.kind === 'teach' ? job.teaching : undefined;
  return nounsIn(trainings).flatMap((noun) => (noun.noun === 'task' && noun.images ? [noun.images] : []));
}
function dataSetOf(job: Job): DataNoun | undefined {
  if (job.kind === 'raw_input') return job.train.data;
  return job.kind === 'condition' && job.noun.noun === 'network' ? job.train?.data : undefined;
}
/** Recordings of whose neurons a matrix is made. */
const recordedIn = (job: Job): readonly DataNoun[] =>
  nounsIn(job).flatMap((noun) =>
    noun.noun === 'connect' && noun.source.kind === 'recording' ? [noun.source.data] : [],
  );
/** The activity that is a job's condition. */
function recordingOf(job: Job): DataNoun | undefined {
  if (job.kind !== 'condition' && job.kind !== 'curve') return undefined;
  return job.noun.noun === 'data' && job.noun.recording ? job.noun : undefined;
}

function evaluate(job: Job, keeping: Keeping, context: JobContext, listen: PracticeListener): UntimedOutcome {
  switch (job.kind) {
    case 'condition':
      return evaluateCondition(job, keeping, context, listen);
    case 'course':
      return evaluateCourse(job, context, listen);
    case 'curve':
      return evaluateCurve(job, context, listen);
    case 'genes':
      return evaluateGenes(job, context);
    case 'analysis':
      return { ...nothing, files: analysisFiles(job.genes) };
    case 'raw_input':
      return evaluateRawInput(job, context, listen);
    case 'teach':
      return teach(job.teaching, job.seed, context, listen);
    case 'control_student':
      return evaluateControl(job, context, listen);
    case 'circuit': {
      const growth = context.circuits.grow(job.develop, job.seed, listen.onFraction);
      return { ...nothing, files: growthFiles(growth, job.develop), growth };
    }
  }
}

function evaluateRawInput(
  { train, seed }: Job & { kind: 'raw_input' },
  { trainer, data }: JobContext,
  listen: Listener,
): UntimedOutcome {
  if (!data) throw new Error('there are no data');
  const { test } = data;
  const { final } = trainer.train(rawInputNetwork(test, train, seed), trainer.load(train, data), train, seed, listen);
  const points = [
    ...(final ? [{ measure: 'accuracy', step: null, value: final.accuracy }] : []),
    { measure: 'chance', step: null, value: chance(test) },
  ];
  return { ...nothing, points };
}

/** Measures of the same network find it as the same object, and with it what is known of it. */
function evaluateGenes({ measures, seed }: Job & { kind: 'genes' }, { kernels }: JobContext): UntimedOutcome {
  const networks = recentResults<GeneNetwork>(Number.POSITIVE_INFINITY);
  const attempts = measures.map(({ measure, genes }) =>
    attempt(measure, () =>
      measuredOfGenes(measure, genes && networks.get(genes, () => networkOf(genes, seed)), kernels),
    ),
  );
  return {
    ...nothing,
    points: attempts.flatMap(({ points }) => points),
    notes: attempts.flatMap(({ notes }) => notes),
  };
}

/** What errors of students are held against; no row of a condition. */
function evaluateControl(
  { noun, learning, measures, seed, control }: Job & { kind: 'control_student' },
  context: JobContext,
  listen: PracticeListener,
): UntimedOutcome {
  const student = learnt(noun, learning, seed, context, listen, { control });
  const condition: Condition = {
    findings: findingsOf({ noun, seed, kernels: context.kernels, expected: context.expected }),
    scores: student.diverged ? 'diverged' : student.scores,
    learnt: student,
    ...nounsMade(context, seed),
  };
  const attempts = measures.map((spec) => attempt(spec, () => measured(spec, condition)));
  return { ...nothing, points: attempts.flatMap(({ points }) => points) };
}
