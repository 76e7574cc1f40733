import { activationFunctions } from './activation-functions.ts';
import { actingGains } from './reference-passes.ts';
import type { RateParameters, RateShape } from './network.ts';

/** Steps after which a state that still moves is taken as it is. */
const mostSteps = 5000;

/**
 * The state (N) that a network comes to without input from `firstState`: until no state moves by more than 1e-9, or for
 * 5,000 steps where it does not settle.
 */
export const settledState = (shape: RateShape, parameters: RateParameters): Float64Array =>
  runFreely(shape, parameters, mostSteps, 1e-9);

/** The state (N) after so many steps without input and noise, from `firstState`. */
export const stateAfter = (shape: RateShape, parameters: RateParameters, steps: number): Float64Array =>
  runFreely(shape, parameters, steps, 0);

/** Until all states move by less than `rest`, or one leaves the range of numbers. */
function runFreely(shape: RateShape, parameters: RateParameters, steps: number, rest: number): Float64Array {
  const { neurons, activation, dt, signs, mask } = shape;
  const { recurrent, bias, smoothness, tau, firstState } = parameters;
  const gain = actingGains(shape, parameters.gain);
  const { value } = activationFunctions[activation];
  const from: number[][] = [],
    weights: number[][] = [];
  for (let i = 0; i < neurons; i++) {
    from.push([]);
    weights.push([]);
    for (let j = 0; j < neurons; j++) {
      const sign = signs?.[j] ?? 0,
        at = i * neurons + j,
        weight = sign === 0 ? recurrent[at] : Math.max(recurrent[at] * sign, 0) * sign;
      if (weight === 0 || mask?.[at] === 0) continue;
      from[i].push(j);
      weights[i].push(weight);
    }
  }
  let state = Float64Array.from(firstState);
  const rates = new Float64Array(neurons);
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < neurons; i++) rates[i] = gain[i] * value(state[i] + bias[i], smoothness[i]);
    const next = new Float64Array(neurons);
    let moved = 0;
    for (let i = 0; i < neurons; i++) {
      let sum = 0;
      for (let k = 0; k < from[i].length; k++) sum += weights[i][k] * rates[from[i][k]];
      const alpha = dt === undefined ? 1 : dt / tau[i];
      next[i] = state[i] + alpha * (sum - state[i]);
      moved = Math.max(moved, Math.abs(next[i] - state[i]));
    }
    if (!Number.isFinite(moved)) return state;
    state = next;
    if (moved < rest) break;
  }
  return state;
}
