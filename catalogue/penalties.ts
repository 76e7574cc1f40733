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
    name: 'scaled',
    documentation: 'A matrix brought to 0 .. 1: (X − min) / (max − min) over all its entries, the diagonal included.',
    example: 'scaled(distance)',
  },
];
export const penaltyEntries: readonly FunctionEntry[] = penalties.map((record) => entryOf(record, 'number', takes));
