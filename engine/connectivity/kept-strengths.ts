import type { Stream } from '../random/index.ts';
import type { Matrix } from './matrix.ts';

/** Edges between neurons; without order where they are not `directed`. */
export interface WeightedEdges {
  readonly pre: Int32Array;
  readonly post: Int32Array;
  readonly weight: Float64Array;
  readonly directed: boolean;
}

/**
 * What the weights of each neuron add up to, positive and negative ones each by themselves: of what it sends, then of
 * what it receives (4 n; 2 n of undirected edges, which have both).
 */
export function strengthsOf(size: number, { pre, post, weight, directed }: WeightedEdges): Float64Array {
  const sums = new Float64Array((directed ? 4 : 2) * size),
    receives = directed ? 2 * size : 0;
  for (let edge = 0; edge < weight.length; edge++) {
    const sign = weight[edge] < 0 ? size : 0;
    sums[sign + pre[edge]] += weight[edge];
    sums[receives + sign + post[edge]] += weight[edge];
  }
  return sums;
}

/**
 * Deals the weights out anew over the edges, in place, each sign over the edges of that sign, so that strengths come
 * near to those given: pairs of weights are exchanged, at first at random, then more and more where it brings
 * strengths nearer (simulated annealing; Milisav et al. 2025).
 */
export function dealWeights(size: number, edges: WeightedEdges, strengths: Float64Array, draws: Stream): void {
  const { weight } = edges,
    all = Array.from(weight, (_, edge) => edge);
  for (const sign of [1, -1]) {
    const own = Int32Array.from(all.filter((edge) => weight[edge] * sign > 0)),
      dealt = Float64Array.from(own, (edge) => weight[edge]);
    if (dealt.every((value) => value === dealt[0])) continue;
    draws.shuffle(dealt);
    own.forEach((edge, at) => {
      weight[edge] = dealt[at];
    });
    const off = strengthsOf(size, edges).map((sum, at) => sum - strengths[at]);
    const wanted = strengths.reduce((sum, value) => sum + value * value, 0);
    anneal(
      edges,
      own,
      off,
      wanted,
      [sign > 0 ? 0 : size, (edges.directed ? 2 * size : 0) + (sign > 0 ? 0 : size)],
      draws,
    );
  }
}

const stages = 80,
  cooling = 0.85;
/** Strengths are near enough where this is left of their squares. */
const near = 1e-6;
/** `off`: what strengths are above those wanted (`wanted`: the sum of their squares). */
function anneal(
  { pre, post, weight }: WeightedEdges,
  own: Int32Array,
  off: Float64Array,
  wanted: number,
  [sent, received]: readonly [number, number],
  draws: Stream,
): void {
  const count = own.length;
  const exchanges = 3 * count + 1000;
  let temperature = 0;
  for (let stage = -1; stage <= stages; stage++) {
    let changes = 0;
    for (let step = 0; step < exchanges; step++) {
      const drawn = draws.below(count * count),
        first = own[Math.floor(drawn / count)],
        second = own[drawn % count],
        more = weight[second] - weight[first];
      if (more === 0) continue;
      const [a, b, c, d] = [sent + pre[first], received + post[first], sent + pre[second], received + post[second]],
        shared = Number(a === c) + Number(b === d) + Number(a === d) + Number(b === c),
        change = 2 * more * (off[a] + off[b] - off[c] - off[d]) + (4 - 2 * shared) * more * more;
      changes += Math.abs(change);
      // the first stage measures how much an exchange changes, the last takes none that does not help
      if (stage < 0 || (change > 0 && (stage === stages || draws.uniform() >= Math.exp(-change / temperature))))
        continue;
      off[a] += more;
      off[b] += more;
      off[c] -= more;
      off[d] -= more;
      [weight[first], weight[second]] = [weight[second], weight[first]];
    }
    if (off.reduce((sum, value) => sum + value * value, 0) <= near * wanted) return;
    temperature = stage < 0 ? changes / exchanges : temperature * cooling;
  }
}

/** How near a matrix comes to the strengths of another. */
export interface StrengthsKept {
  /** Between strengths before and afterwards; the lowest one of sent and received, positive and negative. */
  readonly correlation: number;
  /** The largest difference, over the mean strength. */
  readonly error: number;
}
export function strengthsKept(before: Matrix, after: Matrix): StrengthsKept {
  const [old, now] = [before, after].map(strengthsOfMatrix);
  let error = 0,
    correlation = 1;
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const size = mean(old.map(Math.abs));
  for (let at = 0; at < old.length; at++) error = Math.max(error, Math.abs(old[at] - now[at]) / size);
  for (let part = 0; part < 4; part++) {
    const [x, y] = [old, now].map((all) => {
      const own = all.slice(part * before.size, (part + 1) * before.size),
        middle = mean(own);
      return own.map((value) => value - middle);
    });
    const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, at) => sum + value * b[at], 0);
    if (product(x, x) > 0)
      correlation = Math.min(correlation, product(x, y) / Math.sqrt(product(x, x) * product(y, y)));
  }
  return { correlation, error: size > 0 ? error : 0 };
}
function strengthsOfMatrix({ size, values }: Matrix): Float64Array {
  const sums = new Float64Array(4 * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const weight = row === column ? 0 : values[row * size + column],
        sign = weight < 0 ? size : 0;
      sums[sign + column] += weight;
      sums[2 * size + sign + row] += weight;
    }
  return sums;
}
