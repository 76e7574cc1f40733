import { demandFinite } from '../kernels/index.ts';
import { isConstant, largest, mean, standardDeviation } from './descriptive.ts';

/** One object (a recording, an imported matrix) against its surrogates or nulls: the claim is about this object. */
export interface SurrogateTest {
  readonly n: number;
  /** (1 + nulls at least as extreme)/(1 + nulls) (Davison & Hinkley 1997, eq. 4.11). */
  readonly p: number | null;
  /** (observed − mean of the nulls)/standard deviation of the nulls; null where they are too few or all equal. */
  readonly z: number | null;
  /** Share of the nulls below the observed value, ties by half; 0 .. 1. */
  readonly percentile: number;
}
/** Which nulls count as extreme: those as far from the nulls' mean on either side, those as large, those as small. */
export type Side = 'both' | 'greater' | 'less';

/** As many as a rank p of 0.05 needs (Theiler et al. 1992); of fewer the deviation is hardly known. */
export const fewestNullsForZ = 19;

/** @throws RangeError where there is no null, or a value that is not finite */
export function surrogateTest(observed: number, nulls: readonly number[], side: Side = 'both'): SurrogateTest {
  const n = nulls.length;
  if (n === 0) throw new RangeError('a surrogate test needs at least one surrogate');
  for (const values of [[observed], nulls]) demandFinite('a value of a surrogate test', values);
  const centre = mean(nulls);
  const scale = Math.max(Math.abs(observed), largest(nulls));
  const slack = 1e-12 * Math.abs(observed);
  const extreme = nulls.filter((value) =>
    side === 'greater'
      ? value >= observed - slack
      : side === 'less'
        ? value <= observed + slack
        : Math.abs(value - centre) >= Math.abs(observed - centre) - slack,
  ).length;
  const below = nulls.filter((value) => value < observed).length;
  const equal = nulls.filter((value) => value === observed).length;
  const equalEverywhere = nulls.every((value) => value === observed);
  return {
    n,
    p: equalEverywhere ? null : (1 + extreme) / (1 + n),
    z: n >= fewestNullsForZ && !isConstant(nulls, scale) ? (observed - centre) / standardDeviation(nulls) : null,
    percentile: (below + equal / 2) / n,
  };
}
