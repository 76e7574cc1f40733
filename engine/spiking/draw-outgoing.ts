import { drawPairs, type MatrixProgram } from '../connectivity/index.ts';
import type { Key } from './binned-run.ts';
import type { Outgoing } from './outgoing.ts';

/** Whether the synapses of a program can be drawn without a place for every pair. */
export const isSparse = ({ wire, centred, asymmetric, mean, floor }: MatrixProgram): boolean =>
  wire !== undefined && !centred && asymmetric === undefined && mean === undefined && floor === undefined;

/**
 * The synapses that `drawMatrix` would draw, from the same draws, in memory for the synapses alone.
 * @throws RangeError, ExpressionError as `drawMatrix`; RangeError for a program that is not sparse
 */
export function drawOutgoing(program: MatrixProgram, key: Key): Outgoing {
  if (!isSparse(program)) throw new RangeError('the weights are scaled as a whole');
  const { neurons: n } = program;
  const found = blocks(),
    starts = new Uint32Array(n + 1);
  drawPairs(
    program,
    key,
    {},
    {
      begin: () => {},
      put(post, pre, weight) {
        if (weight === 0) return;
        if (!Number.isFinite(weight)) throw new RangeError(`a weight is ${weight}`);
        found.add(post, pre, weight);
        starts[pre + 1]++;
      },
    },
  );
  for (let neuron = 0; neuron < n; neuron++) starts[neuron + 1] += starts[neuron];
  const next = starts.slice(0, n),
    targets = new Uint32Array(starts[n]),
    weights = new Float64Array(starts[n]);
  found.each((post, pre, weight) => {
    const place = next[pre]++;
    targets[place] = post;
    weights[place] = weight;
  });
  return program.symmetric ? rising({ size: n, starts, targets, weights }) : { size: n, starts, targets, weights };
}
/** A symmetric draw gives the targets of a neuron out of their order. */
function rising({ size, starts, targets, weights }: Outgoing): Outgoing {
  const order = Uint32Array.from(targets, (_, at) => at);
  for (let neuron = 0; neuron < size; neuron++)
    order.subarray(starts[neuron], starts[neuron + 1]).sort((a, b) => targets[a] - targets[b]);
  return {
    size,
    starts,
    targets: order.map((at) => targets[at]),
    weights: Float64Array.from(order, (at) => weights[at]),
  };
}
/** A list of synapses that grows without moving, and is given back as it is read. */
function blocks() {
  const size = 2 ** 16,
    full: { readonly posts: Uint32Array; readonly pres: Uint32Array; readonly weights: Float64Array }[] = [];
  let count = size;
  return {
    add(post: number, pre: number, weight: number): void {
      if (count === size) {
        full.push({ posts: new Uint32Array(size), pres: new Uint32Array(size), weights: new Float64Array(size) });
        count = 0;
      }
      const { posts, pres, weights } = full[full.length - 1];
      posts[count] = post;
      pres[count] = pre;
      weights[count++] = weight;
    },
    each(take: (post: number, pre: number, weight: number) => void): void {
      full.reverse();
      for (let block = full.pop(); block; block = full.pop())
        for (let at = 0, end = full.length > 0 ? size : count; at < end; at++)
          take(block.posts[at], block.pres[at], block.weights[at]);
    },
  };
}
