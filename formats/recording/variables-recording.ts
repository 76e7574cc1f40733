import { cellsNamed, matrixNamed, type VariablesFile } from '../matrices/index.ts';
import { sortedTimes } from './hdf5-matrix.ts';
import { orientationOf } from './orientation.ts';
import { type Recording, type RecordingOptions, samplesOf } from './recording.ts';
import { spiking } from './text-recording.ts';

/**
 * The recording among the variables of a file: a matrix, full or sparse, or a cell array with the spike times of a
 * neuron in each cell; a vector is one neuron or one time. @throws FormatError naming the variables there are
 */
export function readVariables(file: VariablesFile, options: RecordingOptions): Recording {
  const { format } = file;
  if (options.spikes) {
    const { unit } = options.spikes,
      times = cellsNamed(file, options.dataset).cells();
    return { format, ...spiking(times.map((own, i) => sortedTimes(own, unit, String(i + 1)))), notes: [] };
  }
  const { name, shape, matrix } = matrixNamed(file, options.dataset);
  const [rows, columns] = shape,
    isVector = !options.rows && (rows === 1 || columns === 1),
    alone = rows === 1 ? 'neurons' : 'times';
  const meaning = isVector ? alone : orientationOf(options, rows, columns, `matrix "${name}"`);
  const { values, byColumn } = matrix(Float32Array),
    single = values as Float32Array;
  const { neurons, ...activity } = byColumn
    ? samplesOf({ rows: columns, columns: rows, values: single }, meaning === 'neurons' ? 'times' : 'neurons')
    : samplesOf({ rows, columns, values: single }, meaning);
  return { format, neurons, activity, notes: [] };
}
