import type { Activity } from '../dynamics/activity.ts';
import { stream } from '../random/index.ts';
import { runsOf } from './activity-source.ts';
import type { Key } from './surrogates.ts';

/** Every neuron's bins in an order of their own, run by run. */
export function shuffledTimes(activity: Activity, key: Key): Activity {
  const { neurons, frames } = activity,
    values = activity.values.slice(),
    draws = stream(key.seed, key.stream, 'shuffle');
  for (let neuron = 0; neuron < neurons; neuron++)
    for (const [from, to] of runsOf(activity))
      draws.shuffle(values.subarray(neuron * frames + from, neuron * frames + to));
  return { ...activity, values };
}

/** The bins in another order, the same for all neurons, run by run. */
export function shuffledBins(activity: Activity, key: Key): Activity {
  const { neurons, frames } = activity,
    values = new Float32Array(activity.values.length),
    draws = stream(key.seed, key.stream, 'shuffle');
  for (const [from, to] of runsOf(activity)) {
    const order = draws.permutation(to - from);
    for (let neuron = 0; neuron < neurons; neuron++) {
      const at = neuron * frames + from;
      for (let t = 0; t < order.length; t++) values[at + t] = activity.values[at + order[t]];
    }
  }
  return { ...activity, values };
}

/**
 * Every event moved by up to `within` bins either way, evenly among the bins of its run that lie so near.
 * @throws RangeError for activity that is not counts
 */
export function jittered(activity: Activity, key: Key, within: number): Activity {
  const { neurons, frames } = activity,
    values = new Float32Array(activity.values.length),
    draws = stream(key.seed, key.stream, 'jitter');
  for (const [from, to] of runsOf(activity))
    for (let neuron = 0; neuron < neurons; neuron++) {
      const at = neuron * frames;
      for (let t = from; t < to; t++) {
        const count = activity.values[at + t];
        if (!(count >= 0 && Number.isInteger(count)))
          throw new RangeError(
            `neuron ${neuron + 1} has ${count} in bin ${t}: events can be moved in time, values cannot; take ` +
              '`shifted` or `phase_randomised`',
          );
        const first = Math.max(from, t - within),
          choices = Math.min(to - 1, t + within) - first + 1;
        for (let event = 0; event < count; event++) values[at + first + draws.below(choices)]++;
      }
    }
  return { ...activity, values };
}
