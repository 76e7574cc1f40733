/**
 * Laws that sizes of avalanches are held against, each over a range of sizes: p(x) ∝ exp(−θ·T(x)), of which the
 * likelihood is concave and known from the means of T alone. Maximum likelihood by Newton's method.
 */
import { type Places, placesOf, type Values } from './quadrature.ts';

/** T of each law, of the natural logarithm of a size and the size. */
const terms = {
  log: (log: number) => log,
  size: (_: number, at: number) => at,
  square: (log: number) => log * log,
} as const;
type Term = keyof typeof terms;
/** `bounded`: parameters that may not fall below 0; at 0 the law is the power law. */
const laws = {
  power: { terms: ['log'], bounded: [] },
  exponential: { terms: ['size'], bounded: [] },
  lognormal: { terms: ['log', 'square'], bounded: [1] },
  truncated: { terms: ['log', 'size'], bounded: [1] },
} as const satisfies Readonly<Record<string, { readonly terms: readonly Term[]; readonly bounded: readonly number[] }>>;
/**
 * `power`: x^−α. `exponential`: e^−λx. `lognormal`. `truncated`: x^−α e^−λx, a power law with an exponential cut-off.
 */
export type LawOfSize = keyof typeof laws;

/** Sizes and how many there are of each, ascending. */
export interface Sample {
  readonly sizes: Float64Array;
  readonly counts: Float64Array;
}
export interface Support {
  readonly values: Values;
  readonly from: number;
  /** Infinity where nothing bounds it. */
  readonly to: number;
}
export interface FittedLaw {
  readonly law: LawOfSize;
  readonly support: Support;
  readonly places: Places;
  /** θ of p(x) ∝ exp(−θ·T(x)): α of a power law, α and λ of a truncated one. */
  readonly parameters: Float64Array;
  /** Of the first parameter, from the Fisher information. */
  readonly error: number;
  /** ln Σ exp(−θ·T), and the log likelihood of the sample. */
  readonly logNormaliser: number;
  readonly logLikelihood: number;
  /** Of sizes in the support. */
  readonly n: number;
}

/** The part of a sample that lies in a range. */
export function within({ sizes, counts }: Sample, from: number, to: number): Sample {
  let first = 0,
    end = sizes.length;
  while (first < end && sizes[first] < from) first++;
  while (end > first && sizes[end - 1] > to) end--;
  return { sizes: sizes.subarray(first, end), counts: counts.subarray(first, end) };
}
export const numberIn = ({ counts }: Sample): number => counts.reduce((sum, count) => sum + count, 0);

/** −θ·T of a size. */
export function logWeight(
  { law, parameters }: Pick<FittedLaw, 'law' | 'parameters'>,
  at: number,
  log = Math.log(at),
): number {
  let sum = 0;
  laws[law].terms.forEach((term, i) => {
    sum -= parameters[i] * terms[term](log, at);
  });
  return sum;
}

/** Places evaluated once for all laws and samples of one support. */
export function fitLaw(
  law: LawOfSize,
  sample: Sample,
  support: Support,
  places = placesOf(support.values, support.from, support.to),
): FittedLaw {
  const names = laws[law].terms,
    inside = within(sample, support.from, support.to),
    n = numberIn(inside);
  const means = Float64Array.from(names, (name) => {
    let sum = 0;
    inside.sizes.forEach((at, i) => {
      sum += inside.counts[i] * terms[name](Math.log(at), at);
    });
    return sum / n;
  });
  const isEndless = support.to === Infinity;
  let now = momentsOf(names, places, startOf(law, means, support), isEndless);
  const cost = (of: Moments): number =>
    of.logNormaliser + of.parameters.reduce((sum, each, i) => sum + each * means[i], 0);
  for (let round = 0; round < 60; round++) {
    const gradient = means.map((mean, i) => mean - now.means[i]);
    const step = solved(now.covariance, gradient);
    const length = Math.sqrt(Math.abs(step.reduce((sum, each, i) => sum + each * gradient[i], 0)));
    if (!(length > 1e-10)) break;
    let share = 1,
      next: Moments | undefined;
    for (; share > 1e-12; share /= 2) {
      const tried = now.parameters.map((each, i) => {
        const moved = each - share * step[i];
        return (laws[law].bounded as readonly number[]).includes(i) && moved <= 0 ? each / 10 : moved;
      });
      const found = momentsOf(names, places, tried, isEndless);
      if (cost(found) <= cost(now)) {
        next = found;
        break;
      }
    }
    if (!next) break;
    const isAtBound = (laws[law].bounded as readonly number[]).some((i) => next.parameters[i] * means[i] < 1e-9);
    now = next;
    if (isAtBound) break;
  }
  const isAtBound = (laws[law].bounded as readonly number[]).some((i) => now.parameters[i] * means[i] < 1e-6);
  if (isAtBound) {
    const plain = fitLaw('power', sample, support, places);
    return { ...plain, law, parameters: Float64Array.of(plain.parameters[0], 0) };
  }
  return {
    law,
    support,
    places,
    parameters: now.parameters,
    error: Math.sqrt(inverseFirst(now.covariance) / n),
    logNormaliser: now.logNormaliser,
    logLikelihood: -n * cost(now),
    n,
  };
}

