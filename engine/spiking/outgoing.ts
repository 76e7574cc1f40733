/** Synapses by their pre-synaptic neuron: as many numbers as there are synapses, not pairs. */
import type { Matrix } from '../connectivity/index.ts';

/**
 * Synapses of neuron j: `starts[j]` .. `starts[j + 1]` − 1 of `targets` (post-synaptic, rising) and `weights`; none is
 * 0.
 */
export interface Outgoing {
  readonly size: number;
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
  readonly weights: Float64Array;
}

/** Of a whole matrix. */
export function outgoingOf({ size, values }: Matrix): Outgoing {
  const starts = new Uint32Array(size + 1);
  for (let at = 0; at < values.length; at++) if (values[at] !== 0) starts[(at % size) + 1]++;
  for (let neuron = 0; neuron < size; neuron++) starts[neuron + 1] += starts[neuron];
  const next = starts.slice(0, size),
    targets = new Uint32Array(starts[size]),
    weights = new Float64Array(starts[size]);
  for (let post = 0; post < size; post++)
    for (let pre = 0, at = post * size; pre < size; pre++, at++) {
      if (values[at] === 0) continue;
      targets[next[pre]] = post;
      weights[next[pre]++] = values[at];
    }
  return { size, starts, targets, weights };
}
