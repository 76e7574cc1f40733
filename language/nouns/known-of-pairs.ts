/** What can be known of a pair of neurons, whatever its matrix comes from. */
import type { PlaceQuantity } from '../../catalogue/entry.ts';
import { length } from '../../catalogue/units.ts';

const plain = [0, 0, 0, 0] as const;
export const pairQuantities: readonly PlaceQuantity[] = [
  { name: 'distance', dimension: length, documentation: 'Distance between the two neurons; needs `place`.' },
  { name: 'correlation', dimension: plain, documentation: 'Correlation of activity, from the recording.' },
  { name: 'sttc', dimension: plain, documentation: 'Spike time tiling coefficient, from the recording.' },
  {
    name: 'precision',
    dimension: plain,
    documentation: 'Entry of the inverse covariance of activity, from the field.',
  },
  { name: 'synapses', dimension: plain, documentation: 'Number of synapses, from the reconstruction.' },
];
