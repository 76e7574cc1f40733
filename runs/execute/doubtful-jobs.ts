import type { ExperimentSpec } from '../../language/specification.ts';
import type { Note } from '../../results/contract.ts';
import { segmentFolder, type JobStore, storeFolder } from '../keep/store.ts';
import { disagreementText } from '../keep/store-damage.ts';
import type { Job } from '../plan/jobs.ts';
import { nameOf } from './ledger.ts';

/** G034: a job of the run was computed twice, by whomever, and not to the same values. */
export function notesOfDoubtfulJobs(store: JobStore, jobs: readonly Job[], experiment: ExperimentSpec): Note[] {
  store.refresh();
  const found = new Map(store.disagreements().map((each) => [each.key, each]));
  const doubtful = jobs.filter(({ key }) => found.has(key));
  if (doubtful.length === 0) return [];
  const said = doubtful.slice(0, mostSaid).map((job) => {
    const disagreement = found.get(job.key)!;
    return `${nameOf(job, experiment)}: ${disagreementText(disagreement, `${storeFolder}/${segmentFolder}`)}`;
  });
  const more = doubtful.length > mostSaid ? ` So it is with ${doubtful.length - mostSaid} more.` : '';
  return [{ code: 'G034', text: `${said.join('. ')}.${more} The later is used; one of them is wrong.` }];
}
const mostSaid = 3;
