/** Models whose activity is counted: spikes of leaky integrate-and-fire neurons, and a branching network. */
import type { DrawnWeights } from '../engine/connectivity/index.ts';
import { drawsOf } from '../engine/dynamics/index.ts';
import { stream } from '../engine/random/index.ts';
import type { BranchingModel, SpikingModel, SynapseKind } from '../engine/spiking/index.ts';
import type { CitationKey } from './citations.ts';
import { weightsForm } from './distributions.ts';
import { type Choice, over, quantity, type Type, type Word } from './entry.ts';
import { type Form, isCallForm, isDrawnForm } from './forms.ts';
import type { MotionPlace } from './motion-place.ts';
import {
  type Arguments,
  decoded,
  defaulting,
  defaultingIn,
  measured,
  number,
  numberOf,
  type Parameter,
  parameter,
  word,
} from './parameters.ts';
import { type Behind, wordsOf } from './settings.ts';
import { describe, type Dimension, frequency, resistance, time, voltage } from './units.ts';

/** One number for all neurons, or of a distribution one for each, drawn once for a seed. */
type PerNeuron = number | Float64Array;
const perNeuron = (
  name: string,
  dimension: Dimension,
  example: string,
  documentation: string,
  domain: { positive?: boolean } = {},
): Parameter<PerNeuron, MotionPlace> =>
  parameter(
    {
      ...over(dimension, example, [], domain),
      says: `${describe(dimension)} or a distribution`,
      calls: ['distribution'],
    },
    `${documentation} Of a distribution each neuron draws its own, once for a seed.`,
    (form, { neurons, key, cells }) => {
      if (isDrawnForm(form)) {
        if (cells) return cells(form.drawn);
        throw new Error(`${name} is that of cells of a table, and none is read here`);
      }
      if (!isCallForm(form)) return numberOf(form);
      const draw = drawsOf(weightsForm(form) as DrawnWeights, stream(key.seed, key.stream, name));
      return Float64Array.from({ length: neurons }, draw);
    },
  );
const given = (dimension: Dimension, example: string, bounds: { least?: number; positive?: boolean } = {}): Type => ({
  ...quantity(dimension, bounds),
  example,
});
const benchmark = 'the benchmark networks of Brette et al. (2007)';
const positive = { positive: true };

const takesOfStep = {
  dt: defaultingIn(parameter(given(time, '0.1 ms', positive), 'Time step.', numberOf), 0.1, 'ms', benchmark),
};
const takesOfSpiking = {
  ...takesOfStep,
  tau: defaulting(
    perNeuron('tau', time, '20 ms', 'Time constant of the membrane.', positive),
    0.02,
    benchmark,
    '20 ms',
  ),
  noise: defaulting(
    number('In mV: white noise of the membrane, which alone gives V a variance of ½ s².', '1', 0),
    0,
    'choice of this language: a spiking network is deterministic unless it says otherwise',
  ),
  threshold: defaulting(
    perNeuron('threshold', voltage, '-50 mV', 'A neuron fires when V reaches it.'),
    -0.05,
    benchmark,
    '-50 mV',
  ),
  reset: defaultingIn(
    measured(voltage, 'Where V stands after a spike, for the refractory time.'),
    -60,
    'mV',
    benchmark,
  ),
  rest: defaultingIn(
    measured(voltage, 'What V decays to.'),
    -65,
    'mV',
    'the cortical microcircuit of Potjans & Diesmann (2014)',
  ),
  refractory: defaultingIn(measured(time, 'Rounded up to whole steps.', { least: 0 }), 2, 'ms', 'Brunel (2000)'),
  resistance: defaulting(
    perNeuron('resistance', resistance, '100 MOhm', 'Of the membrane: what a drive is multiplied by.', positive),
    1e8,
    benchmark,
    '100 MOhm',
  ),
  synapses: defaulting(
    word<SynapseKind>(
      {
        current: 'A spike adds a current that decays; a weight of 1 is 1 mV of R I.',
        conductance: 'A spike adds a conductance that decays; a weight of 1 is 1 nS.',
      },
      'What a spike does to the neurons it reaches, and how fast that decays.',
    ),
    'current',
    'Brunel (2000), with exponential currents',
  ),
  decay: defaultingIn(measured(time, 'Decay of synapses of positive weight.', positive), 5, 'ms', benchmark),
  inhibitory: defaulting(
    parameter<number | undefined>(given(time, '10 ms', positive), 'Decay of synapses of negative weight.', (form) =>
      form === 'same' ? undefined : numberOf(form),
    ),
    'same',
    'choice of this language: as those of positive weight',
    'the same',
  ),
  reversal: defaultingIn(measured(voltage, 'Of synapses of positive weight; conductances only.'), 0, 'mV', benchmark),
  inhibitory_reversal: defaultingIn(
    measured(voltage, 'Of synapses of negative weight; conductances only.'),
    -80,
    'mV',
    benchmark,
  ),
  delay: defaultingIn(
    measured(time, 'From the end of the step in which a neuron fires until its synapses act; whole steps.', {
      least: 0,
    }),
    1.5,
    'ms',
    'Brunel (2000)',
  ),
  inhibition: defaulting(
    number('Negative weights times this: g of Brunel (2000).', '5', 0),
    1,
    'choice of this language: weights as they are',
  ),
  background: defaultingIn(
    measured(frequency, 'Poisson spikes from outside, for each neuron independently, each as a synapse of `weight`.', {
      least: 0,
    }),
    0,
    'Hz',
    'choice of this language: nothing arrives unasked',
  ),
  weight: defaulting(number('Of a spike from outside, as of a synapse.', '1.5', 0), 1, 'choice of this language'),
  start: defaulting(
    word<SpikingModel['start']>(
      {
        spread: 'Each neuron somewhere between reset and threshold, uniformly.',
        reset: 'All at the reset.',
        rest: 'All at rest.',
      },
      'Where V begins.',
    ),
    'spread',
    benchmark,
  ),
};

