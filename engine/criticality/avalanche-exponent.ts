/**
 * The exponent of sizes or durations of avalanches, over the range where a power law holds: Clauset, Shalizi & Newman
 * (2009), with an upper cut-off.
 */
import { stream } from '../random/index.ts';
import { normalBelow } from '../statistics/index.ts';
import { distance } from './distance.ts';
import { drawerOf } from './drawn-sizes.ts';
import { type FittedLaw, fitLaw, type LawOfSize, logWeight, numberIn, type Sample, within } from './laws-of-size.ts';
import { type Places, placesOf, type Values } from './quadrature.ts';

/**
 * How the largest sizes are treated. `sharp`: the law ends at the upper limit, larger ones are left out. `exponential`:
 * the power law has an exponential cut-off, fitted with it. `found`: sharp, at the end of the widest range over which
 * no deviation is seen. `none`: a power law without an end.
 */
export type CutOff = 'sharp' | 'exponential' | 'found' | 'none';
export interface ExponentOptions {
  /** The least size of the fit; found by the least distance of Kolmogorov & Smirnov where it is not given. */
  readonly from?: number;
  /** The largest; that of the sample, where a cut-off is sharp and none is given. */
  readonly to?: number;
  readonly cutOff: CutOff;
  readonly values: Values;
  /** Samples drawn for the goodness of fit and the interval; 0: none, and the interval is that of the likelihood. */
  readonly redraws: number;
}
/** Against another law: positive where the power law is likelier, with the p of a difference (Vuong 1989). */
export interface Comparison {
  readonly law: LawOfSize;
  readonly against: LawOfSize;
  /** Log likelihood ratio, and over its standard deviation. */
  readonly ratio: number;
  readonly normalised: number;
  readonly p: number;
}
export interface AvalancheExponent {
  readonly exponent: number;
  /**
   * Standard error: of the likelihood, or of the samples drawn where that is larger (they choose their own range); and
   * how far the exponent moves with the range, where that was found.
   */
  readonly error: number;
  readonly from: number;
  /** Infinity where nothing bounds it. */
  readonly to: number;
  /** The largest size of all. */
  readonly largest: number;
  /** 1/λ of an exponential cut-off. */
  readonly cutOffSize?: number;
  /** Sizes in the range, and in all. */
  readonly n: number;
  readonly all: number;
  readonly distance: number;
  /** Share of the samples drawn from the law that lie as far from their own fit: small means that it does not hold. */
  readonly p?: number;
  readonly comparisons: readonly Comparison[];
  readonly fitted: FittedLaw;
}

/** A power law over less than a decade is none: lognormal and exponential sizes follow one over a part. */
export const leastReach = 10;
/** Fewer avalanches than this in the range have no exponent. */
export const fewestSizes = 50;
/** Beyond it, times √n, a fitted exponential law (so a power law in logarithms) is refused at 0.1 (Lilliefors 1969). */
const farFromExponential = 0.96;

/** Too few avalanches, or of too few sizes. */
export class TooFewSizes extends RangeError {
  override readonly name = 'TooFewSizes';
}

/** @throws TooFewSizes; RangeError for whole numbers that are to be fitted as reals */
export function exponentOf(
  sizes: ArrayLike<number>,
  options: ExponentOptions,
  key: { readonly seed: number; readonly stream: string },
): AvalancheExponent {
  const sample = sampleOf(sizes);
  refuseWholeNumbersAsReals(sample, options.values);
  const placesAt = placesOnce(options.values);
  const { fitted, moves } = bestFit(sample, options, placesAt);
  const { from, to } = fitted.support,
    found = distance(fitted, sample);
  const redrawn = redrawnFits(sample, fitted, options, placesAt, key);
  const exponents = redrawn.map((each) => each.exponent),
    centre = exponents.reduce((sum, each) => sum + each, 0) / exponents.length,
    spread = Math.sqrt(exponents.reduce((sum, each) => sum + (each - centre) ** 2, 0) / (exponents.length - 1));
  const isCut = fitted.law === 'truncated' && fitted.parameters[1] > 0;
  return {
    exponent: fitted.parameters[0],
    error: Math.hypot(exponents.length > 1 ? Math.max(fitted.error, spread) : fitted.error, moves),
    from,
    to,
    largest: sample.sizes[sample.sizes.length - 1],
    ...(isCut && { cutOffSize: 1 / fitted.parameters[1] }),
    n: fitted.n,
    all: numberIn(sample),
    distance: found,
    ...(redrawn.length > 0 && { p: redrawn.filter((each) => each.distance >= found).length / redrawn.length }),
    comparisons: compared(sample, fitted),
    fitted,
  };
}

