/** The largest eigenvalues of a sparse symmetric matrix: small connected parts are solved whole. */
import type { WholeSolver } from './block-krylov.ts';
import { connectedParts } from './connected-parts.ts';
import { demandFinite } from './finite.ts';
import type { Kernels } from './kernels.ts';
import { largestOfConnected } from './largest-eigenvalues.ts';
import type { SymmetricRows } from './vector-blocks.ts';

/** Parts of fewer rows are solved whole, and larger ones too where more than such a share of them is wanted. */
export const fewestRows = 1024;
const mostWanted = 1 / 8;
/** A part is not made whole that has more rows. */
const mostWhole = 2048;

export function largestEigenvalues(
  kernels: Kernels,
  dense: WholeSolver,
  rows: SymmetricRows,
  wanted: number,
  fewest: number,
): Float64Array | undefined {
  demandFinite('the weights', rows.weights, rows.weights.length);
  const values: number[] = [];
  for (const part of connectedParts(rows)) {
    const n = part.size,
      own = Math.min(wanted, n);
    const isFew = n >= fewest && own <= mostWanted * n;
    if (!isFew && n > mostWhole) return undefined;
    const found = isFew
      ? largestOfConnected(kernels, dense, part, factorOf(part.weights), own)
      : wholeEigenvalues(part, dense).subarray(0, own);
    if (!found) return undefined;
    for (const value of found) values.push(value);
  }
  return Float64Array.from(values).sort().reverse().slice(0, wanted);
}

function wholeEigenvalues(
  { size, starts, targets, weights }: SymmetricRows,
  dense: Pick<WholeSolver, 'symmetricEigenvalues'>,
): Float64Array {
  const whole = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let at = starts[row]; at < starts[row + 1]; at++) whole[row * size + targets[at]] = weights[at];
  return dense.symmetricEigenvalues(whole, size).reverse();
}

/** The power of 2 that brings the largest magnitude to 1 .. 2. */
function factorOf(weights: Float64Array): number {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  let factor = 1;
  while (largest > 0 && largest * factor < 1 && factor < 2 ** 1000) factor *= 2;
  while (largest * factor >= 2) factor /= 2;
  return factor;
}
