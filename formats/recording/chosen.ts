/** Some of the neurons of a recording, and some of its time. */
import type { Places, Recording, Samples } from './recording.ts';
import type { Stretch } from './stretches.ts';

/** Only these neurons, rising. */
export function withNeurons(recording: Recording, chosen: readonly number[]): Recording {
  const { activity, names, positions, columns, ...rest } = recording;
  const some = <T>(values: readonly T[]): readonly T[] => chosen.map((neuron) => values[neuron]);
  return {
    ...rest,
    neurons: chosen.length,
    activity:
      activity.kind === 'spikes'
        ? {
            ...activity,
            times: some(activity.times),
            ...(activity.observed && { observed: some(activity.observed) }),
          }
        : { ...activity, read: (from, to) => rowsOf(activity.read(from, to), to - from, chosen) },
    ...(names && { names: some(names) }),
    ...(positions && { positions: placesOf(positions, chosen) }),
    ...(columns && { columns: new Map([...columns].map(([name, values]) => [name, some(values)])) }),
  };
}
export const placesOf = ({ values, dimensions }: Places, chosen: readonly number[]): Places => ({
  dimensions,
  values: Float64Array.from(
    { length: chosen.length * dimensions },
    (_, i) => values[chosen[Math.floor(i / dimensions)] * dimensions + (i % dimensions)],
  ),
});
/** Rows of a matrix of `length` columns. */
export function rowsOf(values: Float32Array, length: number, chosen: readonly number[]): Float32Array {
  const rows = new Float32Array(chosen.length * length);
  for (const [i, row] of chosen.entries()) rows.set(values.subarray(row * length, (row + 1) * length), i * length);
  return rows;
}

/** The samples taken in each stretch, one after the other; a stretch without any is left out. `rate`: per second. */
export function inStretches(samples: Samples, rate: number, stretches: readonly Stretch[], neurons: number): Samples {
  const { frames, runs: held = [frames], starts = [0] } = samples;
  const pieces = stretches.flatMap(([from, to]) =>
    held.flatMap((length, run) => {
      const before = held.slice(0, run).reduce((sum, other) => sum + other, 0);
      const frameAt = (time: number): number =>
        Math.min(length, Math.max(0, Math.ceil((time - starts[run]) * rate - 1e-6)));
      const [first, last] = [frameAt(from), frameAt(to)];
      return first < last ? [{ from: before + first, length: last - first }] : [];
    }),
  );
  const runs = pieces.map(({ length }) => length);
  return {
    ...samples,
    frames: runs.reduce((sum, length) => sum + length, 0),
    runs,
    read(from, to) {
      const all = new Float32Array(neurons * (to - from));
      let first = 0;
      for (const piece of pieces) {
        const begin = Math.max(from, first),
          end = Math.min(to, first + piece.length);
        if (begin < end) {
          const values = samples.read(piece.from + begin - first, piece.from + end - first),
            length = end - begin;
          for (let neuron = 0; neuron < neurons; neuron++)
            all.set(values.subarray(neuron * length, (neuron + 1) * length), neuron * (to - from) + begin - from);
        }
        first += piece.length;
      }
      return all;
    },
  };
}
