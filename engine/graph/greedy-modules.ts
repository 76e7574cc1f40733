import type { Matrix } from '../connectivity/index.ts';
import { type Links, linksOf, qualityOf } from './links.ts';
import { largestFirst, type Modules } from './louvain.ts';

/**
 * The greedy merging of Clauset, Newman & Moore (2004): of all pairs of connected modules the one whose union gains
 * most is joined, until each union would lose. Of equal gains the pair with the first members wins, so that nothing
 * is drawn. Memory n², time at most n³. The matrix as for `louvain`; undirected unless `directed`.
 * @throws RangeError as `louvain` does
 */
export function greedyModules(
  matrix: Matrix,
  { resolution = 1, directed = false }: { readonly resolution?: number; readonly directed?: boolean } = {},
): Modules {
  const links = linksOf(matrix, directed);
  const each = directed ? 1 : 2;
  const { size } = links;
  const [out, into] = [links.out, links.in].map((strengths) =>
    strengths.map((strength) => (strength * (each / links.total)) / each),
  );
  const loss = (one: number, other: number): number => resolution * (out[one] * into[other] + into[one] * out[other]);
  const gains = firstGains(links, each, loss);
  const best = new Int32Array(size).fill(none);
  for (let row = 0; row < size; row++) best[row] = bestOf(gains, size, row);
  const partition = Int32Array.from({ length: size }, (_, node) => node);
  for (;;) {
    let lost = none;
    for (let row = 0; row < size; row++)
      if (best[row] !== none && (lost === none || gainAt(row) > gainAt(lost))) lost = row;
    if (lost === none || gainAt(lost) < 0) break;
    join(lost, best[lost]);
  }
  const found = largestFirst(partition);
  return { partition: found, modularity: qualityOf(links, found, resolution) };

  function gainAt(row: number): number {
    return gains[row * size + best[row]];
  }
  function join(lost: number, kept: number): void {
    for (let other = 0; other < size; other++) {
      if (other === lost || other === kept) continue;
      const [ofKept, ofLost] = [gains[kept * size + other], gains[lost * size + other]];
      if (Number.isNaN(ofKept) && Number.isNaN(ofLost)) continue;
      const gain = Number.isNaN(ofLost)
        ? ofKept - loss(lost, other)
        : Number.isNaN(ofKept)
          ? ofLost - loss(kept, other)
          : ofKept + ofLost;
      gains[kept * size + other] = gain;
      gains[other * size + kept] = gain;
      gains[other * size + lost] = NaN;
      if (best[other] === lost || best[other] === kept) best[other] = bestOf(gains, size, other);
      else if (gain > gainAt(other) || (gain === gainAt(other) && kept < best[other])) best[other] = kept;
    }
    gains.fill(NaN, lost * size, (lost + 1) * size);
    gains[kept * size + lost] = NaN;
    best[lost] = none;
    best[kept] = bestOf(gains, size, kept);
    out[kept] += out[lost];
    into[kept] += into[lost];
    for (let node = 0; node < size; node++) if (partition[node] === lost) partition[node] = kept;
  }
}
const none = -1;

/** NaN where two nodes are not connected. */
function firstGains(links: Links, each: 1 | 2, loss: (one: number, other: number) => number): Float64Array {
  const { size, starts, ends, weights, total } = links;
  const gains = new Float64Array(size * size).fill(NaN);
  for (let node = 0; node < size; node++)
    for (let link = starts[node]; link < starts[node + 1]; link++) {
      const other = ends[link];
      gains[node * size + other] = (each / total) * (weights[link] / each) - loss(node, other);
    }
  return gains;
}
function bestOf(gains: Float64Array, size: number, row: number): number {
  let best = none;
  for (let column = 0; column < size; column++) {
    const gain = gains[row * size + column];
    if (!Number.isNaN(gain) && (best === none || gain > gains[row * size + best])) best = column;
  }
  return best;
}
