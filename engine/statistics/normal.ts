import { exp } from '../random/index.ts';

/**
 * Probability that a standard normal number is below z, to 1e-15: the power series of the error function for |z| < 3,
 * its continued fraction beyond (Abramowitz & Stegun 1964, 26.2.11 and 26.2.14).
 */
export function normalBelow(z: number): number {
  const x = Math.abs(z),
    density = exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x > 38) return z > 0 ? 1 : 0;
  if (x >= 3) {
    let fraction = x;
    for (let k = 120; k > 0; k--) fraction = x + k / fraction;
    return z > 0 ? 1 - density / fraction : density / fraction;
  }
  let term = x,
    sum = x;
  for (let k = 3; term > 1e-18 * sum; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return z >= 0 ? 0.5 + density * sum : 0.5 - density * sum;
}
