import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import { namesIn } from '../data/plain-file.ts';
import { changed } from '../keep/checksum-list.ts';
import { sweepsFolder } from '../keep/places-of-runs.ts';
import type { Damage } from '../keep/stored-record.ts';
import { damagedHeartbeats } from './heartbeat.ts';
import { damagedJournals } from './journal.ts';
import { readSubmission, submissionFile, submissionFolders } from './submission.ts';
import { isSweep, locationsOf, placesFile, planFile, readSweep, type Sweep } from './sweep-plan.ts';
import { damagedWorkers } from './worker-bundle.ts';

export interface DamagedSweep extends Damage {
  readonly remedy: string;
}

/** What of the sweeps beside a store is not what was written: plans, submissions, journals, workers. */
export function examineSweeps(runs: string): DamagedSweep[] {
  const folder = path.join(runs, sweepsFolder);
  const named = (files: readonly string[], remedy: string): DamagedSweep[] =>
    files.map((file) => ({ file, problem: changed, remedy }));
  const sweeps = namesIn(folder)
    .map((name) => path.join(folder, name))
    .filter(isSweep);
  const ofSweeps = sweeps.flatMap((place) => {
    const submissions = submissionFolders(place);
    const sweep: Pick<Sweep, 'folder'> = { folder: place };
    const is = { plan: isWhole(() => readSweep(place)), places: isWhole(() => locationsOf(sweep)) };
    return [
      ...named(is.plan ? [] : [path.join(place, planFile)], beginAnew),
      ...named(is.places ? [] : [path.join(place, placesFile)], beginAgain),
      ...named(
        submissions
          .filter((each) => !isWhole(() => readSubmission(each, sweep as Sweep)))
          .map((each) => path.join(each, submissionFile)),
        submitAgain,
      ),
      ...named(submissions.flatMap(damagedJournals), onlyTold),
      ...named(submissions.flatMap(damagedHeartbeats), onlyTold),
    ];
  });
  return [...ofSweeps, ...named(damagedWorkers(folder), copyAgain)];
}
/** Whether it is read without a refusal. */
function isWhole(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}
const beginAnew = 'Remove its folder and begin the sweep anew: finished jobs are found in the store.';
const beginAgain = 'Begin the sweep again: `anlage sweep FILE EXPERIMENT` finds it, and writes this file anew.';
const submitAgain = 'Remove the folder that it stands in, and `anlage sweep resume` submits what is missing.';
const onlyTold = 'Remove it: it told how far a task came, and results are in the store.';
const copyAgain = 'Remove it, and `anlage sweep resume` copies it anew.';
