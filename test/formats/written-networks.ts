/** Networks in steps that are written for TensorFlow.js, and what is put into them. */
import type { Activation } from '../../engine/learning/index.ts';
import { drawExample, type Example } from '../recurrent/rate-examples.ts';

const constraints = { identity: 'none', relu: 'positive', tanh: 'signs', sigmoid: 'mask', softplus: 'signs' } as const;
export const activations = Object.keys(constraints) as readonly Activation[];
export const writtenNetwork = (activation: Activation): Example =>
  drawExample(
    5,
    { activation, loss: 'values', continuous: false, constraint: constraints[activation] },
    { neurons: 6, inputs: 3, outputs: 2, steps: 7, trials: 2 },
    false,
  );
