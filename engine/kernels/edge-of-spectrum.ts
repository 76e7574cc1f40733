/** Where the eigenvalues of a symmetric matrix lie, from a Krylov space of the matrix itself. */
import type { RitzPairs } from './block-krylov.ts';
import { abreast, type Filter } from './vector-blocks.ts';

/** The matrix itself. */
export const plain: Filter = { degree: 1, middle: 0, half: 1 };
/** Of a polynomial, odd: what lies below the interval that it holds down stays below all others. */
const mostDegree = 9;
/** Of the largest modulus: what is held down is taken to be as wide at least. */
const narrowest = 1e-6;
/** Vectors that are known are raised no further: of what rounding has left of them, nothing is to be seen then. */
const mostKnownRaised = 1e12;
/** Of the width of the spectrum: a cut is lowered by so much at least. */
const leastLowered = 0.02;

/** A filter, and what it raises most. */
export interface Raising {
  readonly filter: Filter;
  readonly scale: number;
}
export interface EdgeOfSpectrum {
  /** Largest modulus of an eigenvalue. */
  readonly norm: number;
  /** A number that about so many eigenvalues lie above. */
  cutAbove(count: number): number;
  /** One that lies below the next of those seen below a cut; undefined where there is none. */
  cutBelow(cut: number): number | undefined;
  /** Holds down what lies below the cut. */
  filterAbove(cut: number): Raising;
}

/**
 * `above`, `below`: so many of the largest and of the smallest are known, and of no account for a filter. Polynomials
 * raise nothing further than `mostRaised`, so that no digits of the others are lost.
 */
export function edgeOfSpectrum(
  { values, vectors, residual }: RitzPairs,
  size: number,
  { above, below }: { readonly above: number; readonly below: number },
  mostRaised: number,
): EdgeOfSpectrum {
  const count = values.length,
    norm = Math.max(Math.abs(values[0]), Math.abs(values[count - 1])),
    [first, last] = above + below < count ? [above, count - 1 - below] : [0, count - 1],
    lowest = values[last] - residual(last),
    top = values[first] + residual(first);
  /** Gauss quadrature: what a Ritz value has of vectors that were drawn is the share of the spectrum it stands for. */
  const weights = Float64Array.from(values, (_, at) => {
    let squares = 0;
    for (let i = 0; i < abreast; i++) squares += vectors[at * count + i] ** 2;
    return (size * squares) / abreast;
  });
  return {
    norm,
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
      const next = values.findIndex((value) => value < cut - leastLowered * (top - lowest));
      return next < 0 ? undefined : (values[next] + (next + 1 < count ? values[next + 1] : lowest)) / 2;
    },
    filterAbove(cut) {
      const half = Math.max(cut - lowest, narrowest * norm) / 2,
        middle = cut - half;
      const raised = chebyshev((top - middle) / half),
        known = chebyshev((norm + Math.abs(middle)) / half);
      let degree = mostDegree;
      while (degree > 1 && (raised(degree) > mostRaised || known(degree) > mostKnownRaised)) degree -= 2;
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
