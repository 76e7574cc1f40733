/** How the connections of a circuit are dealt out among its neurons. */
import type { Matrix } from '../../engine/connectivity/index.ts';
import type { Curve } from '../finding.ts';
import { proportion } from '../quantities.ts';
import type { CurvePlot } from './plot-record.ts';

/** Share of neurons with each number of connections, from none to the most that one has; own ones are left out. */
function shares(matrix: Matrix, end: 'row' | 'column'): Curve {
  const degree = new Int32Array(matrix.size);
  for (let row = 0; row < matrix.size; row++)
    for (let column = 0; column < matrix.size; column++)
      if (row !== column && matrix.values[row * matrix.size + column] !== 0) degree[end === 'row' ? row : column]++;
  const most = degree.reduce((largest, each) => Math.max(largest, each), 0),
    counts = new Int32Array(most + 1);
  for (const each of degree) counts[each]++;
  return {
    steps: Array.from(counts, (_, each) => each),
    values: Array.from(counts, (count) => count / matrix.size),
  };
}
const degreesOf = (name: string, documentation: string, label: string, end: 'row' | 'column'): CurvePlot => ({
  name,
  documentation,
  example: `plot ${name}`,
  needs: ['matrix'],
  x: { label, unit: '', factor: 1, scale: 'linear' },
  y: { label: 'Share of neurons', scale: 'linear', ...proportion },
  find: (study) => shares(study.matrix(), end),
});

export const degreePlots: readonly CurvePlot[] = [
  degreesOf(
    'in_degrees',
    'Share of neurons with each number of inputs, their own left out.',
    'Inputs of a neuron',
    'row',
  ),
  degreesOf(
    'out_degrees',
    'Share of neurons with each number of outputs, their own left out.',
    'Outputs of a neuron',
    'column',
  ),
];
