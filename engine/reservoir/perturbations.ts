/** What a small difference of state becomes. */
import { beginnings, type DrivenNetwork, drivenNetwork } from './driven-network.ts';
import { stream } from '../random/index.ts';

/** Directions at once, and their size: differences of this size grow as those that are infinitely small. */
const directions = 16;
const size = 1e-7;

export interface Perturbed {
  /** Steps after which a difference is looked at. */
  readonly after: number;
  /** Places along the run, and steps at its beginning that are left out. */
  readonly places: number;
  readonly steps: number;
  readonly discard: number;
}

/**
 * Slope of the Derrida map at the origin for rates: the root mean square of the factor by which a small difference of
 * state in a random direction has grown, over directions and places of the run; drive and noise are the same.
 * @throws RangeError where the activity leaves all bounds
 */
export function slopeAtOrigin(network: DrivenNetwork, { after, places, steps, discard }: Perturbed): number {
  const { size: n } = network.matrix,
    copies = 1 + directions,
    between = Math.max(after, Math.floor((steps - discard) / places)),
    draws = stream(network.key.seed, network.key.stream, 'perturbations');
  const driven = drivenNetwork(network, { copies, hold: 1, purpose: 'perturbed', alike: true });
  const gather = (): Float64Array => {
    const states = driven.states();
    for (let copy = 1; copy < copies; copy++) states.copyWithin(copy * n, 0, n);
    return states;
  };
  try {
    const first = beginnings(network);
    driven.begin(Float64Array.from({ length: copies * n }, (_, at) => first[at % n]));
    driven.advance(discard);
    let squares = 0;
    for (let place = 0; place < places; place++) {
      const states = gather();
      for (let copy = 1; copy < copies; copy++) {
        const direction = Float64Array.from({ length: n }, () => draws.normal()),
          length = Math.sqrt(direction.reduce((sum, part) => sum + part ** 2, 0));
        for (let i = 0; i < n; i++) states[copy * n + i] += (size * direction[i]) / length;
      }
      driven.begin(states);
      driven.advance(after);
      const moved = driven.states();
      for (let copy = 1; copy < copies; copy++)
        for (let i = 0; i < n; i++) squares += ((moved[copy * n + i] - moved[i]) / size) ** 2;
      driven.begin(gather());
      driven.advance(between - after);
    }
    return Math.sqrt(squares / (places * directions));
  } finally {
    driven.release();
  }
}
