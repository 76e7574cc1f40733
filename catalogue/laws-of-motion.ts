/** Laws of activity: how the state of a network moves on. A law of the engine without a record does not compile. */
import type { DrawnWeights } from '../engine/connectivity/index.ts';
import {
  type Drive,
  drawsOf,
  type Motion,
  type MotionName,
  type NoiseOn,
  type NoiseScale,
  type StateActivation,
  type TimeConstants,
  type Transfer,
} from '../engine/dynamics/index.ts';
import { stream } from '../engine/random/index.ts';
import type { CitationKey } from './citations.ts';
import { weightsForm } from './distributions.ts';
import { type Choice, flag, over, quantity, type Slot, type Type, type Word } from './entry.ts';
import { type Form, isCallForm, isDrawnForm } from './forms.ts';
import type { MotionPlace } from './motion-place.ts';
import { decoded, defaulting, defaultingIn, number, numberOf, type Parameter, parameter, word } from './parameters.ts';
import { wordsOf } from './settings.ts';
import {
  countedChoices,
  type CountedForm,
  isCounted,
  isCountedName,
  takesOfCounted,
  type CountedName,
} from './spiking-model.ts';
import { time } from './units.ts';

/** What a neuron of a linear model gives on. */
const activationTexts: Readonly<Record<StateActivation, string>> = {
  identity: 'The state itself.',
  relu: 'The state is rectified after each step: an echo-state network.',
};
/** What the rate of a neuron is of its state. */
const transferTexts: Readonly<Record<Transfer, string>> = {
  tanh: 'tanh x.',
  relu: 'max(0, x).',
  softplus: 'ln(1 + e^x).',
};
/** Other words for them. */
const synonyms: Readonly<Record<string, Transfer>> = { threshold_linear: 'relu' };
/** What stands where a text names none; it has no word. */
const unwritten = 'identity' satisfies StateActivation;
const usualTransfer = 'tanh' satisfies Transfer;
/** Nothing that it gives is negative. */
const positive: readonly string[] = ['relu', 'softplus'] satisfies readonly (StateActivation | Transfer)[];

type Settings<Name extends MotionName> = Omit<Motion<Name>, 'law'>;
interface Law<Name extends MotionName> {
  readonly documentation: string;
  /** `model linear, discrete`: the word of the model, and what stands behind it. */
  readonly model: string;
  readonly flag?: string;
  readonly example: string;
  readonly sources?: readonly CitationKey[];
  readonly takes: {
    readonly [Setting in keyof Settings<Name>]-?: Parameter<NonNullable<Settings<Name>[Setting]>, MotionPlace>;
  };
  /** In steps of dt, without a time constant: the modulus of an eigenvalue counts, not its real part. */
  readonly goesInSteps: boolean;
  /** Noise is added before the activation, which then has the last word on the sign of a state. */
  readonly activatesNoise: boolean;
}

const study = 'the critical-initialisation study (Pachitariu et al. 2026)';
const duration = { ...quantity(time, { positive: true }), example: '20 ms' };
const durationDrawn = {
  ...over(time, '20 ms', [], { positive: true }),
  says: 'a time or a distribution of times, such as `normal(20 ms, 2 ms)`',
  calls: ['distribution'],
} satisfies Type;
const activation = defaulting(word(activationTexts, 'What a neuron gives on.'), unwritten, `equation 1 of ${study}`);
const transfer = defaulting(
  word(transferTexts, 'The rate of a neuron, of its state.'),
  usualTransfer,
  'the rate networks of Sompolinsky et al. (1988)',
);
const tau = defaulting(
  parameter<TimeConstants, MotionPlace>(
    durationDrawn,
    'Time constant of every neuron; of a distribution each neuron draws its own, once for a seed.',
    timeConstants,
  ),
  0.02,
  `${study}, its published version`,
  '20 ms',
);
const dt = defaultingIn(parameter({ ...duration, example: '2 ms' }, 'Time step.', numberOf), 2, 'ms', study);
const noiseOf = (deviation: number, source: string) =>
  defaulting(
    number(
      'x += (dt/tau)(−x + W x) + s·√(dt/tau)·N(0, 1), so that the covariance tends to s²·½(1 − W)⁻¹ as dt ' +
        'becomes small. `per step`: inside the bracket, (dt/tau)(−x + W x + s·N(0, 1)), as published. Of ' +
        '`model rate` the default is 0.',
      '1',
      0,
    ),
    deviation,
    source,
  );
const noise = noiseOf(1, 'unit noise: what is measured of linear activity does not depend on its size');
const noiseOfRates = noiseOf(0, 'choice of this language: a rate model is deterministic unless it says otherwise');
const noiseScale = defaulting(
  word<NoiseScale>(
    { diffusion: 'By the root of dt/tau, as diffusion has it.', step: 'Inside the bracket, without the root.' },
    'How the noise of a step is scaled.',
  ),
  'diffusion',
  'choice of this language: the covariance does not depend on dt',
);
const noiseOn = defaulting(
  word<NoiseOn>(
    {
      state: 'On the state of each neuron.',
      input: 'On what drives it, inside the bracket: one number where the drive is shared, else one for each neuron.',
    },
    'Where the noise enters.',
  ),
  'state',
  'choice of this language: as equation 1 has it',
);

