import type { Stream } from '../random/index.ts';
import type { Matrix } from './matrix.ts';
import { type Edges, edgesOf, fromEdgeList } from './matrix-structure.ts';
import { isSymmetric, symmetricForm } from './symmetry.ts';
import { dealWeights, strengthsOf } from './kept-strengths.ts';
import { swapEdges } from './swaps.ts';

export type Keep = 'out' | 'in' | 'both' | 'strength';
/** A control that cannot be made of this matrix; the message says why and what to use. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

/**
 * As many edges with the same weights at uniformly random ordered pairs of different neurons. Where each neuron's
 * weights have one sign and both signs occur (Dale's law), the edges of each sign stay with the neurons of that sign.
 * Symmetric matrices stay symmetric.
 */
export function randomPlaces(matrix: Matrix, draws: Stream): Matrix {
  const { size } = matrix,
    symmetric = symmetricForm(matrix);
  if (symmetric) return placeSymmetric(symmetric, draws);
  const groups = signGroups(matrix).map((columns) => {
    const weights = weightsOf(matrix, columns);
    const places = sampleDistinct(draws, columns.length * (size - 1), weights.length);
    draws.shuffle(weights);
    return {
      count: weights.length,
      weight: weights,
      pre: Int32Array.from(places, (place) => columns[Math.floor(place / (size - 1))]),
      post: Int32Array.from(places, (place) => otherThan(columns[Math.floor(place / (size - 1))], place % (size - 1))),
    };
  });
  return fromEdgeList(joined(groups), matrix);
}
function placeSymmetric(matrix: Matrix, draws: Stream): Matrix {
  const weights = lowerTriangle(edgesOf(matrix)).weight.slice();
  const places = sampleDistinct(draws, (matrix.size * (matrix.size - 1)) / 2, weights.length);
  draws.shuffle(weights);
  const post = Int32Array.from(places, (place) => rowOfTriangle(place));
  const pre = Int32Array.from(places, (place, k) => place - (post[k] * (post[k] - 1)) / 2);
  return fromEdgeList(bothWays({ count: weights.length, pre, post, weight: weights }), matrix);
}
/** Row i of the strict lower triangle holds the places i(i−1)/2 .. i(i+1)/2 − 1. */
function rowOfTriangle(place: number): number {
  const row = Math.floor((1 + Math.sqrt(1 + 8 * place)) / 2);
  return (row * (row - 1)) / 2 > place ? row - 1 : (row * (row + 1)) / 2 <= place ? row + 1 : row;
}

/**
 * Connections moved: every neuron keeps its number of inputs and outputs, or only one of them. A symmetric matrix keeps
 * both. `strength`: both, of each sign by itself, and nearly what its weights add up to.
 */
export function rewired(matrix: Matrix, keep: Keep, draws: Stream): Matrix {
  if (keep === 'strength') return withStrengths(matrix, draws, true);
  if (keep === 'both' || isSymmetric(matrix)) return swapped(matrix, draws);
  return keep === 'out' ? drawTargets(matrix, draws) : drawSources(matrix, draws);
}

/**
 * Edges swapped by `swapEdges`; weights stay with their pre-synaptic neuron, in a symmetric matrix with their edge.
 * @throws ControlError on a dense matrix, where almost no swap is possible.
 */
function swapped(matrix: Matrix, draws: Stream): Matrix {
  const symmetric = symmetricForm(matrix);
  const all = edgesOf(symmetric ?? matrix);
  const { count, pre, post, weight } = symmetric ? lowerTriangle(all) : all;
  const { size } = matrix;
  const density = all.count / (size * (size - 1));
  if (density > densest)
    throw new ControlError(
      `rewired needs free pairs to move edges to, and ${Math.round(density * 100)} % of the pairs are ` +
        `connected; use shuffled(…), which moves weights, or permuted(…)`,
    );
  const { words, bits } = pairsTaken(all, size);
  swapEdges({ pre, post, directed: !symmetric, density, words, bits }, draws);
  const edges = { count, pre, post, weight };
  return fromEdgeList(symmetric ? bothWays(edges) : edges, matrix);
}
const densest = 0.9;
function pairsTaken({ count, pre, post }: Edges, size: number): { readonly words: number; readonly bits: Int32Array } {
  const words = (size + 31) >> 5,
    bits = new Int32Array(size * words);
  for (let edge = 0; edge < count; edge++) bits[pre[edge] * words + (post[edge] >> 5)] |= 1 << (post[edge] & 31);
  return { words, bits };
}

/**
 * Edges swapped, positive and negative ones each among themselves (`moves`; of a dense matrix none are, for none can
 * be), and weights dealt out over them anew so that every neuron has nearly the strengths it had.
 */
function withStrengths(matrix: Matrix, draws: Stream, moves: boolean): Matrix {
  const symmetric = symmetricForm(matrix),
    directed = symmetric === undefined,
    all = edgesOf(symmetric ?? matrix),
    { size } = matrix,
    edges = { ...(directed ? all : lowerTriangle(all)), directed },
    strengths = strengthsOf(size, edges),
    density = all.count / (size * (size - 1));
  if (moves && density <= densest) {
    const taken = pairsTaken(all, size);
    for (const sign of [1, -1]) {
      const own = Array.from(edges.weight, (_, edge) => edge).filter((edge) => edges.weight[edge] * sign > 0),
        pre = Int32Array.from(own, (edge) => edges.pre[edge]),
        post = Int32Array.from(own, (edge) => edges.post[edge]);
      swapEdges({ pre, post, directed, density, ...taken }, draws);
      own.forEach((edge, at) => {
        edges.pre[edge] = pre[at];
        edges.post[edge] = post[at];
      });
    }
  }
  dealWeights(size, edges, strengths, draws);
  return fromEdgeList(directed ? edges : bothWays(edges), matrix);
}

