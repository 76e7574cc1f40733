/** What penalties on the recurrent weights are made of. All are of a later version. */
import { type FunctionEntry, over } from './entry.ts';
import { type Described, entryOf, numberOf, parameter, type Parameters } from './parameters.ts';

const takes: Parameters = { x: parameter(over('any', '0.5'), 'A number.', numberOf) };

const penalties: readonly (Described & { readonly status: 'later' })[] = [
  { name: 'sum', status: 'later', documentation: 'Sum over all entries.', example: 'sum(abs(W))' },
  {
    name: 'communicability',
    status: 'later',
    documentation: 'Communicability of a matrix.',
    sources: ['Estrada & Hatano 2008'],
    example: 'communicability(W)',
  },
  {
    name: 'scaled',
    status: 'later',
    documentation: 'A matrix scaled to 0 .. 1, absent connections left at 0.',
    example: 'scaled(correlation)',
  },
];
export const penaltyEntries: readonly FunctionEntry[] = penalties.map((record) => entryOf(record, 'number', takes));
