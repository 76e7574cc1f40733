import type { Activity } from './activity.ts';

/** Activity that leaves all bounds, so that nothing is known of it. */
export class GrowsWithoutBound extends RangeError {
  override readonly name = 'GrowsWithoutBound';
}

/** Equal parts of a run, how much more each has than the one before, and the last than the first, at least. */
const parts = 10,
  eachTime = 1.5,
  inAll = 1000;
/**
 * Whether the largest activity of a run grows from each tenth to the next as an exponential does, by more than a
 * thousand times in all: a longer run would leave the range of numbers.
 */
export function growsExponentially({ neurons, frames, values, runs }: Activity): boolean {
  let start = 0;
  return runs.some((length) => {
    const from = start;
    start += length;
    if (length < parts) return false;
    const most = new Float64Array(parts);
    for (let neuron = 0; neuron < neurons; neuron++)
      for (let t = 0; t < length; t++) {
        const part = Math.floor((t * parts) / length),
          size = Math.abs(values[neuron * frames + from + t]);
        if (size > most[part]) most[part] = size;
      }
    return (
      most[0] > 0 &&
      most[parts - 1] > inAll * most[0] &&
      most.every((size, part) => part === 0 || size > eachTime * most[part - 1])
    );
  });
}
