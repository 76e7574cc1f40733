/** Eigenvectors of a sparse symmetric matrix that have been found, and what they are worth. */
import type { BlockKrylov, RitzPairs } from './block-krylov.ts';
import type { Block } from './kernels.ts';
import { plain } from './edge-of-spectrum.ts';
import { abreast, type VectorBlocks } from './vector-blocks.ts';

export interface FoundVectors {
  readonly count: number;
  /** Side by side, filled up with zeros. */
  readonly blocks: readonly Block[];
  /** The so many largest of their eigenvalues, falling. */
  largest(count: number): Float64Array;
  /** These Ritz vectors of a space. */
  add(space: BlockKrylov, pairs: RitzPairs, chosen: readonly number[]): void;
  /** The matrix on their space, and how far it leads out of it (Frobenius norm). */
  restricted(): { readonly matrix: Float64Array; readonly outside: number };
  release(): void;
}

export function foundVectors(vectors: VectorBlocks): FoundVectors {
  const blocks: Block[] = [],
    values: number[] = [];
  const image = (block: Block): Block => {
    const made = vectors.copy(block);
    vectors.filter(made, plain);
    return made;
  };
  return {
    blocks,
    get count() {
      return values.length;
    },
    largest: (count) => Float64Array.from(values).sort().reverse().slice(0, count),
    add(space, pairs, chosen) {
      const start = values.length,
        end = start + chosen.length,
        first = Math.floor(start / abreast);
      while (blocks.length * abreast < end) blocks.push(vectors.block());
      space.addVectors(pairs, chosen, start - first * abreast, blocks.slice(first));
      for (let which = first; which < blocks.length; which++) {
        const moved = image(blocks[which]),
          products = vectors.overlap(blocks[which], moved);
        moved.release();
        for (let at = Math.max(start, which * abreast); at < Math.min(end, (which + 1) * abreast); at++)
          values[at] = products[(at - which * abreast) * (abreast + 1)];
      }
    },
    restricted() {
      const n = values.length,
        matrix = new Float64Array(n * n);
      let squares = 0;
      blocks.forEach((block, column) => {
        const moved = image(block);
        blocks.forEach((other, row) => {
          const products = vectors.project(other, moved);
          for (let i = row * abreast; i < Math.min(n, (row + 1) * abreast); i++)
            for (let j = column * abreast; j < Math.min(n, (column + 1) * abreast); j++)
              matrix[i * n + j] = products[(i - row * abreast) * abreast + (j - column * abreast)];
        });
        const left = vectors.overlap(moved, moved);
        for (let i = 0; i < abreast; i++) squares += left[i * (abreast + 1)];
        moved.release();
      });
      return { matrix, outside: Math.sqrt(squares) };
    },
    release() {
      for (const block of blocks) block.release();
    },
  };
}