export const motions: { readonly [Name in MotionName]: Law<Name> } = {
  leaky: {
    documentation:
      'tau dx/dt = −x + W x + noise; with `relu` the state is rectified after each step; with ' +
      '`discrete` x(t+1) = W x(t) + noise.',
    model: 'linear',
    example: 'model linear',
    sources: ['Pachitariu 2026'],
    takes: { activation, tau, dt, noise, noiseScale, noiseOn },
    goesInSteps: false,
    activatesNoise: true,
  },
  discrete: {
    documentation:
      'In steps of `dt`: x(t+1) = W x(t) + s·N(0, 1), of rates x(t+1) = W f(x(t)) + s·N(0, 1); `tau` is not used. ' +
      'A linear one is stable where every eigenvalue has a modulus below 1.',
    model: 'linear',
    flag: 'discrete',
    example: 'model linear, discrete',
    takes: { activation, dt, noise, noiseOn },
    goesInSteps: true,
    activatesNoise: false,
  },
  rate: {
    documentation:
      'tau dx/dt = −x + W f(x) + noise, and the activity is the rate f(x): `tanh`, `relu` (or `threshold_linear`) or ' +
      '`softplus`; with `discrete` x(t+1) = W f(x(t)) + noise.',
    model: 'rate',
    example: 'model rate, tanh',
    takes: { transfer, tau, dt, noise: noiseOfRates, noiseScale, noiseOn },
    goesInSteps: false,
    activatesNoise: true,
  },
  rateMap: {
    documentation: 'x(t+1) = W f(x(t)) + s·N(0, 1), and the activity is the rate f(x).',
    model: 'rate',
    flag: 'discrete',
    example: 'model rate, tanh, discrete',
    takes: { transfer, dt, noise: noiseOfRates, noiseOn },
    goesInSteps: true,
    activatesNoise: true,
  },
};

