import { lowest } from './minimum.ts';
import { simplex } from './simplex.ts';

/**
 * What slopes r_k are fitted by: amplitude · e^(−rate k); the same and an offset; the same, with a damped oscillation
 * and a Gaussian fall (the forms of the multistep estimator’s authors, with the oscillation’s exponent at 1).
 */
export const decayForms = {
  exponential: 'r_k = A m^k.',
  offset: 'r_k = A m^k + O: where something slow lies under the activity.',
  complex: 'r_k = A m^k, a damped oscillation, a Gaussian fall and an offset: where there are rhythms.',
} as const;
export type DecayForm = keyof typeof decayForms;
export interface Decay {
  readonly rate: number;
  readonly amplitude: number;
  readonly offset: number;
  readonly fitted: Float64Array;
  /** Σ (amplitude e^(−rate k))². */
  readonly gain: number;
}

/** Least squares, slopes from lag `first` on; `near`: the fit of slopes much like these. */
export function fitDecay(slopes: Float64Array, first: number, form: DecayForm, near?: Decay): Decay {
  return form === 'complex' && slopes.length >= 12
    ? complexDecay(slopes, first, near)
    : simpleDecay(slopes, first, form !== 'exponential', near);
}

/** For each rate the best amplitude and offset are known. Rates between 1/1000 of the longest lag's and 10. */
function simpleDecay(slopes: Float64Array, first: number, hasOffset: boolean, near?: Decay): Decay {
  const n = slopes.length,
    y = slopes.reduce((sum, slope) => sum + slope, 0);
  const at = (rate: number) => {
    const step = Math.exp(-rate);
    let along = 0,
      square = 0,
      sum = 0;
    for (let k = 0, power = Math.exp(-rate * first); k < n; k++, power *= step) {
      along += power * slopes[k];
      square += power * power;
      sum += power;
    }
    if (!hasOffset) return { amplitude: along / square, offset: 0, fits: (along * Math.abs(along)) / square, square };
    const apart = square - (sum * sum) / n,
      amplitude = (along - (sum * y) / n) / apart;
    return { amplitude, offset: (y - amplitude * sum) / n, fits: amplitude * Math.abs(amplitude) * apart, square };
  };
  const slowest = hasOffset ? 1 / n : 1e-3 / (first + n),
    fastest = 10;
  const around = near ? [Math.max(slowest, near.rate / 4), Math.min(fastest, near.rate * 4)] : [slowest, fastest];
  const rate = Math.exp(
    lowest((log) => -at(Math.exp(log)).fits, Math.log(around[0]), Math.log(around[1]), near ? 16 : 200),
  );
  const { amplitude, offset, square } = at(rate);
  return {
    rate,
    amplitude,
    offset,
    fitted: slopes.map((_, i) => amplitude * Math.exp(-rate * (first + i)) + offset),
    gain: amplitude ** 2 * square,
  };
}

function complexDecay(slopes: Float64Array, first: number, near?: Decay): Decay {
  const count = slopes.length;
  const course = (of: (k: number) => number): Float64Array => slopes.map((_, i) => of(first + i));
  const flat = course(() => 1),
    falling = (rate: number): Float64Array => course((k) => Math.exp(-rate * k));
  const parts = (logs: ArrayLike<number>): Float64Array[] => [
    falling(Math.exp(logs[0])),
    course((k) => Math.exp(-Math.exp(logs[1]) * k) * Math.cos(2 * Math.PI * Math.exp(logs[2]) * k)),
    course((k) => Math.exp(-((Math.exp(logs[3]) * k) ** 2))),
    flat,
  ];
  const cost = (logs: ArrayLike<number>): number => {
    const { weights, error } = regressed(slopes, parts(logs));
    const isOutside =
      logs[0] < Math.log(1 / count) || logs[0] > Math.log(10) || logs[2] > Math.log(0.5) || logs[3] > Math.log(2);
    return error + (weights[0] > 0 ? 0 : 1 + weights[0] ** 2) + (isOutside ? 1 : 0);
  };
  const begun = Math.log((near ?? simpleDecay(slopes, first, true)).rate);
  const starts = (near ? [3] : [1, 3, 10]).map((cycles) => [
    begun,
    begun,
    Math.log(cycles / count),
    Math.log(4 / count),
  ]);
  const { at } = starts
    .map((start) => simplex(cost, start, 0.5, near ? 60 : 400))
    .reduce((best, each) => (each.value < best.value ? each : best));
  const { weights, fitted } = regressed(slopes, parts(at)),
    rate = Math.exp(at[0]),
    [amplitude] = weights;
  return {
    rate,
    amplitude,
    offset: weights[3],
    fitted,
    gain: falling(rate).reduce((sum, value) => sum + (amplitude * value) ** 2, 0),
  };
}

interface Fitted {
  readonly weights: Float64Array;
  readonly fitted: Float64Array;
  /** Σ of squares that is left. */
  readonly error: number;
}
/** Least squares of `y` on some courses, by orthogonalising them in order. */
function regressed(y: Float64Array, courses: readonly Float64Array[]): Fitted {
  const dot = (a: Float64Array, b: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  };
  const basis: Float64Array[] = [],
    upper: number[][] = [],
    along: number[] = [];
  for (const each of courses) {
    const rest = each.slice(),
      row: number[] = [];
    for (const q of basis) {
      const share = dot(q, rest);
      row.push(share);
      for (let i = 0; i < rest.length; i++) rest[i] -= share * q[i];
    }
    const length = Math.sqrt(dot(rest, rest)),
      isNew = length > 1e-9 * Math.sqrt(dot(each, each));
    row.push(isNew ? length : 0);
    basis.push(isNew ? rest.map((value) => value / length) : new Float64Array(rest.length));
    upper.push(row);
    along.push(dot(basis[basis.length - 1], y));
  }
  const weights = new Float64Array(courses.length);
  for (let i = courses.length - 1; i >= 0; i--) {
    let value = along[i];
    for (let j = i + 1; j < courses.length; j++) value -= upper[j][i] * weights[j];
    weights[i] = upper[i][i] > 0 ? value / upper[i][i] : 0;
  }
  const fitted = new Float64Array(y.length);
  courses.forEach((each, k) => {
    for (let i = 0; i < y.length; i++) fitted[i] += weights[k] * each[i];
  });
  let error = 0;
  for (let i = 0; i < y.length; i++) error += (y[i] - fitted[i]) ** 2;
  return { weights, fitted, error };
}
