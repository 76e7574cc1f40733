import type { Matrix } from '../connectivity/index.ts';

/** What a connection counts: that it is there, its weight, or the magnitude of its weight. */
export type EdgeWeights = 'binary' | 'weighted' | 'magnitudes';
/** `undirected`: a pair is joined where either direction is; its weight is the larger of both. */
export type Direction = 'directed' | 'undirected';
export interface GraphChoice {
  readonly weights: EdgeWeights;
  readonly direction: Direction;
}

/**
 * The graph of a weight matrix, as a matrix of the same orientation (row = post-synaptic): an edge for each non-zero
 * weight between different neurons. Connections of a neuron onto itself are left out.
 */
export function graphOf({ size, values }: Matrix, { weights, direction }: GraphChoice): Matrix {
  const edges = Float64Array.from(values, weightOf[weights]);
  for (let i = 0; i < size; i++) edges[i * size + i] = 0;
  if (direction === 'undirected')
    for (let i = 0; i < size; i++)
      for (let j = 0; j < i; j++) {
        const joined = larger(edges[i * size + j], edges[j * size + i]);
        edges[i * size + j] = joined;
        edges[j * size + i] = joined;
      }
  return { size, values: edges };
}
/** By magnitude. */
const larger = (first: number, second: number): number =>
  Math.abs(first) === Math.abs(second) ? Math.max(first, second) : Math.abs(first) > Math.abs(second) ? first : second;
const weightOf: Readonly<Record<EdgeWeights, (weight: number) => number>> = {
  binary: (weight) => (weight === 0 ? 0 : 1),
  weighted: (weight) => weight,
  magnitudes: Math.abs,
};

/** Edges by the neuron they start from: those of `j` are `starts[j]` to `starts[j + 1]` in `targets` and `weights`. */
export interface Outgoing {
  readonly starts: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float64Array;
}
export function outgoingOf({ size, values }: Matrix): Outgoing {
  const starts = new Int32Array(size + 1);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) if (values[i * size + j] !== 0) starts[j + 1]++;
  for (let j = 0; j < size; j++) starts[j + 1] += starts[j];
  const next = starts.slice(),
    targets = new Int32Array(starts[size]),
    weights = new Float64Array(starts[size]);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const weight = values[i * size + j];
      if (weight === 0) continue;
      targets[next[j]] = i;
      weights[next[j]++] = weight;
    }
  return { starts, targets, weights };
}
/** The neurons that each is joined with, in either direction, ascending. */
export function neighboursOf({ size, values }: Matrix): readonly Int32Array[] {
  return Array.from({ length: size }, (_, i) => {
    const found: number[] = [];
    for (let j = 0; j < size; j++)
      if (j !== i && (values[i * size + j] !== 0 || values[j * size + i] !== 0)) found.push(j);
    return Int32Array.from(found);
  });
}
/** Sums of the weights into and out of each neuron: degrees, where weights are 1. */
export function strengthsOf({ size, values }: Matrix): { readonly into: Float64Array; readonly outOf: Float64Array } {
  const into = new Float64Array(size),
    outOf = new Float64Array(size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      into[i] += values[i * size + j];
      outOf[j] += values[i * size + j];
    }
  return { into, outOf };
}
