/**
 * A square weight matrix, row-major; row = post-synaptic, column = pre-synaptic. `values[i * size + j]` is the weight
 * from j to i.
 */
export interface Matrix {
  readonly size: number;
  readonly values: Float64Array;
}
