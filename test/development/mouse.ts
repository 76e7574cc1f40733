import type { GrowthProgram } from '../../engine/development/index.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import type { BooleanExpression, GeneNetwork } from '../../engine/genes/index.ts';

const gene = (name: string): BooleanExpression => ({ gene: name });
const not = (rule: BooleanExpression): BooleanExpression => ({ not: rule });
const and = (...rules: BooleanExpression[]): BooleanExpression => ({ and: rules });
const or = (...rules: BooleanExpression[]): BooleanExpression => ({ or: rules });

/** `genes mouse` of rapid-learning.anl. */
export const mouse: GeneNetwork = {
  update: 'asynchronous',
  inputs: ['Niche'],
  genes: [
    { name: 'Sox2', rule: and(gene('Sox2'), not(gene('Tbr1'))) },
    { name: 'Pax6', rule: gene('Sox2') },
    { name: 'Hes1', rule: and(gene('Niche'), not(gene('Neurog2'))) },
    { name: 'Neurog2', rule: and(or(gene('Pax6'), gene('Neurog2')), not(gene('Hes1'))) },
    { name: 'Tbr1', rule: or(gene('Tbr1'), and(gene('Neurog2'), not(gene('Hes1')))) },
  ],
  fates: [
    { name: 'progenitor', rule: and(gene('Sox2'), gene('Hes1')) },
    { name: 'neuron', rule: and(gene('Tbr1'), not(gene('Hes1'))) },
  ],
  signs: [{ source: 'Sox2', target: 'Pax6', sign: 1 }],
  fixed: {},
};

export const call = (name: string, ...parts: Expression[]): Expression => ({ call: name, arguments: parts });
export const named = (name: string): Expression => ({ name });
const um = 1e-6;
const h = 3600;
/** exp(-distance / d) */
export const falloff = (metres: number): Expression => call('exp', call('/', call('-', named('distance')), metres));

/** `signal Niche = neighbours(progenitor, within: 60 um) < most` */
export const crowded = (most: number): GrowthProgram['signals'] => [
  {
    name: 'Niche',
    expression: call('<', { call: 'neighbours', arguments: [named('progenitor')], named: { within: 60 * um } }, most),
  },
];

/** `develop cortex from mouse` of rapid-learning.anl. */
export const cortex: GrowthProgram = {
  space: [1e-3, 1e-3],
  step: 6 * h,
  stop: 240 * h,
  start: { count: 1, fate: 'progenitor', place: 'centre' },
  signals: crowded(520),
  divide: [{ fate: 'progenitor', every: 12 * h, until: 5000, spread: 50 * um }],
  migrate: [{ fate: 'neuron', along: 'outward', speed: (2 * um) / h }],
  synapses: [
    {
      pre: 'neuron',
      post: 'neuron',
      probability: falloff(150 * um),
      perSecond: false,
      weight: call('*', named('similarity'), falloff(150 * um)),
    },
  ],
  controls: [],
};
