import type { Recorded } from '../../engine/activity/index.ts';
import { isNilpotentByStructure, isSymmetric, rank } from '../../engine/connectivity/index.ts';
import type { Growth } from '../../engine/development/index.ts';
import type { GeneNetwork } from '../../engine/genes/index.ts';
import type { Backend, Trained } from '../../engine/training/index.ts';
import type { ConnectNoun, DataNoun, DevelopNoun, MeasureSpec, Noun, TrainSpec } from '../../language/specification.ts';
import { simulated, surrogate } from '../../making/activities.ts';
import { remembering } from '../../making/remembering-algebra.ts';
import { machineBytes } from './machine-bytes.ts';
import { kernelsOf } from './backends.ts';
import { type Circuits, circuits, NothingGrows, type Wiring } from '../../making/circuits.ts';
import { ensembleOf } from '../../making/ensemble.ts';
import { findingFiles } from '../keep/finding-files.ts';
import {
  type Expected,
  expectations,
  type Findings as Found,
  findingsOf,
  isReal,
  type Kernels,
} from '../../making/study.ts';
import { measureGenes } from '../../making/gene-measures.ts';
import { analysisFiles, networkOf } from '../../making/gene-networks.ts';
import { growthFiles } from '../keep/growth-files.ts';
import type { Job } from '../plan/jobs.ts';
import { type Measured, measure, type Subject } from '../../making/measures.ts';
import { populationFile } from '../keep/populations.ts';
import { memory } from '../../making/recent.ts';
import type { SharedImages } from '../../making/learners.ts';
import type { Task } from '../plan/tasks.ts';
import { NotApplicable } from '../../making/not-applicable.ts';
import { nounsIn } from '../../language/nouns-within.ts';
import type { Note } from '../../results/contract.ts';
import { isOfMemory, isSpectral, measureSpectral, type Spectral } from '../../making/spectral-measures.ts';
import type { Facts } from '../../catalogue/finding.ts';
import type { Outcome } from '../plan/outcome.ts';
import type { Point } from '../../catalogue/finding.ts';
import {
  chance,
  type Listener,
  type Pupil,
  pupilOf,
  rawInputPupil,
  type Teacher,
  teacher,
  weightFiles,
} from '../../making/learners.ts';

/** `recording`: the activity that a noun names, as its file has it. */
export interface Workshop {
  readonly backend: Backend;
  readonly images: SharedImages;
  readonly read: (reference: string) => Uint8Array;
  readonly recording: (noun: DataNoun) => Recorded | Promise<Recorded>;
}
type Findings = Omit<Outcome, 'seconds'>;

/**
 * Computes jobs one after the other, keeping what several of them need. The numbers depend on the job and the backend
 * alone.
 */
export function evaluator({
  backend,
  images,
  read,
  recording,
}: Workshop): (task: Task, listen: Listener) => Promise<Outcome> {
  const own = kernelsOf(backend),
    kernels: Kernels = { ...own, algebra: remembering(own.algebra) };
  const bench: Bench = {
    circuits: circuits(read, kernels.algebra, machineBytes()),
    teacher: teacher(backend, images),
    images,
    kernels,
    expected: expectations(own.algebra),
  };
  return async ({ job, keep }, listen) => {
    const started = performance.now();
    const { noun } = job as { noun?: Noun };
    const recorded = noun?.noun === 'data' && noun.recording ? await recording(noun) : undefined;
    const findings = evaluate(job, keep, { ...bench, ...(recorded && { recorded }) }, listen);
    return { ...findings, seconds: (performance.now() - started) / 1000 };
  };
}

/** `recorded`: what the condition's recording holds. */
interface Bench {
  readonly circuits: Circuits;
  readonly teacher: Teacher;
  readonly images: SharedImages;
  readonly kernels: Kernels;
  readonly expected: Expected;
  readonly recorded?: Recorded;
}

function evaluate(job: Job, keep: boolean, bench: Bench, listen: Listener): Findings {
  switch (job.kind) {
    case 'condition':
      return evaluateCondition(job, keep, bench, listen);
    case 'genes':
      return evaluateGenes(job);
    case 'analysis':
      return { ...nothing, files: analysisFiles(job.genes) };
    case 'raw_input':
      return evaluateRawInput(job, bench, listen);
    case 'circuit':
      return {
        ...nothing,
        files: growthFiles(bench.circuits.grow(job.develop, job.seed, listen.onFraction), job.develop),
      };
  }
}
const nothing: Findings = { points: [], notes: [], facts: {}, files: {} };

