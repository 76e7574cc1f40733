import type { Matrix } from '../connectivity/index.ts';

/**
 * An undirected graph, a bit for each pair: bit `j & 31` of word `i * words + (j >> 5)` says whether i and j are
 * connected. A bit on the diagonal is a node connected with itself.
 */
export interface BitGraph {
  readonly size: number;
  readonly words: number;
  readonly bits: Int32Array;
}
export function emptyBits(size: number): BitGraph {
  const words = (size + 31) >> 5;
  return { size, words, bits: new Int32Array(size * words) };
}
/** Of a matrix: connected where a weight of either direction is not 0, none with itself. */
export function bitsOf({ size, values }: Matrix): BitGraph {
  const graph = emptyBits(size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      if (row !== column && values[row * size + column] !== 0) connect(graph, row, column);
  return graph;
}
export function connect({ words, bits }: BitGraph, one: number, other: number): void {
  bits[one * words + (other >> 5)] |= 1 << (other & 31);
  bits[other * words + (one >> 5)] |= 1 << (one & 31);
}
export const isConnected = ({ words, bits }: BitGraph, one: number, other: number): boolean =>
  (bits[one * words + (other >> 5)] & (1 << (other & 31))) !== 0;
/** Number of edges, those onto a node itself left out. */
export function edgesIn(graph: BitGraph): number {
  const { size, bits } = graph;
  let ends = 0;
  for (const word of bits) ends += ones(word);
  for (let node = 0; node < size; node++) if (isConnected(graph, node, node)) ends--;
  return ends / 2;
}
/** Edges over pairs of different nodes. */
export const densityOf = (graph: BitGraph): number => (2 * edgesIn(graph)) / (graph.size * (graph.size - 1));

/**
 * Mean over nodes of the share of connected pairs among a node's neighbours (Watts & Strogatz 1998), 0 for a node of
 * fewer than two; a node that is connected with itself counts among its own neighbours, as in `clustering_coef_bu` of
 * the Brain Connectivity Toolbox.
 */
export function meanClustering({ size, words, bits }: BitGraph): number {
  let sum = 0;
  for (let node = 0; node < size; node++) {
    const row = node * words;
    let degree = 0,
      links = 0;
    for (let word = 0; word < words; word++)
      for (let left = bits[row + word]; left !== 0; left &= left - 1) {
        const neighbour = ((word << 5) + 31 - Math.clz32(left & -left)) * words;
        degree++;
        for (let other = 0; other < words; other++) links += ones(bits[row + other] & bits[neighbour + other]);
      }
    if (degree > 1) sum += links / (degree * degree - degree);
  }
  return sum / size;
}

/** `pairs[d]`: how many ordered pairs of different nodes are d steps apart; of those in no common piece, `pairs[0]`. */
export function pairsByDistance({ size, words, bits }: BitGraph): readonly number[] {
  const pairs = [size * (size - 1)];
  const seen = new Int32Array(words);
  let edge = new Int32Array(words),
    reached = new Int32Array(words);
  for (let node = 0; node < size; node++) {
    seen.fill(0);
    seen[node >> 5] = 1 << (node & 31);
    edge.set(seen);
    for (let distance = 1, left = size - 1; left > 0; distance++) {
      reached.fill(0);
      for (let word = 0; word < words; word++)
        for (let open = edge[word]; open !== 0; open &= open - 1) {
          const row = ((word << 5) + 31 - Math.clz32(open & -open)) * words;
          for (let other = 0; other < words; other++) reached[other] |= bits[row + other];
        }
      let count = 0;
      for (let word = 0; word < words; word++) {
        reached[word] &= ~seen[word];
        seen[word] |= reached[word];
        count += ones(reached[word]);
      }
      if (count === 0) break;
      pairs[distance] = (pairs[distance] ?? 0) + count;
      pairs[0] -= count;
      left -= count;
      [edge, reached] = [reached, edge];
    }
  }
  return pairs;
}
/** Mean over ordered pairs of 1/distance, 0 for pairs in no common piece (Latora & Marchiori 2001). */
export function efficiencyOf(graph: BitGraph): number {
  const [, ...connected] = pairsByDistance(graph);
  return connected.reduce((sum, count, i) => sum + count / (i + 1), 0) / (graph.size * (graph.size - 1));
}
/** Mean distance over pairs of different nodes; Infinity where some are in no common piece. */
export function pathLengthOf(graph: BitGraph): number {
  const [apart, ...connected] = pairsByDistance(graph);
  if (apart > 0) return Infinity;
  return connected.reduce((sum, count, i) => sum + count * (i + 1), 0) / (graph.size * (graph.size - 1));
}

/** Bits that are set (Warren, Hacker's Delight). */
function ones(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
