/** A network over time after all that an experiment teaches it, and what can be found out about it. */
import type { Point } from '../catalogue/finding.ts';
import type { ErrorsBeside } from '../catalogue/study.ts';
import type { Damage } from '../engine/reservoir/index.ts';
import type { TrialTask } from '../engine/tasks/index.ts';
import {
  actingGains,
  type ActivityErrors,
  activityErrors,
  explainedVariance,
  importanceOf,
  matched,
  parameterError,
  type Numbers,
  type RateLearnerMaker,
  type RateParameters,
  type RatePart,
  type Rates,
  type RateScores,
  type RateShape,
  type Sequences,
  variances,
} from '../engine/recurrent/index.ts';
import { stream } from '../engine/random/index.ts';
import type { Watch } from '../engine/training/index.ts';
import { recordingOrder } from '../engine/theory/index.ts';
import type { Settled } from '../language/canonical/instantiate.ts';
import type { Following, NetworkNoun, TrialTraining } from '../language/specification.ts';
import { damagedRates } from './damaged-network.ts';
import { Failure } from './failure.ts';
import type { Kernels } from './findings.ts';
import { type Practised, type PracticeListener, practise, withNetwork } from './practice.ts';
import { penaltyOf } from './penalty.ts';
import type { CellValues } from './cell-values.ts';
import type { Wiring } from './circuits.ts';
import { type ChosenNeurons, type RateNetwork, rateNetwork } from './rate-network.ts';
import { misread, recordedNeurons, studentOf, type Taught, wrongConnectome } from './begun-student.ts';
import { type Surroundings, surroundingsOf } from './student-landscape.ts';
import { type Lessons, lessonsOf, type ShownImages, taskOf } from './trial-lessons.ts';

export type NeuronSet = 'recorded' | 'unrecorded';
export interface Followed {
  readonly teacher: Taught;
  readonly recorded: Uint32Array;
  errors(set: NeuronSet): ErrorsBeside;
  /** Root mean square difference of a part from the teacher's, and of the teacher's shuffled from its own. */
  parameterError(part: RatePart): { readonly value: number; readonly shuffled: number };
  /** Its loss around where it has come to. */
  readonly around: Surroundings;
}
export interface Learnt {
  readonly name: string;
  readonly task: TrialTask;
  readonly shape: RateShape;
  readonly before: RateParameters;
  readonly after: RateParameters;
  readonly learned: RateNetwork['learned'];
  /** The trainings one after the other. */
  readonly practised: readonly Practised[];
  readonly curve: readonly Point[];
  /** What was watched of its recurrent weights, by epoch of all trainings. */
  readonly watched: readonly Point[];
  readonly batch: number;
  readonly test: Sequences;
  readonly diverged: boolean;
  readonly scores: { readonly test: RateScores; readonly untrained: RateScores; readonly train: () => RateScores };
  /** Share of the variance of the targets of the test trials that the outputs explain, where values are wanted. */
  explained(): number | undefined;
  /** Of the network after its training, on the test trials. */
  rates(): Rates;
  /** On the test trials, after damage. */
  readonly damaged: (damage: Damage) => RateScores;
  readonly followed?: Followed;
}
export interface Pupil {
  readonly noun: Settled<NetworkNoun>;
  readonly wiring?: Wiring;
  /** Where the neurons stand. */
  readonly places?: Wiring;
  readonly chosen: ChosenNeurons;
  /** What its neurons have from the cells of tables. */
  readonly cells?: CellValues;
  readonly images?: ShownImages;
  /** For each neuron of the network that is followed whether it can be recorded; all, where undefined. */
  readonly recordable?: (follow: Settled<Following>) => Uint8Array | undefined;
  readonly seed: number;
  readonly kernels: Kernels;
  /** What was taught before, by the name of its network. */
  readonly taught: ReadonlyMap<string, Taught>;
  readonly watch?: Watch;
}
/** How a student is changed to be held against: what it knows of the connectome, or what it hears. */
export type StudentControl = 'wrong_connectome' | 'no_connectome' | 'readout_only';

