import type { Matrix } from '../connectivity/index.ts';
import { neighboursOf } from './graph-of-weights.ts';

/**
 * Triangles around each neuron, and how many there could be (Fagiolo 2007): each of the eight triangles that three
 * neurons can make with directed edges counts, with the geometric mean of its weights (Onnela 2005).
 */
interface Triangles {
  readonly found: Float64Array;
  readonly possible: Float64Array;
}
function trianglesOf(graph: Matrix): Triangles {
  const { size, values } = graph;
  const found = new Float64Array(size),
    possible = new Float64Array(size);
  const joined = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      joined[i * size + j] = Math.cbrt(values[i * size + j]) + Math.cbrt(values[j * size + i]);
  neighboursOf(graph).forEach((neighbours, i) => {
    let sum = 0,
      edges = 0,
      mutual = 0;
    for (let first = 0; first < neighbours.length; first++) {
      const j = neighbours[first],
        from = joined[i * size + j];
      const isIn = values[i * size + j] !== 0,
        isOut = values[j * size + i] !== 0;
      edges += Number(isIn) + Number(isOut);
      mutual += Number(isIn && isOut);
      for (let second = 0; second < first; second++) {
        const k = neighbours[second];
        sum += from * joined[i * size + k] * joined[j * size + k];
      }
    }
    found[i] = sum;
    possible[i] = edges * (edges - 1) - 2 * mutual;
  });
  return { found, possible };
}

/**
 * Clustering coefficient of each neuron: the share of the triangles around it that are there, each with the geometric
 * mean of its weights; 0 for a neuron around which none is. On a symmetric matrix it is that of undirected graphs
 * (Watts & Strogatz 1998; weighted: Onnela 2005), on others that of directed ones (Fagiolo 2007). It is in the unit of
 * the weights: c times the weights give c times the coefficient, which lies in 0 .. 1 for weights in 0 .. 1.
 */
export function clusteringOf(graph: Matrix): Float64Array {
  const { found, possible } = trianglesOf(graph);
  return found.map((sum, i) => (sum === 0 ? 0 : sum / possible[i]));
}
/**
 * Transitivity: triangles of the whole graph over how many there could be (Newman 2003), weighted and directed as the
 * clustering coefficient. NaN where no neuron has two neighbours.
 */
export function transitivityOf(graph: Matrix): number {
  const { found, possible } = trianglesOf(graph);
  return sumOf(found) / sumOf(possible);
}
const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
