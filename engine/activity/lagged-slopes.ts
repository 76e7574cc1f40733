/** Linear regressions of activity on activity some bins earlier. */

/**
 * `pooled`: one mean for all runs. `separate`: each run has its own, so that differences between trials are no memory;
 * of short runs the slopes come out too low.
 */
export type Pooling = 'pooled' | 'separate';

/** Per lag from .. to, of the pairs (A(t), A(t+k)) with t in the block: their number, Σx, Σy, Σx², Σxy. */
export function sumsOf(
  block: { readonly run: ArrayLike<number>; readonly from: number; readonly to: number },
  from: number,
  to: number,
): Float64Array {
  const { run } = block,
    sums = new Float64Array(5 * (to - from + 1));
  for (let k = from; k <= to; k++) {
    const end = Math.min(block.to, run.length - k);
    let x = 0,
      y = 0,
      xx = 0,
      xy = 0;
    for (let t = block.from; t < end; t++) {
      const now = run[t],
        later = run[t + k];
      x += now;
      y += later;
      xx += now * now;
      xy += now * later;
    }
    sums.set([Math.max(0, end - block.from), x, y, xx, xy], 5 * (k - from));
  }
  return sums;
}

/** The slope of each lag over the blocks chosen. */
export function slopesOf(blocks: readonly Float64Array[], which: readonly number[], pooling: Pooling): Float64Array {
  const lags = blocks[0].length / 5,
    total = new Float64Array(blocks[0].length);
  if (pooling === 'pooled')
    for (const block of which) for (let at = 0; at < total.length; at++) total[at] += blocks[block][at];
  return Float64Array.from({ length: lags }, (_, k) => {
    if (pooling === 'pooled') return shareOf([spreadsOf(total, k)]);
    return shareOf(which.map((block) => spreadsOf(blocks[block], k)));
  });
}
function spreadsOf(sums: Float64Array, lag: number): readonly [together: number, alone: number] {
  const [n, x, y, xx, xy] = sums.subarray(5 * lag, 5 * lag + 5);
  return n > 0 ? [xy - (x * y) / n, xx - (x * x) / n] : [0, 0];
}
function shareOf(spreads: readonly (readonly [number, number])[]): number {
  let together = 0,
    alone = 0;
  for (const [xy, xx] of spreads) {
    together += xy;
    alone += xx;
  }
  return together / alone;
}
