/** How far a number may be from the one that a claim names. */
import type { ClaimTest, Expression } from '../grammar/tree.ts';
import { constantOf } from './constants.ts';

/** `10 %`. */
export const isPercent = (written: Expression): boolean =>
  written.kind === 'group' ? isPercent(written.expression) : written.kind === 'number' && written.unit?.text === '%';

/** In the unit of the measure; `isShare`: a % of it is a point of it, else a part of the number that is named. */
export function toleranceOf(test: ClaimTest & { readonly kind: 'compare' }, isShare: boolean): number | undefined {
  const within = test.within && constantOf(test.within);
  if (within === undefined || isShare || !test.within || !isPercent(test.within)) return within;
  const named = constantOf(test.right);
  return named === undefined ? undefined : within * Math.abs(named);
}
