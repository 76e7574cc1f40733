import { parentPort, workerData } from 'node:worker_threads';
import { openRecording, prepareActivity, readerOf, type RecordingOptions } from '../../../formats/index.ts';
import { damagedCopies, isRefusal } from '../mutations.ts';

export interface Course {
  readonly file: Uint8Array;
  readonly options: RecordingOptions;
  readonly bin?: number;
  readonly count: number /** The first one to read. */;
  readonly from: number;
}
export type Told =
  | { readonly at: number }
  | { readonly refused: true }
  | { readonly done: true }
  | { readonly failed: string };

const { file, options, bin, count, from } = workerData as Course;
const tell = (told: Told): void => parentPort?.postMessage(told);
const read = async (bytes: Uint8Array): Promise<void> => {
  const { source } = prepareActivity(await openRecording(readerOf(bytes), options), {
    missing: 'interpolate',
    ...(options.rows && { rate: 10 }),
    ...(bin !== undefined && { bin }),
  });
  source.read(0, Math.min(source.frames, 1000));
};
try {
  for (const [at, damaged] of [...damagedCopies(file, count)].entries()) {
    if (at < from) continue;
    tell({ at });
    try {
      await read(damaged);
    } catch (error) {
      isRefusal(error);
      tell({ refused: true });
    }
  }
  await read(file);
  tell({ done: true });
} catch (error) {
  tell({ failed: error instanceof Error ? String(error.stack) : String(error) });
}
