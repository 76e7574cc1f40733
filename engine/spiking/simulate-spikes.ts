import { type Activity, drawsOf, type Spikes } from '../dynamics/index.ts';
import type { KernelBackend } from '../kernels/index.ts';
import { stream } from '../random/index.ts';
import { type BinnedRun, binsOf, type Key } from './binned-run.ts';
import type { Outgoing } from './outgoing.ts';
import { poisson } from './poisson.ts';
import { checkSpiking, nanoampere, type SpikingNetwork, valueAt } from './spiking-network.ts';
import { leftOf, spikingPlan } from './spiking-plan.ts';
import { spikeList } from './spikes.ts';

/** About so many numbers of noise are drawn ahead. */
const mostAhead = 2 ** 19;

/**
 * Runs a network of leaky integrate-and-fire neurons. Between grid points currents are integrated exactly, and a spike
 * is placed where V reaches the threshold within the step; with conductances, noise or a drive that is drawn anew in
 * each step it is placed at the step's end. Conductances: exponential Euler with the conductance of the step's middle,
 * of second order in dt. A spike acts on others from the end of its step on, plus the delay. Activity: spikes in each
 * bin. The same bits on every backend.
 * @throws RangeError for what cannot be, and where a neuron fires twice within one step
 */
export function simulateSpikes(
  outgoing: Outgoing,
  network: SpikingNetwork,
  run: BinnedRun,
  key: Key,
  backend: Pick<KernelBackend, 'spiking'>,
  onStep: (done: number) => void = () => {},
): Activity & { readonly spikes: Spikes } {
  const { size: n } = outgoing,
    { model } = network,
    { dt } = model;
  checkSpiking(network, n);
  const { steps, discarded, perBin, bins, activity } = binsOf(run, n, dt);
  const isKicked = model.noise > 0 || network.drive.kind !== 'constant';
  const ahead = Math.max(8, Math.min(256, Math.floor(mostAhead / n)));
  const expected = n * model.background.rate * dt;
  const mostEvents = expected > 0 ? Math.ceil(ahead * (expected + 12 * Math.sqrt(expected)) + 64) : 0;
  const plan = spikingPlan(outgoing, network, { steps: ahead, kicked: isKicked, events: mostEvents });
  const found = spikeList(run.starts);
  const { memory, advance, release } = backend.spiking(plan.bytes);
  try {
    for (let start = 0; start < run.starts; start++) {
      const views = memory();
      views.words.fill(0);
      plan.write(views);
      begin(start, views.doubles);
      const draw = drawers(start);
      for (let done = 0; done < steps; ) {
        const wanted = draw(Math.min(ahead, steps - done));
        if (advance(wanted) < wanted)
          throw new RangeError(
            `a neuron fires twice within one step of ${dt * 1000} ms: the drive or the weights are far too strong, ` +
              'or a refractory time is missing',
          );
        keep(start, done, wanted);
        done += wanted;
        onStep((start + done / steps) / run.starts);
      }
      found.endRun();
    }
    return { ...activity.whole(), spikes: found.whole() };
  } finally {
    release();
  }

  /** Potentials, and padding that never fires. */
  function begin(start: number, doubles: Float64Array): void {
    const potential = plan.at.potential / 8,
      draws = stream(key.seed, key.stream, 'start', start);
    doubles.fill(model.reset, potential, potential + n);
    doubles.fill(Number.NEGATIVE_INFINITY, potential + n, potential + plan.padded);
    if (model.start === 'rest') doubles.fill(model.rest, potential, potential + n);
    if (model.start === 'spread')
      for (let i = 0; i < n; i++)
        doubles[potential + i] = model.reset + (valueAt(model.threshold, i) - model.reset) * draws.uniform();
  }
  /** Writes the noise, the drive and the spikes from outside of the next steps; returns how many steps fit. */
  function drawers(start: number): (wanted: number) => number {
    const normals = stream(key.seed, key.stream, 'noise', start),
      arrivals = stream(key.seed, key.stream, 'background', start),
      { drive, inputWeights } = network;
    const driving =
      drive.kind === 'constant' ? undefined : drawsOf(drive.law, stream(key.seed, key.stream, 'drive', start));
    const shares = Float64Array.from({ length: n }, (_, i) => leftOf(dt / valueAt(model.tau, i)));
    const spread = shares.map((_, i) => model.noise * Math.sqrt(leftOf((2 * dt) / valueAt(model.tau, i)) / 2));
    const gains = shares.map((share, i) => share * valueAt(model.resistance, i) * nanoampere);
    let waiting = expected > 0 ? poisson(expected, arrivals) : 0;
    return (wanted) => {
      const { doubles, words } = memory(),
        begins = plan.at.eventStarts / 4,
        events = plan.at.events / 4;
      let fitting = wanted;
      if (expected > 0)
        for (let step = 0, count = 0; step <= fitting; step++) {
          words[begins + step] = count;
          if (step === fitting) break;
          if (count + waiting > mostEvents) {
            fitting = step;
            break;
          }
          for (let each = 0; each < waiting; each++) words[events + count++] = arrivals.below(n);
          waiting = poisson(expected, arrivals);
        }
      if (isKicked)
        for (let step = 0, at = plan.at.kicks / 8; step < fitting; step++, at += plan.padded) {
          const shared = driving && drive.kind === 'shared' ? driving() : 0;
          for (let i = 0; i < n; i++) {
            const current = drive.kind === 'independent' ? driving!() : inputWeights ? shared * inputWeights[i] : 0;
            doubles[at + i] = (model.noise > 0 ? spread[i] * normals.normal() : 0) + gains[i] * current;
          }
        }
      return fitting;
    };
  }
  function keep(start: number, done: number, count: number): void {
    const { words, doubles } = memory(),
      neurons = plan.at.neuronOf / 4,
      offsets = plan.at.offsetOf / 8,
      ends = plan.at.endOfStep / 4;
    for (let step = 0, at = 0; step < count; step++) {
      const since = done + step - discarded,
        end = words[ends + step];
      if (since < 0 || since >= bins * perBin) {
        at = end;
        continue;
      }
      const bin = Math.floor(since / perBin);
      for (; at < end; at++) {
        activity.add(words[neurons + at], start, bin, 1);
        found.add(words[neurons + at], since * dt + doubles[offsets + at]);
      }
    }
  }
}
