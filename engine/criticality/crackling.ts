import type { Avalanches } from './avalanches.ts';
import { fewestSizes, TooFewSizes } from './avalanche-exponent.ts';

export interface Growth {
  /** ⟨S⟩(T) ~ T^γ, by least squares of the logarithms, each duration weighted by how many avalanches have it. */
  readonly gamma: number;
  readonly error: number;
  /** The durations it rests on. */
  readonly from: number;
  readonly to: number;
  readonly durations: Float64Array;
  readonly meanSizes: Float64Array;
}
/** How the mean size grows with the duration. @throws TooFewSizes */
export function sizeByDuration({ sizes, durations }: Avalanches, from: number, to: number): Growth {
  const sums = new Map<number, { n: number; size: number }>();
  durations.forEach((duration, i) => {
    if (duration < from || duration > to) return;
    const at = sums.get(duration) ?? { n: 0, size: 0 };
    sums.set(duration, { n: at.n + 1, size: at.size + sizes[i] });
  });
  const points = [...sums].sort(([a], [b]) => a - b),
    all = points.reduce((sum, [, { n }]) => sum + n, 0);
  if (points.length < 4 || all < fewestSizes)
    throw new TooFewSizes(
      `${all} avalanches of ${points.length} durations last ${from} to ${to} bins: how size grows with duration ` +
        `takes ` +
        `at least ${fewestSizes} of at least 4 durations`,
    );
  let w = 0,
    x = 0,
    y = 0,
    xx = 0,
    xy = 0;
  for (const [duration, { n, size }] of points) {
    const a = Math.log(duration),
      b = Math.log(size / n);
    w += n;
    x += n * a;
    y += n * b;
    xx += n * a * a;
    xy += n * a * b;
  }
  const spread = xx - (x * x) / w,
    gamma = (xy - (x * y) / w) / spread,
    offset = (y - gamma * x) / w;
  let residual = 0;
  for (const [duration, { n, size }] of points)
    residual += n * (Math.log(size / n) - offset - gamma * Math.log(duration)) ** 2;
  return {
    gamma,
    error: Math.sqrt(residual / (points.length - 2) / spread),
    from: points[0][0],
    to: points[points.length - 1][0],
    durations: Float64Array.from(points, ([duration]) => duration),
    meanSizes: Float64Array.from(points, ([, { n, size }]) => size / n),
  };
}

/** γ = (α − 1)/(τ − 1) of sizes s^−τ and durations T^−α, and its error from theirs. Sethna et al. 2001. */
export function predictedGamma(
  size: { readonly exponent: number; readonly error: number },
  duration: { readonly exponent: number; readonly error: number },
): { readonly gamma: number; readonly error: number } {
  const gamma = (duration.exponent - 1) / (size.exponent - 1);
  return {
    gamma,
    error: Math.abs(gamma) * Math.hypot(duration.error / (duration.exponent - 1), size.error / (size.exponent - 1)),
  };
}
