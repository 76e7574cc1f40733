import { FormatError } from '../format-error.ts';
import type { Samples, SpikeTimes } from './recording.ts';

/** Activity in bins: `bin` seconds wide, `frames` of them. */
export interface Binned {
  readonly frames: number;
  readonly bin: number;
  read(from: number, to: number): Float32Array;
  readonly notes: readonly string[];
}

/**
 * Samples averaged in bins; without `bin` (s) as they are. A bin is a whole number of samples, to within 2 %. Samples
 * at the end that do not fill a bin are left out.
 * @throws FormatError where a bin is no whole number of samples, or wider than the recording.
 */
export function averaged(samples: Samples, neurons: number, rate: number, bin?: number): Binned {
  const { frames } = samples,
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
  if (width === 1) return { frames, bin: 1 / rate, read: samples.read, notes: [] };
  const bins = Math.floor(frames / width),
    over = frames - bins * width;
  if (bins < 1)
    throw new FormatError(
      `The recording lasts ${Number((frames / rate).toPrecision(6))} s, less than one bin of ${bin} s; make ` +
        `the bins narrower.`,
    );
  return {
    frames: bins,
    bin: width / rate,
    notes:
      over > 0
        ? [
            `The last ${over === 1 ? '' : `${over} `}of ${frames} samples ` +
              `${over === 1 ? 'does not fill a bin and is' : 'do not fill a bin and are'} left out.`,
          ]
        : [],
    read(from, to) {
      const length = to - from,
        values = samples.read(from * width, to * width),
        means = new Float32Array(neurons * length);
      for (let i = 0, at = 0; i < means.length; i++) {
        let sum = 0;
        for (const end = at + width; at < end; at++) sum += values[at];
        means[i] = sum / width;
      }
      return means;
    },
  };
}

/**
 * Spikes counted in bins (s) from the beginning of the recording. A spike within a millionth of a bin before its end
 * counts to the next, so that times and widths in round decimals fall where a person would put them. The end of the
 * recording that does not fill a bin is left out.
 * @throws FormatError where a bin is wider than the recording.
 */
export function counted({ times, from: start, to: end }: SpikeTimes, bin: number): Binned {
  const frames = Math.floor((end - start) / bin + 1e-6);
  if (frames < 1)
    throw new FormatError(
      `The recording lasts ${Number((end - start).toPrecision(6))} s, less than one bin of ${bin} s; make ` +
        `the bins narrower.`,
    );
  const indexOf = (time: number): number => Math.floor((time - start) / bin + 1e-6);
  let outside = 0;
  for (const own of times)
    outside += firstNotBefore(own, 0, indexOf) + own.length - firstNotBefore(own, frames, indexOf);
  return {
    frames,
    bin,
    notes:
      outside > 0
        ? [
            `${outside} ${outside === 1 ? 'spike lies' : 'spikes lie'} before the first or after the last ` +
              `whole bin and ${outside === 1 ? 'is' : 'are'} not counted.`,
          ]
        : [],
    read(from, to) {
      const length = to - from,
        counts = new Float32Array(times.length * length);
      for (const [neuron, own] of times.entries())
        for (let i = firstNotBefore(own, from, indexOf); i < own.length; i++) {
          const index = indexOf(own[i]);
          if (index >= to) break;
          counts[neuron * length + index - from]++;
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
