import { type Exponential, exponentials, type Precision } from './exponential.ts';
import { demandFinite, demandMatrix } from './finite.ts';
import type { Block, Kernels } from './kernels.ts';
import { type Eigenvectors, type Progress, type ReducedMatrix, reducedMatrix, roomToReduce } from './reduced-matrix.ts';
import { strongComponents, submatrix } from './matrix-components.ts';
import { fewestRows, largestEigenvalues } from './sparse-eigenvalues.ts';
import type { SymmetricRows } from './vector-blocks.ts';

/**
 * Linear algebra in f64. Matrices are dense, row-major, and stay as they are; a number that is not finite is an error,
 * and so is a matrix of nothing but subnormal numbers.
 */
export interface LinearAlgebra {
  /**
   * Eigenvalues of a symmetric matrix (n × n, of which the upper triangle is read), ascending. Householder
   * reduction, of large ones through a band, and root-free QL; about 4/3 n³ operations.
   */
  symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array;
  /**
   * The same with the eigenvectors: `vectors` holds one a row, of length 1, in the order of the values. About 9 n³
   * operations.
   */
  symmetricEigenvectors(matrix: Float64Array, n: number): Eigenvectors;
  /**
   * Brings a symmetric matrix to tridiagonal form, for its eigenvalues and the vectors of the largest: 4/3 n³
   * operations. Called on the way with the share done.
   */
  reduced(matrix: Float64Array, n: number, onProgress?: Progress): ReducedMatrix;
  /** The `wanted` largest eigenvalues, falling, with their vectors as rows, of a matrix that is reduced for that. */
  leadingEigenvectors(matrix: Float64Array, n: number, wanted: number): Eigenvectors;
  /**
   * The `wanted` largest eigenvalues of a sparse symmetric matrix, falling, from its synapses alone, as exact as those
   * of the whole matrix. Undefined where only the whole matrix has them: many are wanted, or they lie too close.
   * Connected parts of fewer than `fewest` rows are solved whole.
   */
  largestEigenvalues(rows: SymmetricRows, wanted: number, fewest?: number): Float64Array | undefined;
  /** M Mᵀ (rows × rows, its upper triangle) of a matrix (rows × columns). */
  gram(matrix: Float64Array, rows: number, columns: number): Float64Array;
  /**
   * Eigenvalues of a general matrix, by falling real part, of a conjugate pair the positive imaginary part first. It is
   * first taken apart into its strongly connected components, whose eigenvalues it has: a neuron on no cycle gives its
   * diagonal entry exactly, a matrix without cycles zeros. Each is balanced, brought to Hessenberg form and iterated
   * with implicit double shifts; about 10 n³ operations for a component of n.
   */
  eigenvalues(matrix: Float64Array, n: number): { readonly re: Float64Array; readonly im: Float64Array };
  /** Singular values of a matrix (rows × columns), descending: as many as its shorter side. */
  singularValues(matrix: Float64Array, rows: number, columns: number): Float64Array;
  /**
   * Eigenvalues of a symmetric tridiagonal matrix, ascending: n on the diagonal, n − 1 beside it (more are not read).
   * Root-free QL, about 10 n² operations.
   */
  tridiagonalEigenvalues(diagonal: Float64Array, beside: Float64Array): Float64Array;
  /**
   * X with A X + X Aᵀ + C = 0 for symmetric C (n × n); unique where no two eigenvalues of A sum to zero. By the real
   * Schur form; about 30 n³ operations.
   */
  lyapunov(a: Float64Array, c: Float64Array, n: number): Float64Array;
  /**
   * Rows of so many columns, taken in one after another, and the triangle Q′A that has the same products: least squares
   * of many rows. `pivots`: columns that are brought to a triangle; those behind them are turned with them.
   */
  triangle(pivots: number, columns: number): Triangle;
  /**
   * The same by Cholesky's factor of the products A′A: half the operations, and half the digits of singular values that
   * are small beside the largest.
   */
  productTriangle(pivots: number, columns: number): ProductTriangle;
  /**
   * e^A (n × n), and the gradient of functions of it: five products of n³ in double precision and four in single, one
   * more for each halving that brings the smaller of its norms below 1.09 and 1.46, and twice as many for each
   * gradient. The caller releases it.
   */
  exponential(n: number, precision: Precision): Exponential;
}

/** As in source/algebra.h. */
const operation = {
  symmetricEigenvalues: 0,
  symmetricEigenvectors: 1,
  eigenvalues: 2,
  lyapunov: 3,
  singularValues: 4,
  tridiagonalEigenvalues: 5,
  absorb: 10,
  gram: 11,
  cholesky: 12,
} as const;
/** Of these nothing is left in the matrix, which is given where the room is: it is held once. */
const leavesNothing: ReadonlySet<keyof typeof operation> = new Set(['symmetricEigenvalues', 'eigenvalues']);
/** Rows that are taken in together: ABSORBED of source/triangle.h, MULTIPLIED of source/product64.h. */
const together = { absorb: 64, gram: 128 } as const;

