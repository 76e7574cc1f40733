import type { Recorded } from '../../engine/activity/index.ts';
import type { Growth } from '../../engine/development/index.ts';
import type { GeneNetwork } from '../../engine/genes/index.ts';
import type { Backend } from '../../engine/learning/index.ts';
import type { Settled } from '../../language/canonical/instantiate.ts';
import type {
  ConnectNoun,
  DataNoun,
  DevelopNoun,
  MeasureSpec,
  NetworkNoun,
  Noun,
} from '../../language/specification.ts';
import { simulated, surrogate } from '../../making/activities.ts';
import { cachedAlgebra } from '../../making/cached-algebra.ts';
import { machineBytes } from './machine-bytes.ts';
import { kernelsOf } from './backends.ts';
import { circuits, type Given, NothingGrows, type Wiring } from '../../making/circuits.ts';
import { wiringOfNetwork } from '../../making/network-wiring.ts';
import { type Ensemble, ensembleOf } from '../../making/ensemble.ts';
import { curveTable, findingFiles } from '../keep/finding-files.ts';
import { type Expected, expectations, findingsOf } from '../../making/findings.ts';
import { measureCalled } from '../../catalogue/measures/index.ts';
import { curvePlotNamed } from '../../catalogue/plots/index.ts';
import { curveFile } from '../../results/curves.ts';
import { analysisFiles, networkOf } from '../../making/gene-networks.ts';
import { growthFiles } from '../keep/growth-files.ts';
import { isOneObject, type Job } from '../plan/jobs.ts';
import { type Condition, measured, measuredOfGenes, plotted } from '../../making/measured.ts';
import { populationFile } from '../keep/populations.ts';
import { recentResults } from '../../making/recent-results.ts';
import type { PairsRecorded } from '../../making/recorded-circuits.ts';
import { pairsRecorded } from '../../making/recorded-pairs.ts';
import type { Task } from '../plan/tasks.ts';
import { NotApplicable } from '../../catalogue/not-applicable.ts';
import { nounsIn } from '../../language/nouns-within.ts';
import type { Note } from '../../results/contract.ts';
import type { Facts } from '../../catalogue/finding.ts';
import type { Outcome } from '../plan/outcome.ts';
import {
  chance,
  type Listener,
  rawInputNetwork,
  type Trainer,
  trainerOn,
  type TrainingData,
  untrainedNetwork,
  weightFiles,
} from '../../making/trainer.ts';
import type { Learnt } from '../../making/learnt.ts';
import { type TrainedNetwork, trainNetwork } from '../../making/trained-network.ts';
import { noValue } from '../say/no-value.ts';
import { attempt } from './attempt.ts';
import { findingFacts, wiringFacts } from './condition-facts.ts';
import type { Matrix } from '../../engine/connectivity/index.ts';
import type { Taught } from '../../making/begun-student.ts';
import { actingWeights } from '../../engine/recurrent/index.ts';
import {
  divergenceNotes,
  factsOf,
  type LearningContext,
  learnt,
  networkBytes,
  networkFiles,
  plateauNotes,
  taughtOf,
  teach,
  trainedMatrix,
  wiringOf,
} from './evaluate-learning.ts';
import { checkpointFile } from '../keep/store.ts';
import type { PracticeListener } from '../../making/practice.ts';
import { watchOf } from '../../making/watched-weights.ts';
import type { Watch } from '../../engine/training/index.ts';

/** Where an evaluator gets what jobs name. `recording`: the activity that a noun names, as its file has it. */
export interface EvaluatorInputs {
  readonly backend: Backend;
  readonly read: (reference: string) => Uint8Array;
  /** The files of a folder that a specification names; `read` takes `FOLDER/NAME`. */
  readonly list: (folder: string) => readonly string[];
  readonly dataSet: (reference: string) => Promise<TrainingData>;
  readonly recording: (noun: DataNoun) => Recorded | Promise<Recorded>;
  /** A file that an earlier attempt at a job left; undefined where there is none that is whole. */
  readonly kept: (file: string) => Uint8Array | undefined;
  readonly file: (file: string) => Uint8Array;
}
export type Evaluator = (task: Task, listen: TaskListener) => Promise<Outcome>;
export interface TaskListener extends Listener {
  /** What a training of the task, by its place, can go on from. */
  readonly onCheckpoint?: (training: number, state: Uint8Array) => void;
}
type UntimedOutcome = Omit<Outcome, 'seconds'>;

