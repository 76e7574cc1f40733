/** The synapses of spiking neurons, scaled as these fire. */
import { type Matrix, type Outgoing, outgoingOf } from '../connectivity/index.ts';
import type { KernelBackend } from '../kernels/index.ts';
import { runningSpikes, type SpikingNetwork } from '../spiking/index.ts';
import { isScaled, scaledRows } from './row-sums.ts';
import type { ScalableNetwork } from './scalable-network.ts';
import type { ScaledMatrix } from './scaled-matrix.ts';
import { scaleByActivity, scaleToSums, type Scaling } from './scale-synapses.ts';

/** Time steps between two looks at the spikes, at most. */
const mostTogether = 100;
/** Between two looks goes at most this share of the way. */
const mostShare = 0.01;

/**
 * The matrix of a spiking network after its synapses have been scaled as it ran, to a rate in Hz or to a sum. Spikes
 * are counted over some time steps, and weights change between them. The draws are those of a run of their own.
 * `onFraction` is told the share done; what it throws ends it.
 * @throws RangeError for what no spiking network can be, for flow control, where factors leave the range of numbers,
 * and where a neuron fires twice within one step
 */
export function scaledSpikes(
  matrix: Matrix,
  network: SpikingNetwork,
  scaling: Scaling,
  key: { readonly seed: number; readonly stream: string },
  backend: Pick<KernelBackend, 'spiking'>,
  onFraction?: (fraction: number) => void,
): ScaledMatrix {
  const { rule, rate, weights } = scaling,
    { dt } = network.model;
  const course = courseOf();
  return { matrix: scaledRows(matrix, course.factors, isScaled[weights]), course };

  function courseOf() {
    if (rule === 'sum') return scaleToSums(matrix, { ...scaling, rule }, dt);
    const together = Math.max(1, Math.min(mostTogether, Math.floor(mostShare / rate)));
    const running = scalableSpikes(outgoingOf(matrix), network, { together, weights }, key, backend);
    try {
      const found = scaleByActivity(
        running,
        { ...scaling, rule, rate: Math.min(1, rate * together) },
        together * dt,
        onFraction,
      );
      return { ...found, scaling };
    } finally {
      running.release();
    }
  }
}

/** Rates in Hz, of so many time steps together. */
function scalableSpikes(
  outgoing: Outgoing,
  network: SpikingNetwork,
  { together, weights }: Pick<Scaling, 'weights'> & { readonly together: number },
  { seed, stream }: { readonly seed: number; readonly stream: string },
  backend: Pick<KernelBackend, 'spiking'>,
): ScalableNetwork & { release(): void } {
  const { size, targets } = outgoing,
    counts = isScaled[weights],
    seconds = together * network.model.dt;
  const rates = new Float64Array(size),
    factors = new Float64Array(size).fill(1),
    scaled = outgoing.weights.slice();
  const running = runningSpikes(outgoing, network, { seed, stream: `${stream}, scaled` }, backend);
  running.begin(0);
  return {
    size,
    rates,
    seconds,
    step() {
      outgoing.weights.forEach((weight, synapse) => {
        if (counts(weight)) scaled[synapse] = weight * factors[targets[synapse]];
      });
      running.weigh(scaled);
      rates.fill(0);
      for (let done = 0; done < together; ) {
        done += running.advance(together - done);
        running.each((neuron) => {
          rates[neuron] += 1 / seconds;
        });
      }
    },
    scaleRow(neuron, factor) {
      factors[neuron] *= factor;
    },
    release: running.release,
  };
}
