import type { Matrix } from '../connectivity/index.ts';

/** Coefficients by degree: only those degrees at which there is one. */
export interface RichClub {
  readonly degrees: readonly number[];
  readonly coefficients: readonly number[];
}
/**
 * How densely neurons of many connections are connected among themselves. A degree counts inputs and outputs of a
 * directed graph together, each neighbour once of an undirected one.
 *
 * Binary (Colizza et al. 2006): the share of the pairs of neurons with more than k connections that are connected;
 * there is one while two such neurons are left. Weighted (Opsahl et al. 2008): the summed weight among neurons with at
 * least k connections over that of as many of the strongest connections of the graph; there is one from the first k
 * that leaves a neuron out, while those that are left are connected. For k from 1 to the largest degree.
 */
export function richClubOf({ size, values }: Matrix, isDirected: boolean, isWeighted: boolean): RichClub {
  const degree = new Int32Array(size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      if (values[i * size + j] !== 0) {
        degree[i]++;
        if (isDirected) degree[j]++;
      }
  const largest = degree.reduce((most, each) => Math.max(most, each), 0);
  /** By the least degree at the two ends of an edge: how many there are, and their summed weight. */
  const edges = new Float64Array(largest + 2),
    weight = new Float64Array(largest + 2),
    members = new Float64Array(largest + 2);
  for (let i = 0; i < size; i++) {
    members[degree[i]]++;
    for (let j = 0; j < size; j++) {
      const value = values[i * size + j];
      if (value === 0) continue;
      const least = Math.min(degree[i], degree[j]);
      edges[least]++;
      weight[least] += value;
    }
  }
  for (const counts of [edges, weight, members]) for (let k = largest - 1; k >= 0; k--) counts[k] += counts[k + 1];
  const strongest = summedFromLargest(values);
  const found: { degrees: number[]; coefficients: number[] } = { degrees: [], coefficients: [] };
  for (let k = 1; k <= largest; k++) {
    const among = members[k + 1];
    if (isWeighted ? members[k] === size || edges[k] === 0 : among < 2) continue;
    found.degrees.push(k);
    found.coefficients.push(isWeighted ? weight[k] / strongest[edges[k]] : edges[k + 1] / (among * (among - 1)));
  }
  return found;
}
function summedFromLargest(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values
    .slice()
    .sort()
    .reverse()
    .forEach((value, i) => {
      sums[i + 1] = sums[i] + value;
    });
  return sums;
}
