/** Neurons on a ring, and small worlds made of one. */
import type { Stream } from '../random/index.ts';

/** How many places two neurons of a ring lie apart, the shorter way round. */
export const ringDistance = (neurons: number, a: number, b: number): number => {
  const apart = Math.abs(a - b);
  return Math.min(apart, neurons - apart);
};

/**
 * Watts & Strogatz (1998): lap by lap, the connections to the nearest neurons first, each gets a new end with a
 * probability: any neuron alike that is neither its other end nor connected to that already; of what is connected to
 * all it stays. Of a symmetric wiring the end stays from which the other lies clockwise, and both directions move; of a
 * directed one each connection keeps the neuron that it comes from. `wired`: rows × columns (post × pre), changed in
 * place.
 */
export function rewireRing(
  wired: Uint8Array,
  neurons: number,
  { probability, symmetric }: { readonly probability: number; readonly symmetric: boolean },
  draws: Stream,
): void {
  const isWired = (from: number, to: number): boolean => wired[to * neurons + from] === 1;
  const set = (from: number, to: number, value: 0 | 1): void => {
    wired[to * neurons + from] = value;
    if (symmetric) wired[from * neurons + to] = value;
  };
  const lattice = wired.slice(),
    partners = new Int32Array(neurons);
  for (let from = 0; from < neurons; from++)
    for (let to = 0; to < neurons; to++) partners[from] += Number(from !== to && isWired(from, to));
  const moved = (from: number, to: number): void => {
    if (lattice[to * neurons + from] !== 1 || draws.uniform() >= probability) return;
    if (partners[from] >= neurons - 1) return;
    let target: number;
    do target = Math.floor(draws.uniform() * neurons);
    while (target === from || isWired(from, target));
    set(from, to, 0);
    set(from, target, 1);
    if (!symmetric) return;
    partners[to]--;
    partners[target]++;
  };
  const half = Math.floor(neurons / 2);
  for (let lap = 1; lap <= half; lap++)
    for (let from = 0; from < neurons; from++) {
      // of an even ring the neuron opposite is met from both ends
      if (symmetric && 2 * lap === neurons && from >= half) continue;
      moved(from, (from + lap) % neurons);
      if (!symmetric && 2 * lap !== neurons) moved(from, (from - lap + neurons) % neurons);
    }
}
