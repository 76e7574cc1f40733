import type { Stream } from '../random/index.ts';
import type { Trial, TrialTask } from './drawn-trials.ts';

/** One input and one output, a number each step; the first `washout` steps do not count. */
function series(
  outputs: string,
  steps: number,
  washout: number,
  draw: (draws: Stream) => { readonly given: Float32Array; readonly wanted: Float32Array },
): TrialTask {
  if (!(washout < steps))
    throw new RangeError(`the first ${washout} steps of a trial do not count, and it has ${steps}: none is left`);
  return {
    inputs: ['input'],
    outputs: [outputs],
    wanted: 'values',
    steps,
    draw(draws): Trial {
      const { given, wanted } = draw(draws);
      return {
        kind: 'series',
        steps,
        epochs: [
          ...(washout > 0 ? [{ name: 'washout', from: 0, to: washout }] : []),
          { name: 'scored', from: washout, to: steps },
        ],
        inputs: given,
        wanted: { kind: 'values', values: wanted },
        weights: new Float32Array(steps).fill(1, washout),
      };
    },
  };
}

/**
 * Nonlinear autoregressive moving average of uniform numbers u in 0 … ½ (Atiya & Parlos 2000): y(t + 1) = 0.3 y(t) +
 * 0.05 y(t) Σ y(t − i) + 1.5 u(t − order + 1) u(t) + 0.1, the sum over `order` terms, y and u 0 before the beginning.
 * At u(t) y(t + 1) is wanted. Inputs for which y leaves 0 … 1 are drawn again.
 * @throws RangeError where hardly any are left
 */
export function narma(task: { readonly order: number; readonly length: number; readonly washout: number }): TrialTask {
  const { order, length, washout } = task;
  return series('y', length, washout, (draws) => {
    for (let attempt = 0; attempt < 1000; attempt++) {
      const given = Float32Array.from({ length }, () => draws.uniform() / 2),
        wanted = narmaOf(given, order);
      if (wanted.every((value) => value <= 1)) return { given, wanted };
    }
    throw new RangeError(`of order ${order} hardly any series of ${length} steps stays bounded: take a smaller order`);
  });
}
export function narmaOf(given: ArrayLike<number>, order: number): Float32Array {
  const wanted = new Float64Array(given.length);
  let recent = 0;
  for (let t = 0; t < given.length; t++) {
    const last = t > 0 ? wanted[t - 1] : 0;
    recent += last - (t > order ? wanted[t - order - 1] : 0);
    const early = t >= order - 1 ? given[t - order + 1] : 0;
    wanted[t] = 0.3 * last + 0.05 * last * recent + 1.5 * early * given[t] + 0.1;
  }
  return Float32Array.from(wanted);
}

const settling = 300;
/** Steps of the integration in a unit of time. */
const fine = 10;

/**
 * To predict the delay equation of Mackey & Glass (1977), x' = 0.2 x(t − τ) / (1 + x(t − τ)¹⁰) − 0.1 x, `horizon` units
 * of time ahead, one a step. Each trial begins 300 units after a past that was constant, at 0.5 … 1.5.
 */
export function mackeyGlass(task: {
  readonly tau: number;
  readonly horizon: number;
  readonly length: number;
  readonly washout: number;
}): TrialTask {
  const { tau, horizon, length, washout } = task;
  if (!(tau >= 1 / fine && Math.abs(tau * fine - Math.round(tau * fine)) < 1e-9))
    throw new RangeError(`the delay of ${tau} is not a whole number of tenths, in which the equation is integrated`);
  return series('x ahead', length, washout, (draws) => {
    const course = mackeyGlassCourse(tau, 0.5 + draws.uniform(), settling + length + horizon);
    return {
      given: Float32Array.from(course.subarray(settling, settling + length)),
      wanted: Float32Array.from(course.subarray(settling + horizon, settling + horizon + length)),
    };
  });
}

/**
 * x at 1, 2 … `units` units of time after a constant past, by the classical Runge–Kutta method in tenths of a unit;
 * what was τ ago is known at each step, and between two by the cubic through their values and slopes.
 */
export function mackeyGlassCourse(tau: number, past: number, units: number): Float64Array {
  const back = Math.round(tau * fine),
    h = 1 / fine,
    steps = units * fine,
    x = new Float64Array(steps + 1),
    slope = new Float64Array(steps + 1);
  const before = (place: number): number => (place <= 0 ? past : x[place]);
  const between = (place: number): number =>
    place < 0 ? past : (x[place] + x[place + 1]) / 2 + (h * (slope[place] - slope[place + 1])) / 8;
  x[0] = past;
  slope[0] = rate(past, past);
  for (let n = 0; n < steps; n++) {
    const [then, middle, later] = [before(n - back), between(n - back), before(n + 1 - back)];
    const k1 = rate(x[n], then),
      k2 = rate(x[n] + (h * k1) / 2, middle),
      k3 = rate(x[n] + (h * k2) / 2, middle),
      k4 = rate(x[n] + h * k3, later);
    x[n + 1] = x[n] + (h * (k1 + 2 * k2 + 2 * k3 + k4)) / 6;
    slope[n + 1] = rate(x[n + 1], later);
  }
  return Float64Array.from({ length: units }, (_, unit) => x[(unit + 1) * fine]);
}
function rate(x: number, delayed: number): number {
  const square = delayed * delayed,
    fourth = square * square;
  return (0.2 * delayed) / (1 + fourth * fourth * square) - 0.1 * x;
}
