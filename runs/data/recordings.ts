import fs from 'node:fs';
import type { Recorded } from '../../engine/activity/index.ts';
import {
  type Columns,
  type FileReader,
  inMemory,
  isHdf5,
  openRecording,
  type Places,
  type PreparedActivity,
  prepareActivity,
  readPositions,
  type Recording,
  type RecordingOptions,
  restored,
} from '../../formats/index.ts';
import type { ChosenRecording, DataNoun, Quantity, RecordingSpec } from '../../language/specification.ts';
import { Failure } from '../../making/failure.ts';
import { recentResults } from '../../making/recent-results.ts';
import { asksTheFile, filesOfChoice } from '../../language/nouns/chosen-recording.ts';
import { readApart } from './apart.ts';
import { chosenParts, tableOfFile } from '../../language/chosen-parts.ts';
import { readBytes, refusal, within } from './read.ts';
import { readUnpacked } from './read-unpacked.ts';

/** A recording ready to be analysed. `notes`: what was taken for what, left out or filled in, one sentence each. */
export interface LoadedRecording extends Omit<PreparedActivity, 'source'> {
  readonly activity: Recorded;
  /** Closes a file that is read in parts. */
  close(): void;
}

/**
 * Recordings of nouns whose files lie at these locations (by reference), the last ones kept: a function for a worker
 * that computes one job after the other.
 */
export function recordings(
  locations: Readonly<Record<string, string>>,
): (noun: DataNoun) => Promise<Pick<LoadedRecording, 'activity' | 'notes'>> {
  const open = recentResults<Promise<LoadedRecording>>(3, (loaded) => {
    void loaded.then(
      ({ close }) => close(),
      () => {},
    );
  });
  return async (noun) => {
    const { controls, ...settings } = noun.recording!;
    return open.get([noun.reference, settings], () => loadRecording(noun, locations));
  };
}

/**
 * The activity that a noun's file holds: in memory up to 128 MB, else read from the file in stretches. HDF5 is read on
 * a thread of its own, since some damaged files would hold this one up for ever.
 * @throws Failure naming the file, what is wrong and what to do.
 */
export async function loadRecording(
  noun: DataNoun,
  locations: Readonly<Record<string, string>>,
): Promise<LoadedRecording> {
  const { recording: spec, reference } = noun;
  if (!spec)
    throw new Failure(
      'usage',
      `${noun.name} is no recording: say what the rows of its table are (rows neurons) and how often it was ` +
        `sampled (sampled at 22 Hz).`,
    );
  const location = locations[reference],
    file = openFile(location);
  let open = false;
  try {
    const recording = await within(location, () => recordingOf(location, file, spec));
    const { path, unit } = spec.positions ?? {};
    const positions = path === undefined ? undefined : await positionsOf(locations[path], unit!);
    const { rate, bin, missing, chosen = {} } = spec,
      tables = await tablesOf(chosen, locations),
      known = {
        missing,
        ...(rate !== undefined && { rate: given(rate, noun) }),
        ...(bin !== undefined && { bin: given(bin, noun) }),
        ...(positions && { positions }),
      };
    return await within(location, () => {
      const { source, gaps, ...rest } = prepareActivity(recording, {
        ...known,
        ...chosenParts(recording, chosen, tables),
      });
      open = source.neurons * source.frames > mostInMemory;
      return {
        ...rest,
        activity: open ? source : inMemory(source, (length) => new Float32Array(length)),
        close: file.close,
      };
    });
  } finally {
    if (!open) file.close();
  }
}
/** Values, of 4 bytes. */
const mostInMemory = 2 ** 25;

async function recordingOf(
  location: string,
  file: FileReader,
  { rows, dataset, spikes, chosen }: RecordingSpec,
): Promise<Recording> {
  const options: RecordingOptions = {
    ...(rows && { rows }),
    ...(dataset !== undefined && { dataset }),
    ...(spikes && { spikes }),
    ...(chosen && asksTheFile(chosen) && { tables: true }),
  };
  if (!isHdf5(file.read(0, Math.min(file.size, 1 << 16)))) return openRecording(file, options);
  return restored(
    await readApart('recording', { path: location, files: new Map([[location, await readBytes(location)]]), options }),
  );
}
async function positionsOf(location: string, unit: number): Promise<Places> {
  const bytes = await readUnpacked(location);
  return within(location, () => readPositions(bytes, unit));
}
async function tablesOf(
  chosen: ChosenRecording,
  locations: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, Columns>> {
  const tables = new Map<string, Columns>();
  for (const path of filesOfChoice(chosen)) {
    const bytes = await readUnpacked(locations[path]);
    tables.set(path, await within(locations[path], () => tableOfFile(bytes)));
  }
  return tables;
}
function given(quantity: Quantity, { name }: DataNoun): number {
  if (typeof quantity === 'number') return quantity;
  throw new Failure('usage', `${name} has no value for ${quantity.variable}; give it one, or write a number.`);
}

/** A file read in parts, through one buffer. @throws Failure where it cannot be opened. */
function openFile(location: string): FileReader & { readonly close: () => void } {
  const refused = (error: unknown): Failure =>
    new Failure('usage', `${location} ${refusal(error as NodeJS.ErrnoException)}`, { cause: error });
  let descriptor: number | undefined,
    buffer = new Uint8Array(0);
  try {
    descriptor = fs.openSync(location, 'r');
    const { size } = fs.fstatSync(descriptor);
    return {
      size,
      read(offset, length) {
        if (length > buffer.length) buffer = new Uint8Array(length);
        let done = 0;
        try {
          for (let step = 1; done < length && step > 0; done += step)
            step = fs.readSync(descriptor!, buffer, done, Math.min(length - done, 2 ** 30), offset + done);
        } catch (error) {
          throw refused(error);
        }
        return buffer.subarray(0, done);
      },
      close() {
        if (descriptor !== undefined) fs.closeSync(descriptor);
        descriptor = undefined;
      },
    };
  } catch (error) {
    if (descriptor !== undefined) fs.closeSync(descriptor);
    throw refused(error);
  }
}
