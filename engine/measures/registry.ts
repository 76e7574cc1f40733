import { degrees, type Matrix, rank, spectralRadius } from '../connectivity/index.ts';
import type { Growth } from '../development/index.ts';
import { mean, standardDeviation } from '../statistics/index.ts';

/** What a measure is taken of. */
export interface Subjects { readonly matrix: Matrix; readonly cells: Growth; readonly synapses: Growth }
/** One entry of the catalogue: `name` as the language writes it, `needs` the kind of its first argument, `unit` '' for a pure number. */
export type Measure = { [Need in keyof Subjects]: MeasureOf<Need> }[keyof Subjects];
export interface MeasureOf<Need extends keyof Subjects> {
  readonly name: string;
  readonly needs: Need;
  readonly unit: '' | 'm' | 's';
  /** A proportion lies in 0 .. 1. */
  readonly proportion: boolean;
  readonly doc: string;
  readonly example: string;
  /** Whether `fate:` may choose among the cells. */
  readonly byFate: boolean;
  readonly compute: (subject: Subjects[Need], options: { readonly fate?: string }) => number;
}

const ofMatrix = (name: string, doc: string, compute: (matrix: Matrix) => number, proportion = false): Measure =>
  ({ name, needs: 'matrix', unit: '', proportion, doc, example: `${name}(recurrent)`, byFate: false, compute });
const ofEdges = (name: string, doc: string, compute: (weights: Float64Array) => number): Measure =>
  ofMatrix(name, doc, ({ size, values }) => compute(values.filter((value, place) => value !== 0 && Math.floor(place / size) !== place % size)));

/** Measures of structure: of a matrix, of a grown circuit's cells, of its synapses. */
export const measures: readonly Measure[] = [
  {
    name: 'count', needs: 'cells', unit: '', proportion: false, byFate: true, example: 'count(cells(cortex), fate: neuron)',
    doc: 'Number of cells at the end of a growth; with `fate`, of those that have it.', compute: ({ fates, cells }, { fate }) => cellsWith(fates, cells.fate, fate),
  },
  {
    name: 'fraction', needs: 'cells', unit: '', proportion: true, byFate: true, example: 'fraction(cells(cortex), fate: neuron)',
    doc: 'Share of all cells that have the fate at the end of a growth.', compute: ({ fates, cells }, { fate }) => cellsWith(fates, cells.fate, fate) / cells.count,
  },
  { name: 'count', needs: 'synapses', unit: '', proportion: false, byFate: false, example: 'count(synapses(cortex))', doc: 'Number of synapses at the end of a growth, of all rules.', compute: ({ synapses }) => synapses.count },
  {
    name: 'synapse_length', needs: 'synapses', unit: 'm', proportion: false, byFate: false, example: 'synapse_length(synapses(cortex))',
    doc: 'Mean distance between the cells that a synapse joins, at the end of a growth.', compute: meanLength,
  },
  ofMatrix('neurons', 'Number of neurons: rows of the matrix.', ({ size }) => size),
  ofMatrix('edges', 'Number of non-zero weights between different neurons.', (matrix) => degrees(matrix).edges),
  ofMatrix('density', 'Edges divided by ordered pairs of different neurons.', (matrix) => degrees(matrix).density, true),
  ofMatrix('mean_degree', 'Mean number of inputs of a neuron, its own left out.', (matrix) => degrees(matrix).meanDegree),
  ofMatrix('isolated', 'Number of neurons without any connection to another.', (matrix) => degrees(matrix).isolated),
  ofMatrix('reciprocity', 'Share of edges whose reverse is an edge too.', (matrix) => degrees(matrix).reciprocity, true),
  ofMatrix('rank', 'Number of linearly independent rows (Gaussian elimination with full pivoting).', (matrix) => rank(matrix).rank),
  ofMatrix('spectral_radius', 'Largest modulus of an eigenvalue; 0 for a matrix without cycles.', spectralRadius),
  ofEdges('mean_weight', 'Mean of the non-zero weights between different neurons.', mean),
  ofEdges('weight_deviation', 'Standard deviation (n − 1) of the non-zero weights between different neurons.', standardDeviation),
];

/** The measure called `name` that is taken of `needs`, or undefined. */
export function findMeasure<Need extends keyof Subjects>(name: string, needs: Need): MeasureOf<Need> | undefined {
  return measures.find((measure) => measure.name === name && measure.needs === needs) as MeasureOf<Need> | undefined;
}

function cellsWith(fates: readonly string[], fateOf: Int32Array, fate: string | undefined): number {
  if (fate === undefined) return fateOf.length;
  const wanted = fates.indexOf(fate);
  if (wanted < 0) throw new RangeError(`no fate is called "${fate}"; known: ${fates.join(', ') || 'none'}`);
  return fateOf.reduce((count, index) => (index === wanted ? count + 1 : count), 0);
}
function meanLength({ cells: { position, dimensions }, synapses: { count, pre, post } }: Growth): number {
  let sum = 0;
  for (let s = 0; s < count; s++) {
    let squared = 0;
    for (let axis = 0; axis < dimensions; axis++) squared += (position[pre[s] * dimensions + axis] - position[post[s] * dimensions + axis]) ** 2;
    sum += Math.sqrt(squared);
  }
  return count === 0 ? NaN : sum / count;
}
