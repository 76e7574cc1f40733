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
  let posts = new Uint32Array(2 ** 16),
    pres = new Uint32Array(2 ** 16),
    found = new Float64Array(2 ** 16),
    count = 0;
  drawPairs(
    program,
    key,
    {},
    {
      begin: () => {},
      put(post, pre, weight) {
        if (weight === 0) return;
        if (!Number.isFinite(weight)) throw new RangeError(`a weight is ${weight}`);
        if (count === found.length) {
          const room = Math.ceil(count * 1.5);
          [posts, pres, found] = [longer(posts, room), longer(pres, room), longerOf(found, room)];
        }
        posts[count] = post;
        pres[count] = pre;
        found[count++] = weight;
      },
    },
  );
  const starts = new Uint32Array(n + 1);
  for (let at = 0; at < count; at++) starts[pres[at] + 1]++;
  for (let neuron = 0; neuron < n; neuron++) starts[neuron + 1] += starts[neuron];
  const next = starts.slice(0, n),
    targets = new Uint32Array(count),
    weights = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    const place = next[pres[at]]++;
    targets[place] = posts[at];
    weights[place] = found[at];
  }
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
function longer(values: Uint32Array, room: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(room);
  more.set(values);
  return more;
}
function longerOf(values: Float64Array, room: number): Float64Array<ArrayBuffer> {
  const more = new Float64Array(room);
  more.set(values);
  return more;
}