/**
 * Computes jobs one after the other, keeping what several of them need. The numbers depend on the job and the backend
 * alone.
 */
export function evaluator({ backend, read, list, dataSet, recording, kept, file }: EvaluatorInputs): Evaluator {
  const own = kernelsOf(backend),
    kernels = { ...own, algebra: cachedAlgebra(own.algebra) };
  /** Recordings that matrices of the job are made of. */
  const opened = new Map<string, Recorded>(),
    pairs = recentResults<PairsRecorded>(2);
  const shared: Omit<JobContext, 'read'> = {
    circuits: circuits(read, kernels.algebra, machineBytes(), {
      list,
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
    for (const noun of recordedIn(job)) opened.set(JSON.stringify(noun), await recording(noun));
    const context = {
      ...shared,
      data: data && (await dataSet(data.reference)),
      recorded: recorded && (await recording(recorded)),
      images: new Map(
        await Promise.all(imagesOf(job).map(async ({ reference }) => [reference, await dataSet(reference)] as const)),
      ),
      read: file,
      taught,
    };
    const outcome = evaluate(job, { keep, room, watched }, context, withCheckpoints(listen, checkpoints, kept));
    return { ...outcome, seconds: (performance.now() - started) / 1000 };
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

/** What a network of a job learns. */
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

/** What a job works with: caches that jobs share, and its own condition's `data` and recording. */
interface JobContext extends LearningContext {
  readonly trainer: Trainer;
  readonly expected: Expected;
  readonly data?: TrainingData;
  readonly recorded?: Recorded;
}

type Keeping = Required<Pick<Task, 'keep' | 'room' | 'watched'>>;
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
    case 'circuit':
      return {
        ...nothing,
        files: growthFiles(context.circuits.grow(job.develop, job.seed, listen.onFraction), job.develop),
      };
  }
}
const nothing: UntimedOutcome = { points: [], notes: [], facts: {}, files: {} };

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

function evaluateCondition(
  { noun, train, learning, measures, seed }: Job & { kind: 'condition' },
  { keep, room, watched }: Keeping,
  context: JobContext,
  listen: PracticeListener,
): UntimedOutcome {
  const growing = { ...listen, onFraction: (fraction: number) => listen.onFraction(growthShare * fraction) };
  const training = {
    ...listen,
    onFraction: (fraction: number) => listen.onFraction(growthShare + (1 - growthShare) * fraction),
  };
  const taught = learning ? taughtOf(learning, seed, context) : new Map<string, Taught>();
  const made = circuitOf(noun, seed, context, growing, taught);
  if (made instanceof NothingGrows) return nothingGrew(made);
  const { growth, ensemble, wiring, used, empty } = made;
  const { trainer, data } = context;
  const trained =
    noun.noun === 'network' && train && data && !empty
      ? trainNetwork(
          untrainedNetwork(noun, wiring, train, seed),
          trainer.load(train, data),
          train,
          seed,
          trainer,
          training,
        )
      : undefined;
  const overTrials =
    noun.noun === 'network' && learning && learning.trainings.length > 0
      ? learnt(noun, learning, seed, context, training, { watch: weightsWatched(noun, watched, wiring, seed, context) })
      : undefined;
  const atRest = measures.length === 0 || !measures.every(({ call }) => measureCalled(call).needs.includes('dynamics'));
  const findings = findingsOf({
    noun,
    seed,
    wiring: used,
    ...(used && { learned: learnedMatrix(overTrials, trained) }),
    ensemble,
    activity: atRest ? activityOf(noun, used, seed, context, training) : undefined,
    kernels: context.kernels,
    expected: context.expected,
    onFraction: atRest ? undefined : training.onFraction,
  });
  const condition: Condition = {
    findings,
    scores: overTrials
      ? overTrials.diverged
        ? 'diverged'
        : overTrials.scores
      : trained && (trained.scores ?? 'diverged'),
    ...(overTrials && { learnt: overTrials }),
    ...nounsMade(context, seed, (name) =>
      overTrials?.name === name ? actingMatrix(overTrials) : trainedMatrix(taught, name),
    ),
  };
  const attempts = measures.map((spec) => attempt(spec, () => measured(spec, condition)));
  const facts: Facts = Object.assign(
    {},
    used && wiringFacts(used),
    overTrials && factsOf(overTrials, context.kernels),
    findingFacts(findings),
    ...attempts.map((one) => one.facts),
  );
  return {
    points: [...(trained?.curve ?? overTrials?.curve ?? []), ...attempts.flatMap(({ points }) => points)],
    notes: [
      ...(empty ? [noCell] : attempts.flatMap(({ notes }) => notes)),
      ...trainingNotes(trained),
      ...(overTrials ? [...divergenceNotes(overTrials), ...plateauNotes(overTrials)] : []),
    ],
    facts,
    files: {
      ...(keep && trained ? weightFiles(trained.shape, trained.parameters) : {}),
      ...(overTrials && (keep || networkBytes(overTrials.shape) <= room) ? networkFiles(overTrials, 'f4') : {}),
      ...(growth ? populationFile(growth) : {}),
      ...findingFiles(
        findings,
        facts,
        Object.assign({}, ...attempts.map((one) => one.tables)),
        keep,
        overTrials && matrixBefore(overTrials),
      ),
    },
  };
}
/** The recurrent weights after a training; undefined where none has changed them. */
function learnedMatrix(
  overTrials: Learnt | undefined,
  trained: TrainedNetwork | undefined,
): Matrix | 'diverged' | undefined {
  if (overTrials) return overTrials.diverged ? 'diverged' : actingMatrix(overTrials);
  if (!trained?.shape.recurrent?.trained) return undefined;
  const { shape, parameters, scores } = trained;
  return scores && parameters.W ? { size: shape.hidden, values: Float64Array.from(parameters.W) } : 'diverged';
}
const actingMatrix = ({ shape, after }: Learnt): Matrix => ({
  size: shape.neurons,
  values: actingWeights(shape, after.recurrent),
});
const matrixBefore = ({ shape, before }: Learnt): Matrix => ({
  size: shape.neurons,
  values: actingWeights(shape, before.recurrent),
});
const nounsMade = (
  { circuits }: JobContext,
  seed: number,
  trained?: (name: string) => Matrix,
): Pick<Condition, 'wire' | 'grow'> => ({
  wire: (connect) => circuits.wire(connect, seed, undefined, { trained }),
  grow: (develop) => circuits.grow(develop, seed),
});

/** What is measured as a network trains: the training that its condition has, or has had, is gone on with. */
function evaluateCourse(
  { noun, learning, measures, seed }: Job & { kind: 'course' },
  context: JobContext,
  listen: PracticeListener,
): UntimedOutcome {
  const wiring = wiringOf(noun, learning, seed, context, taughtOf(learning, seed, context));
  const { watched } = learnt(
    noun,
    learning,
    seed,
    context,
    { ...listen, onPoint: () => {} },
    { watch: weightsWatched(noun, measures, wiring, seed, context) },
  );
  return { ...nothing, points: watched };
}
const weightsWatched = (
  noun: Settled<NetworkNoun>,
  measures: readonly MeasureSpec[],
  wiring: Wiring | undefined,
  seed: number,
  context: JobContext,
): Watch | undefined =>
  measures.length === 0
    ? undefined
    : watchOf(measures, (matrix) => ({
        findings: findingsOf({
          noun,
          seed,
          wiring: wiring ?? { matrix },
          learned: matrix,
          kernels: context.kernels,
          expected: context.expected,
        }),
        ...nounsMade(context, seed),
      }));

/** A curve of a condition that nothing trains. */
function evaluateCurve(
  { noun, plot, seed }: Job & { kind: 'curve' },
  context: JobContext,
  listen: Listener,
): UntimedOutcome {
  const record = curvePlotNamed(plot);
  if (!record) throw new Error(`plot ${plot} is not known to this version`);
  const made = circuitOf(noun, seed, context, listen);
  if (made instanceof NothingGrows) return nothingGrew(made);
  const { ensemble, used } = made;
  const findings = findingsOf({
    noun,
    seed,
    wiring: used,
    ensemble,
    activity: record.needs.includes('activity') ? activityOf(noun, used, seed, context, listen) : undefined,
    kernels: context.kernels,
    expected: context.expected,
    onFraction: listen.onFraction,
  });
  try {
    const curve = plotted(record, { findings, ...nounsMade(context, seed) });
    return { ...nothing, files: { [curveFile(plot)]: curveTable(curve) } };
  } catch (error) {
    if (error instanceof NotApplicable) return { ...nothing, notes: [noValue(`plot ${plot}`, error)] };
    throw error;
  }
}

/** What a condition is wired by: `used` is what acts, undefined where a network has lost its circuit. */
interface Made {
  readonly growth?: Growth;
  readonly ensemble?: Ensemble;
  readonly wiring?: Wiring;
  readonly used?: Wiring;
  readonly empty: boolean;
}
function circuitOf(
  noun: Noun,
  seed: number,
  context: JobContext,
  listen: Listener,
  taught: ReadonlyMap<string, Taught> = new Map(),
): Made | NothingGrows {
  const connect = connectOf(noun);
  const develop = nounsIn(noun).find((within) => within.noun === 'develop');
  const growth = develop && growthOf(develop, seed, context, listen);
  if (growth instanceof NothingGrows) return growth;
  const ensemble = connect && ensembleOf(connect, seed, context.kernels.algebra);
  const given: Given = { trained: (name) => trainedMatrix(taught, name) };
  const wire = (of: ConnectNoun) => (how: Given) => context.circuits.wire(of, seed, listen.onFraction, how);
  const own =
    connect && !ensemble
      ? noun.noun === 'network'
        ? wiringOfNetwork(noun as Settled<NetworkNoun>, context.circuits, seed, wire(connect), given)
        : wire(connect)(given)
      : undefined;
  const wiring = own && noun.noun === 'network' ? placed(own, noun, seed, context) : own;
  const empty = wiring?.matrix.size === 0;
  const isRemoved = noun.noun === 'network' && noun.recurrent?.removed === true;
  return { growth, ensemble, wiring, used: empty || isRemoved ? undefined : wiring, empty };
}
/** Neurons that are those of a field stand where they stand in it, whatever wires them. */
function placed(wiring: Wiring, { neuronsFrom }: NetworkNoun, seed: number, { circuits }: JobContext): Wiring {
  const field = wiring.positions || !neuronsFrom ? undefined : circuits.wire(neuronsFrom, seed);
  return field?.positions ? { ...wiring, positions: field.positions, lengths: field.lengths } : wiring;
}
const nothingGrew = ({ message }: NothingGrows): UntimedOutcome => ({
  ...nothing,
  notes: [{ code: 'D016', text: `nothing grows: ${message}.` }],
});

/** How much of a job is counted for growing its circuit. */
const growthShare = 0.3;

const noCell: Note = { code: 'D016', text: 'no cell of the circuit grew, so there is no network to measure.' };
const diverged: Note = {
  code: 'N053',
  text:
    'the loss became infinite or undefined while training, so nothing is known of the trained network; a lower ' +
    'learning rate, or a smaller spectral radius of the recurrent layer, would keep it finite.',
};
const trainingNotes = (trained: TrainedNetwork | undefined): readonly Note[] =>
  trained && !trained.scores ? [diverged] : [];

function growthOf(
  develop: DevelopNoun,
  seed: number,
  { circuits }: JobContext,
  { onFraction }: Listener,
): Growth | NothingGrows {
  try {
    return circuits.grow(develop, seed, onFraction);
  } catch (error) {
    if (error instanceof NothingGrows) return error;
    throw error;
  }
}

function activityOf(
  noun: Noun,
  wiring: Wiring | undefined,
  seed: number,
  { kernels, recorded }: JobContext,
  { onFraction }: Listener,
): Recorded | undefined {
  if (noun.noun === 'dynamics' && wiring) return simulated(noun, wiring, seed, kernels, onFraction);
  return noun.noun === 'data' && recorded ? surrogate(recorded, noun, seed) : undefined;
}

function connectOf(noun: Noun): ConnectNoun | undefined {
  switch (noun.noun) {
    case 'connect':
      return noun;
    case 'dynamics':
      return noun.matrix;
    case 'network':
      return noun.recurrent?.matrix;
    default:
      return undefined;
  }
}
