import type { NotApplicable } from '../../catalogue/not-applicable.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import type { Note, Row } from '../../results/contract.ts';
import { noValueBegins } from '../../results/note-codes.ts';
import { replicateCount, replicatesOf } from '../../results/replicates.ts';
import type { Reduction } from '../../results/seed-values.ts';
import type { JobsAt } from './jobs-at.ts';

/** That a measure, or a plot, has no value in a condition. */
export const noValue = (text: string, { message }: NotApplicable): Note => ({
  code: 'S066',
  text: `${noValueBegins(text)}${message}.`,
});

interface Place {
  readonly measure: string;
  readonly condition: string;
  readonly at: Row['at'];
  readonly reduction?: Reduction;
}

/** `alpha of grown has no value: its ranks hold no two variances`: the first reason that its jobs give. */
export const whyWithout = (place: Place, experiment: ExperimentSpec, jobsAt: JobsAt): string =>
  `${place.measure} of ${place.condition} has no value: ${reasonOf(place, experiment, jobsAt)}`;

export function reasonOf(
  { measure, condition, at, reduction }: Place,
  experiment: ExperimentSpec,
  jobsAt: JobsAt,
): string {
  const spec = experiment.measures.find(({ name }) => name === measure);
  const jobs = jobsAt(condition, at);
  const [reason] = jobs.flatMap(({ outcome }) => outcome.notes).flatMap((note) => reasonIn(note, spec?.text) ?? []);
  const due = replicateCount(experiment, condition, at);
  const computed = new Set(jobs.map(({ job }) => job.subject ?? job.seed)).size;
  return (
    reason ??
    (computed < due
      ? `${due - computed} of ${due} ${replicatesOf(experiment, condition)} were not computed`
      : typeof reduction === 'object'
        ? 'its series has no such point'
        : 'the run has left none')
  );
}

function reasonIn({ code, text }: Note, measure: string | undefined): string | undefined {
  const said = text.replace(/\.$/, '');
  if (code === 'D016' || code === 'N053' || code === 'C079') return said;
  if (code !== 'S066' || measure === undefined || !said.startsWith(noValueBegins(measure))) return undefined;
  return said.slice(noValueBegins(measure).length);
}
