/** Measures of structure: of a matrix, of a grown circuit's cells, of its synapses. */
import { degrees, type Matrix, rank, spectralRadius } from '../../engine/connectivity/index.ts';
import { cellsOfFate, mixing, synapseLength, wiringLength } from '../../engine/measures/index.ts';
import { mean, standardDeviation } from '../../engine/statistics/index.ts';
import type { LinearAlgebra } from '../../engine/kernels/index.ts';
import { givesAmount, givesNumber, givesShare, type Gives, measure, type Measure } from './measure-record.ts';
import { finite, none } from './no-number.ts';
import { grown, matrix, ofFate } from './subjects.ts';

const ofMatrix = (
  name: string,
  documentation: string,
  compute: (matrix: Matrix, algebra: LinearAlgebra) => number,
  gives: Gives = givesAmount,
): Measure =>
  measure({
    name,
    documentation,
    example: `${name}(recurrent)`,
    takes: { matrix },
    needs: ['matrix'],
    gives,
    compute: (given, { kernels }) => ({ value: compute(given.matrix, kernels.algebra) }),
  });
/** Of the non-zero weights between different neurons. */
const ofEdges = (
  name: string,
  documentation: string,
  compute: (weights: Float64Array) => number,
  gives: Gives,
): Measure =>
  ofMatrix(
    name,
    documentation,
    ({ size, values }) =>
      finite(
        compute(values.filter((value, place) => value !== 0 && Math.floor(place / size) !== place % size)),
        'it has too few weights between different neurons',
      ),
    gives,
  );

export const structureMeasures: readonly Measure[] = [
  measure({
    name: 'fraction',
    documentation: 'Share of all cells that have the fate at the end of a growth.',
    example: 'fraction(cells(cortex), fate: neuron)',
    takes: { what: grown, fate: ofFate },
    needs: [],
    gives: givesShare,
    heading: 'Share of cells',
    compute: ({ what, fate }) => ({
      value: finite(cellsOfFate(what, fate) / what.cells.count, 'no cell is left'),
    }),
  }),
  measure({
    name: 'synapse_length',
    documentation: 'Mean distance between the cells that a synapse joins, at the end of a growth.',
    example: 'synapse_length(synapses(cortex))',
    takes: { what: grown },
    needs: [],
    gives: { unit: 'metres' },
    compute: ({ what }) => ({ value: finite(synapseLength(what), 'it has no synapses') }),
  }),
  measure({
    name: 'wiring_length',
    documentation:
      'Sum over all synapses of the straight distance between the cells they join, at the end of a growth.',
    example: 'wiring_length(synapses(cortex))',
    takes: { what: grown },
    needs: [],
    gives: { unit: 'metres' },
    compute: ({ what }) => ({ value: wiringLength(what) }),
  }),
  measure({
    name: 'mixing',
    documentation:
      'Share of the 6 nearest neighbours that have another fate, divided by what fates dealt out at random ' +
      'would give: 1 is as mixed as chance, 0 is fully sorted (after Schilling 1986).',
    example: 'mixing(cells(cortex))',
    takes: { what: grown },
    needs: [],
    gives: givesAmount,
    sources: ['Schilling 1986'],
    compute: ({ what }) => ({ value: finite(mixing(what.cells), 'all its cells have one fate') }),
  }),
  ofMatrix('neurons', 'Number of neurons: rows of the matrix.', ({ size }) => size),
  ofMatrix('edges', 'Number of non-zero weights between different neurons.', (given) => degrees(given).edges),
  ofMatrix(
    'density',
    'Edges divided by ordered pairs of different neurons.',
    (given) => (given.size > 1 ? degrees(given).density : none('it has fewer than two neurons')),
    givesShare,
  ),
  ofMatrix('mean_degree', 'Mean number of inputs of a neuron, its own left out.', (given) => degrees(given).meanDegree),
  ofMatrix('isolated', 'Number of neurons without any connection to another.', (given) => degrees(given).isolated),
  ofMatrix(
    'reciprocity',
    'Share of edges whose reverse is an edge too.',
    (given) => {
      const { edges, reciprocity } = degrees(given);
      return edges > 0 ? reciprocity : none('it has no edges');
    },
    givesShare,
  ),
  ofMatrix(
    'rank',
    'Number of linearly independent rows (Gaussian elimination with full pivoting).',
    (given) => rank(given).rank,
  ),
  ofMatrix('spectral_radius', 'Largest modulus of an eigenvalue; 0 for a matrix without cycles.', spectralRadius),
  ofEdges('mean_weight', 'Mean of the non-zero weights between different neurons.', mean, givesNumber),
  ofEdges(
    'weight_deviation',
    'Standard deviation (n − 1) of the non-zero weights between different neurons.',
    standardDeviation,
    givesAmount,
  ),
];
