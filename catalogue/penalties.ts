/** What penalties on the recurrent weights are made of, beside arithmetic: engine/penalties computes them. */
import { type FunctionEntry, over } from './entry.ts';
import { type Described, entryOf, numberOf, parameter, type Parameters } from './parameters.ts';

const takes: Parameters = { x: parameter(over('any', 'abs(W)'), 'A matrix.', numberOf) };

const penalties: readonly Described[] = [
  { name: 'sum', documentation: 'Sum over all entries of a matrix.', example: 'sum(abs(W))' },
  { name: 'mean', documentation: 'Mean over all entries of a matrix.', example: 'mean(abs(W))' },
  {
    name: 'communicability',
    documentation:
      'Communicability of a weighted network: e^(D^−½ |W| D^−½) with a diagonal of 0, D the summed magnitude of each ' +
      'neuron’s outgoing weights. What begins or ends at a neuron without outgoing weight is 0.',
    sources: ['Crofts & Higham 2009'],
    example: 'communicability(W)',
  },
  {
    name: 'published_communicability',
    documentation:
      'Communicability of a matrix that does not change, as the program of the cortical-blueprint study has that of ' +
      'a measured connectome: 1e-10 stands for the strength of a neuron without outgoing weight, so that what ends ' +
      'there is up to 100,000 times as large. `communicability` has 0 there.',
    example: 'published_communicability(synapses)',
  },
  {
    name: 'scaled',
    documentation: 'A matrix brought to 0 .. 1: (X − min) / (max − min) over all its entries, the diagonal included.',
    example: 'scaled(distance)',
  },
];
const two: Parameters = {
  x: parameter(over('any', 'communicability(W)'), 'A matrix.', numberOf),
  y: parameter(over('any', 'communicability(synapses)'), 'Another.', numberOf),
};
const earthMover: Described = {
  name: 'earth_mover',
  documentation:
    'Earth mover’s distance between the entries of two matrices: the mean of |a − b| over entries a, b of one rank.',
  example: 'earth_mover(communicability(W), communicability(synapses))',
};
export const penaltyEntries: readonly FunctionEntry[] = [
  ...penalties.map((record) => entryOf(record, 'number', takes)),
  entryOf(earthMover, 'number', two),
];
