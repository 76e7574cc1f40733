import type { Activation, Parameters } from '../../engine/learning/index.ts';
import type { Problem } from './problems.ts';

/** Parameters in double precision. */
export type Exact = { -readonly [name in keyof Parameters]: Float64Array };
export const exact = (parameters: Parameters): Exact =>
  Object.fromEntries(
    Object.entries(parameters)
      .filter(([, values]) => values)
      .map(([name, values]) => [name, Float64Array.from(values as Float32Array)]),
  ) as Exact;

/** The mean loss of a problem's minibatch, in double precision, straight from the definition. */
export function exactLoss({ shape, set, normalisation, order }: Problem, { A, a, W, b, R, r }: Exact): number {
  let loss = 0;
  for (const index of order) {
    let state: Float64Array = Float64Array.from(
      set.pixels.subarray(index * set.inputs, (index + 1) * set.inputs),
      (pixel, place) => {
        const channel = Math.floor(place / (set.inputs / normalisation.mean.length));
        return (pixel / 255 - normalisation.mean[channel]) / normalisation.deviation[channel];
      },
    );
    if (shape.input) state = through(A!, a, state, shape.input.activation);
    for (let step = 0; step < (shape.recurrent?.steps ?? 0); step++)
      state = through(W!, b, state, shape.recurrent!.activation);
    const scores = through(R!, r, state, 'identity'),
      most = Math.max(...scores);
    loss += most + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - most), 0)) - scores[set.labels[index]];
  }
  return loss / order.length;
}

function through(
  weights: Float64Array,
  bias: Float64Array | undefined,
  from: Float64Array,
  activation: Activation,
): Float64Array {
  const to = new Float64Array(weights.length / from.length);
  for (let i = 0; i < to.length; i++) {
    let sum = bias ? bias[i] : 0;
    for (let j = 0; j < from.length; j++) sum += weights[i * from.length + j] * from[j];
    to[i] = functions[activation](sum);
  }
  return to;
}
const functions: Record<Activation, (x: number) => number> = {
  identity: (x) => x,
  relu: (x) => Math.max(x, 0),
  tanh: Math.tanh,
  softplus: (x) => Math.log1p(Math.exp(x)),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};
