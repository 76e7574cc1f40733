import { mean, standardDeviation } from './descriptive.ts';

/** One object (a recording, an imported matrix) against its surrogates or nulls: the claim is about this object. */
export interface SurrogateTest {
  readonly n: number;
  /** (1 + nulls at least as extreme)/(1 + nulls) (Davison & Hinkley 1997, eq. 4.11). */
  readonly p: number | null;
  /** (observed − mean of the nulls)/standard deviation of the nulls; null where they have none. */
  readonly z: number | null;
  /** Share of the nulls below the observed value, ties by half; 0 .. 1. */
  readonly percentile: number;
}
/** Which nulls count as extreme: those as far from the nulls' mean on either side, those as large, those as small. */
export type Side = 'both' | 'greater' | 'less';

export function surrogateTest(observed: number, nulls: readonly number[], side: Side = 'both'): SurrogateTest {
  const n = nulls.length;
  if (n === 0) throw new RangeError('a surrogate test needs at least one surrogate');
  const centre = mean(nulls);
  const sd = n < 2 ? 0 : standardDeviation(nulls);
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
    z: sd > 0 ? (observed - centre) / sd : null,
    percentile: (below + equal / 2) / n,
  };
}
