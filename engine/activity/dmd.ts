import { type KnownCorrelation, principalComponents, transposed } from './sampled-covariance.ts';
import { quantile } from './quantile.ts';
import {
  angleOfChance,
  type Irreversibility,
  irreversibilityOf,
  leastP,
  reversed,
  stretchesWanted,
} from './reversibility.ts';
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
  readonly correlations?: KnownCorrelation['correlations'];
}
/** Eigenvalues, by falling real part; as many as components were kept. */
export interface Modes {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /**
   * Imaginary parts that reversible activity has by chance; a mode within them is not told from a real one. Infinite
   * where the activity itself is not told from reversible (p ≥ 0.01).
   */
  readonly chance: number;
  /** Pairs of states, and how many of independent ones they are worth, by Bartlett's formula. */
  readonly pairs: number;
  readonly effective: number;
  /** Of the same lagged covariance, where the recording has stretches enough to tell. */
  readonly irreversibility: Irreversibility | undefined;
}

/**
 * Dynamic mode decomposition (Schmid 2010) as the study has it: eigenvalues of C_D (C_0 + ridge)⁻¹, C_0 = ⟨x(t) x(t)ᵀ⟩,
 * C_D = ⟨x(t + lag) x(t)ᵀ⟩, of z-scored activity along its first principal components: at most `ranks`, and at most one
 * for 25 effective frames, since with more of them the eigenvalues of chance reach the modulus 0.25 from which
 * `rotations` counts: they fill a disc of radius √(r/n) of white components, and of slow ones of √(r/n_eff), n_eff by
 * Bartlett's formula (Bartlett 1946). Beside them stands what the same activity has where its stretches are turned
 * round in time at random. No lag crosses from one run into the next. For a linear network the eigenvalues estimate
 * exp((λ − 1) lag/tau).
 * @throws RangeError for a lag that no run is long enough for
 */
export function dmd(
  recorded: Recorded,
  { lag, ranks, ridge, onProgress = () => {}, correlations }: DmdOptions,
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
    { correlations, onProgress: (done) => onProgress(done / 2) },
  );
  const now = new Float64Array(count * count),
    parts: Float32Array[] = [],
    all = runs.reduce((sum, [from, to]) => sum + to - from - lag, 0);
  let pairs = 0;
  for (const [start, end] of runs) {
    const share = Math.max(1, Math.ceil(all / stretchesWanted));
    for (let first = start; first < end - lag; first += share)
      for (const [from, to] of stretches(source.neurons, first, Math.min(end - lag, first + share))) {
        const wide = to - from + lag,
          length = to - from,
          scaled = readScaled(source, scaling, from, to + lag);
        const states = kernels.product(vectors, scaled, count, source.neurons, wide);
        const before = cut(states, count, wide, 0, length),
          columns = transposed(before, count, length);
        add(now, kernels.product(before, columns, count, length, count));
        const part = (parts[Math.floor((pairs / all) * stretchesWanted)] ??= new Float32Array(count * count));
        add(part, kernels.product(cut(states, count, wide, lag, length), columns, count, length, count));
        pairs += length;
        onProgress(0.5 + (0.4 * pairs) / source.frames);
      }
  }
  const filled = parts.filter((part) => part !== undefined),
    { kept, effective } = effectiveRank(now, sumOf(filled, count), count, pairs, lag);
  const within = leading(now, count, kept).map((value) => value / pairs),
    parted = filled.map((part) => leading(part, count, kept));
  for (let k = 0; k < kept; k++) within[k * kept + k] += ridge;
  const modesOf = (later: Float64Array) =>
    kernels.algebra.eigenvalues(
      quotient(
        later.map((value) => value / pairs),
        within,
        kept,
      ),
      kept,
    );
  const found = modesOf(sumOf(parted, kept));
  const irreversibility = parted.length < 4 || kept < 2 ? undefined : irreversibilityOf(parted, kept),
    isReversible = irreversibility !== undefined && irreversibility.p >= leastP;
  const nulls = isReversible ? [] : [...reversed(parted, kept, Math.max(3, Math.min(19, Math.round(2000 / kept))))];
  return {
    ...found,
    chance: isReversible ? Number.POSITIVE_INFINITY : angleOfChance(nulls.map(modesOf)),
    pairs,
    effective,
    irreversibility,
  };
}

