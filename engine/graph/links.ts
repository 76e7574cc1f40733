import type { Matrix } from '../connectivity/index.ts';
import { graphOf } from './graph-of-weights.ts';

/**
 * A graph whose nodes are neurons or groups of them, for what moves nodes between modules. Links of node i stand at
 * `starts[i] .. starts[i + 1] − 1`: to `ends`, with the weights of both directions added. `own`: weight within a node;
 * `out`, `in`: its strengths; `total`: the sum of all weights, each direction counted.
 */
export interface Links {
  readonly size: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly weights: Float64Array;
  readonly own: Float64Array;
  readonly out: Float64Array;
  readonly in: Float64Array;
  readonly total: number;
}

/**
 * Of a matrix, its diagonal left out; the larger weight of each pair unless `directed`.
 * @throws RangeError for weights below 0 or not finite, and without connections
 */
export function linksOf(matrix: Matrix, directed = false): Links {
  const { size } = matrix;
  if (matrix.values.some((weight) => !(weight >= 0 && weight < Infinity)))
    throw new RangeError('modularity needs weights of 0 or more that are finite');
  const { values } = graphOf(matrix, { weights: 'weighted', direction: directed ? 'directed' : 'undirected' });
  const out = new Float64Array(size),
    into = new Float64Array(size),
    starts = new Int32Array(size + 1);
  let total = 0;
  for (let row = 0; row < size; row++) {
    starts[row + 1] = starts[row];
    for (let column = 0; column < size; column++) {
      if (row === column) continue;
      const weight = values[row * size + column];
      into[row] += weight;
      out[column] += weight;
      total += weight;
      if (weight !== 0 || values[column * size + row] !== 0) starts[row + 1]++;
    }
  }
  if (total === 0) throw new RangeError('it has no connections between different neurons');
  const ends = new Int32Array(starts[size]),
    weights = new Float64Array(starts[size]);
  for (let row = 0, link = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const weight = row === column ? 0 : values[row * size + column] + values[column * size + row];
      if (weight === 0) continue;
      ends[link] = column;
      weights[link++] = weight;
    }
  return { size, starts, ends, weights, own: new Float64Array(size), out, in: into, total };
}

/** Each module as one node. `count` modules, numbered 0 .. count − 1. */
export function merged(links: Links, partition: Int32Array, count: number): Links {
  const { size, starts, ends, weights, total } = links;
  const members = sortedByModule(partition, count);
  const own = new Float64Array(count),
    out = new Float64Array(count),
    into = new Float64Array(count),
    mergedStarts = new Int32Array(count + 1);
  const mergedEnds: number[] = [],
    mergedWeights: number[] = [];
  const weightTo = new Float64Array(count);
  for (let at = 0; at < size; ) {
    const module = partition[members[at]];
    const touched: number[] = [];
    for (; at < size && partition[members[at]] === module; at++) {
      const node = members[at];
      own[module] += links.own[node];
      out[module] += links.out[node];
      into[module] += links.in[node];
      for (let link = starts[node]; link < starts[node + 1]; link++) {
        const other = partition[ends[link]];
        if (other === module) own[module] += weights[link] / 2;
        else {
          if (weightTo[other] === 0) touched.push(other);
          weightTo[other] += weights[link];
        }
      }
    }
    for (const other of touched) {
      mergedEnds.push(other);
      mergedWeights.push(weightTo[other]);
      weightTo[other] = 0;
    }
    mergedStarts[module + 1] = mergedEnds.length;
  }
  return {
    size: count,
    starts: mergedStarts,
    ends: Int32Array.from(mergedEnds),
    weights: Float64Array.from(mergedWeights),
    own,
    out,
    in: into,
    total,
  };
}
function sortedByModule(partition: Int32Array, count: number): Int32Array {
  const next = new Int32Array(count + 1);
  for (const module of partition) next[module + 1]++;
  for (let module = 0; module < count; module++) next[module + 1] += next[module];
  const members = new Int32Array(partition.length);
  for (let node = 0; node < partition.length; node++) members[next[partition[node]]++] = node;
  return members;
}

/**
 * Σ over modules of (weight within) / total − resolution · (strength out) · (strength in) / total² (Newman 2004; Leicht
 * & Newman 2008 where the links are of a directed matrix). `partition`: the module of each node, any whole numbers from
 * 0.
 */
export function qualityOf(links: Links, partition: Int32Array, resolution: number): number {
  const { size, starts, ends, weights, own, total } = links;
  const count = partition.reduce((most, module) => Math.max(most, module), -1) + 1;
  const within = new Float64Array(count),
    out = new Float64Array(count),
    into = new Float64Array(count);
  for (let node = 0; node < size; node++) {
    const module = partition[node];
    within[module] += own[node];
    out[module] += links.out[node];
    into[module] += links.in[node];
    for (let link = starts[node]; link < starts[node + 1]; link++)
      if (partition[ends[link]] === module) within[module] += weights[link] / 2;
  }
  let quality = 0;
  for (let module = 0; module < count; module++)
    quality += within[module] / total - resolution * (out[module] / total) * (into[module] / total);
  return quality;
}