function evaluateRawInput(
  { train, seed }: Job & { kind: 'raw_input' },
  { teacher, images }: Bench,
  listen: Listener,
): Findings {
  const { test } = images[train.data.reference];
  const { final } = teacher.teach(rawInputPupil(test, train, seed), train, seed, listen);
  const points = [
    { measure: 'accuracy', step: null, value: final.accuracy },
    { measure: 'chance', step: null, value: chance(test) },
  ];
  return { ...nothing, points };
}

/** Measures of the same network find it as the same object, and with it what is known of it. */
function evaluateGenes({ measures, seed }: Job & { kind: 'genes' }): Findings {
  const networks = memory<GeneNetwork>(Number.POSITIVE_INFINITY);
  const found = measures.map(({ measure: wanted, genes }) =>
    attempt(wanted.text, () => {
      const { value, ci } = measureGenes(wanted, genes && networks.recall(genes, () => networkOf(genes, seed)));
      return [{ measure: wanted.name, step: null, value, ...(ci && { ci }) }];
    }),
  );
  return { ...nothing, points: found.flatMap(({ points }) => points), notes: found.flatMap(({ notes }) => notes) };
}

function evaluateCondition(
  { noun, train, measures, seed }: Job & { kind: 'condition' },
  keep: boolean,
  bench: Bench,
  listen: Listener,
): Findings {
  const growing = { ...listen, onFraction: (fraction: number) => listen.onFraction(growthShare * fraction) };
  const training = {
    ...listen,
    onFraction: (fraction: number) => listen.onFraction(growthShare + (1 - growthShare) * fraction),
  };
  const connect = connectOf(noun);
  const develop = nounsIn(noun).find((held) => held.noun === 'develop');
  const grown = develop && growthOf(develop, seed, bench, growing);
  if (grown instanceof NothingGrows)
    return { ...nothing, notes: [{ code: 'D016', text: `nothing grows: ${grown.message}.` }] };
  const ensemble = connect && ensembleOf(connect, seed, bench.kernels.algebra);
  const wiring = connect && !ensemble ? bench.circuits.wire(connect, seed, growing.onFraction) : undefined;
  const empty = wiring?.matrix.size === 0;
  const used = wiring && !empty && !(noun.noun === 'network' && noun.recurrent?.removed) ? wiring : undefined;
  const learned =
    noun.noun === 'network' && train && !empty
      ? learn(pupilOf(noun, wiring, train, seed), train, seed, bench.teacher, training)
      : undefined;
  const atRest = measures.length === 0 || !measures.every(isOfMemory);
  const found = findingsOf({
    noun,
    seed,
    wiring: used,
    ensemble,
    activity: atRest ? activityOf(noun, used, seed, bench, training) : undefined,
    kernels: bench.kernels,
    expected: bench.expected,
    onFraction: atRest ? undefined : training.onFraction,
  });
  const subject: Subject = {
    noun,
    scores: learned?.scores,
    matrix: used && (() => used.matrix),
    wire: (matrix) => bench.circuits.wire(matrix, seed).matrix,
    grow: (develop) => bench.circuits.grow(develop, seed),
  };
  const measured = measures.map((wanted) =>
    isSpectral(wanted)
      ? attemptSpectral(wanted, found)
      : attempt(wanted.text, () => pointsOf(wanted.name, measure(wanted, subject))),
  );
  const notes: Note[] = [
    ...(empty
      ? [{ code: 'D016' as const, text: 'no cell of the circuit grew, so there is no network to measure.' }]
      : measured.flatMap((one) => one.notes)),
    ...(learned?.trained.diverged === undefined
      ? []
      : [
          {
            code: 'N053' as const,
            text:
              'the loss became infinite or undefined while training; a lower learning rate, or a smaller ' +
              'spectral radius of the recurrent layer, would keep it finite.',
          },
        ]),
  ];
  const facts = {
    ...(used && factsOf(used)),
    ...foundFacts(found),
    ...(Object.assign({}, ...measured.map((one) => one.facts)) as Facts),
  };
  return {
    points: [...(learned?.curve ?? []), ...measured.flatMap(({ points }) => points)],
    notes,
    facts,
    files: {
      ...(keep && learned && weightFiles(learned.pupil.shape, learned.trained.parameters)),
      ...(grown && populationFile(grown)),
      ...findingFiles(found, facts, Object.assign({}, ...measured.map((one) => one.tables)), keep),
    },
  };
}
/** How much of a job is counted for growing its circuit. */
const growthShare = 0.3;

