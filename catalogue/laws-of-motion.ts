/** Laws of activity: how the state of a network moves on. A law of the engine without a record does not compile. */
import type { Motion, MotionName, StateActivation } from '../engine/dynamics/index.ts';
import type { CitationKey } from './citations.ts';
import { type Choice, distribution, either, flag, quantity, type Slot, type Word } from './entry.ts';
import type { Form } from './forms.ts';
import { decoded, defaulting, defaultingIn, number, numberOf, type Parameter, parameter, word } from './parameters.ts';
import { wordsOf } from './settings.ts';
import { time } from './units.ts';

/** What a neuron gives on. */
const activationTexts: Readonly<Record<StateActivation, string>> = {
  identity: 'The state itself.',
  relu: 'The state is rectified after each step: an echo-state network.',
};
interface Activation {
  /** The modes of the activity are those of the matrix. */
  readonly isLinear: boolean;
  /** Nothing that it gives is negative. */
  readonly isPositive: boolean;
}
const activations: Readonly<Record<StateActivation, Activation>> = {
  identity: { isLinear: true, isPositive: false },
  relu: { isLinear: false, isPositive: true },
};
/** What stands where a text names none; it has no word. */
const unwritten = 'identity' satisfies StateActivation;

type Settings<Name extends MotionName> = Omit<Motion<Name>, 'law'>;
interface Law<Name extends MotionName> {
  readonly documentation: string;
  /** `model linear, discrete`: the word of the model, and what stands behind it. */
  readonly model: string;
  readonly flag?: string;
  readonly example: string;
  readonly sources?: readonly CitationKey[];
  readonly takes: { readonly [Setting in keyof Settings<Name>]: Parameter<Settings<Name>[Setting]> };
  /** In steps of dt, without a time constant: the modulus of an eigenvalue counts, not its real part. */
  readonly goesInSteps: boolean;
  /** Noise is added before the activation, which then has the last word on the sign of a state. */
  readonly activatesNoise: boolean;
}

const study = 'the critical-initialisation study (Pachitariu et al. 2026)';
const duration = { ...quantity(time, { positive: true }), example: '20 ms' };
const activation = defaulting(word(activationTexts, 'What a neuron gives on.'), unwritten, `equation 1 of ${study}`);
const dt = defaultingIn(parameter({ ...duration, example: '2 ms' }, 'Time step.', numberOf), 2, 'ms', study);
const noise = defaulting(
  number(
    'x += (dt/tau)(−x + W x) + s·√(dt/tau)·N(0, 1), so that the covariance tends to s²·½(1 − W)⁻¹ as dt ' +
      'becomes small. `per step`: inside the bracket, (dt/tau)(−x + W x + s·N(0, 1)), as published.',
    '1',
    0,
  ),
  1,
  'unit noise: what is measured of linear activity does not depend on its size',
);

export const motions: { readonly [Name in MotionName]: Law<Name> } = {
  leaky: {
    documentation:
      'tau dx/dt = −x + W x + noise; with `relu` the state is rectified after each step; with ' +
      '`discrete` x(t+1) = W x(t) + noise.',
    model: 'linear',
    example: 'model linear',
    sources: ['Pachitariu 2026'],
    takes: {
      activation,
      tau: defaultingIn(
        parameter(
          either(duration, distribution('normal(20 ms, 2 ms)')),
          'Time constant of every neuron. A distribution, or a column of a table, comes later.',
          numberOf,
        ),
        20,
        'ms',
        `${study}, its published version`,
      ),
      dt,
      noise,
      noiseScale: defaulting(
        word(
          { diffusion: 'By the root of dt/tau, as diffusion has it.', step: 'Inside the bracket, without the root.' },
          'How the noise of a step is scaled.',
        ),
        'diffusion',
        'choice of this language: the covariance does not depend on dt',
      ),
    },
    goesInSteps: false,
    activatesNoise: true,
  },
  discrete: {
    documentation:
      'In steps of `dt`: x(t+1) = W x(t) + s·N(0, 1); `tau` is not used. Stable where every eigenvalue has a modulus ' +
      'below 1.',
    model: 'linear',
    flag: 'discrete',
    example: 'model linear, discrete',
    takes: { activation, dt, noise },
    goesInSteps: true,
    activatesNoise: false,
  },
};
const names = Object.keys(motions) as readonly MotionName[];

/** A motion in canonical form: its law, and its settings by name. */
export interface MotionForm {
  readonly motion: MotionName;
  readonly takes: Readonly<Record<string, Form>>;
}
/** The motion as the engine takes it. @throws Error where a variable of a sweep has no value yet */
export function motionOf({ motion, takes }: MotionForm): Motion {
  switch (motion) {
    case 'leaky':
      return { law: motion, ...decoded(motions.leaky.takes, takes, undefined) };
    case 'discrete':
      return { law: motion, ...decoded(motions.discrete.takes, takes, undefined) };
  }
}
const activationOf = ({ takes }: MotionForm): Activation => activations[activation.decode(takes.activation, undefined)];
/** The modes of the activity are those of the matrix. */
export const isLinear = (form: MotionForm): boolean => activationOf(form).isLinear;
/** Activity can be negative, so that it counts nothing. */
export const isSigned = (form: MotionForm): boolean =>
  !(motions[form.motion].activatesNoise && activationOf(form).isPositive);
export const goesInSteps = ({ motion }: MotionForm): boolean => motions[motion].goesInSteps;
/** Where a mode with the eigenvalue λ decays by exp(−(1 − λ) t/tau): tau, in seconds. */
export function timeConstantOf(form: MotionForm): number | undefined {
  const { tau } = form.takes;
  return isLinear(form) && !goesInSteps(form) && typeof tau === 'number' ? tau : undefined;
}

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
/** The activation that a text means by what stands behind the model. */
export const activationMeant = (has: (flag: string) => boolean): StateActivation =>
  (Object.keys(activations) as readonly StateActivation[]).find(has) ?? unwritten;
export const takesOfLaw = (name: MotionName): Law<MotionName>['takes'] => motions[name].takes;

// As the vocabulary shows them.

const laws = names.map((name): Law<MotionName> => motions[name]);
export const modelChoices: readonly Choice[] = laws
  .filter((law) => law.flag === undefined)
  .map(({ model, documentation }) => ({ word: model, documentation }));
const flagSlot = (name: string, documentation: string, oneOf: string): Slot => ({
  name,
  optional: true,
  type: flag,
  documentation,
  oneOf,
});
export const modelFlags: readonly Slot[] = [
  ...Object.entries(activationTexts).flatMap(([name, documentation]) =>
    name === unwritten ? [] : [flagSlot(name, documentation, 'activation')],
  ),
  ...laws.flatMap(({ flag: name, documentation }) =>
    name === undefined ? [] : [flagSlot(name, documentation, 'law')],
  ),
];
/** Settings that have a statement of their own; of several laws once. The others are said behind the model or noise. */
export const motionSettings: readonly Word[] = laws
  .flatMap(({ takes }) => wordsOf(takes))
  .filter(({ word }, place, all) => all.findIndex((other) => other.word === word) === place)
  .filter(({ word }) => !['activation', 'noiseScale'].includes(word));
