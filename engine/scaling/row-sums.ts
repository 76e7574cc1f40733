import type { Matrix } from '../connectivity/index.ts';

/** Which weights a scaling is of. */
export const isScaled = {
  all: () => true,
  excitatory: (weight: number) => weight > 0,
} as const;

/** Σ_j |w_ij| of each neuron, over the weights that count. */
export function rowSums({ size, values }: Matrix, counts: (weight: number) => boolean = isScaled.all): Float64Array {
  const sums = new Float64Array(size);
  for (let i = 0; i < size; i++)
    for (let at = i * size; at < (i + 1) * size; at++) if (counts(values[at])) sums[i] += Math.abs(values[at]);
  return sums;
}
/** The matrix with what each neuron receives times its factor, as far as these weights count. */
export function scaledRows(
  { size, values }: Matrix,
  factors: Float64Array,
  counts: (weight: number) => boolean = isScaled.all,
): Matrix {
  return {
    size,
    values: values.map((weight, at) => (counts(weight) ? weight * factors[Math.floor(at / size)] : weight)),
  };
}
