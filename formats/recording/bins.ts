import { FormatError } from '../format-error.ts';
import type { Samples, SpikeTimes } from './recording.ts';
import type { Stretch } from './stretches.ts';

/** Activity in bins: `bin` seconds wide, `frames` of them, in runs of these lengths. */
export interface Binned {
  readonly frames: number;
  readonly runs: readonly number[];
  readonly bin: number;
  read(from: number, to: number): Float32Array;
  readonly notes: readonly string[];
}

/**
 * Samples averaged in bins; without `bin` (s) as they are. A bin is a whole number of samples, to within 2 %, and lies
 * within a run. Samples at the end of a run that do not fill a bin are left out.
 * @throws FormatError where a bin is no whole number of samples, or wider than every run.
 */
export function averaged(samples: Samples, neurons: number, rate: number, bin?: number): Binned {
  const { frames, runs = [frames] } = samples,
    asked = bin === undefined ? 1 : bin * rate,
    width = Math.round(asked);
  if (width < 1 || Math.abs(asked - width) > 0.02 * width) {
    const near = [...new Set([Math.max(1, Math.floor(asked)), Math.ceil(asked)])]
      .map((count) => `${Number(((1000 * count) / rate).toPrecision(5))} ms`)
      .join(' or ');
    throw new FormatError(
      `A bin of ${1000 * bin!} ms is ${Number(asked.toPrecision(4))} samples at ` +
        `${Number(rate.toPrecision(6))} Hz, not a whole number of them; ${near} would be.`,
    );
  }
  if (width === 1) return { frames, runs, bin: 1 / rate, read: samples.read, notes: [] };
  const filled = runs.map((length) => Math.floor(length / width)),
    over = frames - width * filled.reduce((sum, bins) => sum + bins, 0);
  const left = kept(filled, Math.max(...runs) / rate, bin!);
  const starts = runs.map((_, run) => runs.slice(0, run).reduce((sum, length) => sum + length, 0));
  return {
    ...left,
    bin: width / rate,
    notes: [
      ...left.notes,
      ...(over > 0
        ? [
            runs.length === 1
              ? `The last ${over === 1 ? '' : `${over} `}of ${frames} samples ` +
                `${over === 1 ? 'does not fill a bin and is' : 'do not fill a bin and are'} left out.`
              : `${over} of ${frames} samples at the ends of runs do not fill a bin and are left out.`,
          ]
        : []),
    ],
    read: pieceByPiece(neurons, filled, (run, from, to) => {
      const length = to - from,
        values = samples.read(starts[run] + from * width, starts[run] + to * width),
        means = new Float32Array(neurons * length);
      for (let i = 0, at = 0; i < means.length; i++) {
        let sum = 0;
        for (const end = at + width; at < end; at++) sum += values[at];
        means[i] = sum / width;
      }
      return means;
    }),
  };
}

/**
 * Spikes counted in bins (s) from the beginning of each stretch. A spike within a millionth of a bin before its end
 * counts to the next, so that times and widths in round decimals fall where a person would put them. The end of a
 * stretch that does not fill a bin is left out.
 * @throws FormatError where a bin is wider than every stretch.
 */
export function counted(
  { times, from: start, to: end }: SpikeTimes,
  bin: number,
  stretches: readonly Stretch[] = [[start, end]],
): Binned {
  const filled = stretches.map(([from, to]) => Math.floor((to - from) / bin + 1e-6));
  const left = kept(filled, Math.max(...stretches.map(([from, to]) => to - from)), bin);
  const indexIn = (stretch: number) => {
    const [from] = stretches[stretch];
    return (time: number): number => Math.floor((time - from) / bin + 1e-6);
  };
  let outside = 0;
  for (const own of times) {
    outside += own.length;
    for (const [stretch, frames] of filled.entries()) {
      const index = indexIn(stretch);
      outside -= firstNotBefore(own, frames, index) - firstNotBefore(own, 0, index);
    }
  }
  const part = stretches.length > 1 || stretches[0][0] !== start || stretches[0][1] !== end;
  return {
    ...left,
    bin,
    notes: [
      ...left.notes,
      ...(outside > 0
        ? [
            `${outside} ${outside === 1 ? 'spike lies' : 'spikes lie'} ` +
              `${part ? 'outside of the time that is taken' : 'before the first or after the last whole bin'} and ` +
              `${outside === 1 ? 'is' : 'are'} not counted.`,
          ]
        : []),
    ],
    read: pieceByPiece(times.length, filled, (stretch, from, to) => {
      const length = to - from,
        indexOf = indexIn(stretch),
        counts = new Float32Array(times.length * length);
      for (const [neuron, own] of times.entries())
        for (let i = firstNotBefore(own, from, indexOf); i < own.length; i++) {
          const index = indexOf(own[i]);
          if (index >= to) break;
          counts[neuron * length + index - from]++;
        }
      return counts;
    }),
  };
}

/** Runs of at least one bin. @throws FormatError where there is none; `longest`: s. */
function kept(filled: readonly number[], longest: number, bin: number): Pick<Binned, 'frames' | 'runs' | 'notes'> {
  const runs = filled.filter((bins) => bins > 0),
    short = filled.length - runs.length;
  if (runs.length === 0)
    throw new FormatError(
      `${filled.length === 1 ? 'What is taken of the recording' : 'The longest stretch of the recording'} lasts ` +
        `${Number(longest.toPrecision(6))} s, less than one bin of ${bin} s: make the bins narrower, or take more.`,
    );
  return {
    runs,
    frames: runs.reduce((sum, bins) => sum + bins, 0),
    notes:
      short > 0
        ? [`${short} of ${filled.length} stretches are shorter than a bin of ${1000 * bin} ms and are left out.`]
        : [],
  };
}

/** Reads bins of all runs as one row a neuron, from the parts `part` gives of a run. */
const pieceByPiece =
  (
    neurons: number,
    filled: readonly number[],
    part: (run: number, from: number, to: number) => Float32Array,
  ): Binned['read'] =>
  (from, to) => {
    const length = to - from,
      pieces: { readonly values: Float32Array; readonly at: number; readonly length: number }[] = [];
    let first = 0;
    for (const [run, bins] of filled.entries()) {
      const start = Math.max(from, first),
        end = Math.min(to, first + bins);
      if (start < end) {
        const values = part(run, start - first, end - first);
        if (end - start === length) return values;
        pieces.push({ values, at: start - from, length: end - start });
      }
      first += bins;
    }
    const all = new Float32Array(neurons * length);
    for (const { values, at, length: own } of pieces)
      for (let neuron = 0; neuron < neurons; neuron++)
        all.set(values.subarray(neuron * own, (neuron + 1) * own), neuron * length + at);
    return all;
  };

/** The first spike in a bin or later, by bisection. */
function firstNotBefore(times: Float64Array, bin: number, indexOf: (time: number) => number): number {
  let low = 0,
    high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (indexOf(times[middle]) < bin) low = middle + 1;
    else high = middle;
  }
  return low;
}
