/** Distributions fitted to values by maximum likelihood, and how well they fit. */
import { log } from '../random/index.ts';
import { mean } from './descriptive.ts';
import { digamma, gammaBelow, logGamma, trigamma } from './gamma-function.ts';
import { normalBelow } from './normal.ts';

/** `mu` and `sigma` are of the logarithm. */
interface FittedTakes {
  readonly normal: { readonly mean: number; readonly deviation: number };
  readonly lognormal: { readonly mu: number; readonly sigma: number };
  readonly gamma: { readonly shape: number; readonly scale: number };
}
export type FittedLaw = keyof FittedTakes;
/** In the unit of the values. */
export type Fit<Name extends FittedLaw = FittedLaw> = {
  readonly [Each in Name]: {
    readonly distribution: Each;
    readonly takes: FittedTakes[Each];
    readonly n: number;
    readonly logLikelihood: number;
    /** Akaike's criterion: 2 × 2 parameters − 2 log likelihood; the smaller, the better. */
    readonly aic: number;
    /** Largest distance of the two distribution functions (Kolmogorov & Smirnov). */
    readonly distance: number;
  };
}[Name];

interface Family<Name extends FittedLaw> {
  readonly isPositive: boolean;
  readonly estimate: (values: Float64Array) => FittedTakes[Name];
  readonly logDensity: (takes: FittedTakes[Name], x: number) => number;
  readonly below: (takes: FittedTakes[Name], x: number) => number;
}

const logNormalDensity = (z: number, deviation: number): number =>
  -(z * z) / 2 - log(deviation) - 0.5 * log(2 * Math.PI);
/** Divided by n: the likeliest. */
function likeliest(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  const centre = mean(values);
  return { mean: centre, deviation: Math.sqrt(mean(values.map((value) => (value - centre) ** 2))) };
}
const logs = (values: Float64Array): Float64Array => values.map((value) => log(value));

const families: { readonly [Name in FittedLaw]: Family<Name> } = {
  normal: {
    isPositive: false,
    estimate: likeliest,
    logDensity: ({ mean: centre, deviation }, x) => logNormalDensity((x - centre) / deviation, deviation),
    below: ({ mean: centre, deviation }, x) => normalBelow((x - centre) / deviation),
  },
  lognormal: {
    isPositive: true,
    estimate(values) {
      const { mean: mu, deviation: sigma } = likeliest(logs(values));
      return { mu, sigma };
    },
    logDensity: ({ mu, sigma }, x) => logNormalDensity((log(x) - mu) / sigma, sigma) - log(x),
    below: ({ mu, sigma }, x) => normalBelow((log(x) - mu) / sigma),
  },
  gamma: {
    isPositive: true,
    estimate(values) {
      const centre = mean(values);
      const shape = shapeOf(log(centre) - mean(logs(values)));
      return { shape, scale: centre / shape };
    },
    logDensity: ({ shape, scale }, x) => (shape - 1) * log(x) - x / scale - shape * log(scale) - logGamma(shape),
    below: ({ shape, scale }, x) => gammaBelow(shape, x / scale),
  },
};
/** log a − ψ(a) = s, by Newton's method from Minka's start (2002). */
function shapeOf(s: number): number {
  let shape = (3 - s + Math.sqrt((s - 3) ** 2 + 24 * s)) / (12 * s);
  for (let round = 0; round < 50; round++) {
    const step = (log(shape) - digamma(shape) - s) / (1 / shape - trigamma(shape));
    const next = shape - step > 0 ? shape - step : shape / 2;
    if (Math.abs(next - shape) <= 1e-15 * shape) return next;
    shape = next;
  }
  return shape;
}

export const fittedLaws: readonly FittedLaw[] = ['normal', 'lognormal', 'gamma'];

/**
 * The likeliest distribution of a family.
 * @throws RangeError for fewer than 3 values, values that are all equal, and values below 0 where the family has none
 */
export function fitted<Name extends FittedLaw>(name: Name, values: Float64Array): Fit<Name> {
  const { isPositive, estimate, logDensity, below }: Family<Name> = families[name];
  if (values.length < 3) throw new RangeError(`${values.length} values are too few to fit a distribution to`);
  const ascending = Float64Array.from(values).sort();
  if (!ascending.every(Number.isFinite)) throw new RangeError('a distribution is fitted to finite values only');
  const [least, most] = [ascending[0], ascending[ascending.length - 1]];
  if (least === most) throw new RangeError(`all ${values.length} values are ${least}: they have no spread to fit`);
  if (isPositive && least <= 0) throw new RangeError(`a ${name} has no values of 0 or less, and one is ${least}`);
  const takes = estimate(ascending);
  const logLikelihood = ascending.reduce((sum, value) => sum + logDensity(takes, value), 0);
  let distance = 0;
  ascending.forEach((value, place) => {
    const share = below(takes, value);
    distance = Math.max(distance, share - place / ascending.length, (place + 1) / ascending.length - share);
  });
  return {
    distribution: name,
    takes,
    n: values.length,
    logLikelihood,
    aic: 4 - 2 * logLikelihood,
    distance,
  } as Fit<Name>;
}
