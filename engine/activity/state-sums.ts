import type { SummedProducts } from '../kernels/index.ts';
import {
  type ActivityKernels,
  type ActivitySource,
  type Progress,
  scaledReader,
  stretches,
} from './activity-source.ts';
import { stretchesWanted } from './reversibility.ts';
import { type Components, symmetric } from './sampled-covariance.ts';

/** Sums over all pairs of states, components × components. */
export interface StateSums {
  /** Σ x(t) x(t)ᵀ, and the same a lag later (0 where two lags are not asked for). */
  readonly now: Float64Array;
  readonly later: Float64Array;
  /** Σ x(t + lag) x(t)ᵀ, and of two lags, stretch by stretch. */
  readonly next: readonly Float32Array[];
  readonly afterNext: readonly Float32Array[];
  readonly pairs: number;
}

/** Of the runs given, each longer than one lag or, where two are asked for, than both. */
export function stateSums(
  source: ActivitySource,
  { vectors, count, scaling }: Components,
  runs: readonly (readonly [number, number])[],
  { lag, isTwice }: { readonly lag: number; readonly isTwice: boolean },
  kernels: ActivityKernels,
  onProgress: Progress,
): StateSums {
  const reach = isTwice ? 2 * lag : lag,
    all = runs.reduce((sum, [from, to]) => sum + to - from - reach, 0),
    share = Math.max(1, Math.ceil(all / stretchesWanted)),
    read = scaledReader(source);
  const held = { now: kernels.summed(count, count), later: kernels.summed(count, count) },
    [next, afterNext] = [0, 1].map(() => partedSums(() => kernels.summed(count, count)));
  let pairs = 0;
  try {
    for (const [start, end] of runs)
      for (let first = start; first < end - reach; first += share)
        for (const [from, to] of stretches(source.neurons, first, Math.min(end - reach, first + share))) {
          const wide = to - from + reach,
            length = to - from,
            states = kernels.product(vectors, read(scaling, from, to + reach), count, source.neurons, wide);
          const place = Math.floor((pairs / all) * stretchesWanted),
            after = (bins: number): Float32Array => cut(states, count, wide, bins, length),
            [before, lagged] = [after(0), after(lag)];
          held.now.addOwn(before, length);
          next.of(place).add(lagged, before, length);
          if (isTwice) {
            afterNext.of(place).add(after(2 * lag), before, length);
            held.later.addOwn(lagged, length);
          }
          onProgress((pairs += length) / all);
        }
    const [now, later] = [held.now, held.later].map((sums) => symmetric(sums.ended(), count, 1));
    return { now, later, next: next.ended(), afterNext: afterNext.ended(), pairs };
  } catch (error) {
    for (const sums of [held.now, held.later, next, afterNext]) sums.release();
    throw error;
  }
}

/** Sums of one place after the other; of each it keeps single precision. */
function partedSums(begin: () => SummedProducts) {
  const parts: Float32Array[] = [];
  let at = -1,
    open: SummedProducts | undefined;
  const close = (): void => {
    if (open) parts.push(new Float32Array(open.ended()));
    open = undefined;
  };
  return {
    of(place: number): SummedProducts {
      if (place !== at) close();
      at = place;
      return (open ??= begin());
    },
    ended(): readonly Float32Array[] {
      close();
      return parts;
    },
    release: () => open?.release(),
  };
}

function cut(values: Float32Array, rows: number, wide: number, from: number, length: number): Float32Array {
  const part = new Float32Array(rows * length);
  for (let row = 0; row < rows; row++)
    part.set(values.subarray(row * wide + from, row * wide + from + length), row * length);
  return part;
}