const sumOf = (parts: readonly Float32Array[], n: number): Float64Array => {
  const sum = new Float64Array(n * n);
  for (const part of parts) add(sum, part);
  return sum;
};
/** The first `kept` rows and columns. */
function leading<Values extends Float32Array | Float64Array>(values: Values, n: number, kept: number): Values {
  if (kept === n) return values;
  const part = values.slice(0, kept * kept) as Values;
  for (let i = 0; i < kept; i++) for (let j = 0; j < kept; j++) part[i * kept + j] = values[i * n + j];
  return part;
}
/**
 * So many components that each has 25 effective pairs. Of two components that remember a and b of themselves from bin
 * to bin, chance correlations are those of n (1 − ab)/(1 + ab) pairs (Bartlett 1946).
 */
function effectiveRank(
  now: Float64Array,
  later: Float64Array,
  n: number,
  pairs: number,
  lag: number,
): { readonly kept: number; readonly effective: number } {
  const memory = Array.from({ length: n }, (_, k) => {
    const kept = later[k * (n + 1)] / now[k * (n + 1)];
    return kept > 0 ? Math.min(0.9999, kept ** (1 / lag)) : 0;
  });
  let sum = 0,
    best = { kept: 1, effective: (pairs * (1 - memory[0] ** 2)) / (1 + memory[0] ** 2) };
  for (let r = 2; r <= n; r++) {
    for (let other = 0; other < r - 1; other++) {
      const both = memory[r - 1] * memory[other];
      sum += (1 + both) / (1 - both);
    }
    const effective = (pairs * r * (r - 1)) / 2 / sum;
    if (r <= effective / framesPerComponent + 1) best = { kept: r, effective };
  }
  return best;
}

function cut(values: Float32Array, rows: number, wide: number, from: number, length: number): Float32Array {
  const part = new Float32Array(rows * length);
  for (let row = 0; row < rows; row++)
    part.set(values.subarray(row * wide + from, row * wide + from + length), row * length);
  return part;
}
function add(sums: Float64Array | Float32Array, product: Float32Array): void {
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
 * with Im λ ≥ 0; none where Im λ is no more than chance makes of a real mode. NaN where there is none.
 */
export function rotations({ re, im, chance = 0 }: Counted, cutoff = 0.25): Rotations {
  const turns: number[] = [];
  for (let k = 0; k < re.length; k++) {
    const modulus = Math.hypot(re[k], im[k]);
    if (im[k] < 0 || !(modulus > cutoff && modulus < 1)) continue;
    const isTurning = Math.abs(im[k]) > chance || (im[k] === 0 && re[k] < 0);
    turns.push(isTurning ? Math.atan2(im[k], re[k]) / (2 * Math.PI) / -Math.log10(modulus) : 0);
  }
  turns.sort((a, b) => a - b);
  const percentiles = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => quantile(turns, share));
  return { modes: turns.length, median: percentiles[2], percentiles };
}
type Counted = Pick<Modes, 're' | 'im'> & Partial<Pick<Modes, 'chance'>>;

/**
 * Share of the modes of |λ| above `cutoff` that are real, that is, not one of a conjugate pair that turns by more than
 * chance. NaN where there is none.
 */
export function realFraction({ re, im, chance = 0 }: Counted, cutoff = 0.25): number {
  let real = 0,
    all = 0;
  for (let k = 0; k < re.length; k++)
    if (Math.hypot(re[k], im[k]) > cutoff) {
      all++;
      if (Math.abs(im[k]) <= chance) real++;
    }
  return real / all;
}
