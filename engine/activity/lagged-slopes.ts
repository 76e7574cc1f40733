/** Linear regressions of activity on activity some bins earlier. */
import { fourier } from './fourier.ts';

/**
 * `pooled`: one mean for all runs. `separate`: each run has its own, so that differences between trials are no memory;
 * of short runs the slopes come out too low.
 */
export type Pooling = 'pooled' | 'separate';

/** Per lag from .. to, of the pairs (A(t), A(t+k)) with t in the block: their number, Σx, Σy, Σx², Σxy. */
export function sumsOf(block: Block, from: number, to: number): Float64Array {
  const { run } = block,
    sums = new Float64Array(5 * (to - from + 1)),
    products = laggedProducts(block, to);
  const last = Math.min(run.length, block.to + to),
    plain = new Float64Array(last - block.from + 1),
    squared = new Float64Array(last - block.from + 1);
  for (let i = 0; i + block.from < last; i++) {
    const value = run[block.from + i];
    plain[i + 1] = plain[i] + value;
    squared[i + 1] = squared[i] + value * value;
  }
  for (let k = from; k <= to; k++) {
    const count = Math.max(0, Math.min(block.to, run.length - k) - block.from);
    if (count > 0)
      sums.set([count, plain[count], plain[count + k] - plain[k], squared[count], products[k]], 5 * (k - from));
  }
  return sums;
}
export interface Block {
  readonly run: ArrayLike<number>;
  readonly from: number;
  readonly to: number;
}

/** Σ A(t) A(t + k) over the t of a block, k = 0 .. `to`: of many lags by a convolution, which takes n log n. */
function laggedProducts({ run, from, to: end }: Block, to: number): Float64Array {
  const products = new Float64Array(to + 1),
    length = end - from;
  if (length * to < 2 ** 20) {
    for (let k = 0; k <= to; k++) {
      let sum = 0;
      for (let t = from; t < Math.min(end, run.length - k); t++) sum += run[t] * run[t + k];
      products[k] = sum;
    }
    return products;
  }
  let size = 1;
  while (size < length + to) size *= 2;
  const transform = fourier(size),
    re = new Float64Array(size),
    im = new Float64Array(size),
    aheadRe = new Float64Array(size),
    aheadIm = new Float64Array(size);
  for (let t = from; t < end; t++) re[t - from] = run[t];
  for (let t = from; t < Math.min(run.length, end + to); t++) aheadRe[t - from] = run[t];
  transform(re, im);
  transform(aheadRe, aheadIm);
  // conj(transform of the block) · transform of what lies ahead; the real part of its transform back
  for (let j = 0; j < size; j++) {
    const real = re[j] * aheadRe[j] + im[j] * aheadIm[j];
    im[j] = -(re[j] * aheadIm[j] - im[j] * aheadRe[j]);
    re[j] = real;
  }
  transform(re, im);
  for (let k = 0; k <= to; k++) products[k] = re[k] / size;
  return products;
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
