import { FormatError } from '../format-error.ts';
import type { Hdf5Group } from '../hdf5.ts';
import { hdf5Variables } from '../matrices/index.ts';
import { holdsCounts, readConcatenatedSpikes } from './concatenated-spikes.ts';
import { readNwb } from './nwb.ts';
import { spikesOfGroup } from './hdf5-matrix.ts';
import type { Recording, RecordingOptions } from './recording.ts';
import { readVariables } from './variables-recording.ts';

/**
 * The recording in an HDF5 file: NWB, MATLAB 7.3, Octave, Julia, spikes one neuron after another with their counts
 * (as of many cultures and retinas), SONATA spikes, or a matrix that `dataset` names or that is the only one.
 * @throws FormatError naming the data sets there are, where it cannot be told which is meant.
 */
export function readHdf5Recording(root: Hdf5Group, options: RecordingOptions): Recording {
  const told =
    options.dataset === undefined ? options : { ...options, dataset: options.dataset.replace(/^\/+|\/+$/g, '') };
  if (typeof root.attribute('nwb_version') === 'string') return readNwb(root, told);
  const variables = hdf5Variables(root);
  if (variables.format !== 'HDF5') return readVariables(variables, told);
  if (told.dataset === undefined && holdsCounts(root)) return readConcatenatedSpikes(root, told);
  return told.spikes ? readSpikeGroup(root, told, told.spikes.unit) : readVariables(variables, told);
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
