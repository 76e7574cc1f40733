/**
 * The distributions of a drawn weight: one record each, a draw beside what is expected of it. Whatever reads a moment
 * (centring, the edge of a spectrum, a prediction) reads it here.
 */
import { exp, log, type Skippable, type Stream } from '../random/index.ts';
import { normalBelow } from '../statistics/index.ts';

/** A distribution with its numbers put in. A moment is undefined where it does not exist, as of heavy tails. */
export interface Law {
  readonly draw: (draws: Stream) => number;
  readonly mean: number | undefined;
  readonly meanMagnitude: number | undefined;
  readonly variance: number | undefined;
  readonly isNonNegative: boolean;
  /** What one weight takes of its stream; absent: that is not known before. */
  readonly takesOne?: Skippable;
}
type Numbers<Argument extends string> = Readonly<Record<Argument, number>>;
interface Distribution<Argument extends string> {
  readonly takes: readonly Argument[];
  /** @throws RangeError for numbers that no such distribution has */
  readonly law: (numbers: Numbers<Argument>) => Law;
  /** Of weights that are drawn again until they are positive. @throws RangeError where none is */
  readonly positive: (numbers: Numbers<Argument>) => Law;
}
const distribution = <const Argument extends string>(record: Distribution<Argument>): Distribution<Argument> => record;

function uniform({ low, high }: Numbers<'low' | 'high'>): Law {
  if (!(low < high)) throw new RangeError(`weights uniform(${low}, ${high}): the first must be below the second`);
  return {
    draw: (draws) => low + (high - low) * draws.uniform(),
    takesOne: 'uniform',
    mean: (low + high) / 2,
    meanMagnitude: meanDistanceFromZero(low, high),
    variance: (high - low) ** 2 / 12,
    isNonNegative: low >= 0,
  };
}
function positiveUniform({ low, high }: Numbers<'low' | 'high'>): Law {
  const whole = uniform({ low, high });
  if (high <= 0) throw new RangeError(`weights uniform(${low}, ${high}) are never positive`);
  return low >= 0 ? whole : uniform({ low: 0, high });
}
function meanDistanceFromZero(low: number, high: number): number {
  if (low >= 0) return (low + high) / 2;
  if (high <= 0) return -(low + high) / 2;
  return (low * low + high * high) / (2 * (high - low));
}

function normal({ mean, deviation }: Numbers<'mean' | 'deviation'>): Law {
  if (!(deviation >= 0))
    throw new RangeError(`weights normal(${mean}, ${deviation}): the deviation must not be negative`);
  const own = { draw: (draws: Stream) => mean + deviation * draws.normal(), takesOne: 'normal' } as const;
  if (deviation === 0) return { ...own, mean, meanMagnitude: Math.abs(mean), variance: 0, isNonNegative: mean >= 0 };
  const { density, below } = standardNormal(mean / deviation);
  return {
    ...own,
    mean,
    meanMagnitude: mean * (2 * below - 1) + 2 * deviation * density,
    variance: deviation ** 2,
    isNonNegative: false,
  };
}
/** Truncated at zero, z = mean / deviation, λ = φ(z) / Φ(z): mean + deviation·λ and deviation²·(1 − zλ − λ²). */
function positiveNormal({ mean, deviation }: Numbers<'mean' | 'deviation'>): Law {
  const whole = normal({ mean, deviation });
  if (deviation === 0) {
    if (mean > 0) return whole;
    throw new RangeError(`weights normal(${mean}, 0) are never positive`);
  }
  const z = mean / deviation,
    { density, below } = standardNormal(z);
  const truncated = mean + (deviation * density) / below,
    ratio = density / below;
  return {
    draw: untilPositive(whole.draw),
    mean: truncated,
    meanMagnitude: truncated,
    variance: deviation ** 2 * (1 - z * ratio - ratio * ratio),
    isNonNegative: true,
  };
}
const standardNormal = (z: number) => ({ density: exp((-z * z) / 2) / Math.sqrt(2 * Math.PI), below: normalBelow(z) });

function lognormal({ mu, sigma }: Numbers<'mu' | 'sigma'>): Law {
  if (!(sigma >= 0)) throw new RangeError(`weights lognormal(${mu}, ${sigma}): the deviation must not be negative`);
  const mean = exp(mu + (sigma * sigma) / 2);
  return {
    draw: (draws) => exp(mu + sigma * draws.normal()),
    takesOne: 'normal',
    mean,
    meanMagnitude: mean,
    variance: (exp(sigma * sigma) - 1) * exp(2 * mu + sigma * sigma),
    isNonNegative: true,
  };
}

