/** Words of a later version: they check, and cannot run yet. */
import type { FunctionEntry } from '../entry.ts';
import { entryOf, number, share } from '../parameters.ts';
import { controlEntry } from './control.ts';

export const laterControls: readonly FunctionEntry[] = [
  controlEntry('network', {
    name: 'lesion',
    status: 'later',
    documentation: 'Removes a share of the neurons.',
    example: 'lesion(reader, 10 %)',
    takes: { share: share('The share.') },
    preserves: ['the other weights'],
    changes: ['the neurons removed'],
    draws: true,
  }),
  entryOf(
    {
      name: 'random_ei',
      status: 'later',
      documentation: 'A random matrix of excitatory and inhibitory neurons.',
      example: 'random_ei(density: 0.5, scale: 2.4, excitatory: 70 %)',
    },
    'connect',
    {
      density: share('Share of pairs connected.'),
      scale: number('Spectral scale.', '2.4'),
      excitatory: share('Share of excitatory neurons.'),
    },
  ),
];
