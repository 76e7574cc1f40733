import { FormatError } from '../format-error.ts';
import type { Hdf5Dataset, Hdf5Group } from '../hdf5.ts';
import { numbersOf, sortedTimes, textsOf } from './hdf5-matrix.ts';
import type { Places, Recording, RecordingOptions } from './recording.ts';
import { spiking } from './text-recording.ts';

/**
 * Spike times (s) of one neuron after another, how many each has, positions in um: the layout of Eglen et al. 2014
 * (GigaScience 3:3).
 */
export const holdsCounts = (root: Hdf5Group): boolean =>
  root.dataset('spikes')?.numeric === true && root.dataset('sCount') !== undefined;

/** @throws FormatError where counts and times do not agree. */
export function readConcatenatedSpikes(root: Hdf5Group, { spikes }: RecordingOptions): Recording {
  if (spikes && spikes.unit !== 1)
    throw new FormatError(
      'The spike times of this layout (spikes, sCount) are in seconds; leave out the line of spikes, or ' +
        'write: spikes in s.',
    );
  const counts = numbersOf(root.dataset('sCount')!),
    all = numbersOf(root.dataset('spikes')!),
    names = textsOf(root.dataset('names'));
  let total = 0;
  for (const count of counts) total += Number.isInteger(count) && count >= 0 ? count : NaN;
  if (total !== all.length)
    throw new FormatError(
      `The counts (sCount) of this file add up to ${total} spikes, but it holds ${all.length}: it is ` +
        `damaged. Fetch it again.`,
    );
  let at = 0;
  const times = Array.from(counts, (count, neuron) =>
    sortedTimes(all.subarray(at, (at += count)), 1, names?.[neuron] ?? String(neuron + 1)),
  );
  const span = root.dataset('recordingtime'),
    stated = span && numbersOf(span),
    positions = root.dataset('epos');
  return {
    format: 'HDF5 of spikes and counts',
    notes: [],
    ...spiking(times, stated?.length === 2 && stated[0] < stated[1] ? [[stated[0], stated[1]]] : undefined),
    ...(names?.length === counts.length && { names }),
    ...(positions && { positions: inMicrometres(positions, counts.length) }),
  };
}

/** Coordinate by coordinate (as R writes it), or neuron by neuron. */
function inMicrometres(dataset: Hdf5Dataset, neurons: number): Places {
  const { shape } = dataset,
    found = numbersOf(dataset),
    byCoordinate = shape.length === 2 && shape[1] === neurons && (shape[0] === 2 || shape[0] === 3);
  if (!byCoordinate && !(shape.length === 2 && shape[0] === neurons))
    throw new FormatError(
      `The positions (epos) of this file are ${shape.join(' × ')} for ${neurons} neurons: it is damaged. ` +
        `Fetch it again.`,
    );
  const dimensions = byCoordinate ? shape[0] : shape[1],
    values = new Float64Array(neurons * dimensions);
  for (let neuron = 0; neuron < neurons; neuron++)
    for (let axis = 0; axis < dimensions; axis++)
      values[neuron * dimensions + axis] =
        1e-6 * found[byCoordinate ? axis * neurons + neuron : neuron * dimensions + axis];
  return { values, dimensions };
}
