import { FormatError } from '../format-error.ts';
import type { Hdf5Dataset, Hdf5Group } from '../hdf5.ts';
import { hdf5Variables } from '../matrices/index.ts';
import { holdsCounts, readConcatenatedSpikes } from './concatenated-spikes.ts';
import { readNwb } from './nwb.ts';
import { listed, matricesBelow, matrixOf, spikesOfGroup } from './hdf5-matrix.ts';
import { orientationOf } from './orientation.ts';
import { type Recording, type RecordingOptions, samplesOf } from './recording.ts';
import { readVariables } from './variables-recording.ts';

/**
 * The recording in an HDF5 file: NWB, MATLAB 7.3, Octave, spikes one neuron after another with their counts (as of many
 * cultures and retinas), SONATA spikes, or a matrix that `dataset` names or that is the only one.
 * @throws FormatError naming the data sets there are, where it cannot be told which is meant.
 */
export function readHdf5Recording(root: Hdf5Group, options: RecordingOptions): Recording {
  const told =
    options.dataset === undefined ? options : { ...options, dataset: options.dataset.replace(/^\/+|\/+$/g, '') };
  if (typeof root.attribute('nwb_version') === 'string') return readNwb(root, told);
  const variables = hdf5Variables(root);
  if (variables) return readVariables(variables, told);
  if (told.dataset === undefined && holdsCounts(root)) return readConcatenatedSpikes(root, told);
  return readPlain(root, told);
}

function readPlain(root: Hdf5Group, options: RecordingOptions): Recording {
  if (options.spikes) return readSpikeGroup(root, options, options.spikes.unit);
  const dataset = chosen(root, options.dataset),
    { rows, columns, values } = matrixOf(dataset);
  const meaning =
    dataset.shape.length === 1
      ? 'neurons'
      : orientationOf(options, rows, columns, `data set "${dataset.path.slice(1)}"`);
  const { neurons, ...activity } = samplesOf({ rows, columns, values }, meaning);
  return { format: 'HDF5', neurons, activity, notes: [] };
}
function chosen(root: Hdf5Group, path: string | undefined): Hdf5Dataset {
  const matrices = matricesBelow(root);
  if (path === undefined) {
    if (matrices.length === 1) return matrices[0];
    throw new FormatError(
      `This HDF5 file holds ${matrices.length} matrices of numbers, and no recording in a layout that is ` +
        `known; ${listed(matrices)}.`,
    );
  }
  const dataset = root.dataset(path);
  if (!dataset) throw new FormatError(`This HDF5 file has no data set "${path}"; ${listed(matrices)}.`);
  return dataset;
}

/** SONATA (`timestamps` and `node_ids`), or a data set of times for each neuron. */
function readSpikeGroup(root: Hdf5Group, options: RecordingOptions, unit: number): Recording {
  const path = options.dataset ?? 'spikes',
    group = path === '' ? root : root.group(path);
  if (!group)
    throw new FormatError(
      `This HDF5 file has no group "${path}" of spike times; name the group that holds a data set of times ` +
        `for each neuron (dataset "…").`,
    );
  return { format: 'HDF5', ...spikesOfGroup(group, unit), notes: [] };
}
