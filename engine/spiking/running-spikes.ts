/** A network of leaky integrate-and-fire neurons, from step to step. */
import { drawsOf } from '../dynamics/index.ts';
import type { KernelBackend } from '../kernels/index.ts';
import { type Stream, stream } from '../random/index.ts';
import type { Key } from './binned-run.ts';
import type { Outgoing } from '../connectivity/index.ts';
import { poisson } from './poisson.ts';
import { checkSpiking, nanoampere, type SpikingNetwork, valueAt } from './spiking-network.ts';
import { leftOf, spikingPlan } from './spiking-plan.ts';

export interface RunningSpikes {
  /** The beginning of a run, by its number: each has draws of its own. Weights are those of the network again. */
  begin(start: number): void;
  /**
   * At least one step and at most so many; returns how many.
   * @throws RangeError where a neuron fires twice within one step
   */
  advance(wanted: number): number;
  /** What has fired since `advance` was called: the neuron, the step since then, and seconds from its beginning. */
  each(take: (neuron: number, step: number, offset: number) => void): void;
  /** Other weights of the same synapses, none of which changes its sign. */
  weigh(weights: Float64Array): void;
  release(): void;
}

/** About so many numbers of noise are drawn ahead. */
const mostAhead = 2 ** 19;

/** `begin` comes first. The same bits on every backend. @throws RangeError for what cannot be */
export function runningSpikes(
  outgoing: Outgoing,
  network: SpikingNetwork,
  key: Key,
  backend: Pick<KernelBackend, 'spiking'>,
): RunningSpikes {
  const { size: n } = outgoing,
    { model } = network,
    { dt } = model;
  checkSpiking(network, n);
  const isKicked = model.noise > 0 || network.drive.kind !== 'constant';
  const ahead = Math.max(8, Math.min(256, Math.floor(mostAhead / n)));
  const expected = n * model.background.rate * dt;
  const mostEvents = expected > 0 ? Math.ceil(ahead * (expected + 12 * Math.sqrt(expected)) + 64) : 0;
  const plan = spikingPlan(outgoing, network, { steps: ahead, kicked: isKicked, events: mostEvents });
  const { memory, advance, release } = backend.spiking(plan.bytes);
  let draw: (wanted: number) => number,
    moved = 0;
  return {
    begin(start) {
      const views = memory();
      views.words.fill(0);
      plan.write(views);
      place(start, views.doubles);
      draw = drawers(start);
      moved = 0;
    },
    advance(wanted) {
      moved = draw(Math.min(ahead, wanted));
      if (advance(moved) < moved)
        throw new RangeError(
          `a neuron fires twice within one step of ${dt * 1000} ms: the drive or the weights are far too strong, ` +
            'or a refractory time is missing',
        );
      return moved;
    },
    each(take) {
      const { words, doubles } = memory(),
        neurons = plan.at.neuronOf / 4,
        offsets = plan.at.offsetOf / 8,
        ends = plan.at.endOfStep / 4;
      for (let step = 0, at = 0; step < moved; step++)
        for (const end = words[ends + step]; at < end; at++) take(words[neurons + at], step, doubles[offsets + at]);
    },
    weigh: (weights) => plan.writeWeights(memory(), weights),
    release,
  };

  /** Potentials, and padding that never fires. */
  function place(start: number, doubles: Float64Array): void {
    const potential = plan.at.potential / 8,
      draws = stream(key.seed, key.stream, 'start', start);
    for (let i = 0; i < n; i++) doubles[potential + i] = beginningOf(i, draws) - plan.originOf(i);
    doubles.fill(Number.NEGATIVE_INFINITY, potential + n, potential + plan.padded);
  }
  function beginningOf(neuron: number, draws: Stream): number {
    if (model.start !== 'spread') return model[model.start];
    return model.reset + (valueAt(model.threshold, neuron) - model.reset) * draws.uniform();
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
}