/** Takes in rows A one after another. Call `release` when done. */
export interface RowsTaken {
  /** The next row, to be filled in before anything else is asked of the kernels: it holds what stood there before. */
  row(): Float64Array;
  release(): void;
}
/** Q′A of the rows A that were taken in: upper triangular in its first columns. */
export interface Triangle extends RowsTaken {
  /** pivots × columns, row-major, of all rows so far. */
  values(): Float64Array;
}
export interface ProductTriangle extends RowsTaken {
  /**
   * The triangle (what stands below its diagonal means nothing), and the sum of squares of each of its columns;
   * undefined where a column is made of those before it, to rounding.
   */
  values(): { readonly triangle: Float64Array; readonly squares: Float64Array } | undefined;
}

/** `threads`: how many what takes long may use. */
export function linearAlgebra(kernels: Kernels, threads = 1): LinearAlgebra {
  /** Copies the matrix in, runs the operation, and gives what `read` takes from a and b. */
  const run = <Result>(
    name: keyof typeof operation,
    matrix: Float64Array,
    rows: number,
    columns: number,
    b: Float64Array,
    read: (a: Float64Array, b: Float64Array) => Result,
  ): Result => {
    demandMatrix(matrix, rows, columns);
    if (rows === 0 || columns === 0) return read(new Float64Array(0), b);
    const held: Block[] = [];
    const take = (doubles: number) => {
      const block = kernels.allocate(8 * doubles);
      held.push(block);
      return block;
    };
    try {
      const room = take(kernels.algebraRoom(operation[name], rows, columns)),
        first = leavesNothing.has(name) ? room : take(matrix.length),
        second = take(b.length);
      first.doubles().set(matrix);
      second.doubles().set(b);
      const failed = kernels.algebra(operation[name], rows, columns, first, second, room);
      if (failed) throw new Error(`the eigenvalues of a matrix of ${rows} × ${columns} did not converge`);
      return read(first.doubles(), second.doubles());
    } finally {
      for (const block of held) block.release();
    }
  };
  const symmetricEigenvectors: LinearAlgebra['symmetricEigenvectors'] = (matrix, n) =>
    run('symmetricEigenvectors', matrix, n, n, new Float64Array(n), (rows, found) => {
      const order = Uint32Array.from(found, (_, i) => i).sort((i, j) => found[i] - found[j]);
      const vectors = new Float64Array(n * n);
      order.forEach((from, to) => {
        vectors.set(rows.subarray(from * n, (from + 1) * n), to * n);
      });
      return { values: Float64Array.from(order, (from) => found[from]), vectors };
    });
  const symmetricEigenvalues: LinearAlgebra['symmetricEigenvalues'] = (matrix, n) => {
    if (n < twoStages)
      return run('symmetricEigenvalues', matrix, n, n, new Float64Array(n), (_, values) => values.slice().sort());
    const { values, release } = reduced(matrix, n);
    release();
    return values.reverse();
  };
  const reduced: LinearAlgebra['reduced'] = (matrix, n, onProgress) => {
    demandMatrix(matrix, n, n);
    const room = roomToReduce(kernels, n);
    room.doubles().set(matrix);
    return reducedMatrix(kernels, threads, room, n, 1, onProgress);
  };
  return {
    symmetricEigenvalues,
    symmetricEigenvectors,
    largestEigenvalues: (rows, wanted, fewest = fewestRows) =>
      largestEigenvalues(kernels, { symmetricEigenvalues, symmetricEigenvectors }, rows, wanted, fewest),
    reduced,
    leadingEigenvectors: (matrix, n, wanted) =>
      leading(reduced(matrix, n), wanted) ?? firstOf(symmetricEigenvectors(matrix, n), wanted),
    gram: (matrix, rows, columns) => gramOf(kernels, threads, matrix, rows, columns),
    eigenvalues(matrix, n) {
      demandMatrix(matrix, n, n);
      const re = new Float64Array(n),
        im = new Float64Array(n);
      let at = 0;
      for (const members of strongComponents(matrix, n)) {
        const m = members.length;
        if (m === 1) re[at] = matrix[members[0] * (n + 1)];
        else
          run('eigenvalues', submatrix(matrix, n, members), m, m, new Float64Array(2 * m), (_, found) => {
            re.set(found.subarray(0, m), at);
            im.set(found.subarray(m), at);
          });
        at += m;
      }
      const order = Uint32Array.from(re, (_, i) => i).sort((i, j) => re[j] - re[i] || im[j] - im[i]);
      return { re: Float64Array.from(order, (from) => re[from]), im: Float64Array.from(order, (from) => im[from]) };
    },
    singularValues(matrix, rows, columns) {
      const [tall, high, wide] =
        rows >= columns ? [matrix, rows, columns] : [transpose(matrix, rows, columns), columns, rows];
      return run('singularValues', tall, high, wide, new Float64Array(wide), (_, values) =>
        values.slice().sort().reverse(),
      );
    },
    tridiagonalEigenvalues(diagonal, beside) {
      const n = diagonal.length,
        both = Float64Array.from({ length: 2 * n }, (_, place) =>
          place % 2 === 0 ? diagonal[place / 2] : place < 2 * n - 1 ? beside[(place - 1) / 2] : 0,
        );
      return run('tridiagonalEigenvalues', both, n, 2, new Float64Array(n), (_, values) => values.slice().sort());
    },
    lyapunov(a, c, n) {
      demandMatrix(c, n, n);
      return run('lyapunov', a, n, n, c, (_, x) => x.slice());
    },
    triangle: (pivots, columns) => triangleOf(kernels, pivots, columns),
    productTriangle: (pivots, columns) => productTriangle(kernels, pivots, columns),
    exponential: (n, precision) => exponentials(kernels, n, precision),
  };
}

