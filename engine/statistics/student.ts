import { exp, log } from '../random/index.ts';
import { logGamma } from './gamma-function.ts';

/** P(T ≤ t) of Student's t with `df` > 0 degrees of freedom, to 1e-12. */
export function studentCdf(t: number, df: number): number {
  const tail = upperTail(Math.abs(t), df);
  return t > 0 ? 1 - tail : tail;
}

/** The t with P(T ≤ t) = p, 0 < p < 1, to about 1e-12 of its size. */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile needs a probability between 0 and 1; this one is ${p}`);
  if (p === 0.5) return 0;
  if (p < 0.5) return -quantileOfTail(p, df);
  return quantileOfTail(1 - p, df);
}

/** The t > 0 with P(T > t) = tail, by bisection. */
function quantileOfTail(tail: number, df: number): number {
  let high = 1;
  while (upperTail(high, df) > tail) high *= 2;
  let low = 0;
  while (high - low > 1e-15 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (upperTail(middle, df) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(T > t) for t ≥ 0: ½ I_x(df/2, ½) with x = df/(df + t²) (Abramowitz & Stegun 26.7.1). */
function upperTail(t: number, df: number): number {
  if (!(df > 0)) throw new RangeError(`degrees of freedom must be positive; these are ${df}`);
  if (t === Infinity) return 0;
  return incompleteBeta(df / (df + t * t), (t * t) / (df + t * t), df / 2, 0.5) / 2;
}

/** Regularised incomplete beta function I_x(a, b), with y = 1 − x given so that nothing cancels. */
function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(y, x, b, a);
  const front = exp(a * log(x) + b * log(y) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  return front * betaFraction(x, a, b);
}

/** The continued fraction of I_x(a, b) (Abramowitz & Stegun 26.5.8), evaluated by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return fraction;
}
