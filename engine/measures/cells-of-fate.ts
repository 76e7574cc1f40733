import type { Growth } from '../development/index.ts';
import { unknownFate } from '../genes/index.ts';

/** Number of cells at the end of a growth; with a fate, of those that have it. @throws RangeError for another fate */
export function cellsOfFate({ fates, cells: { fate: fateOf } }: Growth, fate: string | undefined): number {
  if (fate === undefined) return fateOf.length;
  const wanted = placeOf(fates, fate);
  return fateOf.reduce((count, index) => (index === wanted ? count + 1 : count), 0);
}

/** `values[k]` belongs to the end of step `steps[k]`, step 0 being the start; at most 61, evenly spaced. */
export interface Series {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}
/** Number of cells at the end of each step; with a fate, of those that have it then. @throws RangeError as above */
export function population({ frames, fates }: Growth, fate: string | undefined): Series {
  const wanted = fate === undefined ? undefined : placeOf(fates, fate);
  const having = (of: Int8Array): number => of.reduce((count, index) => (index === wanted ? count + 1 : count), 0);
  return {
    steps: frames.map(({ step }) => step),
    values: frames.map((frame) => (wanted === undefined ? frame.count : having(frame.fate))),
  };
}

function placeOf(fates: readonly string[], fate: string): number {
  const place = fates.indexOf(fate);
  if (place < 0) throw new RangeError(unknownFate(`"${fate}"`, fates));
  return place;
}
