/** Poisson numbers, exactly, from the house's own exponential. */
import { exp, type Stream } from '../random/index.ts';

/** A larger mean is drawn in parts of at most this: sums of Poisson numbers are Poisson numbers of the sum. */
const mostAtOnce = 32;

/**
 * A Poisson number of this mean (finite, not negative), by inversion: the cumulative probabilities are searched from 0
 * on (Devroye 1986, X.3). One uniform number for each part.
 */
export function poisson(mean: number, draws: Pick<Stream, 'uniform'>): number {
  let count = 0;
  for (let left = mean; left > 0; left -= mostAtOnce) count += inverted(Math.min(left, mostAtOnce), draws.uniform());
  return count;
}
function inverted(mean: number, share: number): number {
  let probability = exp(-mean),
    cumulative = probability,
    count = 0;
  // where rounding leaves the sum below the share, the terms vanish first
  while (share >= cumulative && probability > 2 ** -80) {
    count++;
    probability *= mean / count;
    cumulative += probability;
  }
  return count;
}
