import path from 'node:path';
import { contractVersion } from '../results/contract.ts';
import { isNumber, isShaped, orAbsent } from '../results/guards.ts';
import { checkedFolder, readView, withoutRemedy } from './keep/checked-folder.ts';
import { examineSweeps } from './cluster/examined-sweeps.ts';
import { placesOfRuns } from './keep/places-of-runs.ts';
import { examineStore } from './keep/examined-store.ts';
import type { Damage } from './keep/stored-record.ts';
import { recordFile } from './keep/checksum-list.ts';
import { readJson } from './keep/written-files.ts';

/** What became of everything that runs have left in some place. */
export interface Verified {
  /** Folders of runs, and finished jobs of stores, that are what was written. */
  readonly runs: number;
  readonly jobs: number;
  /** Jobs that an earlier version kept: this one does not read them. */
  readonly older: number;
  readonly damaged: readonly Damaged[];
}
export interface Damaged extends Damage {
  /** What to do about it. */
  readonly remedy: string;
}

/** Reads every run, every store and the sweeps beside it in or below a folder, changing nothing. */
export function verifyRuns(folder: string): Verified {
  const { runs, stores } = placesOfRuns(path.resolve(folder));
  const ofRuns = runs.map(damageOfRun);
  const ofStores = stores.map(examineStore);
  return {
    runs: ofRuns.filter((damaged) => damaged.length === 0).length,
    jobs: ofStores.reduce((sum, { whole }) => sum + whole, 0),
    older: ofStores.reduce((sum, { older }) => sum + older, 0),
    damaged: [
      ...ofStores.flatMap(({ damaged, unreadable, index, disagreements }) => [
        ...damaged.map((one) => ({ ...one, remedy: computeAgain })),
        ...unreadable.map((one) => ({ ...one, remedy: putBack })),
        ...index.map((one) => ({ ...one, remedy: madeAgain })),
        ...disagreements.map((one) => ({ ...one, remedy: findOut })),
      ]),
      ...stores.flatMap(examineSweeps),
      ...ofRuns.flat(),
    ],
  };
}
const computeAgain = 'Run its experiment again, with --fresh where its folder is whole: the job is computed again.';
const putBack =
  'Put it back or let it be read, or else remove it: its jobs are computed again when an experiment is run again.';
const madeAgain = 'Nothing is lost: the next run makes it again of what is kept.';
/** Nobody but a person can know which of the two computed it right. */
const findOut = 'Find out which of them is wrong, delete the segment that it wrote, and run its experiment again.';
const makeAnew = 'Run its experiment again: the folder is made anew from what is kept.';

/** Its key is of that version: this one makes another folder, and the old one stays until somebody deletes it. */
const makeAnother = 'Run its experiment again, which makes another folder, and delete this one.';

const isRecord = isShaped<{ readonly contract?: number }>({ contract: orAbsent(isNumber) });
function isOfEarlierVersion(folder: string): boolean {
  const record = readJson(path.join(folder, recordFile), isRecord);
  return record !== undefined && (record.contract ?? 0) < contractVersion;
}

function damageOfRun(folder: string): Damaged[] {
  try {
    const files = checkedFolder(folder);
    const damaged = files.damage();
    if (damaged.length === 0) readView(folder, files);
    return damaged.map((one) => ({ ...one, remedy: makeAnew }));
  } catch (error) {
    return [
      { file: folder, problem: withoutRemedy(error), remedy: isOfEarlierVersion(folder) ? makeAnother : makeAnew },
    ];
  }
}