export function learn(
  pupil: Pupil,
  trainings: readonly Settled<TrialTraining>[],
  listen: PracticeListener,
  control?: StudentControl,
): Learnt {
  const [first] = trainings;
  const teacher = first.follow && teacherOf(first.follow.network.name, pupil);
  const drawnBy = teacher ? `${pupil.noun.stream} as a student` : pupil.noun.stream;
  const { inputs, outputs } = taskOf(first.task, pupil.noun);
  const own = rateNetwork(
    pupil.noun,
    pupil.wiring,
    { inputs: inputs.length, outputs: outputs.length },
    {
      seed: pupil.seed,
      stream: drawnBy,
      ...(pupil.cells && { cells: pupil.cells }),
    },
    { ...pupil.chosen, hasTeacher: teacher !== undefined },
  );
  const begun = teacher ? controlled(studentOf(pupil.noun, own, teacher, pupil.seed), pupil, first, control) : own;
  let network = begun;
  const practised: Practised[] = [];
  let last: Held | undefined;
  trainings.forEach((training, place) => {
    last = heldAgainst(network, training, pupil, control);
    const penalty = penaltyOf(
      pupil.noun.overTime?.penalty ?? training.penalty,
      pupil.places,
      network.shape.neurons,
      pupil.kernels,
    );
    let done: Practised;
    try {
      done = practise(
        {
          network,
          training: control !== 'readout_only' && nothingRecorded(training) ? { ...training, epochs: 0 } : training,
          ...last.lessons,
          penalty,
          watch: pupil.watch,
          seed: pupil.seed,
          stream: `${drawnBy} training ${place + 1}`,
          place,
        },
        pupil.kernels.rateLearner,
        { ...listen, onFraction: (fraction) => listen.onFraction((place + fraction) / trainings.length) },
      );
    } finally {
      penalty?.release();
    }
    practised.push(done);
    network = { ...network, initial: done.after };
  });
  if (!last) throw new Error(`${pupil.noun.name} has no training`);
  return studied(pupil, begun, practised, trainings[trainings.length - 1], last);
}
const nothingRecorded = ({ follow }: Settled<TrialTraining>): boolean => follow?.record === 0;

function teacherOf(name: string, { taught, noun }: Pupil): Taught {
  const teacher = taught.get(name);
  if (teacher) return teacher;
  throw new Failure(
    'run',
    `${noun.name} follows ${name}, and the experiment does not teach it: write \`teach ${name} on …\`.`,
  );
}

/** Noise in the connectome that a student is given, and what makes it a control. */
function controlled(
  student: RateNetwork,
  { noun, seed }: Pupil,
  { follow }: Settled<TrialTraining>,
  control: StudentControl | undefined,
): RateNetwork {
  const { neurons } = student.shape;
  const knows = noun.overTime?.known.includes('recurrent') ?? false;
  let { recurrent } = student.initial;
  if (knows && follow?.connectomeNoise) recurrent = misread(recurrent, neurons, follow.connectomeNoise, seed);
  if (control === 'wrong_connectome') recurrent = wrongConnectome(recurrent, neurons, seed);
  return { ...student, initial: { ...student.initial, recurrent } };
}

