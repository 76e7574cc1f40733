import type { Block, Kernels } from './kernels.ts';
import { type Progress, type ReducedMatrix, reducedMatrix, roomToReduce } from './reduced-matrix.ts';

/** As in source/multiply.h. */
const how = { turned: 1, upper: 2, added: 4 } as const;
/** Fewer products are summed by one thread; a thread sums no more than these in one call, which cannot be stopped. */
const fewestShared = 2 ** 24,
  mostAtOnce = 2 ** 33;

/** C (rows × columns) in double precision, to which products of rows are added: A Bᵀ, both with as many columns. */
export interface SummedProducts {
  add(a: Float32Array, b: Float32Array, columns: number): void;
  /** A Aᵀ, of which what is on and above the diagonal is added: rows and columns are as many. */
  addOwn(a: Float32Array, columns: number): void;
  /** The sums; nothing more can be added. */
  ended(): Float64Array;
  /** Of what `addOwn` has summed, times a factor, in its place: nothing more can be added. The caller releases it. */
  reduced(factor: number, onProgress?: Progress): ReducedMatrix;
  release(): void;
}

/**
 * Products of matrices in single precision, sums of hundreds of them in double, in so many threads; sums do not depend
 * on how many.
 */
export function products(kernels: Kernels, most: number) {
  let room: Block | undefined;
  /** Kept from one product to the next. */
  const roomFor = (threads: number): Block => {
    const doubles = threads * kernels.multiplyRoom;
    if (room && room.doubles().length >= doubles) return room;
    room?.release();
    room = undefined;
    room = kernels.allocate(8 * doubles);
    return room;
  };
  const multiply = (
    sizes: readonly [rows: number, columns: number, depth: number],
    kind: number,
    left: Float32Array,
    right: Float32Array,
    result: Block,
  ): void => {
    const count = sizes[0] * sizes[1] * sizes[2],
      threads = count < fewestShared ? 1 : most,
      turns = Math.ceil(count / (mostAtOnce * threads)) || 1,
      a = kernels.adopt(bytesOf(left)),
      b = right === left ? a : kernels.adopt(bytesOf(right));
    try {
      for (let turn = 0; turn < turns; turn++)
        kernels.multiply(sizes, kind, a, b, result, roomFor(threads), [turn, turns], threads);
    } finally {
      a.release();
      if (b !== a) b.release();
    }
  };
  return {
    /** a (rows × depth) times b (depth × columns), row-major. */
    product(a: Float32Array, b: Float32Array, rows: number, depth: number, columns: number): Float32Array {
      const result = kernels.allocate(4 * rows * columns);
      multiply([rows, columns, depth], 0, a, b, result);
      const { buffer, byteOffset } = result.ended();
      return new Float32Array(buffer, byteOffset, rows * columns);
    },
    summed(rows: number, columns: number): SummedProducts {
      const sums = rows === columns ? roomToReduce(kernels, rows) : kernels.allocate(8 * rows * columns);
      return {
        add: (a, b, depth) => multiply([rows, columns, depth], how.turned | how.added, a, b, sums),
        addOwn: (a, depth) => multiply([rows, columns, depth], how.turned | how.upper | how.added, a, a, sums),
        ended() {
          const { buffer, byteOffset } = sums.ended();
          return new Float64Array(buffer, byteOffset, rows * columns);
        },
        reduced: (factor, onProgress) => reducedMatrix(kernels, most, sums, rows, factor, onProgress),
        release: () => sums.release(),
      };
    },
  };
}
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
