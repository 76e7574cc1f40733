import { NothingToFit } from './nothing-to-fit.ts';

/** How many components modes are of, where no number is said. */
export const rankChoices = {
  optimal:
    'Those that stand out of noise of any size: the optimal hard threshold for singular values, ω(β) times their ' +
    'median (Gavish & Donoho 2014). It takes the noise for equally large in every z-scored neuron, and without ' +
    'memory: where it is not, noise stands out too.',
  shared:
    'As many as two halves of the neurons share in times that did not choose them (Stringer et al. 2019): the ' +
    'leading ones whose shared variance is above that of noise, which may differ from neuron to neuron.',
} as const;
export type RankChoice = keyof typeof rankChoices;

/**
 * Components whose singular value is above the threshold that is best for noise of unknown size: ω(β) times the median,
 * β = neurons over frames, or the inverse. `variances`: of all components, falling.
 * @throws NothingToFit where there is none
 */
export function optimalRank(variances: Float64Array, neurons: number, frames: number): number {
  const some = variances.filter((value) => value > 1e-9 * variances[0]),
    silent = variances.length - some.length,
    beta = (Math.min(neurons, frames) - silent) / Math.max(neurons, frames),
    least = thresholdOf(beta) ** 2 * some[some.length >> 1],
    rank = some.findIndex((value) => !(value > least));
  if (some.length === 0)
    throw new NothingToFit('there is nothing to fit: no component of the activity varies, so that it has no modes');
  if (rank === 0)
    throw new NothingToFit(
      `no component stands out of noise: the largest has ${Number(some[0].toPrecision(3))} times the variance ` +
        `of a neuron, and only above ${Number(least.toPrecision(3))} the optimal threshold would keep it`,
    );
  return rank < 0 ? some.length : rank;
}

/** ω(β) of Gavish & Donoho (2014): of a matrix with sides of ratio β ≤ 1, 4/√3 over √0.6528 = 2.858 of a square one. */
export function thresholdOf(beta: number): number {
  const best = 2 * (beta + 1) + (8 * beta) / (beta + 1 + Math.sqrt(beta * beta + 14 * beta + 1));
  return Math.sqrt(best / medianOfNoise(beta));
}
/** Median of the law of Marchenko & Pastur, by the midpoint rule over x = 1 + β − 2√β cos θ. */
function medianOfNoise(beta: number): number {
  const points = 4000,
    width = Math.PI / points;
  const at = (place: number): number => 1 + beta - 2 * Math.sqrt(beta) * Math.cos(place * width);
  let below = 0;
  for (let k = 0; k < points; k++) {
    const share = ((2 / Math.PI) * Math.sin((k + 0.5) * width) ** 2 * width) / at(k + 0.5);
    if (below + share > 0.5) return at(k + (0.5 - below) / share);
    below += share;
  }
  return at(points);
}

/** From here on a shared variance is no noise's, in standard deviations of that of noise. */
const aboveNoise = 2;
/**
 * The leading components whose shared variance (svca, in the order of training) is above that of noise, which lies
 * about 0 and so is as large as what is below.
 * @throws NothingToFit where there is none
 */
export function sharedRank(shared: Float64Array): number {
  const negative = shared.filter((value) => value < 0),
    noise = Math.sqrt(negative.reduce((sum, value) => sum + value * value, 0) / Math.max(1, negative.length)),
    rank = shared.findIndex((value) => !(value > aboveNoise * noise));
  if (rank === 0 || shared.length === 0)
    throw new NothingToFit(
      'two halves of the neurons share no component in times that did not choose it, so that there are no modes',
    );
  return rank < 0 ? shared.length : rank;
}
