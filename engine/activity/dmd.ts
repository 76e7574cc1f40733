import { principalComponents, transposed } from './sampled-covariance.ts';
import { quantile } from './quantile.ts';
import {
  type ActivityKernels,
  type Progress,
  readScaled,
  type Recorded,
  runsOf,
  sourceOf,
  stretches,
} from './activity-source.ts';

const framesPerComponent = 25;

export interface DmdOptions {
  /** Bins from one state to the one it is predicted from. */
  readonly lag: number;
  /** Principal components kept at most (1000 in the study, of 20,000 frames and more). */
  readonly ranks: number;
  /** Added to the diagonal of the covariance (0.01). */
  readonly ridge: number;
  readonly onProgress?: Progress;
}
/** Eigenvalues, by falling real part; as many as components were kept. */
export interface Modes {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * Dynamic mode decomposition (Schmid 2010) as the study has it: eigenvalues of C_D (C_0 + ridge)⁻¹, C_0 = ⟨x(t) x(t)ᵀ⟩,
 * C_D = ⟨x(t + lag) x(t)ᵀ⟩, of z-scored activity along its first principal components: at most `ranks`, and at most one
 * for 25 frames, since with more of them the eigenvalues of chance reach the modulus 0.25 from which `rotations` counts
 * (1000 components of 9000 frames: 270 such modes, of 20). No lag crosses from one run into the next. For a linear
 * network they estimate exp((λ − 1) lag/tau).
 * @throws RangeError for a lag that no run is long enough for
 */
export function dmd(
  recorded: Recorded,
  { lag, ranks, ridge, onProgress = () => {} }: DmdOptions,
  kernels: ActivityKernels,
): Modes {
  const source = sourceOf(recorded),
    runs = runsOf(source).filter(([from, to]) => to - from > lag);
  if (!(Number.isInteger(lag) && lag >= 1))
    throw new RangeError(`a lag is a whole number of bins, at least 1; this one is ${lag}`);
  if (!(ridge >= 0)) throw new RangeError(`a ridge is 0 or more; this one is ${ridge}`);
  if (runs.length === 0)
    throw new RangeError(
      `a lag of ${lag} bins is longer than every run of the recording (at most ${Math.max(...source.runs)} bins)`,
    );
  const { vectors, count, scaling } = principalComponents(
    source,
    Math.min(ranks, Math.ceil(source.frames / framesPerComponent)),
    kernels,
    (done) => onProgress(done / 2),
  );
  const now = new Float64Array(count * count),
    later = new Float64Array(count * count);
  let pairs = 0;
  for (const [start, end] of runs)
    for (const [from, to] of stretches(source.neurons, start, end - lag)) {
      const wide = to - from + lag,
        length = to - from,
        scaled = readScaled(source, scaling, from, to + lag);
      const states = kernels.product(vectors, scaled, count, source.neurons, wide);
      const first = cut(states, count, wide, 0, length),
        columns = transposed(first, count, length);
      add(now, kernels.product(first, columns, count, length, count));
      add(later, kernels.product(cut(states, count, wide, lag, length), columns, count, length, count));
      pairs += length;
      onProgress(0.5 + (0.5 * pairs) / source.frames);
    }
  for (let at = 0; at < now.length; at++) {
    now[at] /= pairs;
    later[at] /= pairs;
  }
  for (let k = 0; k < count; k++) now[k * count + k] += ridge;
  return kernels.algebra.eigenvalues(quotient(later, now, count), count);
}

function cut(values: Float32Array, rows: number, wide: number, from: number, length: number): Float32Array {
  const part = new Float32Array(rows * length);
  for (let row = 0; row < rows; row++)
    part.set(values.subarray(row * wide + from, row * wide + from + length), row * length);
  return part;
}
function add(sums: Float64Array, product: Float32Array): void {
  for (let at = 0; at < sums.length; at++) sums[at] += product[at];
}

/** L⁻¹ A L⁻ᵀ where S = L Lᵀ (Cholesky): the same eigenvalues as A S⁻¹. */
function quotient(a: Float64Array, s: Float64Array, n: number): Float64Array {
  const lower = s.slice();
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = lower[i * n + j];
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
      if (i === j && !(sum > 0))
        throw new RangeError(
          'the components of this activity are not independent of each other; a ridge above 0 would help',
        );
      lower[i * n + j] = i === j ? Math.sqrt(sum) : sum / lower[j * n + j];
    }
  }
  const halfway = turn(solveLower(lower, a, n), n);
  return turn(solveLower(lower, halfway, n), n);
}
/** L⁻¹ A, row by row. */
function solveLower(lower: Float64Array, a: Float64Array, n: number): Float64Array {
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
function turn(a: Float64Array, n: number): Float64Array {
  const turned = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) turned[j * n + i] = a[i * n + j];
  return turned;
}

export interface Rotations {
  /** Modes counted. */
  readonly modes: number;
  readonly median: number;
  /** At 5, 25, 50, 75 and 95 %. */
  readonly percentiles: readonly number[];
}

/**
 * Turns a mode makes while it decays tenfold, (angle / 2π) / −log₁₀|λ|, over the modes of |λ| from `cutoff` (0.25) to 1
 * with Im λ ≥ 0. NaN where there is none.
 */
export function rotations({ re, im }: Modes, cutoff = 0.25): Rotations {
  const turns: number[] = [];
  for (let k = 0; k < re.length; k++) {
    const modulus = Math.hypot(re[k], im[k]);
    if (im[k] >= 0 && modulus > cutoff && modulus < 1)
      turns.push(Math.atan2(im[k], re[k]) / (2 * Math.PI) / -Math.log10(modulus));
  }
  turns.sort((a, b) => a - b);
  const percentiles = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => quantile(turns, share));
  return { modes: turns.length, median: percentiles[2], percentiles };
}

/**
 * Share of the modes of |λ| above `cutoff` that are real, that is, not one of a conjugate pair. NaN where there is
 * none.
 */
export function realFraction({ re, im }: Modes, cutoff = 0.25): number {
  let real = 0,
    all = 0;
  for (let k = 0; k < re.length; k++)
    if (Math.hypot(re[k], im[k]) > cutoff) {
      all++;
      if (im[k] === 0) real++;
    }
  return real / all;
}
