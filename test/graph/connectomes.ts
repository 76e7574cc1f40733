/** Connectomes of the shared data as matrices, row = post-synaptic where they have directions. */
import fs from 'node:fs';
import type { Matrix } from '../../engine/connectivity/index.ts';
import { readZip } from '../../formats/index.ts';
import { sharedData } from '../data.ts';

const bytesOf = (...parts: string[]): Uint8Array | undefined => {
  const file = sharedData('connectome', ...parts);
  return file === undefined ? undefined : new Uint8Array(fs.readFileSync(file));
};
const lines = (bytes: Uint8Array): string[] => new TextDecoder().decode(bytes).split(/\r?\n/).filter(Boolean);
function table(bytes: Uint8Array): Matrix {
  const rows = lines(bytes).map((line) =>
    line
      .trim()
      .split(/[\s,]+/)
      .map(Number),
  );
  return { size: rows.length, values: Float64Array.from(rows.flat()) };
}
function edges(bytes: Uint8Array): Matrix {
  const read = lines(bytes)
    .slice(1)
    .map((line) => line.split(',').map((cell) => cell.trim()));
  const numbers = new Map<string, number>();
  for (const [from, to] of read) for (const name of [from, to]) if (!numbers.has(name)) numbers.set(name, numbers.size);
  const size = numbers.size,
    values = new Float64Array(size * size);
  for (const [from, to, weight] of read)
    values[(numbers.get(to) as number) * size + (numbers.get(from) as number)] += Number(weight);
  return { size, values };
}
/** By number, as many as there are neurons. */
function numbered(synapses: Uint8Array, size: number): Matrix {
  const values = new Float64Array(size * size);
  for (const line of lines(synapses).slice(1)) {
    const [from, to, count] = line.split(',').map(Number);
    values[to * size + from] = count;
  }
  return { size, values };
}
/** Logarithms of counts: those of less than one are no connections. */
const logarithms = (bytes: Uint8Array): Matrix => {
  const { size, values } = table(bytes);
  return { size, values: values.map((value) => (value > 0 ? value : 0)) };
};
const weightsIn = (bytes: Uint8Array): Matrix => table(readZip(bytes, (name) => name.endsWith('weights.txt'))[0].bytes);

const files = {
  'C. elegans, hermaphrodite': ['celegans', 'herm_full_edgelist.csv', edges],
  'mushroom body of a larva': ['drosophila_mb', 'left_adjacency.csv', table],
  'human cortex, 100 areas': ['human', 'enigma_strucMatrix_ctx_schaefer_100.csv', logarithms],
  'human cortex, 66 areas': ['human', 'tvb_connectivity_66.zip', weightsIn],
  'human cortex, 76 areas': ['human', 'tvb_connectivity_76.zip', weightsIn],
  'mouse visual cortex, field 6_6_2': ['microns/6_6_2', 'synapses.csv', (bytes) => numbered(bytes, 312)],
  'mouse visual cortex, field 4_7_8': ['microns/4_7_8', 'synapses.csv', (bytes) => numbered(bytes, 193)],
} as const satisfies Readonly<Record<string, readonly [string, string, (bytes: Uint8Array) => Matrix]>>;
export type ConnectomeName = keyof typeof files;
/** Undefined where the shared data are not there. */
export function connectome(name: ConnectomeName): Matrix | undefined {
  const [folder, file, read] = files[name];
  const bytes = bytesOf(...folder.split('/'), file);
  return bytes && read(bytes);
}
