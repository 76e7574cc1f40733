/** A network named inside a matrix, `trained rnn`: who reads networks, which rest on matrices, reads its form. */
import type { Description } from '../canonical/description.ts';

/** Canonical, as `NetworkNoun`. */
export interface TrainedNetwork {
  readonly noun: 'network';
  readonly name: string;
}
type Reader = (description: Description) => TrainedNetwork;
let reader: Reader | undefined;
/** Said once, where networks are read. */
export function networksAreReadBy(given: Reader): void {
  reader = given;
}
export function trainedNetworkOf(description: Description): TrainedNetwork {
  if (!reader) throw new Error('networks are not read yet');
  return reader(description);
}
