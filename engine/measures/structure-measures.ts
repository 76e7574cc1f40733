import { degrees, type Matrix, rank, spectralRadius } from '../connectivity/index.ts';
import type { Growth } from '../development/index.ts';
import { mean, standardDeviation } from '../statistics/index.ts';
import { mixing } from './mixing.ts';
import type { MeasureOf } from './measure.ts';

/** A measure of what a seed has made: one number. */
type StructureMeasure = MeasureOf<'matrix'> | MeasureOf<'cells'> | MeasureOf<'synapses'>;

const ofMatrix = (
  name: string,
  doc: string,
  compute: (matrix: Matrix) => number,
  proportion = false,
): StructureMeasure => ({
  name,
  needs: 'matrix',
  unit: '',
  proportion,
  doc,
  example: `${name}(recurrent)`,
  byFate: false,
  compute,
});
const ofEdges = (name: string, doc: string, compute: (weights: Float64Array) => number): StructureMeasure =>
  ofMatrix(name, doc, ({ size, values }) =>
    compute(values.filter((value, place) => value !== 0 && Math.floor(place / size) !== place % size)),
  );

/** Measures of structure: of a matrix, of a grown circuit's cells, of its synapses. */
export const measures: readonly StructureMeasure[] = [
  {
    name: 'count',
    needs: 'cells',
    unit: '',
    proportion: false,
    byFate: true,
    example: 'count(cells(cortex), fate: neuron)',
    doc: 'Number of cells at the end of a growth; with `fate`, of those that have it.',
    compute: ({ fates, cells }, { fate }) => cellsWith(fates, cells.fate, fate),
  },
  {
    name: 'fraction',
    needs: 'cells',
    unit: '',
    proportion: true,
    byFate: true,
    example: 'fraction(cells(cortex), fate: neuron)',
    doc: 'Share of all cells that have the fate at the end of a growth.',
    compute: ({ fates, cells }, { fate }) => cellsWith(fates, cells.fate, fate) / cells.count,
  },
  {
    name: 'count',
    needs: 'synapses',
    unit: '',
    proportion: false,
    byFate: false,
    example: 'count(synapses(cortex))',
    doc: 'Number of synapses at the end of a growth, of all rules.',
    compute: ({ synapses }) => synapses.count,
  },
  {
    name: 'synapse_length',
    needs: 'synapses',
    unit: 'm',
    proportion: false,
    byFate: false,
    example: 'synapse_length(synapses(cortex))',
    doc: 'Mean distance between the cells that a synapse joins, at the end of a growth.',
    compute: (growth) => totalLength(growth) / growth.synapses.count,
  },
  {
    name: 'wiring_length',
    needs: 'synapses',
    unit: 'm',
    proportion: false,
    byFate: false,
    example: 'wiring_length(synapses(cortex))',
    doc: 'Sum over all synapses of the straight distance between the cells they join, at the end of a growth.',
    compute: totalLength,
  },
  {
    name: 'mixing',
    needs: 'cells',
    unit: '',
    proportion: false,
    byFate: false,
    example: 'mixing(cells(cortex))',
    doc:
      'Share of the 6 nearest neighbours that have another fate, divided by what fates dealt out at random ' +
      'would give: 1 is as mixed as chance, 0 is fully sorted (after Schilling 1986).',
    compute: ({ cells }) => mixing(cells),
  },
  ofMatrix('neurons', 'Number of neurons: rows of the matrix.', ({ size }) => size),
  ofMatrix('edges', 'Number of non-zero weights between different neurons.', (matrix) => degrees(matrix).edges),
  ofMatrix(
    'density',
    'Edges divided by ordered pairs of different neurons.',
    (matrix) => degrees(matrix).density,
    true,
  ),
  ofMatrix(
    'mean_degree',
    'Mean number of inputs of a neuron, its own left out.',
    (matrix) => degrees(matrix).meanDegree,
  ),
  ofMatrix('isolated', 'Number of neurons without any connection to another.', (matrix) => degrees(matrix).isolated),
  ofMatrix(
    'reciprocity',
    'Share of edges whose reverse is an edge too.',
    (matrix) => degrees(matrix).reciprocity,
    true,
  ),
  ofMatrix(
    'rank',
    'Number of linearly independent rows (Gaussian elimination with full pivoting).',
    (matrix) => rank(matrix).rank,
  ),
  ofMatrix('spectral_radius', 'Largest modulus of an eigenvalue; 0 for a matrix without cycles.', spectralRadius),
  ofEdges('mean_weight', 'Mean of the non-zero weights between different neurons.', mean),
  ofEdges(
    'weight_deviation',
    'Standard deviation (n − 1) of the non-zero weights between different neurons.',
    standardDeviation,
  ),
];

function cellsWith(fates: readonly string[], fateOf: Int32Array, fate: string | undefined): number {
  if (fate === undefined) return fateOf.length;
  const wanted = fates.indexOf(fate);
  if (wanted < 0) throw new RangeError(`no fate is called "${fate}"; known: ${fates.join(', ') || 'none'}`);
  return fateOf.reduce((count, index) => (index === wanted ? count + 1 : count), 0);
}
function totalLength({ cells: { position, dimensions }, synapses: { count, pre, post } }: Growth): number {
  let sum = 0;
  for (let s = 0; s < count; s++) {
    let squared = 0;
    for (let axis = 0; axis < dimensions; axis++)
      squared += (position[pre[s] * dimensions + axis] - position[post[s] * dimensions + axis]) ** 2;
    sum += Math.sqrt(squared);
  }
  return sum;
}
