// Fits against SciPy's maximum likelihood, and the special functions against what is known of them exactly.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fitted, gammaBelow } from '../../engine/statistics/index.ts';
import { digamma, logGamma, trigamma } from '../../engine/statistics/gamma-function.ts';
import { near } from '../numbers.ts';

describe('the gamma function and its relatives', () => {
  it('at points where they are known exactly', () => {
    near(digamma(1), -0.5772156649015329, 1e-14);
    near(digamma(0.5), -0.5772156649015329 - 2 * Math.LN2, 1e-14);
    near(trigamma(1), Math.PI ** 2 / 6, 1e-14);
    near(trigamma(0.5), Math.PI ** 2 / 2, 1e-13);
    near(logGamma(0.5), Math.log(Math.sqrt(Math.PI)), 1e-14);
    near(logGamma(10), Math.log(362880), 1e-13);
  });
  it('of shape 1 it is an exponential, of whole shapes a sum of Poisson probabilities', () => {
    for (const x of [1e-8, 0.3, 1, 2, 7, 40]) {
      near(gammaBelow(1, x), -Math.expm1(-x), 1e-13);
      near(gammaBelow(3, x), 1 - Math.exp(-x) * (1 + x + (x * x) / 2), 1e-12);
    }
    assert.deepEqual([gammaBelow(2, 0), gammaBelow(2, Infinity)], [0, 1]);
  });
});

describe('distributions fitted by maximum likelihood', () => {
  const values = Float64Array.of(4.1, 7.7, 8.2, 10, 11.4, 13.2, 19.5, 21, 35.6, 60.3);
  const n = values.length,
    mean = values.reduce((a, b) => a + b, 0) / n;
  it('a normal has the mean and the deviation divided by n', () => {
    const { takes, aic, logLikelihood } = fitted('normal', values);
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
    near(takes.mean, mean, 1e-13);
    near(takes.deviation, Math.sqrt(variance), 1e-13);
    near(logLikelihood, (-n / 2) * (Math.log(2 * Math.PI * variance) + 1), 1e-11);
    near(aic, 4 - 2 * logLikelihood, 1e-12);
  });
  it('a lognormal those of the logarithm', () => {
    const logs = values.map(Math.log),
      { takes } = fitted('lognormal', values);
    const mu = logs.reduce((a, b) => a + b, 0) / n;
    near(takes.mu, mu, 1e-13);
    near(takes.sigma, Math.sqrt(logs.reduce((sum, each) => sum + (each - mu) ** 2, 0) / n), 1e-13);
  });
  it('a gamma has the slope of its likelihood 0 in both parameters', () => {
    const { shape, scale } = fitted('gamma', values).takes;
    near(shape * scale, mean, 1e-12);
    near(digamma(shape) + Math.log(scale), values.reduce((sum, value) => sum + Math.log(value), 0) / n, 1e-12);
  });
  it('in another unit the fit is the same', () => {
    const [ms, s] = [
      fitted('gamma', values),
      fitted(
        'gamma',
        values.map((value) => value / 1000),
      ),
    ];
    near(ms.takes.shape, s.takes.shape, 1e-10);
    near(ms.takes.scale, 1000 * s.takes.scale, 1e-9);
    near(ms.distance, s.distance, 1e-10);
  });
  it('the largest distance of three values of a normal, by hand', () => {
    // −1, 0, 1 lie at Φ(−√1.5), ½, Φ(√1.5) of their fit: ⅓ − Φ(−1.2247) there, ⅔ − ½ in the middle
    near(fitted('normal', Float64Array.of(-1, 0, 1)).distance, 1 / 3 - 0.11033568, 1e-7);
  });
  it('what cannot be fitted says why', () => {
    assert.throws(() => fitted('normal', Float64Array.of(1, 2)), /2 values are too few/);
    assert.throws(() => fitted('normal', Float64Array.of(3, 3, 3)), /all 3 values are 3/);
    assert.throws(() => fitted('gamma', Float64Array.of(3, 0, 2)), /a gamma has no values of 0 or less/);
    assert.throws(() => fitted('lognormal', Float64Array.of(3, -1, 2)), /one is -1/);
  });
});
