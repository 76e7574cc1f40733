import type { Matrix } from '../connectivity/index.ts';

/**
 * The strongest connections, as 1 among 0: those whose |w| lies above the (1 − share) quantile of |W| over all its
 * entries, zeros and diagonal among them. The quantile interpolates linearly between the sorted values, as
 * `numpy.percentile` does, and entries equal to it stay out. `share`: 0 .. 1.
 * @throws RangeError where no entry lies above it
 */
export function strongest({ size, values }: Matrix, share: number): Matrix {
  const magnitudes = values.map(Math.abs);
  const border = quantile(magnitudes.slice().sort(), 1 - share);
  const kept = magnitudes.map((magnitude) => Number(magnitude > border));
  if (kept.includes(1)) return { size, values: kept };
  const percent = Number((100 * share).toPrecision(6));
  throw new RangeError(
    magnitudes.every((magnitude) => magnitude === 0)
      ? `all its weights are 0, so that none are the strongest ${percent} %`
      : `no weight lies above the border of the strongest ${percent} %, ${Number(border.toPrecision(4))}: more ` +
          'weights than that are equal to it, or the share is less than one connection; take a larger share, ' +
          'or the matrix as it is',
  );
}

/** Of sorted values, by linear interpolation between neighbours. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const step = place - below;
  return step === 0 ? sorted[below] : sorted[below] + step * (sorted[below + 1] - sorted[below]);
}
