/** How fast a spectrum falls off: s ~ rank^−alpha over a range of ranks. Not a test for a power law. */
export interface ExponentFit {
  readonly alpha: number;
  /** Length of the spectrum, and the ranks fitted, from 1, both included. */
  readonly n: number;
  readonly from: number;
  readonly to: number;
  /**
   * Second-order term of log s in log rank, by the same weights: 0 for a power law; negative where it falls faster and
   * faster.
   */
  readonly curvature: number;
  /** Fitted value at rank 1, for drawing. */
  readonly intercept: number;
}

/**
 * Weighted least squares of ln s on −ln rank, weights 1/rank, over the ranks from .. to (Pachitariu et al. 2026, code;
 * ranks 11 .. 500 there).
 * `values` in falling order, of a spectrum of `n`: all, or as many as the ranks reach. Ranks beyond half the spectrum
 * are left out when the spectrum is shorter than `to` (the study's own rule). Values that are no more than rounding of
 * the largest end it.
 * @throws RangeError where fewer than 3 ranks, or positive values, are left to fit
 */
export function fitExponent(
  values: ArrayLike<number>,
  ranks: { readonly from: number; readonly to: number },
  n = values.length,
): ExponentFit {
  const from = ranks.from,
    to = n < ranks.to ? Math.floor(n / 2) : ranks.to;
  if (to - from < 2) throw new RangeError(tooFew(n, from, ranks.to));
  const rounding = 4 * n * Number.EPSILON * largestOf(values);
  let count = 0;
  const sums = new Float64Array(5),
    products = new Float64Array(3); // of w x^k, and of w y x^k
  for (let rank = from; rank <= to; rank++) {
    const value = values[rank - 1];
    if (!(value > rounding)) break;
    const x = Math.log(rank),
      y = Math.log(value),
      weight = 1 / rank;
    for (let k = 0, power = weight; k < 5; k++, power *= x) sums[k] += power;
    for (let k = 0, power = weight * y; k < 3; k++, power *= x) products[k] += power;
    count++;
  }
  if (count < 3)
    throw new RangeError(
      `ranks ${from} .. ${to} of a spectrum of ${n} hold ${count} values above 0 and above rounding; a fit needs at ` +
        'least 3',
    );
  const slope = (sums[0] * products[1] - sums[1] * products[0]) / (sums[0] * sums[2] - sums[1] ** 2);
  return {
    alpha: -slope,
    n,
    from,
    to: from + count - 1,
    curvature: quadraticTerm(sums, products),
    intercept: Math.exp((products[0] - slope * sums[1]) / sums[0]),
  };
}

/** Why fewer than 3 ranks are left to fit. */
function tooFew(n: number, from: number, to: number): string {
  if (n < 3) return `an exponent is fitted to 3 values at least, and the spectrum has ${n}`;
  if (n >= to) return `ranks ${from} .. ${to} are too few: an exponent is fitted to 3 at least`;
  const half = Math.floor(n / 2);
  return (
    `the spectrum has ${n} values and ends before rank ${to}, so that only its first half is fitted; of the ranks ` +
    `from ${from} on that half holds ${half < from ? 'none' : half - from + 1}, and a fit needs 3: name ranks that ` +
    `it has, such as 1 .. ${n}`
  );
}

function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > largest) largest = values[i];
  return largest;
}

/** The third coefficient of a weighted parabola, about the weighted mean of x for the sake of rounding. */
function quadraticTerm(s: Float64Array, p: Float64Array): number {
  const m = s[1] / s[0];
  const [a, c, d] = [
    s[2] / s[0] - m * m,
    s[3] / s[0] - (3 * m * s[2]) / s[0] + 2 * m ** 3,
    s[4] / s[0] - (4 * m * s[3]) / s[0] + (6 * m * m * s[2]) / s[0] - 3 * m ** 4,
  ];
  const y = p[0] / s[0],
    xy = p[1] / s[0] - m * y,
    xxy = p[2] / s[0] - (2 * m * p[1]) / s[0] + m * m * y - a * y;
  const along = c / a;
  return (xxy - along * xy) / (d - a * a - along * c);
}

/** (Σ s)² / Σ s²: how many directions share the variance; 1 .. n. */
export function participationRatio(values: ArrayLike<number>): number {
  let sum = 0,
    squares = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squares += values[i] ** 2;
  }
  return (sum * sum) / squares;
}