/** Eigenvalues of smaller matrices are found in one stage. */
const twoStages = 256;
/** Products of fewer rows are summed by one thread. */
const fewestShared = 400;
function leading(matrix: ReducedMatrix, wanted: number): Eigenvectors | undefined {
  try {
    return matrix.leading(wanted);
  } finally {
    matrix.release();
  }
}
/** Of all, which rise. */
function firstOf({ values, vectors }: Eigenvectors, wanted: number): Eigenvectors {
  const n = values.length,
    falling = new Float64Array(wanted * n);
  for (let k = 0; k < wanted; k++) falling.set(vectors.subarray((n - 1 - k) * n, (n - k) * n), k * n);
  return { values: values.toReversed().slice(0, wanted), vectors: falling };
}
function gramOf(kernels: Kernels, threads: number, matrix: Float64Array, rows: number, columns: number): Float64Array {
  if (matrix.length !== rows * columns)
    throw new RangeError(`a matrix of ${rows} × ${columns} has ${rows * columns} numbers, not ${matrix.length}`);
  const { row, kept, release } = takenIn(kernels, 'gram', rows, rows, rows < fewestShared ? 1 : threads);
  try {
    for (let column = 0; column < columns; column++) {
      const taken = row();
      for (let i = 0; i < rows; i++) taken[i] = matrix[i * columns + column];
    }
    return kept().doubles().slice();
  } finally {
    release();
  }
}

/** `kept` (pivots × columns) of all rows so far, in the memory of the kernels. */
function takenIn(
  kernels: Kernels,
  name: keyof typeof together,
  pivots: number,
  columns: number,
  threads = 1,
): RowsTaken & { kept(): Block } {
  const most = together[name],
    kept = kernels.allocate(8 * pivots * columns),
    rows = kernels.allocate(8 * most * columns),
    room = kernels.allocate(8 * kernels.algebraRoom(operation[name], pivots, columns, threads));
  let waiting = 0;
  const takeIn = (): void => {
    const block = rows.doubles();
    block.fill(0, waiting * columns);
    demandFinite('the rows', block, columns);
    kernels.algebra(operation[name], pivots, columns, kept, rows, room, threads);
    waiting = 0;
  };
  kept.doubles().fill(0);
  return {
    row() {
      if (waiting === most) takeIn();
      waiting += 1;
      return rows.doubles().subarray((waiting - 1) * columns, waiting * columns);
    },
    kept() {
      if (waiting > 0) takeIn();
      return kept;
    },
    release() {
      for (const each of [kept, rows, room]) each.release();
    },
  };
}
function triangleOf(kernels: Kernels, pivots: number, columns: number): Triangle {
  const { kept, ...taken } = takenIn(kernels, 'absorb', pivots, columns);
  return { ...taken, values: () => kept().doubles().slice() };
}
function productTriangle(kernels: Kernels, pivots: number, columns: number): ProductTriangle {
  const { kept, ...taken } = takenIn(kernels, 'gram', pivots, columns);
  return {
    ...taken,
    values() {
      const products = kept(),
        squares = Float64Array.from({ length: pivots }, (_, j) => products.doubles()[j * columns + j]),
        copy = kernels.allocate(8 * pivots * columns);
      try {
        copy.doubles().set(products.doubles());
        const failed = kernels.algebra(operation.cholesky, pivots, columns, copy, copy, copy);
        return failed ? undefined : { triangle: copy.doubles().slice(), squares };
      } finally {
        copy.release();
      }
    },
  };
}

function transpose(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = matrix[i * columns + j];
  return turned;
}
