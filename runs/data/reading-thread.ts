/** A thread that reads one file and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import {
  FormatError,
  matrixInFile,
  openRecording,
  readerOf,
  readExpression,
  stored,
  UnknownGene,
} from '../../formats/index.ts';
import type { Answered, Asked, Readings } from './apart.ts';

const readings: { readonly [K in keyof Readings]: (asked: Readings[K]['asked']) => Promise<Readings[K]['read']> } = {
  expression: ({ path, files, options }) => readExpression(path, async (name) => files.get(name), options),
  matrix: ({ path, files, options }) => matrixInFile(files.get(path)!, options.dataset),
  recording: async ({ path, files, options }) => stored(await openRecording(readerOf(files.get(path)!), options)),
};
const { kind, ...asked } = workerData as Asked;
const answer = (answered: Answered): void => parentPort?.postMessage(answered);
(readings[kind] as (asked: object) => Promise<Readings[typeof kind]['read']>)(asked).then(
  (read) => answer({ read }),
  (error: unknown) => {
    if (!(error instanceof FormatError))
      return answer({ error: error instanceof Error ? error.message : String(error) });
    const { message, offset, line, column } = error;
    answer({
      refused: {
        message,
        place: { offset, line, column },
        ...(error instanceof UnknownGene && { unknown: { gene: error.gene, known: error.known } }),
      },
    });
  },
);