/** @throws RangeError for a distribution that is none */
function timeConstants(form: Form | undefined, { neurons, key, cells }: MotionPlace): TimeConstants {
  if (isDrawnForm(form)) {
    if (cells) return cells(form.drawn);
    throw new Error('time constants are those of cells of a table, and none is read here');
  }
  if (!isCallForm(form)) return numberOf(form);
  const draw = drawsOf(weightsForm(form) as DrawnWeights, stream(key.seed, key.stream, 'tau'));
  return Float64Array.from({ length: neurons }, draw);
}
/** What a text's distribution of them gives at a place; undefined where it is none. */
export function drawnTimeConstants({ takes }: LawForm, place: MotionPlace): Float64Array | undefined {
  if (!isCallForm(takes.tau)) return undefined;
  try {
    return timeConstants(takes.tau, place) as Float64Array;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
const names = Object.keys(motions) as readonly MotionName[];

/** A motion in canonical form: its law, and its settings by name. */
export interface MotionForm {
  readonly motion: MotionName;
  readonly takes: Readonly<Record<string, Form>>;
}
/** The motion as the engine takes it. @throws Error where a variable of a sweep has no value yet */
export function motionOf({ motion, takes }: MotionForm, place: MotionPlace): Motion {
  switch (motion) {
    case 'leaky':
      return { law: motion, ...decoded(motions.leaky.takes, takes, place) };
    case 'discrete':
      return { law: motion, ...decoded(motions.discrete.takes, takes, place) };
    case 'rate':
      return { law: motion, ...decoded(motions.rate.takes, takes, place) };
    case 'rateMap':
      return { law: motion, ...decoded(motions.rateMap.takes, takes, place) };
  }
}
/** What a `dynamics` follows: a law of motion of its state, or a model whose activity is counted. */
export type LawForm = MotionForm | CountedForm;
/** The time step and the time constant that a text says, in seconds; of a law in steps, or as a distribution: none. */
export const timesOf = ({ takes }: LawForm): { readonly dt: number; readonly tau?: number } => ({
  dt: dt.decode(takes.dt ?? dt.default.value, undefined),
  ...(typeof takes.tau === 'number' && { tau: takes.tau }),
});
const givesOn = ({ takes }: LawForm): string => String(takes.transfer ?? takes.activation ?? unwritten);
/** The modes of the activity are those of the matrix. */
export const isLinear = (form: LawForm): boolean => !isCounted(form) && givesOn(form) === unwritten;
/** Activity can be negative, so that it counts nothing. */
export const isSigned = (form: LawForm): boolean =>
  !isCounted(form) && !(motions[form.motion].activatesNoise && positive.includes(givesOn(form)));
export const goesInSteps = (form: LawForm): boolean =>
  isCounted(form) ? form.motion === 'branching' : motions[form.motion].goesInSteps;
/** Its rates have no upper bound, so that activity can grow beyond all numbers. */
export const isUnbounded = (form: LawForm): boolean => !isCounted(form) && givesOn(form) !== 'tanh';
/** Where a mode with the eigenvalue λ decays by exp(−(1 − λ) t/tau): tau, in seconds. */
export function timeConstantOf(form: LawForm): number | undefined {
  return isLinear(form) && !goesInSteps(form) ? timesOf(form).tau : undefined;
}

/** What drives it, in canonical form: a number, or what it is drawn from. */
export interface DriveForm {
  readonly by: Form;
  readonly independent: boolean;
}
/** The law that an input is drawn from which all neurons share; undefined where they share none that varies. */
export const lawOfInput = (drive: DriveForm | undefined): string | undefined =>
  drive && isCallForm(drive.by) && !drive.independent ? drive.by.call : undefined;
/** Nothing moves it from outside. Spiking neurons also have a background, and a rest that may lie above threshold. */
export function isUndriven({ drive, takes }: LawForm & { readonly drive?: DriveForm }): boolean {
  if ((drive !== undefined && drive.by !== 0) || takes.noise !== 0) return false;
  const { background = 0, rest, threshold } = takes;
  return background === 0 && !(Number(rest) > Number(threshold));
}
/** @throws Error where a variable of a sweep has no value yet */
export const driveOf = ({ by, independent }: DriveForm): Drive =>
  isCallForm(by)
    ? { kind: independent ? 'independent' : 'shared', law: weightsForm(by) as DrawnWeights }
    : { kind: 'constant', current: numberOf(by) };

/** What stands where a text names no model. */
export const usualModel = motions.leaky.model;
/** The law that a text means by the word of a model and what stands behind it. @throws Error where there is none */
export function lawOf(model: string, has: (flag: string) => boolean): MotionName {
  const ofModel = names.filter((name) => motions[name].model === model);
  const flagged = ofModel.find((name) => has(motions[name].flag ?? ''));
  const plain = ofModel.find((name) => motions[name].flag === undefined);
  const meant = flagged ?? plain;
  if (meant) return meant;
  throw new Error(`there is no law of the model ${model}`);
}
/** Words for what a neuron of a linear model, and of a rate model, gives on. */
export const isActivation = (name: string): boolean => Object.hasOwn(activationTexts, name);
export const isTransfer = (name: string): boolean =>
  Object.hasOwn(transferTexts, name) || Object.hasOwn(synonyms, name);
/** What a text means by the flags behind its model. */
export const givenOn = (has: (flag: string) => boolean): { readonly activation: Form; readonly transfer: Form } => {
  const said = Object.keys(synonyms).find(has);
  const transferred = said === undefined ? Object.keys(transferTexts).find(has) : synonyms[said];
  return {
    activation: Object.keys(activationTexts).find(has) ?? unwritten,
    transfer: transferred ?? usualTransfer,
  };
};
/** Where noise can enter. */
export const noisePlaces = noiseOn.type;
export const takesOfLaw = (name: MotionName): Law<MotionName>['takes'] => motions[name].takes;
/** The settings that a law, or a counted model, uses. */
export const settingsUsed = (name: MotionName | CountedName): readonly string[] =>
  Object.keys(isCountedName(name) ? takesOfCounted(name) : motions[name].takes);

// As the vocabulary shows them.

const laws = names.map((name): Law<MotionName> => motions[name]);
export const modelChoices: readonly Choice[] = [
  ...laws.filter((law) => law.flag === undefined).map(({ model, documentation }) => ({ word: model, documentation })),
  ...countedChoices,
];
const flagSlot = (name: string, documentation: string, oneOf: string): Slot => ({
  name,
  optional: true,
  type: flag,
  documentation,
  oneOf,
});
const flagTexts: Readonly<Record<string, string>> = {
  ...transferTexts,
  relu: `${transferTexts.relu} Of \`linear\`: ${activationTexts.relu}`,
  ...Object.fromEntries(Object.entries(synonyms).map(([name, of]) => [name, `The same as \`${of}\`.`])),
};
export const modelFlags: readonly Slot[] = [
  ...Object.entries(flagTexts).map(([name, documentation]) => flagSlot(name, documentation, 'activation')),
  ...laws
    .filter(({ flag: name }, place) => laws.findIndex((law) => law.flag === name) === place)
    .flatMap(({ flag: name, documentation }) => (name === undefined ? [] : [flagSlot(name, documentation, 'law')])),
];
/** Settings that stand behind the model or the noise. */
const saidBehind: readonly string[] = ['activation', 'transfer', 'noiseScale', 'noiseOn'];
/** Settings that have a statement of their own; of several laws once. */
export const motionSettings: readonly Word[] = laws
  .flatMap(({ takes }) => wordsOf(takes))
  .filter(({ word }, place, all) => all.findIndex((other) => other.word === word) === place)
  .filter(({ word }) => !saidBehind.includes(word));