/** Each neuron keeps its number of outputs and their weights; the targets are drawn anew. Full columns cannot move. */
function drawTargets(matrix: Matrix, draws: Stream): Matrix {
  const { size } = matrix;
  const groups = Array.from({ length: size }, (_, column) => {
    const weights = weightsOf(matrix, [column]);
    const rows = sampleDistinct(draws, size - 1, weights.length);
    draws.shuffle(weights);
    return {
      count: weights.length,
      weight: weights,
      pre: new Int32Array(weights.length).fill(column),
      post: Int32Array.from(rows, (row) => otherThan(column, row)),
    };
  });
  return fromEdgeList(joined(groups), matrix);
}
/**
 * Each neuron keeps its number of inputs and their weights; the sources are drawn anew, each weight among the neurons
 * of its sign under Dale's law.
 */
function drawSources(matrix: Matrix, draws: Stream): Matrix {
  const { size, values } = matrix;
  const signs = signGroups(matrix);
  const groups = Array.from({ length: size }, (_, row) =>
    signs.map((columns) => {
      const free = columns.filter((column) => column !== row);
      const weights = Float64Array.from(free, (column) => values[row * size + column]).filter((weight) => weight !== 0);
      const places = sampleDistinct(draws, free.length, weights.length);
      draws.shuffle(weights);
      return {
        count: weights.length,
        weight: weights,
        pre: Int32Array.from(places, (place) => free[place]),
        post: new Int32Array(weights.length).fill(row),
      };
    }),
  ).flat();
  return fromEdgeList(joined(groups), matrix);
}

/**
 * Weights permuted over the places of the edges: within each column, or, in a symmetric matrix, over the undirected
 * edges; `strength`: over all edges of a sign, so that every neuron has nearly the strengths it had.
 */
export function shuffleWeights(matrix: Matrix, draws: Stream, keep: 'out' | 'strength' = 'out'): Matrix {
  if (keep === 'strength') return withStrengths(matrix, draws, false);
  const symmetric = symmetricForm(matrix);
  if (symmetric) {
    const half = lowerTriangle(edgesOf(symmetric));
    draws.shuffle(half.weight);
    return fromEdgeList(bothWays(half), matrix);
  }
  const edges = edgesOf(matrix);
  for (let start = 0; start < edges.count; ) {
    let end = start;
    while (end < edges.count && edges.pre[end] === edges.pre[start]) end++;
    draws.shuffle(edges.weight.subarray(start, end));
    start = end;
  }
  return fromEdgeList(edges, matrix);
}

/** Columns by sign where every column has one sign and both occur; else all columns together. */
function signGroups({ size, values }: Matrix): readonly (readonly number[])[] {
  const columns = Array.from({ length: size }, (_, column) => column),
    hasPositive = new Uint8Array(size),
    hasNegative = new Uint8Array(size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const weight = row === column ? 0 : values[row * size + column];
      if (weight > 0) hasPositive[column] = 1;
      if (weight < 0) hasNegative[column] = 1;
    }
  const positive = columns.filter((column) => hasPositive[column]),
    negative = columns.filter((column) => hasNegative[column]);
  if (positive.length === 0 || negative.length === 0 || negative.some((column) => hasPositive[column]))
    return [columns];
  return [positive, negative];
}
function weightsOf({ size, values }: Matrix, columns: readonly number[]): Float64Array<ArrayBuffer> {
  const weights: number[] = [];
  for (const column of columns)
    for (let row = 0; row < size; row++)
      if (row !== column && values[row * size + column] !== 0) weights.push(values[row * size + column]);
  return Float64Array.from(weights);
}
/** The k-th index when `left` is left out. */
const otherThan = (left: number, k: number): number => (k >= left ? k + 1 : k);

/**
 * k different integers below n, ascending, each set equally likely. Source: Floyd, in Bentley & Floyd, Commun. ACM
 * 30:754 (1987).
 */
function sampleDistinct(draws: Stream, n: number, k: number): Int32Array {
  const chosen = new Uint8Array(n);
  for (let top = n - k; top < n; top++) {
    const place = draws.below(top + 1);
    chosen[chosen[place] ? top : place] = 1;
  }
  const places = new Int32Array(k);
  for (let place = 0, found = 0; found < k; place++) if (chosen[place]) places[found++] = place;
  return places;
}
function lowerTriangle({ count, pre, post, weight }: Edges): Edges {
  const lower = Array.from({ length: count }, (_, edge) => edge).filter((edge) => post[edge] > pre[edge]);
  return {
    count: lower.length,
    pre: Int32Array.from(lower, (edge) => pre[edge]),
    post: Int32Array.from(lower, (edge) => post[edge]),
    weight: Float64Array.from(lower, (edge) => weight[edge]),
  };
}
const bothWays = (edges: Edges): Edges => joined([edges, { ...edges, pre: edges.post, post: edges.pre }]);
function joined(lists: readonly Edges[]): Edges {
  const all = {
    count: lists.reduce((sum, list) => sum + list.count, 0),
    pre: new Int32Array(0),
    post: new Int32Array(0),
    weight: new Float64Array(0),
  };
  all.pre = new Int32Array(all.count);
  all.post = new Int32Array(all.count);
  all.weight = new Float64Array(all.count);
  let at = 0;
  for (const list of lists) {
    all.pre.set(list.pre, at);
    all.post.set(list.post, at);
    all.weight.set(list.weight, at);
    at += list.count;
  }
  return all;
}
