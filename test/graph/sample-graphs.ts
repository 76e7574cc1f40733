/** Graphs that measures are held to values of: two of shared data, and some that need none. */
import fs from 'node:fs';
import { type Matrix, transposed } from '../../engine/connectivity/index.ts';
import { numbers, readNpy } from '../../formats/index.ts';
import { sharedData } from '../data.ts';

export interface SampleGraph {
  readonly matrix: Matrix;
  readonly isDirected: boolean;
  readonly partition: Int32Array;
}
export type SampleName = keyof typeof graphs;

/** As the toolbox reads matrices, rows are sources; here they are targets. */
const read = (name: string): Float64Array | undefined => {
  const file = sharedData('connectome', 'bct', `${name}.npy`);
  return file === undefined ? undefined : Float64Array.from(numbers(readNpy(new Uint8Array(fs.readFileSync(file)))));
};
function ofSources(values: Float64Array): Matrix {
  return transposed({ size: Math.sqrt(values.length), values });
}
const inTurn = (size: number, modules: number): Int32Array => Int32Array.from({ length: size }, (_, i) => i % modules);

/** The strongest share of the pairs of a symmetric matrix; of equal ones the earlier. */
export function strongestPairs({ size, values }: Matrix, share: number): Matrix {
  const places = Array.from(values.keys())
    .filter((place) => Math.floor(place / size) < place % size)
    .sort((a, b) => values[b] - values[a] || a - b)
    .slice(0, Math.round(((size * size - size) * share) / 2));
  const kept = new Float64Array(values.length);
  for (const place of places) {
    kept[place] = values[place];
    kept[(place % size) * size + Math.floor(place / size)] = values[place];
  }
  return { size, values: kept };
}
function sampleData(share?: number): SampleGraph | undefined {
  const [values, partition] = ['sample_data', 'sample_partition'].map(read);
  if (!values || !partition) return undefined;
  const whole = ofSources(values);
  return {
    matrix: share === undefined ? whole : strongestPairs(whole, share),
    isDirected: false,
    partition: Int32Array.from(partition),
  };
}
function sampleDirected(): SampleGraph | undefined {
  const values = read('sample_directed');
  return values && { matrix: ofSources(values), isDirected: true, partition: inTurn(95, 3) };
}

/** Weights of 0.03 .. 0.99 by a congruential sequence of modulus 2³¹, so that any program has the same. */
function sequence(size: number, isDirected: boolean, density: number): SampleGraph {
  const values = new Float64Array(size * size);
  let state = 12345n;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      state = (1103515245n * state + 12345n) % 2147483648n;
      const drawn = Number(state);
      if (i !== j && (drawn >> 8) % 1000 < 1000 * density) values[i * size + j] = (((drawn >> 18) % 97) + 3) / 100;
    }
  if (!isDirected)
    for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) values[i * size + j] = values[j * size + i];
  return { matrix: transposed({ size, values }), isDirected, partition: inTurn(size, 4) };
}

const graphs = {
  'synthetic undirected': () => sequence(40, false, 0.2),
  'synthetic directed': () => sequence(50, true, 0.25),
  'synthetic sparse directed': () => sequence(60, true, 0.03),
  sample_data: () => sampleData(),
  'sample_data .1': () => sampleData(0.1),
  'sample_data .4': () => sampleData(0.4),
  sample_directed: sampleDirected,
} as const satisfies Readonly<Record<string, () => SampleGraph | undefined>>;

/** Undefined where it is of shared data that is not there. */
export const sampleGraph = (name: SampleName): SampleGraph | undefined => graphs[name]();
export const sampleNames = Object.keys(graphs) as readonly SampleName[];
