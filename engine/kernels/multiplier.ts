import type { Kernels } from './kernels.ts';

/**
 * A fixed matrix A (rows × depth, f32) that many blocks of `columns` are multiplied by. A block is an array of depth ×
 * `wide`, row-major, of which the first `columns` of each row count and the rest are zero.
 */
export interface Multiplier {
  readonly wide: number;
  /** Writes A times the block into `result` (rows × wide). */
  multiply(block: Float32Array, result: Float32Array): void;
  release(): void;
}

/** Columns are taken in panels that fit the kernels; `columns` ≤ one panel is fastest, for A is then read once. */
export function multiplier(
  kernels: Kernels,
  a: Float32Array,
  rows: number,
  depth: number,
  columns: number,
): Multiplier {
  if (a.length !== rows * depth)
    throw new RangeError(`a matrix of ${rows} × ${depth} has ${rows * depth} numbers, not ${a.length}`);
  const wide = Math.ceil(columns / kernels.lanes) * kernels.lanes;
  const left = kernels.allocate(4 * rows * depth),
    right = kernels.allocate(4 * depth * wide),
    product = kernels.allocate(4 * rows * wide);
  left.floats().set(a);
  return {
    wide,
    multiply(block, result) {
      const panels = right.floats();
      for (let first = 0; first < wide; first += kernels.panel) {
        const width = Math.min(kernels.panel, wide - first);
        if (width === wide) {
          panels.set(block);
          break;
        }
        for (let row = 0; row < depth; row++)
          panels.set(block.subarray(row * wide + first, row * wide + first + width), first * depth + row * width);
      }
      kernels.product(rows, wide, depth, left, right, product);
      result.set(product.floats());
    },
    release() {
      left.release();
      right.release();
      product.release();
    },
  };
}