function startOf(law: LawOfSize, means: Float64Array, { from }: Support): Float64Array {
  const hill = 1 + 1 / Math.max(0.05, means[0] - Math.log(Math.max(from - 0.5, from / 2)));
  switch (law) {
    case 'power':
      return Float64Array.of(Math.min(hill, 6));
    case 'exponential':
      return Float64Array.of(1 / Math.max(1e-3 * from, means[0] - from + 0.5));
    case 'lognormal': {
      const variance = Math.max(0.05, means[1] - means[0] ** 2);
      return Float64Array.of(1 - means[0] / variance, 1 / (2 * variance));
    }
    case 'truncated':
      return Float64Array.of(1, 1 / (2 * means[1]));
  }
}

interface Moments {
  readonly parameters: Float64Array;
  readonly logNormaliser: number;
  readonly means: Float64Array;
  /** Row-major. */
  readonly covariance: Float64Array;
}
/** Beyond e^−37 of the largest nothing is added. */
const negligible = 37;
let scratch = new Float64Array(4096);
function momentsOf(
  names: readonly Term[],
  { log, at, weight }: Places,
  parameters: Float64Array,
  isEndless: boolean,
): Moments {
  const logs = scratch.length < log.length ? (scratch = new Float64Array(2 * log.length)) : scratch;
  let largest = -Infinity,
    end = log.length;
  const [first, second] = names,
    [a, b] = parameters;
  for (let i = 0; i < log.length; i++) {
    let value = -a * (first === 'log' ? log[i] : at[i]);
    if (second) value -= b * (second === 'size' ? at[i] : log[i] * log[i]);
    logs[i] = value;
    if (value > largest) largest = value;
    // the weight of a place grows as the place does
    if (value + log[i] < largest - negligible && i > 8) {
      end = i + 1;
      break;
    }
  }
  const isUnbounded = isEndless && end === log.length;
  let sum = 0,
    x = 0,
    y = 0,
    xx = 0,
    xy = 0,
    yy = 0;
  for (let i = 0; i < end; i++) {
    const p = weight[i] * Math.exp(logs[i] - largest),
      one = first === 'log' ? log[i] : at[i];
    sum += p;
    x += p * one;
    xx += p * one * one;
    if (!second) continue;
    const two = second === 'size' ? at[i] : log[i] * log[i];
    y += p * two;
    xy += p * one * two;
    yy += p * two * two;
  }
  const logNormaliser = isUnbounded ? Infinity : largest + Math.log(sum),
    [mean, other] = [x / sum, y / sum];
  const variance = xx / sum - mean * mean,
    shared = xy / sum - mean * other;
  return second
    ? {
        parameters,
        logNormaliser,
        means: Float64Array.of(mean, other),
        covariance: Float64Array.of(variance, shared, shared, yy / sum - other * other),
      }
    : { parameters, logNormaliser, means: Float64Array.of(mean), covariance: Float64Array.of(variance) };
}

/** Of one or two equations. */
function solved(matrix: Float64Array, [x, y]: Float64Array): Float64Array {
  if (matrix.length === 1) return Float64Array.of(x / matrix[0]);
  const [a, b, c, d] = matrix,
    determinant = a * d - b * c;
  return Float64Array.of((d * x - b * y) / determinant, (a * y - c * x) / determinant);
}
const inverseFirst = (matrix: Float64Array): number =>
  matrix.length === 1 ? 1 / matrix[0] : matrix[3] / (matrix[0] * matrix[3] - matrix[1] * matrix[2]);