/** Ascending, each once. */
export function sampleOf(sizes: ArrayLike<number>): Sample {
  const sorted = Float64Array.from(sizes).sort(),
    unique: number[] = [],
    counts: number[] = [];
  for (const size of sorted) {
    if (!(size > 0)) throw new RangeError(`the size of an avalanche is above 0, not ${size}`);
    if (size === unique[unique.length - 1]) counts[counts.length - 1]++;
    else {
      unique.push(size);
      counts.push(1);
    }
  }
  return { sizes: Float64Array.from(unique), counts: Float64Array.from(counts) };
}
function refuseWholeNumbersAsReals({ sizes }: Sample, values: Values): void {
  const areWhole = sizes.every(Number.isInteger);
  if (values === 'reals' && areWhole)
    throw new RangeError(
      'these sizes are whole numbers, of which the formula for continuous sizes gives 1.64 where the exponent is 1.5',
    );
  if (values === 'integers' && !areWhole)
    throw new RangeError('these sizes are not whole numbers, and cannot be fitted as counts');
}

type PlacesAt = (from: number, to: number) => Places;
/** Samples that are drawn anew have mostly the same ranges. */
function placesOnce(values: Values): PlacesAt {
  const known = new Map<string, Places>();
  return (from, to) => {
    const range = `${from} ${to}`,
      made = known.get(range) ?? placesOf(values, from, to);
    known.set(range, made);
    return made;
  };
}
const lawOf = (cutOff: CutOff): LawOfSize => (cutOff === 'exponential' ? 'truncated' : 'power');

function bestFit(sample: Sample, options: ExponentOptions, placesAt: PlacesAt): Chosen {
  const { from, to, cutOff, values } = options,
    { sizes } = sample,
    largest = sizes[sizes.length - 1];
  const fitOver = (least: number, most: number): FittedLaw =>
    fitLaw(lawOf(cutOff), sample, { values, from: least, to: most }, placesAt(least, most));
  if (cutOff === 'found') return { fitted: widest(sample, options, fitOver), moves: 0 };
  const end = to ?? (cutOff === 'sharp' ? largest : Infinity);
  const fits = startsOf(sample, from, end).map((start) => fitOver(start, end));
  if (from !== undefined) return nearest(steady(fits), sample);
  const wide = fits.filter((fitted) => reach(fitted, largest) >= leastReach);
  if (wide.length === 0)
    throw new TooFewSizes(
      'no range follows a power law over a decade: the avalanches have a scale of their own, and no exponent',
    );
  return nearest(steady(wide), sample);
}
/** How many times its beginning a fit goes to: to its end, its cut-off, or the largest. */
const reach = ({ law, parameters, support }: FittedLaw, largest: number): number =>
  Math.min(support.to, largest, law === 'truncated' ? 1 / parameters[1] : Infinity) / support.from;
/** The fits that begin at twice and four times the size. */
const later = (fits: readonly FittedLaw[], { support }: FittedLaw): readonly (FittedLaw | undefined)[] =>
  [2, 4].map((times) => fits.find((each) => each.support.from >= times * support.from));
/**
 * The fits whose exponent no longer moves: those that begin at twice and four times the size have the same, within the
 * error of the difference (of a part and the whole, the difference of their squared errors). A law that only becomes a
 * power law for large sizes passes Kolmogorov & Smirnov long before. All, where there is none.
 */
