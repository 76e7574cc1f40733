import type { Matrix } from './matrix.ts';
import { distancesBetween } from './soma-places.ts';

/** Weights by the distance of the two neurons, in bins; distances in metres, from a bin's `from` to below its `to`. */
export interface WeightByDistance {
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Ordered pairs of different neurons. */
  readonly pairs: Float64Array;
  /** Those with a weight. */
  readonly connected: Float64Array;
  /** Of |w| over all pairs, 0 where there is no connection. */
  readonly mean: Float64Array;
  /** Of |w| over the connected pairs; NaN where there is none. */
  readonly median: Float64Array;
  /** Of the sum of all |w|, that of neurons onto themselves included. */
  readonly share: Float64Array;
  /** What neurons onto themselves have of it. */
  readonly ownShare: number;
}
const mostBins = 20;

/**
 * `positions`: neurons × dimensions, in metres. The width of a bin is 1, 2 or 5 times a power of ten, and follows from
 * `reach`, the largest distance there can be, alone: circuits of one space share their bins.
 */
export function weightByDistance(
  { size, values }: Matrix,
  { positions, dimensions, reach }: { positions: Float64Array; dimensions: number; reach: number },
): WeightByDistance {
  const width = roundWidth(reach / mostBins);
  const found = new Map<number, number[]>(),
    pairs: number[] = [];
  const distances = distancesBetween(positions, dimensions);
  let own = 0,
    all = 0;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const weight = Math.abs(values[row * size + column]);
      all += weight;
      if (row === column) {
        own += weight;
        continue;
      }
      // a distance that is an edge of a bin but for rounding is in the bin above it
      const bin = Math.floor(distances[row * size + column] / width + 1e-9);
      pairs[bin] = (pairs[bin] ?? 0) + 1;
      if (weight === 0) continue;
      const held = found.get(bin);
      if (held) held.push(weight);
      else found.set(bin, [weight]);
    }
  const bins = [...pairs.keys()].filter((bin) => pairs[bin] > 0);
  const sums = bins.map((bin) => (found.get(bin) ?? []).reduce((sum, weight) => sum + weight, 0));
  const of = (value: (bin: number, place: number) => number): Float64Array => Float64Array.from(bins, value);
  return {
    from: of((bin) => bin * width),
    to: of((bin) => (bin + 1) * width),
    pairs: of((bin) => pairs[bin]),
    connected: of((bin) => found.get(bin)?.length ?? 0),
    mean: of((bin, place) => sums[place] / pairs[bin]),
    median: of((bin) => medianOf(found.get(bin) ?? [])),
    share: of((_, place) => (all > 0 ? sums[place] / all : 0)),
    ownShare: all > 0 ? own / all : 0,
  };
}

/** The largest distance of two neurons in a space, or of any two of these where it is not known. */
export function reachOf(positions: Float64Array, dimensions: number, lengths?: readonly number[]): number {
  if (lengths) return Math.sqrt(lengths.reduce((sum, length) => sum + length ** 2, 0));
  return distancesBetween(positions, dimensions).reduce((most, distance) => Math.max(most, distance), 0);
}
/** The smallest of 1, 2, 5 × 10^k that is not below `least`; 1 where that is 0. */
function roundWidth(least: number): number {
  if (!(least > 0)) return 1;
  const power = Number(least.toExponential().split('e')[1]);
  const [found = 10] = [1, 2, 5].filter((digit) => Number(`${digit}e${power}`) >= least);
  return found === 10 ? Number(`1e${power + 1}`) : Number(`${found}e${power}`);
}
function medianOf(weights: readonly number[]): number {
  if (weights.length === 0) return Number.NaN;
  const sorted = Float64Array.from(weights).sort();
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}
