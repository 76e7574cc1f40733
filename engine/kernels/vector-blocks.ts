/** Blocks of vectors side by side in the memory of the kernels, and a sparse symmetric matrix times them. */
import type { Block, Kernels } from './kernels.ts';

/**
 * A sparse symmetric matrix: `starts[i]` .. `starts[i + 1]` − 1 of `targets` and `weights` are the columns and numbers
 * of row i.
 */
export interface SymmetricRows {
  readonly size: number;
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
  readonly weights: Float64Array;
}

/** Vectors of a block, as in source/sparse.h: size × 24 numbers, row-major. */
export const abreast = 24;
const square = abreast * abreast;
/** Blocks that are taken together at most. */
export const mostTogether = 8;
/** As in source/algebra.h. */
const operation = { filtered: 16, overlap: 17, projected: 18, combined: 19, orthonormalised: 20 } as const;

/** Chebyshev's polynomial of this degree of (A − middle) / half. */
export interface Filter {
  readonly degree: number;
  readonly middle: number;
  readonly half: number;
}
export interface VectorBlocks {
  /** Of zeros, or so many one after another. Whoever has it releases it. */
  block(count?: number): Block;
  copy(block: Block): Block;
  filter(block: Block, filter: Filter): void;
  /** Aᵀ B (24 × 24). */
  overlap(a: Block, b: Block): Float64Array;
  /** The same, and B −= A Aᵀ B; of `count` blocks A one after another, whose squares come one after another. */
  project(a: Block, b: Block, count?: number): Float64Array;
  /** B += A C, of as many blocks as C has squares. */
  combine(a: Block, c: Float64Array, b: Block): void;
  /**
   * Columns at right angles, of length 1, those of the bits `after` behind the others: B before = B R. Of those whose
   * bits are `lost` nothing longer than `least` was left: they are 0.
   */
  orthonormalise(b: Block, after: number, least: number): { readonly r: Float64Array; readonly lost: number };
  release(): void;
}

/** Of a matrix that is multiplied by `factor`. */
export function vectorBlocks(kernels: Kernels, rows: SymmetricRows, factor: number): VectorBlocks {
  const { size, starts, targets, weights } = rows,
    count = weights.length;
  const held: Block[] = [];
  const hold = (bytes: number): Block => {
    const block = kernels.allocate(bytes);
    held.push(block);
    return block;
  };
  const matrix = hold(8 * count + 4 * (size + 1 + count)),
    small = hold(8 * square),
    room = hold(
      8 *
        Math.max(
          kernels.algebraRoom(operation.filtered, size, count),
          kernels.algebraRoom(operation.projected, size, mostTogether),
        ),
    );
  const numbers = matrix.doubles();
  for (let at = 0; at < count; at++) numbers[at] = weights[at] * factor;
  matrix.words().set(starts, 2 * count);
  matrix.words().set(targets, 2 * count + size + 1);
  const call = (name: keyof typeof operation, columns: number, a: Block, b: Block): number =>
    kernels.algebra(operation[name], size, columns, a, b, room);
  return {
    block: (several = 1) => kernels.allocate(8 * size * abreast * several),
    copy(block) {
      const made = kernels.allocate(8 * size * abreast);
      made.doubles().set(block.doubles());
      return made;
    },
    filter(block, { degree, middle, half }) {
      room.doubles().set([degree, middle, half]);
      call('filtered', count, matrix, block);
    },
    overlap(a, b) {
      call('overlap', 1, a, b);
      return room.doubles().slice(0, square);
    },
    project(a, b, several = 1) {
      call('projected', several, a, b);
      return room.doubles().slice(0, several * square);
    },
    combine(a, c, b) {
      room.doubles().set(c);
      call('combined', c.length / square, a, b);
    },
    orthonormalise(b, after, least) {
      room.doubles()[0] = least;
      const lost = call('orthonormalised', after, small, b);
      return { r: small.doubles().slice(), lost };
    },
    release() {
      for (const each of held) each.release();
    },
  };
}

/** A B of two squares (24 × 24). */
export function squareTimes(a: Float64Array, b: Float64Array): Float64Array {
  const product = new Float64Array(square);
  for (let i = 0; i < abreast; i++)
    for (let k = 0; k < abreast; k++) {
      const left = a[i * abreast + k];
      if (left !== 0) for (let j = 0; j < abreast; j++) product[i * abreast + j] += left * b[k * abreast + j];
    }
  return product;
}