function steady(fits: readonly FittedLaw[]): readonly Chosen[] {
  const moved = fits.map((one): Chosen & { readonly isSteady: boolean } => {
    const others = later(fits, one).map((other) =>
      other
        ? {
            move: Math.abs(other.parameters[0] - one.parameters[0]),
            error: Math.sqrt(Math.max(0, other.error ** 2 - one.error ** 2)),
          }
        : { move: 0, error: 0 },
    );
    return {
      fitted: one,
      moves: Math.max(...others.flatMap(({ move, error }) => [move, error])),
      isSteady: others.every(({ move, error }) => error > 0 && move <= error),
    };
  });
  const held = moved.filter(({ isSteady }) => isSteady);
  return held.length > 0 ? held : moved;
}
/**
 * `moves`: how far the exponent goes where the fit begins at twice and four times the size, or how far it could go
 * without being seen to.
 */
interface Chosen {
  readonly fitted: FittedLaw;
  readonly moves: number;
}
function nearest(all: readonly Chosen[], sample: Sample): Chosen {
  if (all.length === 1) return all[0];
  const far = all.map(({ fitted }) => distance(fitted, sample));
  return all[far.indexOf(Math.min(...far))];
}

/** Candidates for the least size, at most 16 of them, each with enough sizes above. */
function startsOf(sample: Sample, from: number | undefined, end: number): readonly number[] {
  const enough = (start: number): boolean => {
    const inside = within(sample, start, end);
    return numberIn(inside) >= fewestSizes && inside.sizes.length >= 4;
  };
  if (from !== undefined) {
    if (!enough(from)) tooFew(sample, from, end);
    return [from];
  }
  const all = Array.from(sample.sizes).filter((size) => size < end);
  const able = all.slice(0, lastWhere(all, enough) + 1);
  if (able.length === 0) tooFew(sample, undefined, end);
  return spreadOver(able, 16);
}
function tooFew(sample: Sample, from: number | undefined, to: number): never {
  const inside = within(sample, from ?? 0, to),
    n = numberIn(inside),
    sizes = inside.sizes.length;
  const range = from === undefined ? '' : ` from ${from}${to === Infinity ? '' : ` to ${to}`}`;
  throw new TooFewSizes(
    n < fewestSizes
      ? `there ${n === 1 ? 'is 1 avalanche' : `are ${n} avalanches`}${range}, and an exponent takes at least ` +
          `${fewestSizes}: record for longer`
      : `all avalanches${range} are of ${sizes === 1 ? 'one size' : `${sizes} sizes`}, and an exponent takes at ` +
          `least 4: record more neurons, or take finer bins`,
  );
}
/** Of an ascending list whose first items hold. */
function lastWhere(list: readonly number[], holds: (item: number) => boolean): number {
  let low = -1,
    high = list.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(list[middle])) low = middle;
    else high = middle;
  }
  return low;
}
/** So many of an ascending list at most, evenly in logarithm. */
function spreadOver(list: readonly number[], most: number): readonly number[] {
  if (list.length <= most) return list;
  const ratio = list[list.length - 1] / list[0];
  const wanted = Array.from({ length: most }, (_, i) => list[0] * ratio ** (i / (most - 1)));
  return [...new Set(wanted.map((size) => list[lastWhere(list, (each) => each <= size * (1 + 1e-12))]))];
}

