import type { ActivitySource } from '../../engine/activity/index.ts';
import type { Activity } from '../../engine/dynamics/index.ts';
import { FormatError } from '../format-error.ts';
import { averaged, type Binned, counted } from './bins.ts';
import { inStretches, placesOf, withNeurons } from './chosen.ts';
import { infiniteIn, type Missing, type MissingPolicy, missingOf, withoutGaps } from './missing.ts';
import type { Places, Recording, Samples } from './recording.ts';
import { type ChosenTimes, type Stretch, timeTaken } from './stretches.ts';

export interface ActivityOptions {
  /** Samples per second, where the file does not say it. */
  readonly rate?: number;
  /** Seconds. */
  readonly bin?: number;
  /** In place of those in the file. */
  readonly positions?: Places;
  readonly missing: MissingPolicy;
  /** Which neurons, rising; without it all. */
  readonly neurons?: readonly number[];
  /** Which time; without it all that was observed of every neuron. */
  readonly chosen?: ChosenTimes;
}
/** Activity that can be read, and what was done to what stood in the file. */
export interface PreparedActivity {
  readonly source: ActivitySource;
  readonly missing: { readonly values: number; readonly neurons: number };
  /** Neurons in the file; fewer in `source` where some were left out. */
  readonly recorded: number;
  readonly names?: readonly string[];
  /** One sentence each. */
  readonly notes: readonly string[];
}

/**
 * A recording as activity in bins: neurons and times chosen, gaps handled, samples averaged or spikes counted,
 * positions in metres. Samples are gone through once for gaps, or not at all where they are `known` from an earlier
 * time.
 * @throws FormatError where nothing is left of what is chosen, for a rate that is not said or said otherwise by the
 * file, spikes without `bin`, missing values that nothing was said about, positions of another number of neurons.
 */
export function prepareActivity(
  recording: Recording,
  options: ActivityOptions,
  known?: Missing,
): PreparedActivity & { readonly gaps: Missing } {
  const places = options.positions ?? recording.positions;
  if (places && places.values.length !== recording.neurons * places.dimensions)
    throw new FormatError(
      `There are ${places.values.length / places.dimensions} positions for ${recording.neurons} neurons; a table of ` +
        `positions needs a row for each neuron of the recording, in the same order.`,
    );
  const placed = places ? { ...recording, positions: places } : recording,
    { activity, neurons, names, format, positions } = options.neurons ? withNeurons(placed, options.neurons) : placed,
    notes = [...recording.notes];
  if (options.neurons) notes.push(`${neurons} of ${recording.neurons} neurons are chosen.`);
  let binned: Binned,
    kept: readonly number[] | undefined,
    gaps: Missing = { values: 0, gaps: new Map() };
  if (activity.kind === 'spikes') {
    if (options.bin === undefined)
      throw new FormatError('This file holds times of spikes; say the width of the bins to count them in (bin 10 ms).');
    if (options.rate !== undefined)
      throw new FormatError('This file holds times of spikes, which have no sampling rate; leave out "sampled at".');
    const { from, to, certain = false, observed } = activity;
    const taken = timeTaken({ whole: [from, to], certain, ...(observed && { observed }) }, options.chosen ?? {});
    notes.push(...(taken?.notes ?? []));
    binned = counted(activity, options.bin, taken?.stretches);
  } else {
    const rate = rateOf(activity, options.rate, format);
    const samples = options.chosen ? chosenSamples(activity, rate, options.chosen, neurons, notes) : activity;
    if (samples.frames === 0)
      throw new FormatError('No sample was taken in the time that is chosen; choose more of it.');
    gaps = known ?? missingOf(samples, neurons);
    const whole = withoutGaps(samples, neurons, gaps, options.missing, names);
    kept = whole.kept;
    binned = averaged(whole.samples, kept?.length ?? neurons, rate, options.bin);
  }
  if (gaps.values > 0)
    notes.push(
      kept
        ? `${gaps.gaps.size} of ${neurons} neurons are left out: they miss ${gaps.values} values${infiniteIn(gaps)}.`
        : `${gaps.values} missing values${infiniteIn(gaps)} of ${gaps.gaps.size} neurons are interpolated.`,
    );
  const at = positions && kept ? placesOf(positions, kept) : positions;
  return {
    source: {
      neurons: kept?.length ?? neurons,
      frames: binned.frames,
      bin: binned.bin,
      runs: binned.runs,
      read: binned.read,
      ...(at && { positions: at.values, dimensions: at.dimensions }),
    },
    missing: { values: gaps.values, neurons: gaps.gaps.size },
    recorded: recording.neurons,
    notes: [...notes, ...binned.notes],
    gaps,
    ...(names && { names: kept ? kept.map((neuron) => names[neuron]) : names }),
  };
}
function chosenSamples(
  activity: Samples,
  rate: number,
  chosen: ChosenTimes,
  neurons: number,
  notes: string[],
): Samples {
  const { frames, runs = [frames], starts = [0] } = activity,
    sampled = runs.map((length, run): Stretch => [starts[run], starts[run] + length / rate]);
  const taken = timeTaken(
    { whole: [sampled[0][0], sampled[sampled.length - 1][1]], certain: true, observed: [sampled] },
    chosen,
  );
  notes.push(...(taken?.notes ?? []));
  return taken ? inStretches(activity, rate, taken.stretches, neurons) : activity;
}
function rateOf({ rate }: Samples, said: number | undefined, format: string): number {
  if (rate === undefined && said === undefined)
    throw new FormatError(
      `A file of this format (${format}) does not say how often it was sampled; say it (sampled at 22 Hz).`,
    );
  if (rate !== undefined && said !== undefined && Math.abs(rate / said - 1) > 0.01)
    throw new FormatError(
      `The file says that it was sampled at ${Number(rate.toPrecision(6))} Hz, not at ${said} Hz; leave out ` +
        `"sampled at", or correct the file.`,
    );
  return said ?? rate!;
}
/** All of it in memory, in an array that `allocate` makes. */
export function inMemory({ read, ...rest }: ActivitySource, allocate: (length: number) => Float32Array): Activity {
  const { neurons, frames } = rest,
    values = allocate(neurons * frames),
    step = Math.max(1, Math.floor(2 ** 23 / neurons));
  for (let from = 0; from < frames; from += step) {
    const to = Math.min(frames, from + step),
      part = read(from, to),
      length = to - from;
    for (let neuron = 0; neuron < neurons; neuron++)
      values.set(part.subarray(neuron * length, (neuron + 1) * length), neuron * frames + from);
  }
  return { ...rest, values };
}
