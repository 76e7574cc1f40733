import type { Activity, Spikes } from '../dynamics/index.ts';
import type { KernelBackend } from '../kernels/index.ts';
import { type BinnedRun, binsOf, type Key } from './binned-run.ts';
import type { Outgoing } from '../connectivity/index.ts';
import { runningSpikes } from './running-spikes.ts';
import type { SpikingNetwork } from './spiking-network.ts';
import { spikeList } from './spikes.ts';

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
  const { dt } = network.model;
  const running = runningSpikes(outgoing, network, key, backend);
  try {
    const { steps, discarded, perBin, bins, activity } = binsOf(run, outgoing.size, dt);
    const found = spikeList(run.starts);
    for (let start = 0; start < run.starts; start++) {
      running.begin(start);
      for (let done = 0; done < steps; ) {
        const moved = running.advance(steps - done);
        running.each((neuron, step, offset) => {
          const since = done + step - discarded;
          if (since < 0 || since >= bins * perBin) return;
          activity.add(neuron, start, Math.floor(since / perBin), 1);
          found.add(neuron, since * dt + offset);
        });
        done += moved;
        onStep((start + done / steps) / run.starts);
      }
      found.endRun();
    }
    return { ...activity.whole(), spikes: found.whole() };
  } finally {
    running.release();
  }
}
