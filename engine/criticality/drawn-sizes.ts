import { exp, log, type Stream } from '../random/index.ts';
import { sharesBelow } from './distance.ts';
import type { FittedLaw } from './laws-of-size.ts';

/**
 * Draws sizes of a fitted law: by its shares at edges a twentieth of a natural logarithm apart, and a power between.
 */
export function drawerOf(fitted: FittedLaw): (draws: Stream) => number {
  const { from, to, values } = fitted.support,
    isCounted = values === 'integers',
    edges: number[] = [];
  for (let edge = from; edge < to; ) {
    edges.push(edge);
    const next = edge * exp(0.05);
    edge = isCounted ? Math.max(edge + 1, Math.round(next)) : next;
    if (edges.length > 1 && edges.length % 64 === 0 && 1 - sharesBelow(fitted, edges)[edges.length - 1] < 1e-9) break;
    if (edge > 1e300) break;
  }
  if (Number.isFinite(to)) edges.push(to);
  const shares = sharesBelow(fitted, edges),
    whole = shares[shares.length - 1];
  return (draws) => {
    const wanted = draws.uniform() * whole;
    let low = 0,
      high = edges.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (shares[middle] >= wanted) high = middle;
      else low = middle + 1;
    }
    if (low === 0 || (isCounted && edges[low] - edges[low - 1] === 1)) return edges[low];
    const part = (wanted - shares[low - 1]) / (shares[low] - shares[low - 1]);
    if (!isCounted) return edges[low - 1] * exp(part * log(edges[low] / edges[low - 1]));
    const first = edges[low - 1] + 0.5,
      drawn = first * exp(part * log((edges[low] + 0.5) / first));
    return Math.min(edges[low], Math.max(edges[low - 1] + 1, Math.round(drawn)));
  };
}