interface CountedModel {
  readonly documentation: string;
  readonly example: string;
  readonly sources: readonly CitationKey[];
  readonly takes: Readonly<Record<string, Parameter<never, MotionPlace>>>;
}
export const countedModels = {
  spiking: {
    documentation:
      'Leaky integrate-and-fire: tau dV/dt = rest − V + R I + synapses; a spike at the threshold, then the reset. ' +
      'Between grid points currents are integrated exactly, and spikes are placed within the step. The activity is ' +
      'the number of spikes in each bin. `drive` is a current in nA; a weight is 1 mV of R I, or 1 nS.',
    example: 'model spiking',
    sources: ['Rotter & Diesmann 1999', 'Brette et al. 2007'],
    takes: takesOfSpiking as unknown as CountedModel['takes'],
  },
  branching: {
    documentation:
      'A(t+1) ~ Poisson(W A(t) + h), one step a `dt`, with h = `drive` for each neuron: each event has W offspring ' +
      'in the mean, and the spectral radius of W is the branching parameter m. Weights are not negative. The ' +
      'activity is the number of events in each bin.',
    example: 'model branching',
    sources: ['Haldeman & Beggs 2005', 'Wilting & Priesemann 2018'],
    takes: takesOfStep as unknown as CountedModel['takes'],
  },
} as const satisfies Readonly<Record<string, CountedModel>>;
export type CountedName = keyof typeof countedModels;
export const isCountedName = (name: string): name is CountedName => Object.hasOwn(countedModels, name);

/** A counted model in canonical form. */
export interface CountedForm {
  readonly motion: CountedName;
  readonly takes: Readonly<Record<string, Form>>;
}
export const isCounted = (form: {
  readonly motion: string;
  readonly takes: CountedForm['takes'];
}): form is CountedForm => isCountedName(form.motion);
export const takesOfCounted = (name: CountedName): Readonly<Record<string, Parameter<never, MotionPlace>>> =>
  countedModels[name].takes;

/** As the engine takes it. @throws Error where a variable of a sweep has no value yet */
export function spikingOf({ takes }: CountedForm, place: MotionPlace): SpikingModel {
  const {
    synapses,
    decay,
    inhibitory,
    reversal,
    inhibitory_reversal,
    background,
    weight,
    noise,
    ...plain
  }: Arguments<typeof takesOfSpiking> = decoded(takesOfSpiking, takes, place);
  return {
    law: 'spiking',
    ...plain,
    noise: noise / 1000,
    synapses: { kind: synapses, decay: [decay, inhibitory ?? decay], reversal: [reversal, inhibitory_reversal] },
    background: { rate: background, weight },
  };
}
/** What each neuron draws of a setting from a distribution; undefined where it is none, `impossible` where none can. */
export function drawnBySpiking(
  { takes }: CountedForm,
  name: 'tau' | 'threshold' | 'resistance',
  place: MotionPlace,
): Float64Array | 'impossible' | undefined {
  if (!isCallForm(takes[name])) return undefined;
  try {
    return takesOfSpiking[name].decode(takes[name], place) as Float64Array;
  } catch (error) {
    if (error instanceof RangeError) return 'impossible';
    throw error;
  }
}
export const branchingOf = ({ takes }: CountedForm): BranchingModel => ({
  law: 'branching',
  ...decoded(takesOfStep, takes, undefined),
});

// As the vocabulary shows them.

export const countedChoices: readonly Choice[] = Object.entries(countedModels).map(([name, { documentation }]) => ({
  word: name,
  documentation,
}));
/** Settings of a spiking model that stand behind another's. */
export const behindSpiking: Behind<typeof takesOfSpiking> = {
  decay: 'synapses',
  inhibitory: 'synapses',
  reversal: 'synapses',
  inhibitory_reversal: 'synapses',
  weight: 'background',
};
/** Those that every `dynamics` has a statement for. */
const outside: readonly string[] = ['tau', 'dt', 'noise'];
/** The statements of the block behind `model spiking`. */
export const spikingWords: readonly Word[] = wordsOf(takesOfSpiking, behindSpiking)
  .filter(({ word: name }) => !outside.includes(name))
  .map((entry) => {
    if (entry.word !== 'synapses') return entry;
    const [decay, ...options] = entry.options ?? [];
    return { ...entry, example: 'synapses current, 5 ms', items: [...(entry.items ?? []), decay], options };
  });
export const spikingSettings = Object.keys(takesOfSpiking);
