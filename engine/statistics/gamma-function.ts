import { exp, log } from '../random/index.ts';

/** log Γ(x) for x > 0: Stirling's series (Abramowitz & Stegun 6.1.41) after moving x above 15. */
export function logGamma(x: number): number {
  let product = 1;
  while (x < 15) product *= x++;
  const z = 1 / (x * x);
  const series = (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - (z * 691) / 360360))))) / x;
  return (x - 0.5) * log(x) - x + 0.5 * log(2 * Math.PI) + series - log(product);
}

/** ψ(x), the slope of log Γ, for x > 0 (Abramowitz & Stegun 6.3.18, after moving x above 15). */
export function digamma(x: number): number {
  let moved = 0;
  while (x < 15) moved -= 1 / x++;
  const z = 1 / (x * x);
  return moved + log(x) - 1 / (2 * x) - z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z / 132))));
}
/** ψ′(x) for x > 0 (Abramowitz & Stegun 6.4.12, after moving x above 15). */
export function trigamma(x: number): number {
  let moved = 0;
  for (; x < 15; x++) moved += 1 / (x * x);
  const z = 1 / (x * x);
  return moved + 1 / x + z / 2 + (z / x) * (1 / 6 - z * (1 / 30 - z * (1 / 42 - z / 30)));
}

/**
 * The regularised incomplete gamma function P(a, x), the probability that a gamma variable of shape a and scale 1 is
 * below x, to about 1e-12: its series for x < a + 1, its continued fraction beyond (Abramowitz & Stegun 6.5.29 and
 * 6.5.31).
 */
export function gammaBelow(a: number, x: number): number {
  if (!(x > 0)) return 0;
  if (x === Infinity) return 1;
  const front = exp(a * log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a,
      sum = term;
    for (let n = 1; n < 10_000 && Math.abs(term) > 1e-17 * sum; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return front * sum;
  }
  const tiny = 1e-300;
  let b = x + 1 - a,
    c = 1 / tiny,
    d = 1 / b,
    fraction = d;
  for (let n = 1; n < 10_000; n++) {
    const step = -n * (n - a);
    b += 2;
    d = 1 / (Math.abs(step * d + b) < tiny ? tiny : step * d + b);
    c = Math.abs(b + step / c) < tiny ? tiny : b + step / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return 1 - front * fraction;
}
