import type { SpectrumScale } from '../engine/connectivity/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import { tridiagonalGoe } from '../engine/spectra/index.ts';
import type { ConnectNoun } from '../language/specification.ts';

/**
 * Eigenvalues that were drawn without a matrix (`weights goe`), by falling real part, and the half-width of the
 * semicircle that they fill.
 */
export interface Ensemble {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly bulkRadius: number;
}

/** Undefined for a connectivity that has a matrix. */
export function ensembleOf(
  { source, stream, spectrum }: ConnectNoun,
  seed: number,
  algebra: LinearAlgebra,
): Ensemble | undefined {
  if (source.kind !== 'goe') return undefined;
  const { diagonal, beside } = tridiagonalGoe(source.neurons as number, { seed, stream });
  const drawn = algebra.tridiagonalEigenvalues(diagonal, beside).reverse(),
    n = drawn.length;
  const { kind, value } = (spectrum ?? { kind: 'radius', value: Math.max(drawn[0], -drawn[n - 1]) }) as SpectrumScale;
  const factor = value / (kind === 'max' ? drawn[0] : Math.max(drawn[0], -drawn[n - 1]));
  return { re: drawn.map((each) => each * factor), im: new Float64Array(n), bulkRadius: factor };
}
