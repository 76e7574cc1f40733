// The laws of drawn weights: their draws as they were first published, their moments by integration and by sampling.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type DrawnWeights,
  type Law,
  type LawName,
  drawMatrix,
  lawOf,
  laws,
  lawText,
  momentOf,
} from '../../engine/connectivity/index.ts';
import { stream } from '../../engine/random/index.ts';
import { near } from '../numbers.ts';

/** Weights as a map of a variable t of density `weight` (of any total), or as atoms of equal probability. */
type Distributed =
  | { readonly value: (t: number) => number; readonly weight: (t: number) => number; readonly ends: readonly number[] }
  | { readonly atoms: readonly number[] };
interface Case {
  readonly weights: DrawnWeights;
  readonly positive?: true;
  readonly distributed: Distributed;
  readonly isNonNegative: boolean;
  /** The first three draws of the stream `laws`. */
  readonly drawn: readonly number[];
}
const bell = (centre: number, width: number) => (t: number) => Math.exp(-(((t - centre) / width) ** 2) / 2);
const itself = (t: number) => t;
/** `ends`: where an integrand may have a kink, besides its ends. */
const even = (...ends: readonly number[]): Distributed => ({ value: itself, weight: () => 1, ends });
const bells = (centre: number, width: number, ...ends: readonly number[]): Distributed => ({
  value: itself,
  weight: bell(centre, width),
  ends,
});

const cases: { readonly [Name in LawName]: readonly (Case & { readonly weights: DrawnWeights<Name> })[] } = {
  uniform: [
    {
      weights: { distribution: 'uniform', takes: { low: -1, high: 2 } },
      distributed: even(-1, 0, 2),
      isNonNegative: false,
      drawn: [0.9528608039320523, 0.8843066212312358, 0.09811800290443018],
    },
    {
      weights: { distribution: 'uniform', takes: { low: -3, high: -1 } },
      distributed: even(-3, -1),
      isNonNegative: false,
      drawn: [-1.6980927973786317, -1.7437955858458427, -2.2679213313970465],
    },
    {
      weights: { distribution: 'uniform', takes: { low: 0, high: 4 } },
      distributed: even(0, 4),
      isNonNegative: true,
      drawn: [2.6038144052427366, 2.5124088283083146, 1.464157337205907],
    },
    {
      weights: { distribution: 'uniform', takes: { low: -1, high: 2 } },
      positive: true,
      distributed: even(0, 2),
      isNonNegative: true,
      drawn: [1.3019072026213683, 1.2562044141541573, 0.7320786686029535],
    },
  ],
  normal: [
    {
      weights: { distribution: 'normal', takes: { mean: 0, deviation: 1 } },
      distributed: bells(0, 1, -12, 0, 12),
      isNonNegative: false,
      drawn: [-0.5431714003617627, -0.7477477628367324, 0.07667107715398003],
    },
    {
      weights: { distribution: 'normal', takes: { mean: 0.5, deviation: 2 } },
      distributed: bells(0.5, 2, -24, 0, 24),
      isNonNegative: false,
      drawn: [-0.5863428007235254, -0.9954955256734648, 0.65334215430796],
    },
    {
      weights: { distribution: 'normal', takes: { mean: 0.5, deviation: 2 } },
      positive: true,
      distributed: bells(0.5, 2, 0, 24),
      isNonNegative: true,
      drawn: [0.65334215430796, 1.5039519664854697, 1.9377070827942615],
    },
    {
      weights: { distribution: 'normal', takes: { mean: 3, deviation: 0 } },
      distributed: { atoms: [3] },
      isNonNegative: true,
      drawn: [3, 3, 3],
    },
  ],
  lognormal: [
    {
      weights: { distribution: 'lognormal', takes: { mu: -0.5, sigma: 0.5 } },
      distributed: { value: Math.exp, weight: bell(-0.5, 0.5), ends: [-7, 7] },
      isNonNegative: true,
      drawn: [0.970349040158741, 0.4399314292685385, 0.6356268204465989],
    },
  ],
  exponential: [
    {
      weights: { distribution: 'exponential', takes: { mean: 2 } },
      distributed: { value: (t) => 2 * t, weight: (t) => Math.exp(-t), ends: [0, 60] },
      isNonNegative: true,
      drawn: [0.9471902750856862, 2.6210077644036995, 1.3797569790008883],
    },
  ],
  gamma: [
    {
      weights: { distribution: 'gamma', takes: { shape: 3, scale: 0.5 } },
      distributed: { value: itself, weight: (t) => t ** 2 * Math.exp(-t / 0.5), ends: [0, 1, 25] },
      isNonNegative: true,
      drawn: [2.5287686370230356, 0.9698258280412381, 0.6233683678637143],
    },
    {
      // its density has no value at 0: the square of a number of density t^(2k − 1) exp(−t²/θ)
      weights: { distribution: 'gamma', takes: { shape: 0.5, scale: 2 } },
      distributed: { value: (t) => t ** 2, weight: (t) => Math.exp((-t * t) / 2), ends: [0, 12] },
      isNonNegative: true,
      drawn: [0.6596286780697007, 0.4407887308630658, 0.07367180851891512],
    },
  ],
  binary: [
    {
      weights: { distribution: 'binary', takes: {} },
      distributed: { atoms: [-1, 1] },
      isNonNegative: false,
      drawn: [-1, -1, 1],
    },
    {
      weights: { distribution: 'binary', takes: {} },
      positive: true,
      distributed: { atoms: [1] },
      isNonNegative: true,
      drawn: [1, 1, 1],
    },
  ],
};

