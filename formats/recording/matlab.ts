import { FormatError } from '../format-error.ts';
import type { Hdf5Dataset, Hdf5Group } from '../hdf5.ts';
import { listed, matricesBelow, matrixOf, numbersOf, sortedTimes } from './hdf5-matrix.ts';
import { orientationOf } from './orientation.ts';
import { type Recording, type RecordingOptions, samplesOf } from './recording.ts';
import { spiking } from './text-recording.ts';

/** Variables of MATLAB 7.3 are data sets that say their class. */
export const isMatlab = (root: Hdf5Group): boolean =>
  root.names.some((name) => (root.dataset(name) ?? root.group(name))?.attribute('MATLAB_class') !== undefined);

/**
 * A matrix (full or sparse) of a MAT-file of version 7.3, or a cell array with the spike times of a neuron in each
 * cell. MATLAB stores columns together, so the rows of the HDF5 data set are MATLAB's columns; `rows` means MATLAB's
 * rows. A field of a struct is named `struct/field`.
 * @throws FormatError naming the variables there are.
 */
export function readMatlab(root: Hdf5Group, options: RecordingOptions): Recording {
  if (options.spikes) return readCells(root, options, options.spikes.unit);
  const matrices = matricesBelow(root).filter(
    (dataset) => dataset.attribute('MATLAB_empty') === undefined && dataset.attribute('MATLAB_class') !== 'char',
  );
  const path = options.dataset ?? (matrices.length === 1 ? matrices[0].path.slice(1) : undefined);
  if (path === undefined)
    throw new FormatError(`This MAT-file holds ${matrices.length} matrices; ${listedOf(matrices)}.`);
  const sparse = root.group(path),
    rows = sparse?.attribute('MATLAB_sparse');
  if (sparse && rows !== undefined)
    return { format: 'MATLAB 7.3', ...readSparse(sparse, Number(rows), options), notes: [] };
  const dataset = root.dataset(path);
  if (!dataset) throw new FormatError(`This MAT-file has no matrix "${path}"; ${listedOf(matrices)}.`);
  const table = matrixOf(dataset),
    vector = !options.rows && (table.rows === 1 || table.columns === 1);
  const alone = table.rows === 1 ? 'times' : 'neurons';
  const meaning = vector ? alone : orientationOf(options, table.columns, table.rows, `matrix "${path}"`);
  return { format: 'MATLAB 7.3', ...turned(table, meaning), notes: [] };
}
const listedOf = (matrices: readonly Hdf5Dataset[]): string =>
  listed(matrices.map(({ path, shape }) => ({ path, shape: [...shape].reverse() })));

/** MATLAB's rows are the columns of what is stored. */
function turned(
  table: Parameters<typeof samplesOf>[0],
  meaning: 'neurons' | 'times',
): Pick<Recording, 'neurons' | 'activity'> {
  const { neurons, ...activity } = samplesOf(table, meaning === 'neurons' ? 'times' : 'neurons');
  return { neurons, activity };
}

/** Per column where its values begin (jc), the row of each (ir), and the values. */
function readSparse(
  group: Hdf5Group,
  rows: number,
  options: RecordingOptions,
): Pick<Recording, 'neurons' | 'activity'> {
  const [starts, at, found] = ['jc', 'ir', 'data'].map((name) => {
    const dataset = group.dataset(name);
    return dataset && dataset.shape[0] > 0 ? numbersOf(dataset) : new Float64Array(0);
  });
  const columns = starts.length - 1,
    wrong = `The sparse matrix "${group.path.slice(1)}" does not hold together: it is damaged. Save it again.`;
  if (
    !(Number.isInteger(rows) && rows > 0 && columns > 0 && rows * columns <= 2 ** 29) ||
    at.length !== found.length ||
    starts[columns] !== found.length
  )
    throw new FormatError(wrong);
  const values = new Float32Array(rows * columns);
  for (let column = 0; column < columns; column++)
    for (let i = starts[column]; i < starts[column + 1]; i++) {
      if (!(at[i] >= 0 && at[i] < rows)) throw new FormatError(wrong);
      values[column * rows + at[i]] = found[i];
    }
  return turned(
    { rows: columns, columns: rows, values },
    orientationOf(options, rows, columns, `matrix "${group.path.slice(1)}"`),
  );
}

function readCells(root: Hdf5Group, options: RecordingOptions, unit: number): Recording {
  const cells = root.names.filter((name) => root.dataset(name)?.attribute('MATLAB_class') === 'cell');
  const path = options.dataset ?? (cells.length === 1 ? cells[0] : undefined),
    found = path === undefined ? undefined : root.dataset(path)?.referred();
  if (!found)
    throw new FormatError(
      `This MAT-file has ${path === undefined ? `${cells.length} cell arrays` : `no cell array "${path}"`}; ` +
        `spike times are read from a cell array with those of a neuron in each cell: ` +
        `${listed(cells.map((name) => ({ path: `/${name}` })))}.`,
    );
  const times = found.map((cell, neuron) => {
    if (!('values' in cell) || !cell.numeric)
      throw new FormatError(
        `Cell ${neuron + 1} of "${path}" holds no numbers, where the spike times of a neuron should stand.`,
      );
    return sortedTimes(cell.attribute('MATLAB_empty') === undefined ? numbersOf(cell) : [], unit, String(neuron + 1));
  });
  return { format: 'MATLAB 7.3', ...spiking(times), notes: [] };
}
