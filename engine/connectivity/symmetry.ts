/** Whether a matrix is symmetric, or the contrary, to rounding; and the matrix whose eigenvalues are then found. */
import type { Matrix } from './matrix.ts';
import { incomingOf, type Outgoing } from './outgoing.ts';
import { synapsesOf } from './sparse-matrix.ts';

/**
 * `rounding`: w(i, j) and w(j, i) differ, by no more than a number of `digits` digits rounds beside the largest weights
 * of the two neurons, or than eigenvalues of so many neurons err by.
 */
export type Symmetry = 'exact' | 'rounding' | 'none';
const digits = 12;
const shareOf = (size: number): number => Math.max(10 ** -digits, size * Number.EPSILON);

/** Whether w(i, j) is `sign` times w(j, i), the diagonal included. */
function likeness(matrix: Matrix, sign: 1 | -1): Symmetry {
  const synapses = synapsesOf(matrix);
  if (synapses) return likenessOfSynapses(synapses, sign);
  const { size, values } = matrix,
    share = shareOf(size),
    largest = new Float64Array(size).fill(-1);
  const largestOf = (neuron: number): number => {
    if (largest[neuron] < 0)
      for (let other = 0; other < size; other++)
        largest[neuron] = Math.max(
          largest[neuron],
          Math.abs(values[neuron * size + other]),
          Math.abs(values[other * size + neuron]),
        );
    return largest[neuron];
  };
  let found: Symmetry = 'exact';
  // in tiles, so that neither side is read across the whole matrix for each number
  for (let top = 0; top < size; top += tile)
    for (let left = 0; left <= top; left += tile)
      for (let row = top; row < Math.min(size, top + tile); row++)
        for (let column = left; column < Math.min(row + 1, left + tile); column++) {
          const [below, above] = [values[row * size + column], sign * values[column * size + row]];
          if (below === above) continue;
          if (!(Math.abs(below - above) <= share * Math.sqrt(largestOf(row)) * Math.sqrt(largestOf(column))))
            return 'none';
          found = 'rounding';
        }
  return found;
}
const tile = 64;

export const symmetryOf = (matrix: Matrix): Symmetry => likeness(matrix, 1);
/** The same from the synapses alone. */
function likenessOfSynapses(outgoing: Outgoing, sign: 1 | -1): Symmetry {
  const { size } = outgoing,
    incoming = incomingOf(outgoing),
    share = shareOf(size),
    largest = new Float64Array(size);
  for (const { starts: begins, weights: numbers } of [outgoing, incoming])
    for (let neuron = 0; neuron < size; neuron++)
      for (let at = begins[neuron]; at < begins[neuron + 1]; at++)
        largest[neuron] = Math.max(largest[neuron], Math.abs(numbers[at]));
  let found: Symmetry = 'exact';
  const areAlike = bothWays(outgoing, incoming, (neuron, other, there, back) => {
    if (there === sign * back) return true;
    found = 'rounding';
    return Math.abs(there - sign * back) <= share * Math.sqrt(largest[neuron]) * Math.sqrt(largest[other]);
  });
  return areAlike ? found : 'none';
}
/** Whether all pairs of neurons with a synapse are as they should, by the weights there and back. */
function bothWays(
  { size, starts, targets, weights }: Outgoing,
  incoming: Outgoing,
  isRight: (neuron: number, other: number, there: number, back: number) => boolean,
): boolean {
  for (let neuron = 0; neuron < size; neuron++) {
    const [end, back] = [starts[neuron + 1], incoming.starts[neuron + 1]];
    for (let to = starts[neuron], from = incoming.starts[neuron]; to < end || from < back; ) {
      const other = Math.min(to < end ? targets[to] : size, from < back ? incoming.targets[from] : size),
        there = to < end && targets[to] === other ? weights[to++] : 0,
        here = from < back && incoming.targets[from] === other ? incoming.weights[from++] : 0;
      if (!isRight(neuron, other, there, here)) return false;
    }
  }
  return true;
}
/** To rounding. */
export const isSymmetric = (matrix: Matrix): boolean => symmetryOf(matrix) !== 'none';
/** w(i, j) = −w(j, i), to rounding; not of a matrix of zeros. */
export const isAntisymmetric = (matrix: Matrix): boolean =>
  likeness(matrix, -1) !== 'none' && (synapsesOf(matrix)?.weights ?? matrix.values).some((weight) => weight !== 0);

const means = new WeakMap<Float64Array, Matrix>();
/**
 * The symmetric matrix that is solved in place of one that is symmetric to rounding: the mean of it and its transpose,
 * the same for the same array, which must not change; undefined for a directed one.
 */
export function symmetricForm(matrix: Matrix): Matrix | undefined {
  const symmetry = symmetryOf(matrix);
  if (symmetry !== 'rounding') return symmetry === 'exact' ? matrix : undefined;
  const mean = means.get(matrix.values) ?? { size: matrix.size, values: symmetricMean(matrix) };
  means.set(matrix.values, mean);
  return mean;
}
/** ½ (W + Wᵀ). */
export const symmetricMean = ({ size, values }: Matrix): Float64Array =>
  values.map((value, place) => value / 2 + values[(place % size) * size + Math.floor(place / size)] / 2);

/** What is said of a matrix from a file that is symmetric to rounding. */
export function roundingNote(matrix: Matrix): readonly string[] {
  if (symmetryOf(matrix) !== 'rounding') return [];
  let most = 0,
    largest = 0;
  const see = (below: number, above: number): void => {
    most = Math.max(most, Math.abs(below - above));
    largest = Math.max(largest, Math.abs(below), Math.abs(above));
  };
  const { size } = matrix,
    synapses = synapsesOf(matrix);
  if (synapses)
    bothWays(synapses, incomingOf(synapses), (neuron, other, there, back) => {
      if (neuron !== other) see(there, back);
      return true;
    });
  else {
    const { values } = matrix;
    for (let row = 0; row < size; row++)
      for (let column = 0; column < row; column++) see(values[row * size + column], values[column * size + row]);
  }
  return [
    `Its weights w(i, j) and w(j, i) differ by ${Number((most / largest).toPrecision(2))} of the largest at most, as ` +
      'rounding makes them: it counts as symmetric. The weights stay as they are; its eigenvalues are those of ' +
      '(W + Wᵀ)/2.',
  ];
}
