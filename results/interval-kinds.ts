import type { OwnInterval } from '../catalogue/finding.ts';
import { fewestSeedsForBootstrap } from '../engine/statistics/index.ts';

/** Where a 95 % interval comes from. It travels with the interval; whatever is said of one is said by its kind. */
export type IntervalKind =
  | OwnInterval
  /** Student's t of the values of the seeds, or of their paired differences. */
  | 'seeds'
  /** Studentised bootstrap over the seeds. */
  | 'resampled seeds'
  /** The same of the values of subjects. */
  | 'subjects'
  | 'resampled subjects'
  /** Welch's t of two samples that share nothing. */
  | 'groups'
  /** Of a difference of two estimates with intervals of their own (square and add). */
  | 'estimates';

/** How a sentence calls an interval of the kind, and whether each seed has a value of its own. */
export const intervalKinds: Readonly<Record<IntervalKind, { readonly says: string; readonly isOverSeeds: boolean }>> = {
  seeds: { says: '95 % t interval over seeds', isOverSeeds: true },
  'resampled seeds': { says: '95 % bootstrap interval over seeds', isOverSeeds: true },
  subjects: { says: '95 % t interval over subjects', isOverSeeds: true },
  'resampled subjects': { says: '95 % bootstrap interval over subjects', isOverSeeds: true },
  groups: { says: '95 % Welch interval of two groups', isOverSeeds: true },
  samples: { says: '95 % Wilson interval of the sampled walks and states', isOverSeeds: false },
  redraws: { says: '95 % interval from redraws of stretches of the activity', isOverSeeds: false },
  likelihood: { says: '95 % interval of the fitted law', isOverSeeds: false },
  estimates: { says: '95 % interval from those of the two estimates', isOverSeeds: false },
};
/** Which interval a mean or a difference over so many seeds has. */
export const intervalOverSeeds = (seeds: number, of: 'seeds' | 'subjects' = 'seeds'): IntervalKind =>
  seeds < fewestSeedsForBootstrap ? of : `resampled ${of}`;
/** Whether its values are those of subjects. */
export const isOfSubjects = (kind: IntervalKind): boolean => kind === 'subjects' || kind === 'resampled subjects';
export const isIntervalKind = (value: unknown): value is IntervalKind =>
  typeof value === 'string' && Object.hasOwn(intervalKinds, value);

/** An interval of some kind, of the condition that it is an interval of. */
export interface IntervalOf {
  readonly condition: string;
  /** Undefined where whoever wrote the interval did not say. */
  readonly kind: IntervalKind | undefined;
}
/**
 * `95 % t interval over seeds`; of several kinds, each with the conditions it is of. Undefined where there is no
 * interval.
 */
export function intervalsSaid(intervals: readonly IntervalOf[]): string | undefined {
  const kinds = [...new Set(intervals.map(({ kind }) => kind))];
  const says = (kind: IntervalKind | undefined) => (kind ? intervalKinds[kind].says : '95 % interval');
  if (kinds.length < 2) return kinds.length === 0 ? undefined : says(kinds[0]);
  return kinds
    .map((kind) => {
      const of = new Set(intervals.filter((each) => each.kind === kind).map(({ condition }) => condition));
      return `${says(kind)} (${[...of].join(', ')})`;
    })
    .join('; ');
}
