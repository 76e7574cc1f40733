import { fromGraph, type Matrix } from '../engine/connectivity/index.ts';
import { demandFinite } from '../engine/kernels/index.ts';
import { circuitFormatOf, FormatError, numbers, readNpy, takenForEdges } from '../formats/index.ts';

export interface WholeMatrixOptions {
  readonly rows?: 'source' | 'target';
  readonly lists?: boolean;
}
/**
 * A whole square matrix of numbers; `rows: 'source'`: its rows are the pre-synaptic neurons, and it is turned. `lists`:
 * a list of connections without names of its columns is taken as well. @throws FormatError or RangeError saying what is
 * wrong with the file
 */
export function wholeMatrix(
  bytes: Uint8Array,
  file: string,
  { rows = 'target', lists = false }: WholeMatrixOptions = {},
): Matrix {
  return turned(/\.npy$/i.test(file) ? ofArray(bytes) : ofTable(bytes, file, lists), rows);
}

function ofArray(bytes: Uint8Array): Matrix {
  const array = readNpy(bytes),
    [rows, columns] = array.shape;
  if (array.shape.length !== 2 || rows !== columns)
    throw new FormatError(`this array is ${array.shape.join(' × ') || 'one value'}; a matrix of weights is square.`);
  const values = numbers(array);
  demandFinite('this array of weights', values, columns);
  return { size: rows, values };
}
function ofTable(bytes: Uint8Array, file: string, lists: boolean): Matrix {
  const format = circuitFormatOf(circuitFormatOf(file) ? file : `${file}.csv`);
  if (!format)
    throw new FormatError('this is no file of a matrix: .npy, .npz, .mat, .csv, .txt, .net, .json or .graphml.');
  const graph = format.read(bytes);
  if (!lists && graph.notes?.includes(takenForEdges))
    throw new FormatError(
      `this table is no square matrix: it has ${graph.edges.length} rows, ` +
        `${'weight' in graph.edges[0] ? 3 : 2} columns. If its rows are connections, name their columns in the ` +
        'first line (source, target, weight).',
    );
  return fromGraph(graph, { rows: 'target' }).matrix;
}

function turned({ size, values }: Matrix, rows: 'source' | 'target'): Matrix {
  if (rows === 'target') return { size, values };
  const flipped = new Float64Array(values.length);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) flipped[column * size + row] = values[row * size + column];
  return { size, values: flipped };
}
