/** A rate network near where it settles without input. */
import { eigenvaluesOf, type Matrix } from '../connectivity/index.ts';
import type { LinearAlgebra } from '../kernels/index.ts';
import { activationFunctions } from '../recurrent/activation-functions.ts';
import { actingGains, actingWeights, type RateParameters, type RateShape, settledState } from '../recurrent/index.ts';
import { linearResponse } from './linear-students.ts';

/**
 * J D of the fixed point x = J r(x): the weights that act times the slopes D = diag(g f'(x + b)) of the rates. The
 * network comes to x from its first state; where it does not settle, x is where it is when it is left.
 */
export function linearised(shape: RateShape, parameters: RateParameters): Matrix {
  const { neurons, activation } = shape;
  const { recurrent, bias, smoothness } = parameters;
  const state = settledState(shape, parameters),
    gain = actingGains(shape, parameters.gain),
    { slope } = activationFunctions[activation];
  const slopes = state.map((x, i) => gain[i] * slope(x + bias[i], smoothness[i]));
  const values = actingWeights(shape, recurrent).map((weight, at) => weight * slopes[at % neurons]);
  return { size: neurons, values };
}

/** dx/db at the fixed point, (I − J D)⁻¹ J D. @throws RangeError where there is none */
export const biasResponse = (shape: RateShape, parameters: RateParameters): Matrix =>
  linearResponse(linearised(shape, parameters));

/** Largest real part of an eigenvalue of J D: below 1 the network comes back to where it settled. */
export const largestGrowth = (shape: RateShape, parameters: RateParameters, algebra: LinearAlgebra): number =>
  eigenvaluesOf(linearised(shape, parameters), algebra).re[0];
