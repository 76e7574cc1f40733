/** What a network's recurrent weights can begin as, besides a matrix of the file. All are of a later version. */
import type { Choice } from './entry.ts';

export const initialisations: readonly Choice[] = [
  { word: 'orthogonal', documentation: 'A random orthogonal matrix.', status: 'later' },
];
