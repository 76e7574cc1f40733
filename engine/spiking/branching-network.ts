import { type Activity, GrowsWithoutBound, growsExponentially } from '../dynamics/index.ts';
import { stream } from '../random/index.ts';
import { type BinnedRun, binsOf, type Key } from './binned-run.ts';
import type { Outgoing } from '../connectivity/index.ts';
import { poisson } from './poisson.ts';

/** A(t+1) ~ Poisson(W A(t) + h); one step a `dt`, in seconds. */
export interface BranchingModel {
  readonly law: 'branching';
  readonly dt: number;
}
/** Events of one step beyond which a network is said to grow without bound. */
const mostEvents = 1e7;
/** Up to so many events for each neuron in the mean it is faster to draw them all at once. */
const fewPerNeuron = 2;

/**
 * Runs a Poisson branching network on weights that are not negative, `drive` events (h) for each neuron and step in the
 * mean, from silence on. Where events are few, those of a step are drawn all at once, a Poisson number of the summed
 * means, and then given to neurons by their shares: the same law as a Poisson number for each. Activity: events in each
 * bin.
 * @throws RangeError for a negative weight or drive; GrowsWithoutBound, also beyond ten million events in a step
 */
export function simulateBranching(
  { size: n, starts, targets, weights }: Outgoing,
  { model: { dt }, drive }: { readonly model: BranchingModel; readonly drive: number },
  run: BinnedRun,
  key: Key,
  onStep: (done: number) => void = () => {},
): Activity {
  const negative = weights.findIndex((weight) => weight < 0);
  if (negative >= 0)
    throw new RangeError(
      `a branching network has weights of 0 or more, and one of them is ${weights[negative]}: an event cannot have ` +
        'a negative number of offspring (C078). Draw positive weights, for example `exponential(1)`',
    );
  if (!(drive >= 0)) throw new RangeError(`the drive of a branching network is not below 0; this one is ${drive}`);
  const { steps, discarded, perBin, bins, activity } = binsOf(run, n, dt);
  const means = new Float64Array(n),
    sums = new Float64Array(n),
    now = new Float64Array(n),
    active = new Uint32Array(n);
  for (let start = 0; start < run.starts; start++) {
    const draws = stream(key.seed, key.stream, 'branching', start);
    now.fill(0);
    for (let step = 0, count = 0; step < steps; step++) {
      means.fill(drive);
      for (let each = 0; each < count; each++) {
        const pre = active[each];
        for (let at = starts[pre]; at < starts[pre + 1]; at++) means[targets[at]] += weights[at] * now[pre];
        now[pre] = 0;
      }
      let total = 0;
      for (let i = 0; i < n; i++) sums[i] = total += means[i];
      if (!(total <= mostEvents)) throw growing(`ten million in a step by step ${step + 1}`);
      const since = step - discarded;
      count = 0;
      if (total > fewPerNeuron * n) {
        for (let i = 0; i < n; i++) if ((now[i] = poisson(means[i], draws)) > 0) active[count++] = i;
      } else
        for (let event = poisson(total, draws); event > 0; event--) {
          const neuron = placeOf(draws.uniform() * total);
          if (now[neuron]++ === 0) active[count++] = neuron;
        }
      if (since >= 0 && since < bins * perBin)
        for (let each = 0; each < count; each++)
          activity.add(active[each], start, Math.floor(since / perBin), now[active[each]]);
      if (step % 1000 === 999) onStep((start + (step + 1) / steps) / run.starts);
    }
  }
  onStep(1);
  const found = activity.whole();
  if (growsExponentially(found)) throw growing('all bounds');
  return found;

  /** The first neuron whose summed share lies above. */
  function placeOf(share: number): number {
    let low = 0,
      high = n - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] > share) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const growing = (beyond: string): GrowsWithoutBound =>
  new GrowsWithoutBound(
    `its events grow beyond ${beyond}: the spectral radius of the weights is above 1. Scale them, ` +
      '`spectrum radius 0.98`',
  );