/** The expectation of a function of a weight: Simpson's rule between the ends, or a mean over the atoms. */
function expected(distributed: Distributed, f: (weight: number) => number): number {
  if ('atoms' in distributed)
    return distributed.atoms.reduce((sum, atom) => sum + f(atom), 0) / distributed.atoms.length;
  const { value, weight, ends } = distributed;
  const integral = (integrand: (t: number) => number): number =>
    ends.slice(1).reduce((sum, to, piece) => sum + simpson(integrand, ends[piece], to), 0);
  return integral((t) => f(value(t)) * weight(t)) / integral(weight);
}
function simpson(f: (t: number) => number, from: number, to: number, steps = 20_000): number {
  const h = (to - from) / steps;
  let sum = f(from) + f(to);
  for (let i = 1; i < steps; i++) sum += (i % 2 ? 4 : 2) * f(from + i * h);
  return (sum * h) / 3;
}

describe('laws of weights', () => {
  for (const [name, each] of Object.entries(cases))
    for (const { weights, positive = false, distributed, isNonNegative, drawn } of each) {
      const what = `${lawText(weights)}${positive ? ', positive' : ''}`;
      const law = () => lawOf(weights, positive);
      it(`${what}: the first draws of a stream`, () => {
        const draws = stream(1, 'laws', name),
          { draw } = law();
        assert.deepEqual([draw(draws), draw(draws), draw(draws)], drawn);
      });
      it(`${what}: mean, mean magnitude and variance are the integrals`, () => {
        const { mean, meanMagnitude, variance, isNonNegative: found } = law();
        const wanted = expected(distributed, (w) => w);
        near(mean, wanted, 1e-9, 'mean');
        near(meanMagnitude, expected(distributed, Math.abs), 1e-9, 'mean magnitude');
        near(
          variance,
          expected(distributed, (w) => (w - wanted) ** 2),
          1e-9,
          'variance',
        );
        assert.equal(found, isNonNegative);
      });
      it(`${what}: a million draws have these moments`, () => {
        const { draw, mean, meanMagnitude, variance } = law();
        const draws = stream(2, 'laws', name),
          values = Float64Array.from({ length: 1e6 }, () => draw(draws));
        sampled(values, (w) => w, mean, 'mean');
        sampled(values, Math.abs, meanMagnitude, 'mean magnitude');
        sampled(values, (w) => (w - mean!) ** 2, variance, 'variance');
        if (isNonNegative) assert.ok(values.every((w) => w >= 0));
        else assert.ok(values.some((w) => w < 0));
      });
    }

  it('numbers that a distribution cannot have are refused', () => {
    for (const [weights, positive, message] of [
      [{ distribution: 'normal', takes: { mean: 0, deviation: -1 } }, false, /deviation must not be negative/],
      [{ distribution: 'normal', takes: { mean: 0, deviation: Number.NaN } }, false, /normal: deviation must be a fin/],
      [{ distribution: 'normal', takes: { mean: -1, deviation: 0 } }, true, /normal\(-1, 0\) are never positive/],
      [{ distribution: 'exponential', takes: { mean: 0 } }, false, /mean must be positive/],
      [{ distribution: 'lognormal', takes: { mu: 1000, sigma: 1 } }, false, /lognormal\(1000, 1\) have a mean beyond/],
      [{ distribution: 'uniform', takes: { low: -2, high: 0 } }, true, /uniform\(-2, 0\) are never positive/],
      [{ distribution: 'uniform', takes: { low: 2, high: 0 } }, true, /first must be below/],
    ] as const)
      assert.throws(() => lawOf(weights, positive), { name: 'RangeError', message });
  });

  it('a moment that does not exist is refused by the word that needs it', () => {
    const heavy: Law = {
      draw: (draws) => draws.normal() / draws.normal(),
      mean: undefined,
      meanMagnitude: undefined,
      variance: undefined,
      isNonNegative: false,
    };
    assert.throws(() => momentOf(heavy, 'mean', 'cauchy(0, 1)', 'centred'), {
      name: 'RangeError',
      message: /weights cauchy\(0, 1\) have no mean, their tails are too heavy: `centred` has nothing to go by/,
    });
    assert.equal(momentOf({ ...heavy, mean: 2 }, 'mean', 'other(2)', 'centred'), 2);
  });

  it('centring by column signs subtracts the mean magnitude', () => {
    for (const name of Object.keys(laws) as LawName[])
      for (const { weights, positive = false } of cases[name]) {
        const program = {
          neurons: 20,
          weights,
          positive,
          symmetric: false,
          excitatory: 0.5,
          autapses: true,
        };
        const drawn = (centred: boolean) => drawMatrix({ ...program, centred }, { seed: 1, stream: 'dale' }).matrix;
        const { meanMagnitude } = lawOf(weights, positive),
          plain = drawn(false).values;
        drawn(true).values.forEach((weight, place) => {
          near(Math.abs(plain[place] - weight), meanMagnitude!, 1e-12, lawText(weights));
        });
      }
  });
});

/** The mean of f over the values lies within five standard errors. */
function sampled(values: Float64Array, f: (w: number) => number, wanted: number | undefined, what: string): void {
  let sum = 0,
    squares = 0;
  for (const value of values) {
    sum += f(value);
    squares += f(value) ** 2;
  }
  const mean = sum / values.length,
    error = Math.sqrt(Math.max(0, squares / values.length - mean * mean) / values.length);
  near(mean, wanted ?? Number.NaN, 5 * error + 1e-9, what);
}
