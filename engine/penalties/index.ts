import type { Expression } from '../expressions/index.ts';
import type { LinearAlgebra } from '../kernels/index.ts';
import type { Penalty } from '../training/index.ts';
export const compilePenalty = (
  _e: Expression,
  _c: Readonly<Record<string, Float64Array>>,
  _n: number,
  _a: LinearAlgebra,
): Penalty => {
  throw new RangeError('no penalty is known');
};
