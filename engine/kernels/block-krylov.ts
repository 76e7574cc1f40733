/** A block Krylov space of a filter of a sparse symmetric matrix, at right angles to all that was found before. */
import type { Stream } from '../random/index.ts';
import type { Block } from './kernels.ts';
import { abreast, type Filter, squareTimes, type VectorBlocks } from './vector-blocks.ts';

export interface RitzPairs {
  /** Falling. */
  readonly values: Float64Array;
  /** One a row, in the order of the values, over the vectors of the space. */
  readonly vectors: Float64Array;
  /** Length of what the filter makes of each Ritz vector outside the space. */
  residual(at: number): number;
}
export interface BlockKrylov {
  /** Vectors of the space. */
  readonly dimensions: number;
  /** One more block. */
  grow(): void;
  ritz(): RitzPairs;
  /** The first so many Ritz vectors, into columns of zeros of these blocks from `column` on. */
  addVectors(pairs: RitzPairs, count: number, column: number, to: readonly Block[]): void;
  release(): void;
}
type Eigenvectors = (
  matrix: Float64Array,
  n: number,
) => { readonly values: Float64Array; readonly vectors: Float64Array };

/** What is left of a vector beside the largest eigenvalue of the filter, when it is nothing but rounding. */
const vanished = 1e-13;

/**
 * `scale`: about the largest eigenvalue of the filter. Where nothing new is left in a column another is drawn: the
 * space goes on beyond what its first block can reach, as where an eigenvalue has more vectors than a block.
 */
export function blockKrylov(
  blocks: VectorBlocks,
  filter: Filter,
  scale: number,
  found: readonly Block[],
  draws: Stream,
  eigenvectors: Eigenvectors,
): BlockKrylov {
  const basis: Block[] = [],
    diagonal: Float64Array[] = [],
    beside: Float64Array[] = [];
  const drawColumns = (block: Block, columns: number): void => {
    const values = block.doubles();
    for (let at = 0; at < values.length; at++) if ((columns >>> (at % abreast)) & 1) values[at] = draws.normal();
  };
  /** B −= what lies in all that was found, and in these; what lay in the last of them is given. */
  const apart = (block: Block, from: readonly Block[]): Float64Array => {
    for (const one of found) blocks.project(one, block);
    return from.map((one) => blocks.project(one, block)).at(-1) ?? new Float64Array(0);
  };
  const everything = 2 ** abreast - 1;
  const first = blocks.block();
  drawColumns(first, everything);
  for (let turn = 0; turn < 2; turn++) {
    apart(first, []);
    blocks.orthonormalise(first, 0, 0);
  }
  basis.push(first);
  return {
    get dimensions() {
      return abreast * (basis.length - 1);
    },
    grow() {
      const next = blocks.copy(basis[basis.length - 1]);
      blocks.filter(next, filter);
      // of a symmetric matrix nothing but rounding lies in those before the last two
      diagonal.push(apart(next, basis.slice(-2)));
      const { r, lost } = blocks.orthonormalise(next, 0, vanished * scale);
      drawColumns(next, lost);
      apart(next, basis);
      beside.push(squareTimes(blocks.orthonormalise(next, lost, 0).r, r));
      basis.push(next);
    },
    ritz() {
      const n = abreast * diagonal.length,
        { values, vectors } = eigenvectors(bandOf(diagonal, beside), n),
        last = beside[beside.length - 1];
      const falling = new Float64Array(n * n);
      for (let at = 0; at < n; at++) falling.set(vectors.subarray((n - 1 - at) * n, (n - at) * n), at * n);
      return {
        values: values.reverse(),
        vectors: falling,
        residual(at) {
          let squares = 0;
          for (let i = 0; i < abreast; i++) {
            let sum = 0;
            for (let j = i; j < abreast; j++) sum += last[i * abreast + j] * falling[(at + 1) * n - abreast + j];
            squares += sum * sum;
          }
          return Math.sqrt(squares);
        },
      };
    },
    addVectors({ vectors }, count, column, to) {
      const n = abreast * diagonal.length;
      to.forEach((block, which) => {
        const start = which * abreast - column;
        for (let k = 0; k < diagonal.length; k++) {
          const shares = new Float64Array(abreast * abreast);
          for (let j = Math.max(0, -start); j < Math.min(abreast, count - start); j++)
            for (let i = 0; i < abreast; i++)
              shares[i * abreast + j] = vectors[(start + j) * n + k * abreast + i];
          blocks.combine(basis[k], shares, block);
        }
      });
    },
    release() {
      for (const block of basis) block.release();
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
