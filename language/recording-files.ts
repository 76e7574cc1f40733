/** Recordings that are small enough to be read while a text is written. */
import { chosenParts, tableOfFile } from './chosen-parts.ts';
import {
  type Columns,
  FormatError,
  isHdf5,
  openRecording,
  prepareActivity,
  readerOf,
  readPositions,
  type Recording,
  type RecordingOptions,
  restored,
  unpacked,
} from '../formats/index.ts';
import { asksTheFile, filesOfChoice } from './nouns/chosen-recording.ts';
import type { DataNoun, RecordingSpec } from './nouns/data-noun.ts';
import type { Reader } from './reader.ts';

/** A larger file is read when it runs. */
const largestRecording = 32 * 2 ** 20;

/** What a run would refuse of a recording, of which file; or what its reader assumes or leaves out. */
export type RecordingSays = { readonly wrong: string; readonly file: string } | { readonly notes: readonly string[] };

/** Undefined where a file is not there or too large to be read now. */
export async function recordingSays(
  noun: DataNoun & { readonly recording: RecordingSpec },
  reader: Reader,
): Promise<RecordingSays | undefined> {
  const { rate, bin, missing, positions, chosen = {} } = noun.recording;
  let file = noun.reference;
  const bytesOf = async (reference: string): Promise<Uint8Array | undefined> => {
    file = reference;
    const located = await reader.locate(reference);
    if (!located.found || located.size > largestRecording) return undefined;
    try {
      return await reader.bytes(located.location);
    } catch (error) {
      throw new FormatError(error instanceof Error ? error.message : String(error));
    }
  };
  try {
    const [table, bytes] = [positions && (await bytesOf(positions.path)), await bytesOf(noun.reference)];
    if (!bytes || (positions && !table)) return undefined;
    const recording = await recordingIn(noun, bytes, reader);
    // what varies has no value yet
    if ((rate !== undefined && typeof rate !== 'number') || (bin !== undefined && typeof bin !== 'number'))
      return { notes: recording.notes };
    const tables = new Map<string, Columns>();
    for (const path of filesOfChoice(chosen)) {
      const held = await bytesOf(path);
      if (!held) return undefined;
      tables.set(path, tableOfFile(unpacked(held)));
    }
    if (positions) file = positions.path;
    const places = positions && table && readPositions(unpacked(table), positions.unit);
    file = noun.reference;
    const parts = chosenParts(recording, chosen, tables);
    const known = { missing, rate, bin, ...(places && { positions: places }), ...parts };
    return { notes: prepareActivity(recording, known).notes };
  } catch (error) {
    if (error instanceof FormatError) return { wrong: error.message, file };
    throw error;
  }
}
async function recordingIn(
  { reference, recording: { rows, dataset, spikes, chosen } }: DataNoun & { readonly recording: RecordingSpec },
  bytes: Uint8Array,
  reader: Reader,
): Promise<Recording> {
  const options: RecordingOptions = {
    ...(rows && { rows }),
    ...(dataset !== undefined && { dataset }),
    ...(spikes && { spikes }),
    ...(chosen && asksTheFile(chosen) && { tables: true }),
  };
  return isHdf5(bytes.subarray(0, 1 << 16)) && reader.recording
    ? restored(await reader.recording(reference, bytes, options))
    : openRecording(readerOf(bytes), options);
}