/** The widest range (the ratio of its ends) whose fit is not refused: Deluca & Corral (2013). */
function widest(
  sample: Sample,
  { from, to, values }: ExponentOptions,
  fitOver: (from: number, to: number) => FittedLaw,
): FittedLaw {
  const largest = to ?? sample.sizes[sample.sizes.length - 1];
  const starts = startsOf(sample, from, largest),
    ends = spreadOver(
      Array.from(sample.sizes).filter((size) => size <= largest),
      16,
    );
  const ranges = starts
    .flatMap((start) => ends.map((end) => [start, end] as const))
    .filter(([start, end]) => end >= leastReach * start)
    .sort((a, b) => b[1] / b[0] - a[1] / a[0]);
  for (const [start, end] of ranges) {
    const inside = within(sample, start, end);
    if (numberIn(inside) < fewestSizes || inside.sizes.length < 4) continue;
    const fitted = fitOver(start, end);
    if (distance(fitted, sample) * Math.sqrt(fitted.n) < farFromExponential) return fitted;
  }
  throw new TooFewSizes(
    `no range of ${values === 'integers' ? 'sizes' : 'values'} with at least ${fewestSizes} avalanches and ends ` +
      `a decade apart follows a power law`,
  );
}

/**
 * Semi-parametric: sizes below the range are drawn from the sample, those in it from the law, and all is fitted anew.
 */
function redrawnFits(
  sample: Sample,
  fitted: FittedLaw,
  options: ExponentOptions,
  placesAt: PlacesAt,
  key: { readonly seed: number; readonly stream: string },
) {
  if (options.redraws < 1) return [];
  const draws = stream(key.seed, key.stream, 'avalanches'),
    drawn = drawerOf(fitted);
  const { from, to } = fitted.support;
  const outside = [within(sample, 0, from), within(sample, to, Infinity)].flatMap(({ sizes, counts }) =>
    Array.from(sizes).flatMap((size, i) => (size < from || size > to ? Array<number>(counts[i]).fill(size) : [])),
  );
  const all = numberIn(sample),
    found: { readonly exponent: number; readonly distance: number }[] = [];
  for (let i = 0; i < options.redraws; i++) {
    const sizes = Float64Array.from({ length: all }, () =>
      outside.length > 0 && draws.below(all) < outside.length ? outside[draws.below(outside.length)] : drawn(draws),
    );
    try {
      const again = sampleOf(sizes),
        { fitted: law } = bestFit(again, options, placesAt);
      found.push({ exponent: law.parameters[0], distance: distance(law, again) });
    } catch (error) {
      if (!(error instanceof TooFewSizes)) throw error;
    }
  }
  return found;
}

/** The chosen law, and the power law, against the others over the same range. */
function compared(sample: Sample, fitted: FittedLaw): readonly Comparison[] {
  const { support, places } = fitted;
  const laws = new Map(
    (['power', 'truncated', 'lognormal', 'exponential'] as const).map((law) => [
      law,
      law === fitted.law ? fitted : fitLaw(law, sample, support, places),
    ]),
  );
  const against = (law: LawOfSize, other: LawOfSize) => comparison(laws.get(law)!, laws.get(other)!, sample);
  const ofPower = [against('power', 'lognormal'), against('power', 'exponential'), against('power', 'truncated')];
  return fitted.law === 'power'
    ? ofPower
    : [...ofPower, against('truncated', 'lognormal'), against('truncated', 'exponential')];
}
const isNested = (law: LawOfSize, other: LawOfSize): boolean =>
  (law === 'power' && other !== 'exponential') || (other === 'exponential' && law === 'truncated');

function comparison(a: FittedLaw, b: FittedLaw, sample: Sample): Comparison {
  const { sizes, counts } = within(sample, a.support.from, a.support.to),
    n = a.n;
  const ratio = a.logLikelihood - b.logLikelihood;
  let squares = 0;
  sizes.forEach((at, i) => {
    const each = logWeight(a, at) - a.logNormaliser - logWeight(b, at) + b.logNormaliser - ratio / n;
    squares += counts[i] * each * each;
  });
  const deviation = Math.sqrt(squares),
    normalised = deviation > 0 ? ratio / deviation : 0;
  // twice the ratio of a law to one that contains it is χ² of one degree (Wilks); of others it is normal (Vuong)
  const p = isNested(a.law, b.law)
    ? 2 * normalBelow(-Math.sqrt(Math.max(0, 2 * Math.abs(ratio))))
    : 2 * normalBelow(-Math.abs(normalised));
  return { law: a.law, against: b.law, ratio, normalised, p };
}
