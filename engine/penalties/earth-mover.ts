import { type Node, node } from './penalty-node.ts';

/**
 * Earth mover's distance between the entries of two matrices of one size, each entry of the same weight: the mean of
 * |a − b| over the entries a, b of one rank. Equal entries go by their place; where a = b the slope is 0.
 */
export function earthMover(a: Node, b: Node): Node {
  const size = a.value.length;
  const ranked = ({ value }: Node): Uint32Array =>
    Uint32Array.from({ length: size }, (_, place) => place).sort((i, j) => value[i] - value[j] || i - j);
  const still = [a, b].map((of) => (of.varies ? undefined : ranked(of)));
  let orders: readonly Uint32Array[] = [];
  return node(1, [a, b], (value, slope) => ({
    forward() {
      orders = [a, b].map((of, which) => still[which] ?? ranked(of));
      const [first, second] = orders;
      let sum = 0;
      for (let rank = 0; rank < size; rank++) sum += Math.abs(a.value[first[rank]] - b.value[second[rank]]);
      value[0] = sum / size;
    },
    backward() {
      const [first, second] = orders;
      for (let rank = 0; rank < size; rank++) {
        const push = (slope[0] * Math.sign(a.value[first[rank]] - b.value[second[rank]])) / size;
        if (a.varies) a.slope[first[rank]] += push;
        if (b.varies) b.slope[second[rank]] -= push;
      }
    },
  }));
}
