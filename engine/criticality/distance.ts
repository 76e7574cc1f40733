import { type FittedLaw, logWeight, numberIn, type Sample, within } from './laws-of-size.ts';

/** The fitted law's share of sizes up to each of those given (ascending, inside its support). */
export function sharesBelow(fitted: FittedLaw, sizes: ArrayLike<number>): Float64Array {
  const { support } = fitted,
    isCounted = support.values === 'integers';
  const density = (at: number, log?: number) => Math.exp(logWeight(fitted, at, log) - fitted.logNormaliser);
  const shares = new Float64Array(sizes.length);
  let share = 0,
    done = isCounted ? support.from - 1 : support.from;
  for (let i = 0; i < sizes.length; i++) {
    const size = sizes[i];
    if (isCounted && size - done <= 12) for (let n = done + 1; n <= size; n++) share += density(n);
    else if (size > done)
      share += isCounted ? integral(density, done + 0.5, size + 0.5) : integral(density, done, size);
    done = size;
    shares[i] = share;
  }
  return shares;
}
/** Gauss–Legendre of order 3 on pieces of a tenth of a natural logarithm. */
function integral(density: (at: number, log: number) => number, from: number, to: number): number {
  const lower = Math.log(from),
    pieces = Math.max(1, Math.ceil((Math.log(to) - lower) / 0.2)),
    half = (Math.log(to) - lower) / pieces / 2;
  let sum = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const middle = lower + (2 * piece + 1) * half;
    for (const [node, weight] of threePoints) {
      const log = middle + node * half,
        at = Math.exp(log);
      sum += weight * half * at * density(at, log);
    }
  }
  return sum;
}
const threePoints = [
  [-Math.sqrt(0.6), 5 / 9],
  [0, 8 / 9],
  [Math.sqrt(0.6), 5 / 9],
] as const;

/** Kolmogorov & Smirnov: the largest difference of the shares up to a size, in the support of the law. */
export function distance(fitted: FittedLaw, sample: Sample): number {
  const { from, to, values } = fitted.support,
    { sizes, counts } = within(sample, from, to),
    all = numberIn({ sizes, counts }),
    shares = sharesBelow(fitted, sizes);
  let seen = 0,
    largest = 0;
  for (let i = 0; i < sizes.length; i++) {
    if (values === 'reals') largest = Math.max(largest, Math.abs(seen / all - shares[i]));
    seen += counts[i];
    largest = Math.max(largest, Math.abs(seen / all - shares[i]));
  }
  return largest;
}
