import { beyondSingle } from '../csv.ts';
import { FormatError } from '../format-error.ts';
import { rowsOf } from './chosen.ts';
import type { Samples } from './recording.ts';

/**
 * `drop`: neurons that miss any value are left out. `interpolate`: each gap is bridged in a straight line; at the ends
 * the nearest value stands.
 */
export type MissingPolicy = 'error' | 'drop' | 'interpolate';

/**
 * Frames from .. to − 1 of a neuron have no value; before and after stands what is at the frames beside them (NaN at an
 * end).
 */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly after: number;
}
/** What is missing: values and the neurons that miss them, and where the first is. */
export interface Missing {
  readonly values: number;
  /** How many of them are infinite: as they stand, or because single precision cannot hold them. */
  readonly infinite?: number;
  readonly first?: { readonly neuron: number; readonly frame: number };
  /** Per neuron that misses any. */
  readonly gaps: ReadonlyMap<number, readonly Gap[]>;
}

/** What is said of those that are there and cannot be used. */
export const infiniteIn = ({ infinite }: Missing): string =>
  infinite ? ` (${infinite} of them infinite, or ${beyondSingle.replace('it is', 'they are')})` : '';

/**
 * Goes through all frames once; no gap crosses two runs. Infinite values count as missing: no measure is defined with
 * them.
 */
export function missingOf({ frames, read, runs = [frames] }: Samples, neurons: number): Missing {
  const gaps = new Map<number, Gap[]>(),
    last = new Float32Array(neurons).fill(NaN),
    open = new Map<number, { readonly from: number; readonly before: number }>();
  let count = 0,
    infinite = 0,
    first: { neuron: number; frame: number } | undefined;
  const close = (neuron: number, to: number, after: number): void => {
    const { from, before } = open.get(neuron)!,
      own = gaps.get(neuron);
    open.delete(neuron);
    if (own) own.push({ from, to, before, after });
    else gaps.set(neuron, [{ from, to, before, after }]);
  };
  const most = Math.max(1, Math.floor(2 ** 23 / neurons));
  let start = 0;
  for (const run of runs) {
    const end = start + run;
    last.fill(NaN);
    for (let from = start; from < end; from += most) {
      const to = Math.min(end, from + most),
        length = to - from,
        values = read(from, to);
      for (let neuron = 0; neuron < neurons; neuron++) {
        const row = values.subarray(neuron * length, (neuron + 1) * length);
        let inside = open.has(neuron);
        for (let t = 0; t < length; t++) {
          const value = row[t],
            absent = value - value !== 0;
          if (absent) {
            count++;
            if (!Number.isNaN(value)) infinite++;
            if (!inside) {
              open.set(neuron, { from: from + t, before: t > 0 ? row[t - 1] : last[neuron] });
              inside = true;
            }
            if (!first || neuron < first.neuron) first = { neuron, frame: from + t };
          } else if (inside) {
            close(neuron, from + t, value);
            inside = false;
          }
        }
        last[neuron] = row[length - 1];
      }
    }
    for (const neuron of [...open.keys()]) close(neuron, end, NaN);
    start = end;
  }
  return { values: count, gaps, ...(infinite > 0 && { infinite }), ...(first && { first }) };
}

/**
 * The samples without gaps, and which neurons they are of. @throws FormatError naming the first place, and what can be
 * done.
 */
export function withoutGaps(
  samples: Samples,
  neurons: number,
  missing: Missing,
  policy: MissingPolicy,
  names?: readonly string[],
): { readonly samples: Samples; readonly kept?: readonly number[] } {
  const { gaps, first } = missing;
  if (!first) return { samples };
  const called = (neuron: number): string => `neuron ${neuron + 1}${names ? ` ("${names[neuron].slice(0, 40)}")` : ''}`;
  const says =
    `${missing.values} of ${neurons * samples.frames} values are missing${infiniteIn(missing)}, ` +
    `in ${gaps.size} of ${neurons} neurons; the first is frame ${first.frame + 1} of ${called(first.neuron)}`;
  switch (policy) {
    case 'error':
      throw new FormatError(
        `${says}. Leave such neurons out (missing drop), or bridge the gaps (missing interpolate).`,
      );
    case 'drop': {
      const kept = Array.from({ length: neurons }, (_, neuron) => neuron).filter((neuron) => !gaps.has(neuron));
      if (kept.length === 0)
        throw new FormatError(
          `${says}, and no neuron is complete; bridge the gaps (missing interpolate), or take another file.`,
        );
      return { kept, samples: { ...samples, read: (from, to) => rowsOf(samples.read(from, to), to - from, kept) } };
    }
    case 'interpolate': {
      const empty = [...gaps].find(([, own]) =>
        own.some(({ before, after }) => Number.isNaN(before) && Number.isNaN(after)),
      );
      if (empty)
        throw new FormatError(
          `${says}, and ${called(empty[0])} has no value at all${samples.runs ? ' in one of the stretches' : ''}, so ` +
            `nothing to interpolate from; leave such neurons out (missing drop).`,
        );
      return { samples: { ...samples, read: (from, to) => bridged(samples.read(from, to), from, to, gaps) } };
    }
  }
}
function bridged(values: Float32Array, from: number, to: number, gaps: Missing['gaps']): Float32Array {
  const filled = values.slice(),
    length = to - from;
  for (const [neuron, own] of gaps)
    for (const gap of own) {
      if (gap.to <= from || gap.from >= to) continue;
      const span = gap.to - gap.from + 1,
        before = Number.isNaN(gap.before) ? gap.after : gap.before,
        after = Number.isNaN(gap.after) ? gap.before : gap.after;
      for (let t = Math.max(from, gap.from); t < Math.min(to, gap.to); t++)
        filled[neuron * length + t - from] = before + ((after - before) * (t - gap.from + 1)) / span;
    }
  return filled;
}
