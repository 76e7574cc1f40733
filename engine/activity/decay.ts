import { lowest } from './minimum.ts';
import { simplex } from './simplex.ts';

/**
 * What slopes r_k are fitted by: amplitude · e^(−rate k); the same and an offset; the same, with a damped oscillation
 * and a Gaussian fall (the forms of the multistep estimator’s authors, with the oscillation’s exponent at 1).
 */
export const decayForms = {
  exponential: 'r_k = A m^k.',
  offset: 'r_k = A m^k + O: where something slow lies under the activity.',
  complex:
    'r_k = A m^k, a damped oscillation that turns within the lags, a Gaussian fall that is over before m^k, and an ' +
    'offset: where there are rhythms.',
} as const;
export type DecayForm = keyof typeof decayForms;
export interface Decay {
  readonly rate: number;
  readonly amplitude: number;
  readonly offset: number;
  readonly fitted: Float64Array;
  /** Σ (amplitude e^(−rate k))², beside an oscillation and a fall of what they have no part in. */
  readonly gain: number;
  /** Logs of its rates and times, of a search. */
  readonly found?: readonly number[];
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

/** Of more than 256 lags the search goes by so many, evenly apart. */
function complexDecay(slopes: Float64Array, first: number, near?: Decay): Decay {
  const count = slopes.length,
    stride = Math.ceil(count / 256),
    few = slopes.filter((_, i) => i % stride === 0);
  const cost = (logs: Float64Array): number => {
    const { weights, error } = regressed(few, partsOf(logs, first, few.length, stride));
    return error + (weights[0] > 0 ? 0 : 1 + weights[0] ** 2) + (isTold(logs, count) ? 0 : 1);
  };
  const { at } = (near?.found ? [near.found] : startsOf(slopes, first))
    .map((start) => simplex(cost, start, near ? 0.2 : 0.5))
    .reduce((best, each) => (each.value < best.value ? each : best));
  const { weights } = regressed(few, partsOf(at, first, few.length, stride)),
    parts = partsOf(at, first, count, 1),
    [amplitude] = weights;
  return {
    rate: Math.exp(at[0]),
    amplitude,
    offset: weights[3],
    fitted: slopes.map((_, k) => parts.reduce((sum, part, i) => sum + weights[i] * part[k], 0)),
    gain: amplitude ** 2 * regressed(parts[0], parts.slice(1)).error,
    found: Array.from(at),
  };
}
/** Where searches begin, logs as `found`: at one and a half, four and twelve cycles over the lags. */
function startsOf(slopes: Float64Array, first: number): readonly (readonly number[])[] {
  const rate = Math.log(simpleDecay(slopes, first, true).rate);
  return [1.5, 4, 12].map((cycles) => {
    const turns = Math.log(cycles / slopes.length);
    return [rate, Math.min(rate, turns), turns, Math.max(rate + 0.5, Math.log(4 / slopes.length))];
  });
}
/**
 * Whether the parts can be told from m^k: an oscillation that goes round within the lags, and of which 1/e is left at
 * half a turn; a fall that is over within a time constant. Any other takes the place of m^k, and m would be anything.
 */
const isTold = ([rate, damping, turns, width]: Float64Array, count: number): boolean =>
  rate >= Math.log(1 / count) &&
  rate <= Math.log(10) &&
  turns >= Math.log(1 / count) &&
  turns <= Math.log(0.5) &&
  damping <= turns + Math.log(2) &&
  width >= rate &&
  width <= Math.log(2);

/** From logs of rate, damping, turns (cycles a lag) and width: m^k, the oscillation, the fall, and 1. */
const partsOf = (
  [rate, damping, turns, width]: Float64Array,
  first: number,
  count: number,
  stride: number,
): readonly Float64Array[] => [
  damped(first, count, stride, Math.exp(rate), 0),
  damped(first, count, stride, Math.exp(damping), 2 * Math.PI * Math.exp(turns)),
  bell(first, count, stride, Math.exp(width)),
  new Float64Array(count).fill(1),
];
/** e^(−rate k) cos(turn k), k = `first`, `first` + `stride`, …, each from the one before. */
function damped(first: number, count: number, stride: number, rate: number, turn: number): Float64Array {
  const course = new Float64Array(count),
    step = Math.exp(-rate * stride),
    [cos, sin] = [step * Math.cos(turn * stride), step * Math.sin(turn * stride)];
  let x = Math.exp(-rate * first) * Math.cos(turn * first),
    y = Math.exp(-rate * first) * Math.sin(turn * first);
  for (let k = 0; k < count; k++) {
    course[k] = x;
    [x, y] = [cos * x - sin * y, sin * x + cos * y];
  }
  return course;
}
/** e^(−(width k)²), the same way. */
function bell(first: number, count: number, stride: number, width: number): Float64Array {
  const course = new Float64Array(count),
    square = width * width,
    bend = Math.exp(-2 * square * stride * stride);
  let value = Math.exp(-square * first * first),
    step = Math.exp(-square * stride * (2 * first + stride));
  for (let k = 0; k < count; k++) {
    course[k] = value;
    value *= step;
    step *= bend;
  }
  return course;
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