/** The lessons of a training, and of a student its teacher's activity. */
interface Held {
  readonly lessons: Pick<Lessons, 'train' | 'validation' | 'test'>;
  readonly task: TrialTask;
  /** As the task has them. */
  readonly trials: Lessons;
  readonly following?: { readonly teacher: Taught; readonly recorded: Uint32Array; readonly rates: Rates };
}
function heldAgainst(
  { shape }: RateNetwork,
  training: Settled<TrialTraining>,
  pupil: Pupil,
  control: StudentControl | undefined,
): Held {
  const { seed, kernels, noun } = pupil;
  const { follow } = training;
  // what a student is shown is what its teacher is shown: a pulse is as high as the teacher's time constants ask
  const trials = lessonsOf(training, follow?.network ?? noun, shape.neurons, seed, pupil.images);
  const { task } = trials;
  if (!follow) return { lessons: trials, task, trials };
  const teacher = teacherOf(follow.network.name, pupil);
  const batch = Math.min(training.batch, trials.train.trials);
  const heard = (sequences: Sequences) => runOn(teacher, sequences, batch, kernels.rateLearner);
  const [train, test] = [heard(trials.train), heard(trials.test)];
  const validation = trials.validation && heard(trials.validation);
  const order = recordingOrder(teacher.parameters, teacher.shape, follow.choice, { seed, stream: 'students' });
  const recordable = pupil.recordable?.(follow);
  const recorded = recordedNeurons(
    order.filter((neuron) => recordable?.[neuron] !== 0),
    follow.record,
    teacher,
  );
  const hears = (of: Sequences, { rates, outputs }: Run): Sequences =>
    control === 'readout_only'
      ? { ...of, wanted: { kind: 'values', values: outputs, weights: new Float32Array(of.steps * of.trials).fill(1) } }
      : { ...of, wanted: activityWanted(rates, recorded, importance) };
  const importance =
    follow.loss === 'squared' || recorded.length === 0
      ? new Float32Array(recorded.length).fill(1)
      : importanceOf(variances(train.rates), recorded);
  return {
    lessons: {
      train: hears(trials.train, train),
      test: hears(trials.test, test),
      validation: trials.validation && validation && hears(trials.validation, validation),
    },
    task,
    trials,
    following: { teacher, recorded, rates: test.rates },
  };
}
interface Run {
  readonly rates: Rates;
  readonly outputs: Numbers;
}
function runOn(
  network: { readonly shape: RateShape; readonly parameters: RateParameters },
  sequences: Sequences,
  batch: number,
  make: RateLearnerMaker,
): Run {
  return withNetwork(network, batch, make, (learner) => {
    const lesson = learner.load(sequences);
    try {
      const { rates, outputs } = learner.run(lesson);
      const { steps, trials } = sequences;
      return { rates: { values: rates, steps, trials, neurons: network.shape.neurons }, outputs };
    } finally {
      lesson.release();
    }
  });
}
function activityWanted(rates: Rates, recorded: Uint32Array, importance: Float32Array): Sequences['wanted'] {
  const { steps, neurons, trials } = rates;
  const values = new Float32Array(steps * recorded.length * trials);
  for (let t = 0; t < steps; t++)
    recorded.forEach((neuron, m) => {
      const from = (t * neurons + neuron) * trials;
      values.set(rates.values.subarray(from, from + trials), (t * recorded.length + m) * trials);
    });
  return { kind: 'activity', neurons: recorded, values, importance, weights: new Float32Array(steps * trials).fill(1) };
}

