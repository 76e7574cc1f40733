import { type LinearAlgebra, strongComponents, submatrix } from '../kernels/index.ts';
import type { Matrix } from './matrix.ts';
import { symmetricForm } from './symmetry.ts';
import { incomingOf, isMutual, type Outgoing } from './outgoing.ts';
import { synapsesOf } from './sparse-matrix.ts';

/** All eigenvalues, by falling real part; real ones exactly where the matrix is symmetric, to rounding. */
export function eigenvaluesOf(
  matrix: Matrix,
  algebra: LinearAlgebra,
): { readonly re: Float64Array; readonly im: Float64Array } {
  const symmetric = symmetricForm(matrix);
  if (!symmetric) return algebra.eigenvalues(matrix.values, matrix.size);
  return {
    re: algebra.symmetricEigenvalues(symmetric.values, matrix.size).reverse(),
    im: new Float64Array(matrix.size),
  };
}

/**
 * The `wanted` largest eigenvalues of a symmetric matrix that is held as its synapses, falling; undefined of another
 * matrix, and where they need the whole matrix.
 */
export function leadingEigenvalues(
  matrix: Matrix,
  wanted: number,
  algebra: Pick<LinearAlgebra, 'largestEigenvalues'>,
): Float64Array | undefined {
  const synapses = synapsesOf(matrix);
  return synapses && isMutual(synapses) ? algebra.largestEigenvalues(synapses, wanted) : undefined;
}

/**
 * Largest modulus of an eigenvalue; 0 exactly for a nilpotent matrix. Non-negative weights by `perronRoot`, component
 * by component: n² operations a round where all eigenvalues take 10 n³.
 */
export function spectralRadius(matrix: Matrix, algebra: LinearAlgebra): number {
  const { size, values } = matrix;
  if (!values.every((value) => value >= 0)) return largestModulus(eigenvaluesOf(matrix, algebra));
  return strongComponents(values, size).reduce((radius, members) => {
    const n = members.length,
      block = submatrix(values, size, members);
    return Math.max(
      radius,
      n === 1
        ? values[members[0] * (size + 1)]
        : (perronRoot(block, n) ?? largestModulus(algebra.eigenvalues(block, n))),
    );
  }, 0);
}
export const largestModulus = ({ re, im }: { readonly re: Float64Array; readonly im: Float64Array }): number =>
  re.reduce((most, real, i) => Math.max(most, Math.hypot(real, im[i])), 0);

/**
 * No cycle and no autapse: every product of enough weights is zero, activity dies out after as many steps as the
 * longest path.
 */
export function isNilpotentByStructure(matrix: Matrix, components?: readonly Int32Array[]): boolean {
  const synapses = synapsesOf(matrix);
  if (synapses && hasShortCycle(synapses)) return false;
  const { size, values } = matrix;
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++)
      // an autapse, or two neurons that are connected both ways
      if (values[row * size + column] !== 0 && values[column * size + row] !== 0) return false;
  return (components ?? strongComponents(values, size)).every((members) => members.length === 1);
}

/** An autapse, or two neurons that are connected both ways. */
function hasShortCycle(outgoing: Outgoing): boolean {
  const incoming = incomingOf(outgoing);
  for (let neuron = 0; neuron < outgoing.size; neuron++) {
    let from = incoming.starts[neuron],
      to = outgoing.starts[neuron];
    while (from < incoming.starts[neuron + 1] && to < outgoing.starts[neuron + 1]) {
      const source = incoming.targets[from],
        target = outgoing.targets[to];
      if (source === target) return true;
      if (source < target) from++;
      else to++;
    }
  }
  return false;
}

/**
 * The dominant eigenvalue of an irreducible non-negative matrix: power iteration on A + sI (s > 0 makes it primitive),
 * until the bounds min (Ax)ᵢ/xᵢ ≤ ρ ≤ max (Ax)ᵢ/xᵢ (Collatz 1942, Wielandt 1950) agree to 1e-12; undefined if they have
 * not after many rounds.
 */
function perronRoot(block: Float64Array, n: number): number | undefined {
  const shift = block.reduce((sum, value) => sum + value, 0) / n;
  let x = new Float64Array(n).fill(1 / n);
  for (let round = 0; round < 2000; round++) {
    const y = new Float64Array(n);
    let [low, high, sum] = [Infinity, 0, 0];
    for (let row = 0; row < n; row++) {
      let value = shift * x[row];
      for (let column = 0; column < n; column++) value += block[row * n + column] * x[column];
      y[row] = value;
      low = Math.min(low, value / x[row]);
      high = Math.max(high, value / x[row]);
      sum += value;
    }
    if (high - low <= 1e-12 * high) return Math.max(0, (low + high) / 2 - shift);
    x = y.map((value) => value / sum);
  }
  return undefined;
}
