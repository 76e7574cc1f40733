import type { LinearAlgebra } from '../kernels/index.ts';
import { NothingToFit } from './nothing-to-fit.ts';

/** How modes are fitted to states and the states a lag later. */
export const modeFits = {
  plain:
    'C_lag (C_0 + ridge)⁻¹: least squares, exact where the activity is seen without noise; noise of the observation ' +
    'makes modes smaller.',
  total:
    'Total least squares (Hemati et al. 2017): all that a step leaves over is noise of the observation, of one size ' +
    'in every neuron. Where noise drives the activity there are no such modes, which is said.',
  delayed:
    'C_2lag C_lag⁻¹, of which noise of the observation is no part, since it is another after a lag: also where noise ' +
    'drives the activity. The ridge is added to C_lag.',
} as const;
export type ModeFit = keyof typeof modeFits;

/** Mean products of states, n × n: now; later with now, a lag and two lags on; a lag later with themselves. */
export interface StateProducts {
  readonly now: Float64Array;
  readonly next: Float64Array;
  readonly afterNext: Float64Array;
  readonly later: Float64Array;
}
export interface Eigenvalues {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Eigenvalues of the map from states to those a lag later. @throws RangeError where states depend on each other */
export function fittedModes(
  fit: ModeFit,
  products: StateProducts,
  ridge: number,
  n: number,
  algebra: LinearAlgebra,
): Eigenvalues {
  const [over, under] = quotientOf(fit, products, ridge, n, algebra),
    lower = cholesky(under, n),
    halfway = turned(solvedBelow(lower, over, n), n);
  return algebra.eigenvalues(turned(solvedBelow(lower, halfway, n), n), n);
}

/** The map is the first over the second, which is symmetric. */
function quotientOf(
  fit: ModeFit,
  { now, next, afterNext, later }: StateProducts,
  ridge: number,
  n: number,
  algebra: LinearAlgebra,
): readonly [over: Float64Array, under: Float64Array] {
  switch (fit) {
    case 'plain':
      return [next, withDiagonal(now, ridge, n)];
    case 'delayed':
      return [timesTurned(afterNext, next, n), withDiagonal(timesTurned(next, next, n), ridge ** 2, n)];
    case 'total': {
      const both = new Float64Array(4 * n * n),
        wide = 2 * n;
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          both[i * wide + j] = now[i * n + j];
          both[(n + i) * wide + n + j] = later[i * n + j];
          both[(n + i) * wide + j] = both[j * wide + n + i] = next[i * n + j];
        }
      const { vectors } = algebra.symmetricEigenvectors(both, wide),
        [first, second] = [0, n].map((from) =>
          Float64Array.from(
            { length: n * n },
            (_, at) => vectors[(wide - 1 - (at % n)) * wide + from + Math.floor(at / n)],
          ),
        );
      return [timesTurned(second, first, n), timesTurned(first, first, n)];
    }
  }
}

/** Sums of products over each stretch of a recording, one lag and two lags on. */
export interface StretchProducts {
  readonly next: readonly Float32Array[];
  readonly afterNext: readonly Float32Array[];
}
/**
 * Noise of the observation is another after a lag, so that from one lag to two activity falls as its modes do; what
 * noise drives falls, and total least squares say that it does not. It is told from chance by leaving out one stretch
 * after the other.
 * @throws NothingToFit where modes fall by less than half of what activity does
 */
export function refuseDriven(found: Eigenvalues, { next, afterNext }: StretchProducts): void {
  const n = found.re.length,
    fall = found.re.reduce((sum, real, k) => sum - Math.log(Math.hypot(real, found.im[k])), 0);
  const fallWithout = (left: number): number => logDeterminant(next, left, n) - logDeterminant(afterNext, left, n);
  const seen = fallWithout(-1),
    without = next.map((_, left) => fallWithout(left)),
    centre = without.reduce((sum, each) => sum + each, 0) / without.length,
    error = Math.sqrt(without.reduce((sum, each) => sum + (each - centre) ** 2, 0) * (1 - 1 / without.length));
  if (!(fall < seen / 2 && seen - fall > 3 * error)) return;
  const percent = (of: number): string => `${Number((100 * -Math.expm1(-of / n)).toPrecision(2))} %`.replace('-', '−');
  throw new NothingToFit(
    `by \`fit: total\` its modes would fall by ${percent(fall)} a lag, and from one lag to two activity falls by ` +
      `${percent(seen)}: what a step leaves over is no noise of the observation alone but drives the activity; ` +
      '`fit: delayed` allows for both',
  );
}
/** ln |det| of the sum of matrices but one, by elimination with the largest pivot. */
function logDeterminant(parts: readonly Float32Array[], left: number, n: number): number {
  const rest = new Float64Array(n * n);
  parts.forEach((part, at) => {
    if (at !== left) for (let i = 0; i < rest.length; i++) rest[i] += part[i];
  });
  const rows = Array.from({ length: n }, (_, i) => rest.subarray(i * n, (i + 1) * n));
  let log = 0;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[best][k])) best = i;
    [rows[k], rows[best]] = [rows[best], rows[k]];
    log += Math.log(Math.abs(rows[k][k]));
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j < n; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  return log;
}

const withDiagonal = (values: Float64Array, added: number, n: number): Float64Array =>
  values.map((value, at) => (at % (n + 1) === 0 ? value + added : value));
/** A Bᵀ. */
function timesTurned(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[i * n + k] * b[j * n + k];
      product[i * n + j] = sum;
    }
  return product;
}

/** L of S = L Lᵀ. */
function cholesky(s: Float64Array, n: number): Float64Array {
  const lower = s.slice();
  for (let j = 0; j < n; j++)
    for (let i = j; i < n; i++) {
      let sum = lower[i * n + j];
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
      if (i === j && !(sum > 0))
        throw new RangeError(
          'the components of this activity are not independent of each other; a ridge above 0, or fewer ranks, would ' +
            'help',
        );
      lower[i * n + j] = i === j ? Math.sqrt(sum) : sum / lower[j * n + j];
    }
  return lower;
}
/** L⁻¹ A, row by row. */
function solvedBelow(lower: Float64Array, a: Float64Array, n: number): Float64Array {
  const x = a.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) {
      const factor = lower[i * n + k];
      for (let j = 0; j < n; j++) x[i * n + j] -= factor * x[k * n + j];
    }
    for (let j = 0; j < n; j++) x[i * n + j] /= lower[i * n + i];
  }
  return x;
}
function turned(a: Float64Array, n: number): Float64Array {
  const b = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) b[j * n + i] = a[i * n + j];
  return b;
}
