import { sharesBelow } from './distance.ts';
import { type AvalancheExponent, sampleOf } from './avalanche-exponent.ts';
import { numberIn, within } from './laws-of-size.ts';

/** Shares of values at least so large. */
export interface Distribution {
  readonly at: Float64Array;
  readonly share: Float64Array;
}
/** Points that a curve is drawn by. */
const most = 120;

/** Of at most 120 of the values, evenly in logarithm. */
export function distributionOf(values: ArrayLike<number>): Distribution {
  const { sizes, counts } = sampleOf(values),
    all = counts.reduce((sum, count) => sum + count, 0);
  const at: number[] = [],
    share: number[] = [];
  const step = (sizes[sizes.length - 1] / sizes[0]) ** (1 / most);
  let next = 0,
    below = 0;
  sizes.forEach((size, i) => {
    if (size >= next || i === sizes.length - 1) {
      at.push(size);
      share.push((all - below) / all);
      next = size * step;
    }
    below += counts[i];
  });
  return { at: Float64Array.from(at), share: Float64Array.from(share) };
}

/** Of the law over its range, as a share of all values. */
export function fittedDistribution(
  { fitted, from, to, n }: AvalancheExponent,
  values: ArrayLike<number>,
): Distribution {
  const sample = sampleOf(values),
    all = numberIn(sample),
    isCounted = fitted.support.values === 'integers';
  const last = Math.min(to, sample.sizes[sample.sizes.length - 1]),
    beyond = Number.isFinite(to) ? numberIn(within(sample, to, Infinity)) - numberIn(within(sample, to, to)) : 0;
  const wanted = Array.from({ length: 60 }, (_, i) => from * (last / from) ** (i / 59)),
    at = [...new Set(isCounted ? wanted.map(Math.round) : wanted)];
  const below = sharesBelow(fitted, isCounted ? at.slice(1).map((size) => size - 1) : at.slice(1));
  return {
    at: Float64Array.from(at),
    share: Float64Array.from(at, (_, i) => (beyond + n * (1 - (i === 0 ? 0 : below[i - 1]))) / all),
  };
}
