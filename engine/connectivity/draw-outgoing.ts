import { demandFinite } from '../kernels/index.ts';
import { type Drawn, drawPairs, weightsText } from './draw-matrix.ts';
import type { MatrixProgram } from './matrix-program.ts';
import type { Outgoing } from './outgoing.ts';

/** Whether the synapses of a program can be drawn without a place for every pair. */
export const isSparse = ({ wire, rewire, centred, asymmetric, mean, floor }: MatrixProgram): boolean =>
  wire !== undefined &&
  rewire === undefined &&
  !centred &&
  asymmetric === undefined &&
  mean === undefined &&
  floor === undefined;

/** Synapses that were drawn, with what they were drawn on. */
export interface DrawnOutgoing extends Omit<Drawn, 'matrix'> {
  readonly outgoing: Outgoing;
}
/**
 * The synapses that `drawMatrix` would draw, from the same draws, in memory for the synapses alone; undefined where
 * there are more than `most`.
 * @throws RangeError, ExpressionError as `drawMatrix`; RangeError for a program that is not sparse
 */
export function drawOutgoing(
  program: MatrixProgram,
  key: { readonly seed: number; readonly stream: string },
  most = Number.POSITIVE_INFINITY,
): DrawnOutgoing | undefined {
  if (!isSparse(program)) throw new RangeError('the weights are scaled as a whole');
  const { neurons: n } = program;
  const found = blocks(),
    starts = new Uint32Array(n + 1);
  let surroundings: Omit<Drawn, 'matrix'>;
  try {
    const { law: _, ...drawn } = drawPairs(
      program,
      key,
      {},
      {
        begin: () => {},
        put(post, pre, weight) {
          if (weight === 0) return;
          if (!Number.isFinite(weight))
            demandFinite(`row ${post + 1}, column ${pre + 1} of weights ${weightsText(program.weights)}`, [weight]);
          if (found.add(post, pre, weight) > most) throw tooMany;
          starts[pre + 1]++;
        },
      },
    );
    surroundings = drawn;
  } catch (error) {
    if (error === tooMany) return undefined;
    throw error;
  }
  for (let neuron = 0; neuron < n; neuron++) starts[neuron + 1] += starts[neuron];
  const next = starts.slice(0, n),
    targets = new Uint32Array(starts[n]),
    weights = new Float64Array(starts[n]);
  // pairs come row by row, of a symmetric draw each in both directions: the targets of every neuron rise
  found.each((post, pre, weight) => {
    const place = next[pre]++;
    targets[place] = post;
    weights[place] = weight;
  });
  return { outgoing: { size: n, starts, targets, weights }, ...surroundings };
}
const tooMany = new Error('there are more synapses than are to be held');

/** A list of synapses that grows without moving, and is given back as it is read. */
function blocks() {
  const size = 2 ** 16,
    full: { readonly posts: Uint32Array; readonly pres: Uint32Array; readonly weights: Float64Array }[] = [];
  let count = size;
  return {
    /** How many there are. */
    add(post: number, pre: number, weight: number): number {
      if (count === size) {
        full.push({ posts: new Uint32Array(size), pres: new Uint32Array(size), weights: new Float64Array(size) });
        count = 0;
      }
      const { posts, pres, weights } = full[full.length - 1];
      posts[count] = post;
      pres[count] = pre;
      weights[count++] = weight;
      return (full.length - 1) * size + count;
    },
    each(take: (post: number, pre: number, weight: number) => void): void {
      full.reverse();
      for (let block = full.pop(); block; block = full.pop())
        for (let at = 0, end = full.length > 0 ? size : count; at < end; at++)
          take(block.posts[at], block.pres[at], block.weights[at]);
    },
  };
}
