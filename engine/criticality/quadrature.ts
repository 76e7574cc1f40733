/**
 * Where a law over sizes is looked at: Σ f(n) over the integers from `from` to `to`, or ∫ f dx over the numbers
 * between,
 * is Σ weight · f(place) for f smooth on a logarithmic scale. Relative error below 1e-8 for laws that fall like those
 * of avalanches.
 */
export interface Places {
  /** Natural logarithms of the places, and the places. */
  readonly log: Float64Array;
  readonly at: Float64Array;
  readonly weight: Float64Array;
}
/** What the values are: whole numbers, or any. */
export type Values = 'integers' | 'reals';

/** Gauss–Legendre of order 8 on −1 .. 1 (Abramowitz & Stegun 1964, table 25.4). */
const nodes = [0.18343464249564981, 0.525532409916329, 0.7966664774136267, 0.9602898564975363];
const weights = [0.362683783378362, 0.31370664587788727, 0.22238103445337448, 0.10122853629037626];

/** Integers that are summed one by one before the sum is taken for an integral. */
const summed = 128;
/** No size is beyond e^this. */
const farthest = 600;

/** @throws RangeError where the range is empty or does not begin above 0 */
export function placesOf(values: Values, from: number, to: number): Places {
  if (!(from > 0 && to > from))
    throw new RangeError(`a range of sizes begins above 0 and has a width, not ${from} .. ${to}`);
  const log: number[] = [],
    at: number[] = [],
    weight: number[] = [];
  const add = (place: number, share: number, natural = Math.log(place)): void => {
    at.push(place);
    log.push(natural);
    weight.push(share);
  };
  const isCounted = values === 'integers';
  const last = isCounted ? Math.min(to, from + summed - 1) : from;
  if (isCounted) for (let n = from; n <= last; n++) add(n, 1);
  if (isCounted && last === to) return places(log, at, weight);
  // Euler & Maclaurin about the half integers: Σ f = ∫ f + f′/24 at the lower end − f′/24 at the upper one.
  const [lower, upper] = isCounted ? [last + 0.5, to + 0.5] : [from, to];
  const slope = (place: number, sign: number): void => {
    add(place + 0.5, sign / 24);
    add(place - 0.5, -sign / 24);
  };
  if (isCounted) slope(lower, 1);
  const end = Math.min(farthest, Math.log(upper));
  // no cut-off lies beyond e^30, so that what is left there is a power: one of u = ln x
  for (let left = Math.log(lower), width = 0.3; left < end; width = Math.min(left < 30 ? 1 : 4, width * 1.25)) {
    const right = Math.min(end, left + width),
      half = (right - left) / 2,
      middle = (right + left) / 2;
    nodes.forEach((node, i) => {
      for (const side of [-node, node]) {
        const natural = middle + half * side,
          place = Math.exp(natural);
        add(place, weights[i] * half * place, natural);
      }
    });
    left = right;
  }
  // last, for whoever sums them ends where a law has fallen off
  if (isCounted && Number.isFinite(to)) slope(upper, -1);
  return places(log, at, weight);
}
const places = (log: readonly number[], at: readonly number[], weight: readonly number[]): Places => ({
  log: Float64Array.from(log),
  at: Float64Array.from(at),
  weight: Float64Array.from(weight),
});
