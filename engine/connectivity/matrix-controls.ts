import { type Stream, stream } from '../random/index.ts';
import type { Matrix } from './matrix.ts';
import { drawSources, drawTargets, type Keep, randomPlaces, shuffleWeights, swapEdges } from './rewire.ts';
import { isSymmetric, transposed } from './matrix-structure.ts';

/** What a control keeps; help and the manual say what stands here. */
export type Preserved =
  | 'number of neurons'
  | 'number of edges'
  | 'set of weights'
  | 'in-degree of every neuron'
  | 'out-degree of every neuron'
  | 'which pairs are connected'
  | 'diagonal'
  | 'sign of every neuron'
  | 'outgoing weights of every neuron'
  | 'incoming weights of every neuron'
  | 'symmetry'
  | 'eigenvalues'
  | 'set of degrees';
export interface MatrixControl {
  readonly doc: string;
  readonly preserves: (keep: Keep) => readonly Preserved[];
  readonly changes: readonly string[];
  readonly draws: boolean;
  readonly apply: (matrix: Matrix, draws: Stream, keep: Keep) => Matrix;
}
export type MatrixControlName =
  | 'random'
  | 'rewired'
  | 'shuffled'
  | 'permuted'
  | 'transposed'
  | 'diagonal'
  | 'off_diagonal'
  | 'symmetrised';

/** Matrix → matrix, before `unit_rows` and `spectrum`. */
export const matrixControls: Readonly<Record<MatrixControlName, MatrixControl>> = {
  random: {
    doc: 'The same weights at uniformly random ordered pairs of different neurons.',
    preserves: () => [
      'number of neurons',
      'number of edges',
      'set of weights',
      'diagonal',
      'sign of every neuron',
      'symmetry',
    ],
    changes: ['which pairs are connected', 'degrees'],
    draws: true,
    apply: randomPlaces,
  },
  rewired: {
    doc:
      'Edges swapped two by two, 10 swaps per edge, so that every neuron keeps its number of inputs and ' +
      'outputs; `keep: out` or `keep: in` draws one end anew instead and keeps only that number.',
    preserves: (keep) => [
      'number of neurons',
      'number of edges',
      'set of weights',
      'diagonal',
      'sign of every neuron',
      'symmetry',
      ...(keep === 'in'
        ? (['in-degree of every neuron', 'incoming weights of every neuron'] as const)
        : keep === 'out'
          ? (['out-degree of every neuron', 'outgoing weights of every neuron'] as const)
          : (['in-degree of every neuron', 'out-degree of every neuron', 'outgoing weights of every neuron'] as const)),
    ],
    changes: ['which pairs are connected'],
    draws: true,
    apply: (matrix, draws, keep) =>
      keep === 'both' || isSymmetric(matrix)
        ? swapEdges(matrix, draws)
        : (keep === 'out' ? drawTargets : drawSources)(matrix, draws),
  },
  shuffled: {
    doc:
      'Weights permuted over the existing connections: each neuron deals its outgoing weights out anew; in a ' +
      'symmetric matrix, over all pairs.',
    preserves: () => [
      'number of neurons',
      'number of edges',
      'set of weights',
      'which pairs are connected',
      'in-degree of every neuron',
      'out-degree of every neuron',
      'outgoing weights of every neuron',
      'diagonal',
      'sign of every neuron',
      'symmetry',
    ],
    changes: ['which connection has which weight'],
    draws: true,
    apply: shuffleWeights,
  },
  permuted: {
    doc: 'The neurons renamed: one random permutation of rows and columns together.',
    preserves: () => [
      'number of neurons',
      'number of edges',
      'set of weights',
      'set of degrees',
      'eigenvalues',
      'symmetry',
    ],
    changes: ['which neuron has which place'],
    draws: true,
    apply: permuteNeurons,
  },
  transposed: {
    doc: 'Every connection turned round.',
    preserves: () => ['number of neurons', 'number of edges', 'set of weights', 'diagonal', 'eigenvalues', 'symmetry'],
    changes: ['the direction of every connection'],
    draws: false,
    apply: transposed,
  },
  diagonal: {
    doc: 'Only the weights of neurons onto themselves.',
    preserves: () => ['number of neurons', 'diagonal', 'symmetry'],
    changes: ['everything off the diagonal'],
    draws: false,
    apply: (matrix) => keepWhere(matrix, (row, column) => row === column),
  },
  off_diagonal: {
    doc: 'Without the weights of neurons onto themselves.',
    preserves: () => [
      'number of neurons',
      'number of edges',
      'which pairs are connected',
      'in-degree of every neuron',
      'out-degree of every neuron',
      'symmetry',
    ],
    changes: ['the diagonal'],
    draws: false,
    apply: (matrix) => keepWhere(matrix, (row, column) => row !== column),
  },
  symmetrised: {
    doc: 'The mean of the matrix and its transpose, (W + Wᵀ)/2.',
    preserves: () => ['number of neurons', 'diagonal', 'symmetry'],
    changes: ['the asymmetric part'],
    draws: false,
    apply: symmetrise,
  },
};

/**
 * What a control made, and the share (0 .. 1) of the edges whose pair of neurons has another weight, or none,
 * afterwards.
 */
export interface Controlled {
  readonly matrix: Matrix;
  readonly moved: number;
}

/**
 * Applies a control; its draws are keyed by the seed and the control's own stream. @throws ControlError where it cannot
 * be made.
 */
export function control(
  matrix: Matrix,
  {
    control: name,
    stream: key,
    keep = 'both',
  }: { readonly control: MatrixControlName; readonly stream: string; readonly keep?: Keep },
  seed: number,
): Controlled {
  const result = matrixControls[name].apply(matrix, stream(seed, key, name), keep);
  return { matrix: result, moved: shareMoved(matrix, result) };
}

function shareMoved({ size, values }: Matrix, after: Matrix): number {
  let edges = 0;
  let moved = 0;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const weight = values[row * size + column];
      if (row === column || weight === 0) continue;
      edges++;
      if (after.values[row * size + column] !== weight) moved++;
    }
  return edges === 0 ? 0 : moved / edges;
}

function permuteNeurons({ size, values }: Matrix, draws: Stream): Matrix {
  const order = draws.permutation(size);
  const permuted = new Float64Array(values.length);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      permuted[row * size + column] = values[order[row] * size + order[column]];
  return { size, values: permuted };
}
const keepWhere = ({ size, values }: Matrix, wanted: (row: number, column: number) => boolean): Matrix => ({
  size,
  values: values.map((value, place) => (wanted(Math.floor(place / size), place % size) ? value : 0)),
});
function symmetrise(matrix: Matrix): Matrix {
  const { size, values } = matrix;
  const flipped = transposed(matrix).values;
  return { size, values: values.map((value, place) => (value + flipped[place]) / 2) };
}
