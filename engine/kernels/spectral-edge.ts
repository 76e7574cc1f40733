/** Where the eigenvalues of a symmetric matrix lie, from a Krylov space of the matrix itself. */
import type { RitzPairs } from './block-krylov.ts';
import { abreast, type Filter } from './vector-blocks.ts';

/** The matrix itself. */
export const plain: Filter = { degree: 1, middle: 0, half: 1 };
/** Of a polynomial, odd: what lies below the interval that it holds down stays below all others. */
const mostDegree = 9;
/** A polynomial raises nothing further, so that no digits of the others are lost. */
const mostRaised = 1e4;

export interface SpectralEdge {
  /** Largest modulus of an eigenvalue. */
  readonly norm: number;
  /** A number that about so many eigenvalues lie above. */
  cutAbove(count: number): number;
  /** One that lies below the next of those seen below a cut; undefined where there is none. */
  cutBelow(cut: number): number | undefined;
  /** Holds down what lies below the cut; `scale` is what it raises most. Undefined where the cut is all there is. */
  filterAbove(cut: number): { readonly filter: Filter; readonly scale: number } | undefined;
}

/** `apart`: so many of the largest are known, and of no account for a filter. */
export function spectralEdge({ values, vectors, residual }: RitzPairs, size: number, apart: number): SpectralEdge {
  const count = values.length,
    lowest = values[count - 1] - residual(count - 1),
    top = values[Math.min(apart, count - 1)] + residual(Math.min(apart, count - 1));
  /** Gauss quadrature: what a Ritz value has of vectors that were drawn is the share of the spectrum it stands for. */
  const weights = Float64Array.from(values, (_, at) => {
    let squares = 0;
    for (let i = 0; i < abreast; i++) squares += vectors[at * count + i] ** 2;
    return (size * squares) / abreast;
  });
  return {
    norm: Math.max(Math.abs(values[0]), Math.abs(lowest)),
    cutAbove(wanted) {
      let [above, before] = [0, 0];
      for (let at = 0; at < count; at++) {
        const middle = above + weights[at] / 2;
        if (middle >= wanted)
          return at === 0
            ? values[0]
            : values[at] + ((middle - wanted) / (middle - before)) * (values[at - 1] - values[at]);
        above += weights[at];
        before = middle;
      }
      return lowest;
    },
    cutBelow(cut) {
      const next = values.findIndex((value) => value < cut);
      return next < 0 ? undefined : (values[next] + (next + 1 < count ? values[next + 1] : lowest)) / 2;
    },
    filterAbove(cut) {
      const half = (cut - lowest) / 2,
        middle = cut - half;
      if (!(half > Number.EPSILON * size * Math.abs(middle))) return undefined;
      const raised = chebyshev((top - middle) / half);
      let degree = mostDegree;
      while (degree > 1 && raised(degree) > mostRaised) degree -= 2;
      return { filter: { degree, middle, half }, scale: Math.max(1, raised(degree)) };
    },
  };
}

/** Of a number of at least −1, by degree. */
const chebyshev =
  (x: number) =>
  (degree: number): number => {
    let [last, value] = [1, x];
    for (let k = 1; k < degree; k++) [last, value] = [value, 2 * x * value - last];
    return value;
  };
