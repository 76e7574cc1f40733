/**
 * Rules of synaptic scaling, as `scale synapses to …` names them. A rule of the engine without a record does not
 * compile.
 */
import type { Scaling } from '../engine/scaling/index.ts';
import type { CitationKey } from './citations.ts';
import { choice, flag, over, quantity, real, type Slot, type Word } from './entry.ts';
import { time } from './units.ts';

export type ScalingRule = Scaling['rule'];
interface RuleRecord {
  readonly documentation: string;
  /** What stands behind `to`, where it is no bare number. */
  readonly word?: string;
  readonly example: string;
  readonly sources: readonly CitationKey[];
  /** Of a step, where a text says nothing. */
  readonly rate: number;
  /** The same of a spiking network, whose rates are known from some spikes; absent where it cannot be scaled so. */
  readonly rateOfSpiking?: number;
  /** What it brings to the target, as an axis names it. */
  readonly reached: string;
  /** It looks at what the network does, which must therefore run. */
  readonly byActivity: boolean;
}
export const scalingRules: { readonly [Rule in ScalingRule]: RuleRecord } = {
  flow: {
    documentation:
      'Flow control: a_i += ε a_i [R² y_i²(t−1) − x_i²(t)], with y what a neuron gives on, x what it receives from ' +
      'the others, and W_eff = diag(a) W. Brings the spectral radius to R where the neurons have independent inputs; ' +
      'of correlated activity it ends elsewhere, and the run says where.',
    word: 'flow',
    example: 'scale synapses to flow 1.0',
    sources: ['Schubert & Gros 2021'],
    rate: 1e-3,
    reached: 'Spectral radius',
    byActivity: true,
  },
  rate: {
    documentation:
      'Homeostasis: dw_ij/dt = η w_ij (r* − r_i)/r*, with the low-passed rate r_i of the neuron that receives. The ' +
      'ratios of its weights stay. Spiking networks have rates in Hz, rate models those of their law; of signed ' +
      'activity (tanh, linear) the rate is its magnitude.',
    example: 'scale synapses to 5 Hz',
    sources: ['Turrigiano 1998'],
    rate: 1e-3,
    rateOfSpiking: 2e-5,
    reached: 'Mean rate',
    byActivity: true,
  },
  sum: {
    documentation: 'The magnitudes of what each neuron receives sum to this: Σ_j |w_ij|. In one step, or gradually.',
    word: 'sum',
    example: 'scale synapses to sum 1',
    sources: ['Lazar 2009'],
    rate: 1,
    rateOfSpiking: 1,
    reached: 'Summed weights of a neuron',
    byActivity: false,
  },
};

const rules = Object.values(scalingRules);
const targets: readonly Slot[] = Object.values(scalingRules).map(({ word, documentation }) => ({
  name: word ?? 'target',
  optional: true,
  documentation,
  type:
    word === undefined
      ? { ...over('any', '5 Hz'), says: 'a rate, such as `5 Hz`, or `0.1` of a rate model' }
      : { ...real('1'), number: { ...real('1').number!, positive: true } },
}));
/** The statement of a `dynamics`. */
export const scaleWord: Word = {
  word: 'scale',
  documentation:
    'Incoming weights are scaled as the network runs, before anything is measured; then the scaled matrix is fixed, ' +
    `and is the matrix of the condition. ${rules
      .map(({ example, documentation }) => `\`${example}\`: ` + `${documentation}`)
      .join(' ')}`,
  example: 'scale synapses to flow 1.0 until settled',
  items: [
    { name: 'what', documentation: 'What is scaled.', type: choice(['synapses', 'All incoming weights of a neuron.']) },
  ],
  labels: {
    // a bare number fills the first slot that has no word
    to: [...targets].sort((a, b) => Number(a.name !== 'target') - Number(b.name !== 'target')),
    until: [
      {
        name: 'until',
        documentation: 'When it ends.',
        optional: true,
        type: choice(['settled', 'When the target is reached, or after 60 times 1/`rate` steps.']),
        default: { text: 'settled', source: 'choice of this language' },
      },
    ],
  },
  options: [
    {
      name: 'rate',
      optional: true,
      documentation: 'Share of the way that a step goes: ε or η. The scaling takes about 1/`rate` steps.',
      type: { ...real('1e-3'), number: { ...real('1e-3').number!, positive: true, most: 1 } },
      default: {
        text: '1e-3; of spikes 2e-5; of sums 1',
        source:
          'Schubert & Gros 2021; of spikes so that a neuron of 5 Hz fires 25 times in 1/`rate` steps of 0.1 ms; and ' +
          'SORN, which normalises in each step',
      },
    },
    {
      name: 'excitatory',
      optional: true,
      documentation:
        'Only weights above 0 are scaled, as in the cortex. Where inhibition prevails, scaling all weights up makes ' +
        'a quiet neuron quieter.',
      type: flag,
    },
    {
      name: 'for',
      optional: true,
      documentation: 'So long, whether it settles or not.',
      type: { ...quantity(time, { positive: true }), example: '60 s' },
    },
  ],
};
