import { FormatError } from '../format-error.ts';
import type { Samples, SpikeTimes } from './recording.ts';

/** Activity in bins: `bin` seconds wide, `frames` of them, in runs between which time was not observed. */
export interface Binned {
  readonly frames: number;
  readonly bin: number;
  /** Bins of each run. */
  readonly runs: readonly number[];
  read(from: number, to: number): Float32Array;
  readonly notes: readonly string[];
}

/**
 * Samples averaged in bins; without `bin` (s) as they are. A bin is a whole number of samples, to within 2 %, of one
 * run. Samples at the end of a run that do not fill a bin are left out.
 * @throws FormatError where a bin is no whole number of samples, or wider than the recording.
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
  if (width === 1) return { frames, bin: 1 / rate, runs, read: samples.read, notes: [] };
  const stretches = stretchesOf(runs.map((length) => Math.floor(length / width))),
    bins = stretches.reduce((sum, { length }) => sum + length, 0),
    over = frames - bins * width;
  if (bins < 1) throw tooWide(Math.max(...runs) / rate, bin!, runs.length);
  const starts = runs.map((_, run) => runs.slice(0, run).reduce((sum, length) => sum + length, 0));
  return {
    frames: bins,
    bin: width / rate,
    runs: stretches.map(({ length }) => length),
    notes:
      over > 0
        ? [
            runs.length === 1
              ? `The last ${over === 1 ? '' : `${over} `}of ${frames} samples ` +
                `${over === 1 ? 'does not fill a bin and is' : 'do not fill a bin and are'} left out.`
              : `${over} of ${frames} samples at the ends of runs do not fill a bin and are left out.`,
          ]
        : [],
    read(from, to) {
      const means = new Float32Array(neurons * (to - from));
      for (const { run, begin, length } of stretches) {
        const [first, last] = [Math.max(from, begin), Math.min(to, begin + length)],
          count = last - first;
        if (count <= 0) continue;
        const frame = starts[run] + (first - begin) * width,
          values = samples.read(frame, frame + count * width);
        for (let neuron = 0, at = 0; neuron < neurons; neuron++)
          for (let t = 0; t < count; t++) {
            let sum = 0;
            for (const end = at + width; at < end; at++) sum += values[at];
            means[neuron * (to - from) + first - from + t] = sum / width;
          }
      }
      return means;
    },
  };
}
/** Bins of each run that has any: of which, where they begin among all, and how many. */
function stretchesOf(lengths: readonly number[]) {
  const stretches: { readonly run: number; readonly begin: number; readonly length: number }[] = [];
  let begin = 0;
  for (const [run, length] of lengths.entries()) {
    if (length > 0) stretches.push({ run, begin, length });
    begin += length;
  }
  return stretches;
}
const tooWide = (seconds: number, bin: number, runs: number): FormatError =>
  new FormatError(
    `${runs > 1 ? `The longest of ${runs} stretches of observed time` : 'The recording'} lasts ` +
      `${Number(seconds.toPrecision(6))} s, less than one bin of ${bin} s; make the bins narrower.`,
  );

/**
 * Spikes counted in bins (s) from the beginning of each stretch of observed time. A spike within a millionth of a bin
 * before its end counts to the next, so that times and widths in round decimals fall where a person would put them. The
 * end of a stretch that does not fill a bin is left out.
 * @throws FormatError where a bin is wider than every stretch.
 */
export function counted(
  { times, from: begun, to: ended, observed = [[begun, ended]] }: SpikeTimes,
  bin: number,
): Binned {
  const stretches = stretchesOf(observed.map(([from, to]) => Math.floor((to - from) / bin + 1e-6))),
    frames = stretches.reduce((sum, { length }) => sum + length, 0);
  if (frames < 1) throw tooWide(Math.max(...observed.map(([from, to]) => to - from)), bin, observed.length);
  /** Bin of a time, counted from the beginning of a stretch. */
  const within =
    (run: number) =>
    (time: number): number =>
      Math.floor((time - observed[run][0]) / bin + 1e-6);
  let inside = 0,
    all = 0;
  for (const own of times) {
    all += own.length;
    for (const { run, length } of stretches)
      inside += firstNotBefore(own, length, within(run)) - firstNotBefore(own, 0, within(run));
  }
  const outside = all - inside,
    left = observed.length - stretches.length;
  return {
    frames,
    bin,
    runs: stretches.map(({ length }) => length),
    notes: [
      ...(observed.length > 1
        ? [
            `The time that was observed is ${observed.length} stretches, between which nothing is known: they are ` +
              `${stretches.length} runs that no lag crosses` +
              `${left > 0 ? `; ${left} ${left === 1 ? 'is' : 'are'} shorter than a bin and left out` : ''}.`,
          ]
        : []),
      ...(outside > 0
        ? [
            `${outside} ${outside === 1 ? 'spike lies' : 'spikes lie'} before the first or after the last ` +
              `whole bin and ${outside === 1 ? 'is' : 'are'} not counted.`,
          ]
        : []),
    ],
    read(from, to) {
      const counts = new Float32Array(times.length * (to - from));
      for (const { run, begin, length } of stretches) {
        const [first, last] = [Math.max(from, begin), Math.min(to, begin + length)],
          indexOf = within(run);
        if (first >= last) continue;
        for (const [neuron, own] of times.entries())
          for (let i = firstNotBefore(own, first - begin, indexOf); i < own.length; i++) {
            const index = begin + indexOf(own[i]);
            if (index >= last) break;
            counts[neuron * (to - from) + index - from]++;
          }
      }
      return counts;
    },
  };
}
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
