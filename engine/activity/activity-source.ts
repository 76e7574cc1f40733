import type { KernelBackend } from '../kernels/index.ts';
import type { Activity } from '../dynamics/activity.ts';

/** Activity that may be larger than memory: read a stretch at a time. Units as in `Activity`. */
export interface ActivitySource extends Omit<Activity, 'values'> {
  /** Bins from .. to − 1 of every neuron: neurons × (to − from), row-major; they hold until the next are read. */
  read(from: number, to: number): Float32Array;
}
/** What can be analysed, in memory or read in stretches. */
export type Recorded = Activity | ActivitySource;

/** What analyses need of a kernel backend. */
export type ActivityKernels = Pick<KernelBackend, 'product' | 'summed' | 'algebra'>;

/** Called with the share done; what it throws ends the work. */
export type Progress = (done: number) => void;

export function sourceOf(recorded: Recorded): ActivitySource {
  if (!('values' in recorded)) return recorded;
  const { values, ...rest } = recorded,
    { neurons, frames } = rest,
    room = usedAgain();
  return {
    ...rest,
    read(from, to) {
      if (from === 0 && to === frames) return values;
      const part = room(neurons * (to - from));
      for (let neuron = 0; neuron < neurons; neuron++)
        part.set(values.subarray(neuron * frames + from, neuron * frames + to), neuron * (to - from));
      return part;
    },
  };
}

/** An array of each length that is asked for, in the same memory: what stood there is overwritten. */
export function usedAgain(): (length: number) => Float32Array {
  let room = new Float32Array(0);
  return (length) => {
    if (room.length < length) room = new Float32Array(length);
    return room.subarray(0, length);
  };
}

/** First and last + 1 frame of each run. */
export function runsOf({ runs }: Pick<Activity, 'runs'>): readonly (readonly [number, number])[] {
  let from = 0;
  return runs.map((length) => {
    from += length;
    return [from - length, from] as const;
  });
}

/** Stretches of the frames from .. to that hold about 16 million numbers each. */
export function* stretches(neurons: number, from: number, to: number): Generator<readonly [number, number]> {
  const length = Math.max(64, Math.min(4096, Math.floor(16e6 / neurons)));
  for (let first = from; first < to; first += length) yield [first, Math.min(to, first + length)];
}

/** Mean of each neuron, and 1 over its standard deviation (n; 0 where it changes by no more than rounding). */
export interface Scaling {
  readonly mean: Float64Array;
  readonly inverse: Float64Array;
}

/** Over all frames; of one recording it is found once. */
export function scalingOf(source: ActivitySource): Scaling {
  const scaling = known.get(source) ?? scalingWithin(source, 0, source.frames);
  known.set(source, scaling);
  return scaling;
}
const known = new WeakMap<ActivitySource, Scaling>();

/** Over the frames from .. to, in one pass about each neuron's first value. */
export function scalingWithin(source: ActivitySource, start: number, end: number): Scaling {
  const { neurons } = source,
    origin = new Float64Array(neurons),
    sums = new Float64Array(neurons),
    squares = new Float64Array(neurons);
  let count = 0;
  for (const [from, to] of stretches(neurons, start, end)) {
    const values = source.read(from, to),
      length = to - from;
    for (let neuron = 0; neuron < neurons; neuron++) {
      const at = neuron * length;
      if (count === 0) origin[neuron] = values[at];
      const first = origin[neuron];
      let sum = 0,
        square = 0;
      for (let t = at; t < at + length; t++) {
        const value = values[t] - first;
        sum += value;
        square += value * value;
      }
      sums[neuron] += sum;
      squares[neuron] += square;
    }
    count += length;
  }
  const away = sums.map((sum) => sum / count),
    mean = away.map((value, neuron) => value + origin[neuron]),
    variances = squares.map((square, neuron) => square / count - away[neuron] ** 2);
  const sizes = mean.map((value, neuron) => Math.hypot(value, Math.sqrt(Math.max(0, variances[neuron])))),
    usual = sizes.toSorted()[neurons >> 1];
  const inverse = variances.map((variance, neuron) =>
    variance > Math.max((1e-12 * squares[neuron]) / count, (rounding * Math.max(sizes[neuron], usual)) ** 2)
      ? 1 / Math.sqrt(variance)
      : 0,
  );
  return { mean, inverse };
}
/**
 * A neuron that varies by less, as a share of its own size and of what the others usually have, is still: eight units
 * in the last place of f32, which sums of such activity leave at a fixed point.
 */
const rounding = 2 ** -20;

/**
 * Frames from .. to of every neuron, minus its mean, over its standard deviation; they hold until the next are read of
 * what is made here.
 */
export function scaledReader(source: ActivitySource): (scaling: Scaling, from: number, to: number) => Float32Array {
  const room = usedAgain();
  return ({ mean, inverse }, from, to) => {
    const raw = source.read(from, to),
      length = to - from,
      scaled = room(raw.length);
    for (let neuron = 0; neuron < source.neurons; neuron++) {
      const [away, factor] = [mean[neuron], inverse[neuron]];
      for (let at = neuron * length, end = at + length; at < end; at++) scaled[at] = (raw[at] - away) * factor;
    }
    return scaled;
  };
}
