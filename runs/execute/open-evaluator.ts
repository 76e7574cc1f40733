import fs from 'node:fs';
import type { TrainingData } from '../../making/trainer.ts';
import { listedIn, recordings, trainingData, wholeMatrices } from '../data/index.ts';
import { readChecked } from '../keep/checked-file.ts';
import type { Setting } from '../plan/tasks.ts';
import { openBackend } from './backends.ts';
import { type Evaluator, evaluator } from './evaluate.ts';

/**
 * What computes tasks in this process, each with so many threads: it opens the backend, and data when a job first needs
 * them. `hasPassed`: the backend has passed its self-test in another thread of this process.
 */
export async function openEvaluator(
  { backend, locations }: Setting,
  openData: Readonly<Record<string, TrainingData>> = {},
  threads = 1,
  hasPassed = false,
): Promise<Evaluator> {
  return evaluator({
    backend: await openBackend(backend, threads, hasPassed ? 'never' : 'once'),
    read: (reference) => fs.readFileSync(locations[reference]),
    list: listedIn(locations),
    dataSet: trainingData(locations, openData),
    recording: recordings(locations),
    matrix: wholeMatrices(locations),
    kept: readChecked,
    file: (file) => fs.readFileSync(file),
  });
}
