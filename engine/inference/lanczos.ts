/** The largest eigenvalues of a symmetric operator, with their vectors. */
import { stream } from '../random/index.ts';

export interface EigenPairs {
  /** Largest first. */ readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
}

/**
 * Lanczos iteration with full reorthogonalisation (Golub & Van Loan 2013, section 10.3), in the space orthogonal to
 * `known` (unit vectors). Deterministic: the first vector comes from a named stream. Exact after n − known.length
 * steps. Yields between steps.
 */
export function* largestEigenpairs(
  n: number,
  apply: (vector: Float64Array) => Float64Array,
  known: readonly Float64Array[],
  wanted: number,
  steps: number,
): Generator<void, EigenPairs> {
  const basis: Float64Array[] = [],
    diagonal: number[] = [],
    off: number[] = [];
  const draws = stream(1, 'lanczos', 'start');
  let next = unit(
    orthogonal(
      Float64Array.from({ length: n }, () => draws.normal()),
      known,
    ),
  );
  for (let step = 0; next && step < Math.min(steps, n - known.length); step++) {
    basis.push(next);
    const image = apply(next);
    diagonal.push(dot(next, image));
    const rest = orthogonal(image, [...known, ...basis]);
    const length = Math.sqrt(dot(rest, rest));
    off.push(length);
    next =
      length > 1e-10
        ? unit(rest)
        : unit(
            orthogonal(
              Float64Array.from({ length: n }, () => draws.normal()),
              [...known, ...basis],
            ),
          );
    if (length <= 1e-10) off[off.length - 1] = 0;
    yield;
  }
  const { values, vectors } = tridiagonal(diagonal, off);
  const order = [...values.keys()].sort((a, b) => values[b] - values[a]).slice(0, wanted);
  return {
    values: Float64Array.from(order, (index) => values[index]),
    vectors: order.map((index) => combined(basis, vectors[index])),
  };
}

function orthogonal(vector: Float64Array, to: readonly Float64Array[]): Float64Array {
  for (let pass = 0; pass < 2; pass++)
    for (const other of to) {
      const along = dot(vector, other);
      for (let i = 0; i < vector.length; i++) vector[i] -= along * other[i];
    }
  return vector;
}
function unit(vector: Float64Array): Float64Array | undefined {
  const length = Math.sqrt(dot(vector, vector));
  return length > 1e-12 ? vector.map((value) => value / length) : undefined;
}
function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
function combined(basis: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(basis[0].length);
  basis.forEach((vector, index) => {
    for (let i = 0; i < sum.length; i++) sum[i] += weights[index] * vector[i];
  });
  return sum;
}

/**
 * Eigenvalues and vectors of a symmetric tridiagonal matrix: QL steps with Wilkinson's shift, rotations applied to the
 * identity (Golub & Van Loan 2013, section 8.3).
 */
function tridiagonal(diagonal: readonly number[], off: readonly number[]): EigenPairs {
  const m = diagonal.length;
  const d = Float64Array.from(diagonal),
    e = Float64Array.from({ length: m }, (_, i) => (i < m - 1 ? off[i] : 0));
  const vectors = Array.from({ length: m }, (_, i) => {
    const row = new Float64Array(m);
    row[i] = 1;
    return row;
  });
  for (let low = 0; low < m; low++) {
    for (let round = 0; round < 60; round++) {
      let high = low;
      while (high < m - 1 && Math.abs(e[high]) > 1e-16 * (Math.abs(d[high]) + Math.abs(d[high + 1]))) high++;
      if (high === low) break;
      const slope = (d[low + 1] - d[low]) / (2 * e[low]);
      let gap = d[high] - d[low] + e[low] / (slope + (slope >= 0 ? 1 : -1) * Math.sqrt(slope * slope + 1));
      let sine = 1,
        cosine = 1,
        carried = 0;
      for (let i = high - 1; i >= low; i--) {
        const bulge = sine * e[i],
          kept = cosine * e[i];
        const radius = Math.sqrt(bulge * bulge + gap * gap);
        e[i + 1] = radius;
        if (radius === 0) {
          d[i + 1] -= carried;
          break;
        }
        sine = bulge / radius;
        cosine = gap / radius;
        const shifted = d[i + 1] - carried;
        const turn = (d[i] - shifted) * sine + 2 * cosine * kept;
        carried = sine * turn;
        d[i + 1] = shifted + carried;
        gap = cosine * turn - kept;
        const first = vectors[i],
          second = vectors[i + 1];
        for (let k = 0; k < m; k++) {
          const held = second[k];
          second[k] = sine * first[k] + cosine * held;
          first[k] = cosine * first[k] - sine * held;
        }
      }
      d[low] -= carried;
      e[low] = gap;
      e[high] = 0;
    }
  }
  return { values: d, vectors };
}
