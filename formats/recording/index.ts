import { FormatError } from '../format-error.ts';
import { gunzip, isGzip } from '../gzip.ts';
import { isHdf5, withHdf5 } from '../hdf5.ts';
import { readHdf5Recording } from './hdf5-recording.ts';
import { isZip } from '../zip.ts';
import { holdsVariables, variablesIn } from '../matrices/index.ts';
import { openNpy } from './npy-recording.ts';
import { type FileReader, readerOf, type Recording, type RecordingOptions } from './recording.ts';
import { readSpikeTable, readTextRecording } from './text-recording.ts';
import { readVariables } from './variables-recording.ts';

export { type ActivityOptions, inMemory, type PreparedActivity, prepareActivity } from './prepare-activity.ts';
export type { Missing, MissingPolicy } from './missing.ts';
export type { ChosenTimes, Stretch } from './stretches.ts';
export { placesIn, readPositions } from './positions.ts';
export {
  type Columns,
  type FileReader,
  type Places,
  readerOf,
  type Recording,
  type RecordingOptions,
  restored,
  type Samples,
  type SpikeTimes,
  stored,
  type StoredRecording,
} from './recording.ts';

/**
 * Opens a file of activity, whose format is told by its first bytes: npy (read a part at a time, whatever its size),
 * npz, MATLAB 4 to 7, Octave, HDF5 (NWB, MATLAB 7.3, Octave, Julia, spikes and counts, SONATA), or text (CSV,
 * TSV, blanks; gzip).
 * @throws FormatError saying what is wrong and what to do.
 */
export async function openRecording(reader: FileReader, options: RecordingOptions = {}): Promise<Recording> {
  const start = reader.read(0, Math.min(reader.size, 1 << 16)).slice();
  if (isGzip(start)) return openRecording(readerOf(gunzip(whole(reader))), options);
  if (isHdf5(start)) return withHdf5(whole(reader), (root) => readHdf5Recording(root, options));
  if (start[0] === 0x93 && start[1] === 0x4e) {
    if (options.spikes) throw spikesIn('npy');
    return openNpy(reader, options);
  }
  if (isZip(start) && options.spikes) throw spikesIn('npz');
  const isWide = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff),
    variables = !isWide && (start.includes(0) || holdsVariables(start, '')) ? variablesIn(whole(reader)) : undefined;
  if (variables) return readVariables(variables, options);
  if (start.includes(0) && !isWide)
    throw new FormatError(
      'This file is neither npy, npz, HDF5 (NWB, MATLAB 7.3, Octave), MATLAB 4 to 7 nor text; save the recording in ' +
        'one of these.',
      { offset: start.indexOf(0) },
    );
  return options.spikes ? readSpikeTable(whole(reader), options.spikes) : readTextRecording(whole(reader), options);
}

const spikesIn = (format: string): FormatError =>
  new FormatError(
    `Spike times are not read from ${format}; save them as a table with a row per spike (columns neuron and time), ` +
      `or leave out the line of spikes if this is a matrix of counts.`,
    { offset: 0 },
  );

/** @throws FormatError for a file of a format that is read at once and does not fit. */
function whole(reader: FileReader): Uint8Array {
  if (reader.size > 2 ** 31 - 1)
    throw new FormatError(
      `This file has ${reader.size} bytes, and its format is read at once, which is possible up to ` +
        `${2 ** 31 - 1}; save the activity as npy, which is read a part at a time.`,
    );
  return reader.read(0, reader.size);
}
