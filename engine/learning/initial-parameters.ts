import { stream } from '../random/index.ts';
import type { ClassifierShape, Parameters } from './classifier.ts';

/** What the first weights of one array depend on. */
export interface WeightsToDraw {
  readonly seed: number;
  readonly name: string;
  readonly purpose: string;
  readonly count: number;
  readonly fanIn: number;
}
export type DrawnWeights = (wanted: WeightsToDraw) => Float32Array;

/** From U(−1/√fan_in, 1/√fan_in). */
export function drawWeights({ seed, name, purpose, count, fanIn }: WeightsToDraw): Float32Array {
  const draws = stream(seed, name, purpose),
    values = new Float32Array(count),
    bound = 1 / Math.sqrt(fanIn);
  for (let i = 0; i < count; i++) values[i] = bound * (2 * draws.uniform() - 1);
  return values;
}

/**
 * First weights: each weight and bias from U(−1/√fan_in, 1/√fan_in), fan_in being the width of the layer below
 * (PyTorch's nn.Linear). Each array has its own stream, keyed by (seed, `name`, purpose), so that networks that differ
 * elsewhere begin alike.
 * `W` (hidden × hidden, row = to) is the circuit of a recurrent layer; without it W is drawn as well. `drawn` gives
 * what `drawWeights` does.
 */
export function initialParameters(
  shape: ClassifierShape,
  seed: number,
  name: string,
  W?: Float32Array,
  drawn: DrawnWeights = drawWeights,
): Parameters {
  const { inputs, hidden, outputs, input, recurrent, readout } = shape;
  const draw = (purpose: string, count: number, fanIn: number): Float32Array =>
    drawn({ seed, name, purpose, count, fanIn });
  return {
    A: input && draw('input weights', hidden * inputs, inputs),
    a: input?.biased ? draw('input biases', hidden, inputs) : undefined,
    W: recurrent && (W ? W.slice() : draw('recurrent weights', hidden * hidden, hidden)),
    b: recurrent?.biased ? draw('recurrent biases', hidden, hidden) : undefined,
    R: draw('readout weights', outputs * (hidden || inputs), hidden || inputs),
    r: readout.biased ? draw('readout biases', outputs, hidden || inputs) : undefined,
  };
}