function growthOf(
  develop: DevelopNoun,
  seed: number,
  { circuits }: Bench,
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
  { kernels, recorded }: Bench,
  { onFraction }: Listener,
): Recorded | undefined {
  if (noun.noun === 'dynamics' && wiring) return simulated(noun, wiring, seed, kernels, onFraction);
  return noun.noun === 'data' && recorded ? surrogate(recorded, noun, seed) : undefined;
}

interface Attempt extends Pick<Findings, 'points' | 'notes'> {
  readonly facts?: Facts;
  readonly tables?: Spectral['tables'];
}

function attemptSpectral(wanted: MeasureSpec, found: Found): Attempt {
  let spectral: Spectral | undefined;
  const attempted = attempt(wanted.text, () => {
    spectral = measureSpectral(wanted, found);
    const { value, series, ci } = spectral,
      { name: measure } = wanted;
    return [
      ...(series ? series.steps.map((step, i) => ({ measure, step, value: series.values[i] })) : []),
      { measure, step: null, value, ...(ci && { ci }) },
    ];
  });
  return {
    ...attempted,
    ...(spectral?.facts && { facts: spectral.facts }),
    ...(spectral?.tables && { tables: spectral.tables }),
  };
}

/** What a measure gives, or a note of why it has no value here. */
function attempt(text: string, find: () => Point[]): Attempt {
  try {
    return { points: find(), notes: [] };
  } catch (error) {
    if (error instanceof NotApplicable)
      return { points: [], notes: [{ code: 'S066', text: `${text} has no value here: ${error.message}.` }] };
    throw error;
  }
}

/** A series ends in its last value, which is what tables and comparisons are made of. */
function pointsOf(measure: string, found: Measured): Point[] {
  if (typeof found === 'number') return [{ measure, step: null, value: found }];
  const { steps, values } = found;
  return [
    ...steps.map((step, i) => ({ measure, step, value: values[i] })),
    { measure, step: null, value: values[values.length - 1] },
  ];
}

interface Learned {
  readonly pupil: Pupil;
  readonly trained: Trained;
  readonly curve: readonly Point[];
  readonly scores: NonNullable<Subject['scores']>;
}

function learn(pupil: Pupil, train: TrainSpec, seed: number, teacher: Teacher, listen: Listener): Learned {
  const trained = teacher.teach(pupil, train, seed, listen);
  const curve = trained.curve.map(({ measure, epoch, value }) => ({ measure, step: epoch, value }));
  return {
    pupil,
    trained,
    curve,
    scores: { test: trained.final, train: () => scoreOnTraining(pupil, trained, train, teacher) },
  };
}

function scoreOnTraining({ shape }: Pupil, { parameters }: Trained, train: TrainSpec, { backend, lesson }: Teacher) {
  const classifier = backend.classifier(shape, parameters);
  try {
    return classifier.evaluate(lesson(train).train);
  } finally {
    classifier.release();
  }
}

function connectOf(noun: Noun): ConnectNoun | undefined {
  return noun.noun === 'connect'
    ? noun
    : noun.noun === 'dynamics'
      ? noun.matrix
      : noun.noun === 'network'
        ? noun.recurrent?.matrix
        : undefined;
}

/** What the notes say of a circuit; its rank only where it matters, for it takes n³ operations. */
function factsOf({ matrix, shareMoved, summed }: Wiring): Facts {
  const nilpotent = isNilpotentByStructure(matrix);
  return {
    size: matrix.size,
    nilpotent: nilpotent ? 1 : 0,
    ...(nilpotent && { rank: rank(matrix).rank }),
    ...(shareMoved !== undefined && { share_moved: shareMoved }),
    ...(summed !== undefined && { summed }),
  };
}

/** What a reader should know of a spectrum or of activity beside any number of it. */
function foundFacts({ studied: { wiring, ensemble, activity, kernels }, bulk }: Found): Facts {
  const known = wiring && kernels.algebra.known(wiring.matrix.values);
  return {
    ...(ensemble && {
      symmetric: 1,
      real: 1,
      max_real: ensemble.re[0],
      radius: Math.max(ensemble.re[0], -ensemble.re[ensemble.re.length - 1]),
      bulk_radius: ensemble.bulkRadius,
      outliers: 0,
    }),
    ...(known && {
      symmetric: isSymmetric(wiring.matrix) ? 1 : 0,
      real: isReal(known) ? 1 : 0,
      max_real: known.re[0],
      radius: known.re.reduce((most, real, i) => Math.max(most, Math.hypot(real, known.im[i])), 0),
      bulk_radius: bulk().radius,
      outliers: bulk().outliers.length,
    }),
    ...(activity && { neurons: activity.neurons, frames: activity.frames, bin: activity.bin }),
  };
}