function studied(
  pupil: Pupil,
  begun: RateNetwork,
  practised: readonly Practised[],
  training: Settled<TrialTraining>,
  { lessons, task, trials, following }: Held,
): Learnt {
  const { kernels, noun, seed } = pupil;
  const { shape, learned } = begun;
  const { after, training: result } = practised[practised.length - 1];
  const batch = Math.min(training.batch, trials.train.trials);
  const ran = new Map<RateParameters, Run>();
  const run = (parameters: RateParameters): Run => {
    const known = ran.get(parameters) ?? runOn({ shape, parameters }, trials.test, batch, kernels.rateLearner);
    ran.set(parameters, known);
    return known;
  };
  const evaluated = (parameters: RateParameters, sequences: Sequences): RateScores =>
    withNetwork({ shape, parameters }, batch, kernels.rateLearner, (learner) => {
      const lesson = learner.load(sequences);
      try {
        return learner.evaluate(lesson);
      } finally {
        lesson.release();
      }
    });
  const { wanted } = trials.test;
  return {
    name: noun.name,
    task,
    shape,
    before: begun.initial,
    after,
    learned,
    practised,
    curve: practised.flatMap(({ curve }, place) => followingOn(curve, practised.slice(0, place))),
    // a training begins with the weights that the one before has left
    watched: practised.flatMap(({ watched }, place) =>
      followingOn(place === 0 ? watched : watched.filter(({ step }) => step !== 0), practised.slice(0, place)),
    ),
    batch,
    test: trials.test,
    diverged: result.final === undefined,
    scores: {
      test: result.final ?? { loss: Number.NaN },
      untrained: practised[0].training.untrained,
      train: () => evaluated(after, lessons.train),
    },
    // who hears activity, and is not told the read-out, has one that means nothing
    explained: () =>
      wanted.kind === 'values' && (!following || noun.overTime?.known.includes('readout'))
        ? knownNumber(explainedVariance(run(after).outputs, wanted.values))
        : undefined,
    rates: () => run(after).rates,
    damaged: (damage) =>
      evaluated(damagedRates(shape, after, damage, { seed, stream: `${noun.name} damage` }), lessons.test),
    ...(following && {
      followed: followedBy(
        following,
        { shape, before: begun.initial, after, learned, seed },
        (parameters) => run(parameters).rates,
        kernels,
        surroundingsOf(
          { shape, before: begun.initial, after, learned, teacher: following.teacher, test: lessons.test, batch },
          kernels,
        ),
      ),
    }),
  };
}
/** Targets that do not vary leave nothing to explain. */
const knownNumber = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);
/** A curve whose epochs go on from those of the trainings before it. */
function followingOn(curve: readonly Point[], before: readonly Practised[]): readonly Point[] {
  const past = before.reduce((sum, one) => sum + Math.max(0, ...one.curve.map(({ step }) => step ?? 0)), 0);
  return curve.map((point) => ({ ...point, step: point.step === null ? null : point.step + past }));
}

interface Parameters {
  readonly shape: RateShape;
  readonly before: RateParameters;
  readonly after: RateParameters;
  readonly learned: RateNetwork['learned'];
  readonly seed: number;
}
function followedBy(
  { teacher, recorded, rates }: NonNullable<Held['following']>,
  { shape, before, after, learned, seed }: Parameters,
  run: (parameters: RateParameters) => Rates,
  kernels: Kernels,
  around: Surroundings,
): Followed {
  const heard = new Set(recorded);
  const unrecorded = Uint32Array.from({ length: rates.neurons }, (_, i) => i).filter((neuron) => !heard.has(neuron));
  // a student that learns the wiring has neurons without names
  const isNameless = learned.recurrent !== undefined;
  return {
    teacher,
    recorded,
    around,
    errors(set) {
      const named = set === 'recorded' ? recorded : unrecorded;
      const of = (parameters: RateParameters): ActivityErrors => {
        const own = run(parameters);
        const as = isNameless && set === 'unrecorded' ? matched(own, rates, named, kernels.product) : undefined;
        return activityErrors(own, rates, named, as);
      };
      return {
        ...of(after),
        untrained: of(before),
        ...(isNameless && set === 'unrecorded' && { unmatched: activityErrors(run(after), rates, named) }),
      };
    },
    parameterError(part) {
      const acting = (shape: RateShape, values: Float64Array) =>
        part === 'gain' ? actingGains(shape, values) : values;
      const wanted = acting(teacher.shape, teacher.parameters[part]);
      const order = stream(seed, 'students', `${part} baseline`).permutation(wanted.length);
      return {
        value: parameterError(acting(shape, after[part]), wanted),
        shuffled: parameterError(
          Float64Array.from(order, (at) => wanted[at]),
          wanted,
        ),
      };
    },
  };
}
