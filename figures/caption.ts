import { intervalKinds, type IntervalKind, isOfSubjects } from '../results/interval-kinds.ts';
import { extent } from './axis-range.ts';

/** The values of a condition that a figure draws, and the kind of their interval where they have one. */
export interface Described {
  readonly condition: string;
  readonly count: number;
  readonly kind: IntervalKind | undefined;
}

/** What a point is, and how many seeds a value rests on; a value that is one for all seeds rests on none. */
export function pointsSentence(all: readonly Described[]): string {
  const isOne = ({ kind }: Described) => kind !== undefined && !intervalKinds[kind].isOverSeeds;
  const one = all.some(({ kind }) => kind !== undefined && isOfSubjects(kind)) ? 'subject' : 'seed';
  const counted = (counts: readonly number[]): string =>
    one === 'subject' ? seedsSentence(counts).replaceAll(/\bseed/g, 'subject') : seedsSentence(counts);
  const same = [...new Set(all.filter(isOne).map(({ condition }) => condition))];
  const overSeeds = all.filter((each) => !isOne(each));
  const alone = `${same.join(', ')}: one value, the same for every seed.`;
  if (same.length === 0) return `Each point is one ${one}. ${counted(all.map(({ count }) => count))}`;
  if (overSeeds.every(({ count }) => count === 0)) return alone;
  return `Each point is one ${one}. ${counted(overSeeds.map(({ count }) => count))} ${alone}`;
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
