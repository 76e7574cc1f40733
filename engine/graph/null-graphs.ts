import { type Matrix, randomPlaces, rewired, swapEdges } from '../connectivity/index.ts';
import type { Stream } from '../random/index.ts';
import { type BitGraph, connect, densityOf, edgesIn, emptyBits, isConnected } from './bit-graph.ts';

/** What a graph can be held against, and what of it each keeps. */
export const nullKinds = {
  rewired:
    'Edges swapped two by two: every neuron keeps its number of connections; all such graphs are equally likely.',
  random: 'As many edges, anywhere: the density is kept.',
  published:
    'As in the published code of the study: pairs whose two uniform numbers have a mean above 0.7, which is a ' +
    'density of 0.18 whatever the graph has, and with that probability 0.3 of a neuron with itself.',
} as const;
export type NullKind = keyof typeof nullKinds;

/** A null of an undirected graph. */
export function nullGraph(graph: BitGraph, kind: NullKind, draws: Stream): BitGraph {
  switch (kind) {
    case 'rewired':
      return rewiredGraph(graph, draws);
    case 'random':
      return randomGraph(graph.size, edgesIn(graph), draws);
    case 'published':
      return publishedNull(graph.size, draws);
  }
}

function rewiredGraph(graph: BitGraph, draws: Stream): BitGraph {
  const { size, words } = graph;
  const nulled = { size, words, bits: graph.bits.slice() };
  const pairs = Array.from({ length: size }, (_, row) => row).flatMap((row) =>
    Array.from({ length: row }, (_, column) => column)
      .filter((column) => isConnected(graph, row, column))
      .map((column) => [row, column] as const),
  );
  swapEdges(
    {
      pre: Int32Array.from(pairs, ([row]) => row),
      post: Int32Array.from(pairs, ([, column]) => column),
      directed: false,
      density: densityOf(graph),
      words,
      bits: nulled.bits,
    },
    draws,
  );
  return nulled;
}

/** Each set of so many pairs is equally likely (Floyd's method; Bentley 1987). */
function randomGraph(size: number, edges: number, draws: Stream): BitGraph {
  const graph = emptyBits(size);
  const pairs = (size * (size - 1)) / 2;
  for (let last = pairs - edges; last < pairs; last++) {
    const [row, column] = pairAt(draws.below(last + 1));
    if (isConnected(graph, row, column)) connect(graph, ...pairAt(last));
    else connect(graph, row, column);
  }
  return graph;
}
/** Row i of the strict lower triangle holds the places i(i − 1)/2 .. i(i + 1)/2 − 1. */
function pairAt(place: number): readonly [row: number, column: number] {
  const row = Math.floor((1 + Math.sqrt(1 + 8 * place)) / 2);
  return [row, place - (row * (row - 1)) / 2];
}

function publishedNull(size: number, draws: Stream): BitGraph {
  const graph = emptyBits(size);
  for (let row = 0; row < size; row++) {
    if (draws.next() < onto) connect(graph, row, row);
    for (let column = 0; column < row; column++) if (draws.next() < between) connect(graph, row, column);
  }
  return graph;
}
/** Of 2³²: P(u > 0.7), and P((u + v)/2 > 0.7) = 0.6²/2. */
const onto = 0.3 * 2 ** 32;
const between = 0.18 * 2 ** 32;

/**
 * A null of a matrix with its weights, row = post-synaptic: `rewired` swaps edges, each weight staying with its
 * pre-synaptic neuron, `random` puts the weights anywhere; a symmetric matrix stays symmetric, the diagonal stays.
 * `published` gives weights of 1.
 * @throws RangeError where edges have nowhere to go
 */
export function nullMatrix(matrix: Matrix, kind: NullKind, draws: Stream): Matrix {
  const { size } = matrix;
  if (kind === 'published') return matrixOf(publishedNull(size, draws));
  const pairs = size * (size - 1);
  const edges = matrix.values.reduce(
    (count, weight, place) => count + Number(weight !== 0 && place % (size + 1) > 0),
    0,
  );
  if (edges > densest * pairs)
    throw new RangeError(
      `${Math.round((100 * edges) / pairs)} % of its pairs are connected, and a \`${kind}\` null needs free pairs ` +
        'for edges to go to: take it of strongest(…, 10 %)',
    );
  return kind === 'random' ? randomPlaces(matrix, draws) : rewired(matrix, 'both', draws);
}
/** Of the pairs: denser graphs than that have nowhere to go. */
const densest = 0.9;
const matrixOf = ({ size, words, bits }: BitGraph): Matrix => ({
  size,
  values: Float64Array.from({ length: size * size }, (_, place) => {
    const column = place % size;
    return (bits[((place - column) / size) * words + (column >> 5)] >>> (column & 31)) & 1;
  }),
});
