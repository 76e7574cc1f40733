import { type Course, lagged } from './shifts.ts';

/** A neuron's course and its autocovariance at lags 0, 1, …: found once for all surrogates. */
export interface Regressed {
  readonly course: Course;
  readonly own: Float64Array;
}
export const regressedOf = (course: Course, lags: number): Regressed => ({
  course,
  own: Float64Array.from({ length: lags + 1 }, (_, lag) => lagged(course, course, lag)),
});

/**
 * −½ log₂(1 − R²) of the regression of a value on its own past (Yule & Walker), bits. Turned, the past is that of other
 * times: of as many bins, that far away.
 */
export function gaussianStorage({ course, own }: Regressed, history: number, turn?: ArrayLike<number>): number {
  const later =
    turn === undefined
      ? own.subarray(1)
      : Float64Array.from({ length: history }, (_, lag) => lagged(course, course, lag + 1, turn));
  const matrix = (i: number, j: number): number => own[Math.abs(i - j)];
  return informationOf(explained(matrix, later, history), own[0]);
}

/** ½ log₂ of the error of the regression of a value on its own past over that of one on the source’s past as well. */
export function gaussianTransfer(
  { course: target, own: targets }: Regressed,
  { course: source, own: sources }: Regressed,
  own: number,
  past: number,
  turn?: ArrayLike<number>,
): number {
  // target(t) with source(t − lag), for lags of 1 − own .. past
  const least = 1 - own,
    across = Float64Array.from({ length: own + past }, (_, i) => lagged(target, source, least + i, turn));
  const matrix = (i: number, j: number): number => {
    if (i < own && j < own) return targets[Math.abs(i - j)];
    if (i >= own && j >= own) return sources[Math.abs(i - j)];
    const [t, s] = i < own ? [i + 1, j - own + 1] : [j + 1, i - own + 1];
    return across[s - t - least];
  };
  const together = Float64Array.from({ length: own + past }, (_, i) =>
    i < own ? targets[i + 1] : across[i - own + 1 - least],
  );
  const alone = explained(matrix, together, own),
    both = explained(matrix, together, own + past);
  return Math.max(0, informationOf(both, targets[0]) - informationOf(alone, targets[0]));
}
/** Of all of the variance but for rounding. */
const informationOf = (explainedVariance: number, variance: number): number =>
  -Math.log2(Math.max(1e-12, 1 - explainedVariance / variance)) / 2;

/** bᵀ A⁻¹ b of the leading `size` rows and columns, by Cholesky's factor; rows that follow from others add nothing. */
function explained(matrix: (i: number, j: number) => number, b: ArrayLike<number>, size: number): number {
  const factor = new Float64Array(size * size),
    along = new Float64Array(size);
  let sum = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let value = matrix(i, j);
      for (let k = 0; k < j; k++) value -= factor[i * size + k] * factor[j * size + k];
      if (j < i) factor[i * size + j] = factor[j * size + j] > 0 ? value / factor[j * size + j] : 0;
      else factor[i * size + i] = value > 1e-12 * matrix(i, i) ? Math.sqrt(value) : 0;
    }
    const diagonal = factor[i * size + i];
    if (diagonal === 0) continue;
    let value = b[i];
    for (let k = 0; k < i; k++) value -= factor[i * size + k] * along[k];
    along[i] = value / diagonal;
    sum += along[i] ** 2;
  }
  return sum;
}
