import { exp, log, type Stream } from '../random/index.ts';
import { normalBelow } from '../statistics/index.ts';
import type { WeightLaw } from './matrix-program.ts';

/** A law of one weight: a draw, and what is expected of it and of its magnitude. */
export interface Law {
  readonly draw: (draws: Stream) => number;
  readonly mean: number;
  readonly meanMagnitude: number;
}

type Drawn = Extract<WeightLaw, { readonly distribution: string }>;

/** @throws RangeError for parameters that no distribution has */
export function lawOf(weights: Drawn, positive: boolean): Law {
  const law = laws[weights.distribution](weights.parameters, positive);
  if (!Number.isFinite(law.mean))
    throw new RangeError(`weights ${weights.distribution}(${weights.parameters.join(', ')}) have no finite mean`);
  return law;
}

/** How often a positive weight is tried for before the distribution is refused: a millionth of it must be positive. */
const mostTries = 1e7;
function untilPositive(draw: (draws: Stream) => number): (draws: Stream) => number {
  return (draws) => {
    for (let tries = 0; tries < mostTries; tries++) {
      const value = draw(draws);
      if (value > 0) return value;
    }
    throw new RangeError('no positive weight came in ten million draws: the distribution has hardly any');
  };
}

const laws: Readonly<Record<Drawn['distribution'], (parameters: readonly number[], positive: boolean) => Law>> = {
  uniform([low = -1, high = 1], positive) {
    if (!(low < high)) throw new RangeError(`weights uniform(${low}, ${high}): the first must be below the second`);
    if (positive && !(high > 0)) throw new RangeError(`weights uniform(${low}, ${high}) are never positive`);
    const from = positive ? Math.max(0, low) : low;
    const magnitude =
      from >= 0
        ? (from + high) / 2
        : high <= 0
          ? -(from + high) / 2
          : (from * from + high * high) / (2 * (high - from));
    return {
      draw: (draws) => from + (high - from) * draws.uniform(),
      mean: (from + high) / 2,
      meanMagnitude: magnitude,
    };
  },
  normal([mean = 0, deviation = 1], positive) {
    if (!(deviation >= 0))
      throw new RangeError(`weights normal(${mean}, ${deviation}): the deviation must not be negative`);
    const draw = (draws: Stream) => mean + deviation * draws.normal();
    if (deviation === 0) return { draw, mean, meanMagnitude: Math.abs(mean) };
    const z = mean / deviation,
      density = exp((-z * z) / 2) / Math.sqrt(2 * Math.PI),
      above = normalBelow(z);
    if (positive) {
      const truncated = mean + (deviation * density) / above;
      return { draw: untilPositive(draw), mean: truncated, meanMagnitude: truncated };
    }
    return { draw, mean, meanMagnitude: mean * (2 * above - 1) + 2 * deviation * density };
  },
  lognormal([mu = 0, sigma = 1]) {
    const mean = exp(mu + (sigma * sigma) / 2);
    return { draw: (draws) => exp(mu + sigma * draws.normal()), mean, meanMagnitude: mean };
  },
  exponential([mean = 1]) {
    if (!(mean > 0)) throw new RangeError(`weights exponential(${mean}): the mean must be positive`);
    return { draw: (draws) => -mean * log(1 - draws.uniform()), mean, meanMagnitude: mean };
  },
  binary(_, positive) {
    return positive
      ? { draw: () => 1, mean: 1, meanMagnitude: 1 }
      : { draw: (draws) => (draws.next() & 1 ? 1 : -1), mean: 0, meanMagnitude: 1 };
  },
};
