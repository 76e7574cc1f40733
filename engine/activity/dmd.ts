import { type KnownCovariance, principalComponents } from './sampled-covariance.ts';
import { stateSums } from './state-sums.ts';
import { fittedModes, type ModeFit, refuseDriven, type StateProducts } from './mode-fits.ts';
import { angleOfChance, type Irreversibility, irreversibilityOf, leastP, reversed } from './reversibility.ts';
import { NothingToFit } from './nothing-to-fit.ts';
import { type ActivityKernels, type Progress, type Recorded, runsOf, sourceOf } from './activity-source.ts';

const framesPerComponent = 25;

export interface DmdOptions {
  /** Bins from one state to the one it is predicted from. */
  readonly lag: number;
  /** Principal components kept at most (1000 in the study, of 20,000 frames and more). */
  readonly ranks: number;
  /** Added to the diagonal of the covariance (0.01). */
  readonly ridge: number;
  /** `plain` where it is not said. */
  readonly fit?: ModeFit;
  readonly onProgress?: Progress;
  readonly reduced?: KnownCovariance['reduced'];
}
/** Eigenvalues, by falling real part; as many as components were kept. */
export interface Modes {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Components asked for, at most. */
  readonly asked: number;
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
 * round in time at random. No lag crosses from one run into the next. Other fits: `modeFits`. For a linear network the
 * eigenvalues estimate exp((λ − 1) lag/tau).
 * @throws RangeError for a lag that no run is long enough for; NothingToFit where nothing changes, or
 * noise drives what `total` is asked of
 */
export function dmd(
  recorded: Recorded,
  { lag, ranks, ridge, fit = 'plain', onProgress = () => {}, reduced }: DmdOptions,
  kernels: ActivityKernels,
): Modes {
  const source = sourceOf(recorded),
    reach = fit === 'plain' ? lag : 2 * lag,
    runs = runsOf(source).filter(([from, to]) => to - from > reach);
  if (!(Number.isInteger(lag) && lag >= 1))
    throw new RangeError(`a lag is a whole number of bins, at least 1; this one is ${lag}`);
  if (!(ridge >= 0)) throw new RangeError(`a ridge is 0 or more; this one is ${ridge}`);
  if (runs.length === 0)
    throw new RangeError(
      `${fit === 'plain' ? 'a lag' : 'twice the lag'} of ${lag} bins is longer than every run of the recording (at ` +
        `most ${Math.max(...source.runs)} bins)`,
    );
  const components = principalComponents(
      source,
      Math.min(ranks, Math.ceil(source.frames / framesPerComponent)),
      kernels,
      { reduced, onProgress: (done) => onProgress(0.4 * done) },
    ),
    { count, scaling } = components;
  if (!scaling.inverse.some((inverse) => inverse > 0))
    throw new NothingToFit(
      'there is nothing to fit: the activity of no neuron changes by more than rounding, so that it has no modes',
    );
  const { now, later, next, afterNext, pairs } = stateSums(
    source,
    components,
    runs,
    { lag, isTwice: fit !== 'plain' },
    kernels,
    (done) => onProgress(0.4 + 0.4 * done),
  );
  const { kept, effective } = effectiveRank(now, sumOf(next, count), count, pairs, lag);
  const parted = next.map((part) => leading(part, count, kept)),
    twice = afterNext.map((part) => leading(part, count, kept));
  const mean = (sum: Float64Array): Float64Array => sum.map((value) => value / pairs);
  const fixed = { now: mean(leading(now, count, kept)), later: mean(leading(later, count, kept)) };
  const productsOf = (one: Float64Array, two: Float64Array): StateProducts => ({
    ...fixed,
    next: mean(one),
    afterNext: mean(two),
  });
  const products = productsOf(sumOf(parted, kept), sumOf(twice, kept));
  const modesOf = (of: StateProducts) => fittedModes(fit, of, ridge, kept, kernels.algebra),
    found = modesOf(products);
  if (fit === 'total') refuseDriven(found, { next: parted, afterNext: twice });
  const irreversibility = parted.length < 4 || kept < 2 ? undefined : irreversibilityOf(parted, kept),
    isReversible = irreversibility !== undefined && irreversibility.p >= leastP;
  const nulls = isReversible ? [] : reversedModes(parted, twice, kept, (one, two) => modesOf(productsOf(one, two)));
  return {
    ...found,
    asked: ranks,
    chance: isReversible ? Number.POSITIVE_INFINITY : angleOfChance(nulls),
    pairs,
    effective,
    irreversibility,
  };
}

/** Modes of recordings whose stretches are turned round at random; one lag and two lags on alike. */
function reversedModes<Found>(
  next: readonly Float32Array[],
  afterNext: readonly Float32Array[],
  kept: number,
  modesOf: (next: Float64Array, afterNext: Float64Array) => Found,
): readonly Found[] {
  const count = Math.max(3, Math.min(19, Math.round(2000 / kept))),
    two = afterNext.length > 0 ? [...reversed(afterNext, kept, count)] : [];
  return Array.from(reversed(next, kept, count), (one, k) => modesOf(one, two[k] ?? one));
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

function add(sums: Float64Array | Float32Array, product: Float32Array): void {
  for (let at = 0; at < sums.length; at++) sums[at] += product[at];
}
