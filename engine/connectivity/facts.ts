import { type LinearAlgebra, strongComponents } from '../kernels/index.ts';
import { isNilpotentByStructure, spectralRadius } from './eigenvalues.ts';
import type { Matrix } from './matrix.ts';
import { rank } from './rank.ts';
import { isSymmetric } from './symmetry.ts';

/**
 * What a reader should know of a matrix before believing what is done with it. Cheap to n = 500; rank costs about n³
 * operations.
 */
export interface Facts {
  readonly size: number;
  /** Non-zero weights off the diagonal, and on it. */
  readonly edges: number;
  readonly autapses: number;
  /** Edges / ordered pairs, 0 .. 1. */
  readonly density: number;
  /** Mean number of inputs (= of outputs) of a neuron, autapses left out. */
  readonly meanDegree: number;
  /** Rows (neurons with input) and columns (neurons with output) that are not all zero, autapses counted. */
  readonly rows: number;
  readonly columns: number;
  /** Neurons without any edge, autapses left out. */
  readonly isolated: number;
  /** Share of edges whose reverse is an edge too; 0 without edges. */
  readonly reciprocity: number;
  /** To rounding. */
  readonly symmetric: boolean;
  readonly nonNegative: boolean;
  readonly rank: number;
  readonly rankTolerance: number;
  /** No cycle: activity cannot recur. */
  readonly nilpotent: boolean;
  /** Length of the longest path in a nilpotent matrix, in edges: after one step more nothing is left. */
  readonly longestPath: number | undefined;
  /** Undefined for signed matrices whose largest component has over 500 neurons. */
  readonly spectralRadius: number | undefined;
}

export function facts(matrix: Matrix, algebra: LinearAlgebra): Facts {
  const { size, values } = matrix;
  const components = strongComponents(values, size);
  const nilpotent = isNilpotentByStructure(matrix, components);
  const nonNegative = values.every((value) => value >= 0);
  const affordable = nonNegative || components.every((members) => members.length <= 500);
  const { rank: found, tolerance } = rank(matrix);
  return {
    size,
    ...degrees(matrix),
    symmetric: isSymmetric(matrix),
    nonNegative,
    rank: found,
    rankTolerance: tolerance,
    nilpotent,
    longestPath: nilpotent ? longestPath(matrix, components) : undefined,
    spectralRadius: affordable ? spectralRadius(matrix, algebra) : undefined,
  };
}

export type Degrees = Pick<
  Facts,
  'edges' | 'autapses' | 'density' | 'meanDegree' | 'rows' | 'columns' | 'isolated' | 'reciprocity'
>;
/** All that counting tells. */
export function degrees({ size, values }: Matrix): Degrees {
  const inputs = new Int32Array(size);
  const outputs = new Int32Array(size);
  const self = new Uint8Array(size);
  let edges = 0;
  let mutual = 0;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      if (values[row * size + column] === 0) continue;
      if (row === column) {
        self[row] = 1;
        continue;
      }
      edges++;
      inputs[row]++;
      outputs[column]++;
      if (values[column * size + row] !== 0) mutual++;
    }
  const count = (holds: (neuron: number) => boolean): number => {
    let n = 0;
    for (let i = 0; i < size; i++) if (holds(i)) n++;
    return n;
  };
  return {
    edges,
    autapses: count((i) => self[i] > 0),
    density: size > 1 ? edges / (size * (size - 1)) : 0,
    meanDegree: size > 0 ? edges / size : 0,
    rows: count((i) => inputs[i] + self[i] > 0),
    columns: count((i) => outputs[i] + self[i] > 0),
    isolated: count((i) => inputs[i] + outputs[i] === 0),
    reciprocity: edges > 0 ? mutual / edges : 0,
  };
}

/** Components come with the sinks first, so a neuron's targets are known before it. */
function longestPath({ size, values }: Matrix, components: readonly Int32Array[]): number {
  const length = new Int32Array(size);
  for (const [neuron] of components)
    for (let target = 0; target < size; target++) {
      if (values[target * size + neuron] !== 0) length[neuron] = Math.max(length[neuron], length[target] + 1);
    }
  return length.reduce((longest, edges) => Math.max(longest, edges), 0);
}
