/** Words of a later version: they check, and cannot run yet. */
import type { FunctionEntry } from '../entry.ts';
import { share } from '../parameters.ts';
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
];