function exponential({ mean }: Numbers<'mean'>): Law {
  if (!(mean > 0)) throw new RangeError(`weights exponential(${mean}): the mean must be positive`);
  return {
    draw: (draws) => -mean * log(1 - draws.uniform()),
    takesOne: 'uniform',
    mean,
    meanMagnitude: mean,
    variance: mean ** 2,
    isNonNegative: true,
  };
}

/** Marsaglia & Tsang's squeeze (2000) of shape ≥ 1; of less, times U^(1/shape) of one of a shape that is 1 more. */
function gamma({ shape, scale }: Numbers<'shape' | 'scale'>): Law {
  if (!(shape > 0 && scale > 0))
    throw new RangeError(`weights gamma(${shape}, ${scale}): the shape and the scale must be positive`);
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3,
    c = 1 / Math.sqrt(9 * d);
  const unscaled = (draws: Stream): number => {
    for (;;) {
      const z = draws.normal(),
        root = 1 + c * z,
        v = root * root * root;
      if (v > 0 && log(1 - draws.uniform()) < (z * z) / 2 + d - d * v + d * log(v)) return d * v;
    }
  };
  return {
    draw: (draws) => scale * unscaled(draws) * (shape < 1 ? exp(log(1 - draws.uniform()) / shape) : 1),
    mean: shape * scale,
    meanMagnitude: shape * scale,
    variance: shape * scale ** 2,
    isNonNegative: true,
  };
}

const signs: Law = {
  draw: (draws) => (draws.next() & 1 ? 1 : -1),
  takesOne: 'next',
  mean: 0,
  meanMagnitude: 1,
  variance: 1,
  isNonNegative: false,
};
const ones: Law = { draw: () => 1, mean: 1, meanMagnitude: 1, variance: 0, isNonNegative: true };

export const laws = {
  uniform: distribution({ takes: ['low', 'high'], law: uniform, positive: positiveUniform }),
  normal: distribution({ takes: ['mean', 'deviation'], law: normal, positive: positiveNormal }),
  lognormal: distribution({ takes: ['mu', 'sigma'], law: lognormal, positive: lognormal }),
  exponential: distribution({ takes: ['mean'], law: exponential, positive: exponential }),
  gamma: distribution({ takes: ['shape', 'scale'], law: gamma, positive: gamma }),
  /** −1 or 1, each with probability ½. */
  binary: distribution({ takes: [], law: () => signs, positive: () => ones }),
};

export type LawName = keyof typeof laws;
export type LawArgument<Name extends LawName> = (typeof laws)[Name]['takes'][number];
/** Plain data: `{ distribution: 'normal', takes: { mean: 0, deviation: 1 } }`. */
export type DrawnWeights<Name extends LawName = LawName> = {
  readonly [Each in Name]: { readonly distribution: Each; readonly takes: Numbers<LawArgument<Each>> };
}[Name];

/** `positive`: of weights drawn again until they are positive. @throws RangeError for numbers that no such law has */
export function lawOf<Name extends LawName>(weights: DrawnWeights<Name>, positive: boolean): Law {
  const known: { readonly [Each in LawName]: Distribution<LawArgument<Each>> } = laws;
  const { takes, law, positive: positiveLaw } = known[weights.distribution];
  for (const argument of takes)
    if (!Number.isFinite(weights.takes[argument]))
      throw new RangeError(
        `weights ${weights.distribution}: ${argument} must be a finite number, not ${weights.takes[argument]}`,
      );
  const drawn = positive ? positiveLaw(weights.takes) : law(weights.takes);
  if (drawn.mean !== undefined && !Number.isFinite(drawn.mean))
    throw new RangeError(`weights ${lawText(weights)} have a mean beyond all numbers of double precision`);
  return drawn;
}

/** A moment that something needs. @throws RangeError where it does not exist, naming the word that needs it */
export function momentOf(law: Law, moment: 'mean' | 'meanMagnitude', weights: string, need: string): number {
  const value = law[moment];
  if (value === undefined)
    throw new RangeError(
      `weights ${weights} have no ${moment === 'mean' ? 'mean' : 'mean magnitude'}, their tails are too heavy: ` +
        `\`${need}\` has nothing to go by. Draw them without it, or from another distribution.`,
    );
  return value;
}

/** `normal(0, 1)`. */
export const lawText = <Name extends LawName>({ distribution: name, takes }: DrawnWeights<Name>): string =>
  `${name}(${Object.values(takes).join(', ')})`;

/** How often a positive weight is tried for before the distribution is refused: a millionth of it must be positive. */
const mostTries = 1e7;
function untilPositive(draw: (draws: Stream) => number): (draws: Stream) => number {
  return (draws) => {
    for (let tries = 0; tries < mostTries; tries++) {
      const value = draw(draws);
      if (value > 0) return value;
    }
    throw new RangeError('no positive weight came in ten million draws: the distribution has hardly any');
  };
}
