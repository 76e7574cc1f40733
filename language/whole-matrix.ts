import {
  fromGraph,
  incomingOf,
  isHeldSparse,
  type Matrix,
  type Outgoing,
  outgoingOfEntries,
  roundingNote,
  sparseMatrix,
} from '../engine/connectivity/index.ts';
import { demandFinite } from '../engine/kernels/index.ts';
import {
  type EntriesOfFile,
  FormatError,
  holdsVariables,
  isHdf5,
  matrixInFile,
  type MatrixOfFile,
  numbers,
  readCircuit,
  readNpy,
  storedInFile,
  takenForEdges,
  unpacked,
  unweighted,
} from '../formats/index.ts';

/**
 * `matrix`: as its synapses where it is large and its file leaves out its zeros. `notes`: what was assumed of the file,
 * one sentence each.
 */
export interface WholeMatrix {
  readonly matrix: Matrix;
  readonly notes: readonly string[];
}
export interface WholeMatrixOptions {
  readonly rows?: 'source' | 'target';
  /** Which of several matrices of the file. */
  readonly dataset?: string;
  readonly lists?: boolean;
  /** Reads HDF5 without being held up by a damaged file; without it, it is read in place. */
  readonly apart?: (bytes: Uint8Array, dataset: string | undefined) => Promise<MatrixOfFile>;
}
/**
 * A whole square matrix of numbers; `rows: 'source'`: its rows are the pre-synaptic neurons, and it is turned. `lists`:
 * a list of connections without names of its columns is taken as well. @throws FormatError or RangeError saying what is
 * wrong with the file
 */
export async function wholeMatrix(
  file: Uint8Array,
  name: string,
  { rows = 'target', lists = false, dataset, apart = matrixInFile }: WholeMatrixOptions = {},
): Promise<WholeMatrix> {
  const bytes = unpacked(file);
  if (/\.npy(\.gz)?$/i.test(name)) return turned(ofArray(bytes), rows);
  if (!holdsVariables(bytes, name)) return turned(await ofCircuit(bytes, name, lists, dataset), rows);
  if (isHdf5(bytes)) return turned(ofVariable(await apart(bytes, dataset)), rows);
  const found = storedInFile(bytes, dataset, (size, columns, count) => size === columns && isHeldSparse(size, count));
  return 'entries' in found ? ofEntries(found, rows) : turned(ofVariable(found), rows);
}

function ofArray(bytes: Uint8Array): WholeMatrix {
  const array = readNpy(bytes),
    [rows, columns] = array.shape;
  if (array.shape.length !== 2 || rows !== columns)
    throw new FormatError(`this array is ${array.shape.join(' × ') || 'one value'}; a matrix of weights is square.`);
  const values = numbers(array);
  demandNeurons(rows);
  demandFinite('this array of weights', values, columns);
  return { matrix: { size: rows, values }, notes: [] };
}
function ofVariable({ rows, columns, values, notes }: MatrixOfFile): WholeMatrix {
  if (rows !== columns) throw new FormatError(`this matrix is ${rows} × ${columns}; a matrix of weights is square.`);
  demandNeurons(rows);
  demandFinite('this matrix of weights', values, columns);
  return { matrix: { size: rows, values }, notes };
}
/** Of a square matrix; what was turned is put so. */
function ofEntries({ entries, notes }: EntriesOfFile, rows: 'source' | 'target'): WholeMatrix {
  const outgoing = outgoingOfEntries(entries.rows, entries.count, (put) => {
    entries.each(rows === 'target' ? put : (row, column, value) => put(column, row, value));
  });
  demandFiniteWeights(outgoing);
  const matrix = sparseMatrix(outgoing);
  return { matrix, notes: [...notes, ...roundingNote(matrix)] };
}
async function ofCircuit(
  bytes: Uint8Array,
  name: string,
  lists: boolean,
  dataset: string | undefined,
): Promise<WholeMatrix> {
  if (dataset !== undefined)
    throw new FormatError(
      `this is no file of several matrices (npz, MATLAB, Octave, Julia, HDF5), of which dataset "${dataset}" would ` +
        `name one; leave it out.`,
    );
  const graph = await readCircuit(bytes, name);
  if (!lists && graph.notes?.includes(takenForEdges))
    throw new FormatError(
      `this table is no square matrix: it has ${graph.edges.length} rows, ` +
        `${'weight' in graph.edges[0] ? 3 : 2} columns. If its rows are connections, name their columns in the ` +
        'first line (source, target, weight).',
    );
  const { matrix } = fromGraph(graph, { rows: 'target' });
  demandNeurons(matrix.size);
  return { matrix, notes: [...(graph.notes ?? []), ...unweighted(graph)] };
}
/** @throws RangeError as `demandFinite` of the whole matrix */
function demandFiniteWeights(outgoing: Outgoing): void {
  if (outgoing.weights.every(Number.isFinite)) return;
  const { starts, targets: columns, weights } = incomingOf(outgoing),
    at = weights.findIndex((weight) => !Number.isFinite(weight)),
    row = starts.findIndex((start) => start > at);
  demandFinite(`row ${row}, column ${columns[at] + 1} of this matrix of weights`, [weights[at]]);
}
function demandNeurons(size: number): void {
  if (size === 0) throw new FormatError('this matrix is 0 × 0: it has no neurons. Check that it is the right file.');
}

function turned({ matrix, notes: assumed }: WholeMatrix, rows: 'source' | 'target'): WholeMatrix {
  const { size, values } = matrix,
    notes = [...assumed, ...roundingNote(matrix)];
  if (rows === 'target') return { matrix, notes };
  const flipped = new Float64Array(values.length);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) flipped[column * size + row] = values[row * size + column];
  return { matrix: { size, values: flipped }, notes };
}
