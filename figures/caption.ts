import { isOneObject, isSurrogate } from '../language/one-object.ts';
import type { ExperimentSpec, Noun } from '../language/specification.ts';
import { isOverSubjects } from '../results/replicates.ts';
import { intervalKinds, type IntervalKind, isOfSubjects } from '../results/interval-kinds.ts';
import { extent } from './axis-range.ts';

/** How many values of a condition a figure draws. */
export interface Counted {
  readonly condition: string;
  readonly count: number;
}
/** `kind`: of their interval, where they have one. */
export interface Described extends Counted {
  readonly kind: IntervalKind | undefined;
}

/** What a point is, and how many seeds a value rests on; a value that is one for all seeds rests on none. */
export function pointsSentence(experiment: ExperimentSpec, all: readonly Described[]): string {
  const isOne = (each: Described) =>
    isOneOf(experiment, each) || (each.kind !== undefined && !intervalKinds[each.kind].isOverSeeds);
  const overSeeds = all.filter((each) => !isOne(each));
  const one = all.some(({ kind }) => kind !== undefined && isOfSubjects(kind))
    ? 'subject'
    : drawnAs(experiment, overSeeds);
  const counted = (counts: readonly number[]): string => seedsSentence(counts).replaceAll(/\bseed/g, one);
  const same = [...new Set(all.filter(isOne).map(({ condition }) => condition))];
  const alone = `${same.join(', ')}: one value, the same for every seed.`;
  if (same.length === 0) return `Each point is one ${one}. ${counted(all.map(({ count }) => count))}`;
  if (overSeeds.every(({ count }) => count === 0)) return alone;
  return `Each point is one ${one}. ${counted(overSeeds.map(({ count }) => count))} ${alone}`;
}
/** The same of lines. */
export function linesSentence(experiment: ExperimentSpec, all: readonly Counted[]): string {
  const overSeeds = all.filter((each) => !isOneOf(experiment, each));
  const same = [...new Set(all.filter((each) => isOneOf(experiment, each)).map(({ condition }) => condition))];
  const counted = seedsSentence(overSeeds.map(({ count }) => count));
  return [
    ...(overSeeds.length > 0 ? [counted.replaceAll(/\bseed/g, drawnAs(experiment, overSeeds))] : []),
    ...(same.length > 0 ? [`${same.join(', ')}: one recording, the same for every seed.`] : []),
  ].join(' ');
}
const nounOf = ({ conditions }: ExperimentSpec, { condition }: Counted): Noun | undefined =>
  conditions.find(({ name }) => name === condition)?.noun;
/** Several of one recording are those of subjects. */
function isOneOf(experiment: ExperimentSpec, counted: Counted): boolean {
  const noun = nounOf(experiment, counted);
  return counted.count === 1 && noun !== undefined && isOneObject(noun);
}
function drawnAs(experiment: ExperimentSpec, all: readonly Counted[]): 'surrogate' | 'seed' {
  const isDrawn = (counted: Counted): boolean => {
    const noun = nounOf(experiment, counted);
    return noun !== undefined && isSurrogate(noun) && !isOverSubjects(experiment, counted.condition);
  };
  return all.length > 0 && all.every(isDrawn) ? 'surrogate' : 'seed';
}
/** `n = 10 seeds per condition`, or the range where conditions differ. */
export const seedsSentence = (counts: readonly number[]): string =>
  Math.max(0, ...counts) === 0 ? noSeedYet : `n = ${seedCount(counts)} per condition.`;
export const noSeedYet = 'No seed has finished yet.';
/** `10 seeds`, or `8 to 10 seeds`: how many a value rests on, not how many were asked for. */
export function seedCount(counts: readonly number[]): string {
  const [fewest, most] = extent(counts);
  return `${fewest === most ? most : `${fewest} to ${most}`} ${most === 1 ? 'seed' : 'seeds'}`;
}

/** The sentence that says how many values no axis can show; none where all are drawn. */
export const notDrawnSentence = (count: number): string | undefined =>
  count === 0
    ? undefined
    : `Not drawn: ${count.toLocaleString('en')} ${count === 1 ? 'value' : 'values'} (infinite, no number, or too ` +
      `large for an axis).`;
