import type { Matrix } from '../connectivity/index.ts';
import { type Outgoing, outgoingOf } from './graph-of-weights.ts';

/** What an edge of a weight is long. */
export type LengthOf = (weight: number) => number;
/** Of each edge the same. */
export const oneStep: LengthOf = () => 1;
/** The stronger a connection the shorter. */
export const inverseWeight: LengthOf = (weight) => 1 / weight;

/**
 * Lengths of the shortest paths, neurons × neurons, from the column to the row; Infinity where there is none, 0 on the
 * diagonal. By breadth where every edge is one step; else of few edges by Dijkstra's algorithm with a heap, about edges
 * × neurons operations, of many by Floyd's and Warshall's, neurons³.
 * @throws RangeError for a length that is not positive
 */
export function shortestPaths(graph: Matrix, lengthOf: LengthOf): Float64Array {
  const { size } = graph,
    edges = outgoingOf(graph);
  if (lengthOf === oneStep) return fromEach(size, byBreadth(edges));
  const lengths = edges.weights.map(lengthOf);
  if (!lengths.every((length) => length > 0))
    throw new RangeError('a path over an edge whose length is not positive has no shortest length');
  return edges.targets.length > size * size * dense
    ? byPairs(size, edges, lengths)
    : fromEach(size, byLength(edges, lengths));
}
/** From this share of all edges on Floyd's and Warshall's algorithm is the faster. */
const dense = 0.25;

type Search = (from: number, distance: Float64Array) => void;
function fromEach(size: number, search: Search): Float64Array {
  const lengths = new Float64Array(size * size),
    distance = new Float64Array(size);
  for (let from = 0; from < size; from++) {
    distance.fill(Infinity);
    distance[from] = 0;
    search(from, distance);
    for (let to = 0; to < size; to++) lengths[to * size + from] = distance[to];
  }
  return lengths;
}

function byBreadth({ starts, targets }: Outgoing): Search {
  const size = starts.length - 1,
    queue = new Int32Array(size);
  return (from, distance) => {
    let last = 1;
    queue[0] = from;
    for (let first = 0; first < last && last < size; first++) {
      const at = queue[first];
      for (let edge = starts[at]; edge < starts[at + 1]; edge++) {
        const to = targets[edge];
        if (distance[to] !== Infinity) continue;
        distance[to] = distance[at] + 1;
        queue[last++] = to;
      }
    }
  };
}

function byLength({ starts, targets }: Outgoing, lengths: Float64Array): Search {
  const heap = heapOf(starts.length - 1);
  return (from, distance) => {
    heap.raise(from, distance);
    for (let at = heap.take(distance); at >= 0; at = heap.take(distance))
      for (let edge = starts[at]; edge < starts[at + 1]; edge++) {
        const to = targets[edge],
          length = distance[at] + lengths[edge];
        if (length >= distance[to]) continue;
        distance[to] = length;
        heap.raise(to, distance);
      }
  };
}

function byPairs(size: number, { starts, targets }: Outgoing, edges: Float64Array): Float64Array {
  const lengths = new Float64Array(size * size).fill(Infinity);
  for (let from = 0; from < size; from++) {
    lengths[from * size + from] = 0;
    for (let edge = starts[from]; edge < starts[from + 1]; edge++) lengths[targets[edge] * size + from] = edges[edge];
  }
  for (let over = 0; over < size; over++) {
    const first = lengths.slice(over * size, (over + 1) * size);
    for (let to = 0; to < size; to++) {
      const second = lengths[to * size + over];
      if (second === Infinity || to === over) continue;
      const row = to * size;
      for (let from = 0; from < size; from++) {
        const length = first[from] + second;
        if (length < lengths[row + from]) lengths[row + from] = length;
      }
    }
  }
  return lengths;
}

/** A binary heap of places, the one with the least key on top; a place whose key has fallen is raised. */
function heapOf(size: number) {
  const items = new Int32Array(size),
    place = new Int32Array(size).fill(-1);
  let count = 0;
  const put = (item: number, at: number): void => {
    items[at] = item;
    place[item] = at;
  };
  return {
    raise(item: number, keys: Float64Array): void {
      let at = place[item] < 0 ? count++ : place[item];
      while (at > 0) {
        const above = (at - 1) >> 1;
        if (keys[items[above]] <= keys[item]) break;
        put(items[above], at);
        at = above;
      }
      put(item, at);
    },
    /** The place with the least key; −1 where none is left. */
    take(keys: Float64Array): number {
      if (count === 0) return -1;
      const least = items[0],
        moved = items[--count];
      place[least] = -1;
      if (count === 0) return least;
      let at = 0;
      for (;;) {
        let below = 2 * at + 1;
        if (below >= count) break;
        if (below + 1 < count && keys[items[below + 1]] < keys[items[below]]) below++;
        if (keys[items[below]] >= keys[moved]) break;
        put(items[below], at);
        at = below;
      }
      put(moved, at);
      return least;
    },
  };
}

/** Mean over the pairs that have a path, how many ordered pairs have none, and the longest of the shortest paths. */
export interface PathLengths {
  /** NaN where no pair has a path. */
  readonly mean: number;
  readonly unreachable: number;
  readonly pairs: number;
  readonly longest: number;
}
export function pathLengths(lengths: Float64Array, size: number): PathLengths {
  let sum = 0,
    reached = 0,
    longest = 0;
  eachPair(lengths, size, (length) => {
    if (length === Infinity) return;
    sum += length;
    reached++;
    longest = Math.max(longest, length);
  });
  const pairs = size * (size - 1);
  return { mean: sum / reached, unreachable: pairs - reached, pairs, longest };
}
/** Mean over ordered pairs of one over the length of the shortest path (Latora & Marchiori 2001). */
export function efficiencyOf(lengths: Float64Array, size: number): number {
  let sum = 0;
  eachPair(lengths, size, (length) => {
    sum += 1 / length;
  });
  return sum / (size * (size - 1));
}
function eachPair(lengths: Float64Array, size: number, visit: (length: number) => void): void {
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) if (i !== j) visit(lengths[i * size + j]);
}
