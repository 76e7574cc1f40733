/** What measures are taken of: a matrix, cells, synapses, a growth, genes. */
import type { Matrix } from '../../engine/connectivity/index.ts';
import type { Growth } from '../../engine/development/index.ts';
import { strongest } from '../../engine/graph/index.ts';
import type { FunctionEntry, Type } from '../entry.ts';
import { call, choice, either, noun } from '../entry.ts';
import { type CallForm, type Form, isCallForm, isNamed } from '../forms.ts';
import {
  decoded,
  entryOf,
  nameOf,
  optional,
  type Parameter,
  type Parameters,
  parameter,
  shareAboveNone,
} from '../parameters.ts';
import type { Study } from '../study.ts';

const part = choice(
  [
    'recurrent',
    'The recurrent weights of the condition’s network as the experiment leaves them: after its training, where it is ' +
      'trained. `trained rnn` is what the network `rnn` has learned.',
  ],
  ['recurrent_at_start', 'The same weights before any training.'],
  ['input', 'Its input weights.', 'later'],
  ['readout', 'Its readout weights.', 'later'],
);
const matrixType: Type = either(
  either(part, noun('connect')),
  call('matrix', 'strongest(recurrent, 10 %)'),
  'a matrix: `recurrent`, a connect noun, or a call',
);
export const matrix: Parameter<Matrix, Study> = parameter(matrixType, 'A matrix.', (form, study) => {
  if (isNamed(form)) return study.matrixOf(form.named);
  if (!isCallForm(form)) return form === 'recurrent_at_start' ? study.matrixAtStart() : study.matrix();
  const { matrix, share } = decoded(strongestTakes, form.takes, study);
  return strongest(matrix, share);
});
const strongestTakes: {
  readonly matrix: Parameter<Matrix, Study>;
  readonly share: Parameter<number>;
} = { matrix, share: shareAboveNone('Share of all entries of the matrix, zeros and diagonal among them.') };
/** The condition’s own matrix, in canonical form. */
export const ownMatrix = 'recurrent';
/** What a call’s matrix is made of in the end: `field` of `modularity(strongest(field, 10 %))`, also within `excess`.
 */
export function matrixIn(takes: CallForm['takes']): Form | undefined {
  const given = takes.matrix ?? takes.measure;
  return isCallForm(given) ? matrixIn(given.takes) : given;
}

const named = (form: Form | undefined): string => {
  if (isNamed(form)) return form.named;
  throw new Error(`${JSON.stringify(form)} stands where the name of a noun is taken`);
};
const development = parameter(noun('develop'), 'A development.', (form, study: Study) => study.growth(named(form)));
export const develop: Parameter<Growth, Study> = development;
export const cellsType: Type = call('cells', 'cells(cortex)');
/** Cells or synapses of a growth, as the call says: `cells(cortex)`. */
export interface Grown {
  readonly part: 'cells' | 'synapses';
  readonly growth: Growth;
}
export function grownOf(form: Form | undefined, study: Study): Grown | undefined {
  if (!isCallForm(form)) return undefined;
  const growth = development.decode(form.takes.develop, study);
  return { part: form.call === 'synapses' ? 'synapses' : 'cells', growth };
}
export const grown: Parameter<Growth, Study> = parameter(cellsType, 'What is measured.', (form, study) => {
  const found = grownOf(form, study);
  if (found) return found.growth;
  throw new Error(`${JSON.stringify(form)} stands where cells or synapses are taken`);
});
export const ofFate: Parameter<string | undefined> = optional(nameOf('fate', 'neuron', 'Only cells of this fate.'));
/** Which network it is, is settled before a job is made: the condition's own, or the one named. */
export const genes: Parameter<undefined> = optional(
  parameter(noun('genes'), 'The genes; otherwise those that the condition is, or depends on.', () => undefined),
);

const takesDevelop = { develop: development } satisfies Parameters<Study>;
export const subjectEntries: readonly FunctionEntry[] = [
  entryOf(
    { name: 'cells', documentation: 'The cells at the end of a development.', example: 'cells(cortex)' },
    'cells',
    takesDevelop,
  ),
  entryOf(
    { name: 'synapses', documentation: 'The synapses at the end of a development.', example: 'synapses(cortex)' },
    'cells',
    takesDevelop,
  ),
  entryOf(
    {
      name: 'strongest',
      documentation:
        'The strongest connections, all with weight 1: those whose |w| lies above the (1 − share) quantile of |W| ' +
        'over all entries, zeros and diagonal among them (linear interpolation, as `numpy.percentile` has it). ' +
        'Measures of undirected graphs take the union of both directions, so that 10 % of a directed matrix becomes ' +
        'a density of up to 0.19.',
      example: 'strongest(recurrent, 10 %)',
    },
    'matrix',
    strongestTakes,
  ),
];
