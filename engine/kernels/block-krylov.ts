/** A block Krylov space of a filter of a sparse symmetric matrix, at right angles to all that was found before. */
import type { Stream } from '../random/index.ts';
import type { Block } from './kernels.ts';
import { abreast, type Filter, mostTogether, squareTimes, type VectorBlocks } from './vector-blocks.ts';

export interface RitzPairs {
  /** Falling. */
  readonly values: Float64Array;
  /** One a row, in the order of the values, over the vectors of the space. */
  readonly vectors: Float64Array;
  /** Length of what the filter makes of a Ritz vector outside the space. */
  residual(at: number): number;
}
export interface BlockKrylov {
  /** Vectors of the space. */
  readonly dimensions: number;
  /** One more block. */
  grow(): void;
  ritz(): RitzPairs;
  /** These Ritz vectors, into columns of zeros of these blocks from `column` on. */
  addVectors(pairs: RitzPairs, chosen: readonly number[], column: number, to: readonly Block[]): void;
  release(): void;
}
/** Eigenvalues of small symmetric matrices, ascending, as `LinearAlgebra` has them. */
export interface WholeSolver {
  symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array;
  symmetricEigenvectors(
    matrix: Float64Array,
    n: number,
  ): { readonly values: Float64Array; readonly vectors: Float64Array };
}

/** What is left of a vector beside the largest eigenvalue of the filter, when it is nothing but rounding. */
const vanished = 1e-14;
const square = abreast * abreast;
const everyColumn = 2 ** abreast - 1;

/**
 * `scale`: about the largest eigenvalue of the filter. It begins with a copy of `start`, or with vectors drawn. Where
 * nothing new is left in a column another is drawn: the space goes on beyond what its first block can reach, as where
 * an eigenvalue has more vectors than a block.
 */
export function blockKrylov(
  blocks: VectorBlocks,
  filter: Filter,
  scale: number,
  found: readonly Block[],
  draws: Stream,
  { symmetricEigenvectors }: Pick<WholeSolver, 'symmetricEigenvectors'>,
  start?: Block,
): BlockKrylov {
  const basis = blockList(blocks),
    diagonal: Float64Array[] = [],
    beside: Float64Array[] = [];
  const drawColumns = (block: Block, columns: number): void => {
    const values = block.doubles();
    for (let at = 0; at < values.length; at++) if ((columns >>> (at % abreast)) & 1) values[at] = draws.normal();
  };
  const apartFromFound = (block: Block): void => {
    for (const one of found) blocks.project(one, block);
  };
  let before: Block | undefined,
    last = start ? blocks.copy(start) : blocks.block();
  if (!start) drawColumns(last, everyColumn);
  for (let turn = 0; turn < 2; turn++) {
    apartFromFound(last);
    blocks.orthonormalise(last, 0, 0);
  }
  basis.add(last);
  return {
    get dimensions() {
      return abreast * diagonal.length;
    },
    grow() {
      const next = blocks.copy(last);
      blocks.filter(next, filter);
      apartFromFound(next);
      // of a symmetric matrix nothing but rounding lies in those before the last two
      if (before) blocks.project(before, next);
      diagonal.push(blocks.project(last, next));
      const { r, lost } = blocks.orthonormalise(next, 0, vanished * scale);
      if (lost) drawColumns(next, lost);
      apartFromFound(next);
      basis.projectFrom(next);
      beside.push(squareTimes(blocks.orthonormalise(next, lost, 0).r, r));
      basis.add(next);
      before?.release();
      [before, last] = [last, next];
    },
    ritz() {
      const n = abreast * diagonal.length,
        { values, vectors } = symmetricEigenvectors(bandOf(diagonal, beside), n),
        outside = beside[beside.length - 1];
      const falling = new Float64Array(n * n);
      for (let at = 0; at < n; at++) falling.set(vectors.subarray((n - 1 - at) * n, (n - at) * n), at * n);
      return {
        values: values.reverse(),
        vectors: falling,
        residual(at) {
          let squares = 0;
          for (let i = 0; i < abreast; i++) {
            let sum = 0;
            for (let j = 0; j < abreast; j++) sum += outside[i * abreast + j] * falling[(at + 1) * n - abreast + j];
            squares += sum * sum;
          }
          return Math.sqrt(squares);
        },
      };
    },
    addVectors({ vectors }, chosen, column, to) {
      const n = abreast * diagonal.length;
      to.forEach((block, which) => {
        const begin = which * abreast - column,
          shares = new Float64Array(diagonal.length * square);
        for (let at = 0; at < shares.length; at++) {
          const vector = begin + (at % abreast);
          if (vector >= 0 && vector < chosen.length)
            shares[at] = vectors[chosen[vector] * n + Math.floor(at / abreast)];
        }
        basis.combineInto(block, shares);
      });
    },
    release() {
      basis.release();
      before?.release();
      last.release();
    },
  };
}

/** Copies of blocks, some of them one after another in memory. */
function blockList(blocks: VectorBlocks) {
  const lists: Block[] = [];
  let count = 0;
  const inList = (at: number): number => Math.min(mostTogether, count - at * mostTogether);
  return {
    add(block: Block): void {
      const place = count++ % mostTogether;
      if (place === 0) lists.push(blocks.block(mostTogether));
      const values = block.doubles();
      lists[lists.length - 1].doubles().set(values, place * values.length);
    },
    projectFrom(block: Block): void {
      lists.forEach((list, at) => {
        blocks.project(list, block, inList(at));
      });
    },
    /** By one square for each block, of as many as there are squares. */
    combineInto(block: Block, shares: Float64Array): void {
      lists.forEach((list, at) => {
        const own = shares.subarray(at * mostTogether * square, (at + 1) * mostTogether * square);
        if (own.length > 0) blocks.combine(list, own, block);
      });
    },
    release(): void {
      for (const list of lists) list.release();
    },
  };
}

/** The symmetric matrix of these squares on its diagonal, and below it, whole. */
function bandOf(diagonal: readonly Float64Array[], beside: readonly Float64Array[]): Float64Array {
  const n = abreast * diagonal.length,
    band = new Float64Array(n * n);
  diagonal.forEach((values, k) => {
    const at = k * abreast;
    for (let i = 0; i < abreast; i++)
      for (let j = 0; j < abreast; j++) {
        band[(at + i) * n + at + j] = (values[i * abreast + j] + values[j * abreast + i]) / 2;
        if (k + 1 === diagonal.length) continue;
        const below = beside[k][i * abreast + j];
        band[(at + abreast + i) * n + at + j] = band[(at + j) * n + at + abreast + i] = below;
      }
  });
  return band;
}
