import { isSymmetric, type Matrix } from '../connectivity/index.ts';

/** Where neurons lie: neurons × dimensions, metres. */
export interface Positions {
  readonly positions: Float64Array;
  readonly dimensions: number;
}

/** Round distances, such as those of a grid of electrodes, fall on the side where they belong: a share of them. */
const rounding = 1e-6;

export interface StrongPairOptions {
  /** Pairs nearer than this are left out (20 µm), metres. */
  readonly nearest?: number;
  /** Share of a neuron's partners, by falling correlation, that are strong (1 %). */
  readonly top?: number;
  /** Width of a distance bin (200 µm) and their number (15). */
  readonly width?: number;
  readonly bins?: number;
}
export interface StrongPairs {
  /** Middle of each bin, metres. */
  readonly distances: Float64Array;
  /** Share of the strong pairs in the bin over the share of the other pairs in it. */
  readonly odds: Float64Array;
  /** Odds of the first bin over the mean odds of the last four. */
  readonly nearOverFar: number;
}

/**
 * How much likelier strong pairs are near each other than others. `correlation`: neurons × neurons. NaN where a bin
 * holds no other pair.
 */
export function strongPairOdds(
  correlation: Float64Array,
  { positions, dimensions }: Positions,
  { nearest = 20e-6, top = 0.01, width = 200e-6, bins = 15 }: StrongPairOptions = {},
): StrongPairs {
  const n = positions.length / dimensions,
    strong = new Float64Array(bins),
    other = new Float64Array(bins);
  let strongPairs = 0,
    otherPairs = 0;
  for (let i = 0; i < n; i++) {
    const far = new Float64Array(n);
    for (let j = 0; j < n; j++) far[j] = between(positions, dimensions, i, j);
    const partners = partnersOf(correlation, n, i).filter((j) => far[j] >= nearest * (1 - rounding)),
      count = Math.max(1, Math.round(top * partners.length));
    partners.forEach((j, rank) => {
      const bin = Math.floor(far[j] / width + rounding);
      if (rank < count) {
        strongPairs++;
        if (bin < bins) strong[bin]++;
      } else {
        otherPairs++;
        if (bin < bins) other[bin]++;
      }
    });
  }
  const odds = strong.map((count, bin) => count / strongPairs / (other[bin] / otherPairs));
  return {
    distances: strong.map((_, bin) => (bin + 0.5) * width),
    odds,
    nearOverFar: odds[0] / (odds.subarray(-4).reduce((sum, value) => sum + value, 0) / Math.min(4, bins)),
  };
}

/**
 * How well the strongest correlations name connections: for each share q of a neuron's partners, by falling
 * correlation, the fraction of them that it is connected with (a weight above 0, either way), over that fraction among
 * all partners. 1: not at all.
 */
export function connectionRecovery(correlation: Float64Array, matrix: Matrix, shares: readonly number[]): Float64Array {
  const { size: n, values } = matrix,
    mutual = isSymmetric(matrix);
  const connected = (i: number, j: number): boolean => values[i * n + j] > 0 || (!mutual && values[j * n + i] > 0);
  const hits = new Float64Array(shares.length),
    taken = new Float64Array(shares.length);
  let all = 0;
  for (let i = 0; i < n; i++) {
    const known = new Uint32Array(n);
    partnersOf(correlation, n, i).forEach((j, rank) => {
      known[rank + 1] = known[rank] + Number(connected(i, j));
    });
    all += known[n - 1];
    shares.forEach((share, at) => {
      const count = Math.max(1, Math.round(share * (n - 1)));
      hits[at] += known[count];
      taken[at] += count;
    });
  }
  return hits.map((count, at) => count / taken[at] / (all / (n * (n - 1))));
}

/** The others, by falling correlation. */
function partnersOf(correlation: Float64Array, n: number, i: number): number[] {
  const row = correlation.subarray(i * n, (i + 1) * n),
    partners: number[] = [];
  for (let j = 0; j < n; j++) if (j !== i) partners.push(j);
  return partners.sort((a, b) => row[b] - row[a] || a - b);
}

/**
 * How far modes spread over space: each mode (count × neurons) is centred by the circular mean of its squared weights
 * along each axis, and the mean squared weight within `radius` (375 µm: 1.5 times the reach of local wiring in the
 * study) is divided by that of all neurons. 1: everywhere alike. `lengths`: of the space, metres, which is taken to be
 * a torus.
 */
export function globality(
  modes: ArrayLike<number>,
  { positions, dimensions }: Positions,
  lengths: readonly number[],
  radius = 375e-6,
): Float64Array {
  const n = positions.length / dimensions;
  return Float64Array.from({ length: modes.length / n }, (_, k) => {
    const share = Float64Array.from({ length: n }, (__, i) => modes[k * n + i] ** 2),
      total = share.reduce((sum, value) => sum + value, 0);
    const centre = lengths.map((length, axis) => {
      let sine = 0,
        cosine = 0;
      for (let i = 0; i < n; i++) {
        const angle = (2 * Math.PI * positions[i * dimensions + axis]) / length;
        sine += share[i] * Math.sin(angle);
        cosine += share[i] * Math.cos(angle);
      }
      return (Math.atan2(sine, cosine) / (2 * Math.PI)) * length;
    });
    let inside = 0,
      count = 0;
    for (let i = 0; i < n; i++) {
      let squared = 0;
      for (let axis = 0; axis < dimensions; axis++) {
        const away = positions[i * dimensions + axis] - centre[axis];
        squared += (away - lengths[axis] * Math.round(away / lengths[axis])) ** 2;
      }
      if (squared <= radius * radius * (1 + rounding)) {
        inside += share[i];
        count++;
      }
    }
    return inside / count / (total / n);
  });
}

function between(positions: Float64Array, dimensions: number, i: number, j: number): number {
  let squared = 0;
  for (let axis = 0; axis < dimensions; axis++)
    squared += (positions[i * dimensions + axis] - positions[j * dimensions + axis]) ** 2;
  return Math.sqrt(squared);
}
