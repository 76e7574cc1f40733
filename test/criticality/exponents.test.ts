// Exponents of laws that are known: exactly, from the law's own shares; and of samples.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exponentOf, TooFewSizes, whyNoPowerLaw } from '../../engine/criticality/index.ts';
import { distance } from '../../engine/criticality/distance.ts';
import { drawerOf } from '../../engine/criticality/drawn-sizes.ts';
import { fitLaw, type LawOfSize, type Sample } from '../../engine/criticality/laws-of-size.ts';
import { placesOf } from '../../engine/criticality/quadrature.ts';
import { type Stream, stream } from '../../engine/random/index.ts';
import { near } from '../numbers.ts';

const key = { seed: 1, stream: 'test' };

/** Total sizes of critical (or m < 1) Poisson branching: m^(s−1) s^(s−1) e^(−ms)/s!, so many in all, to the largest. */
function borel(m: number, largest: number): Sample {
  const sizes = Float64Array.from({ length: largest }, (_, i) => i + 1);
  let factorial = 0;
  const counts = sizes.map((s) => {
    factorial += Math.log(s);
    return 1e9 * Math.exp((s - 1) * Math.log(m * s) - m * s - factorial);
  });
  return { sizes, counts };
}
const critical = borel(1, 1e6);
const integers = (from: number, to: number) => ({ values: 'integers', from, to }) as const;

test('sums over sizes are those of the zeta function, and of sums made one by one', () => {
  const sum = (from: number, to: number, f: (at: number) => number): number => {
    const { at, weight } = placesOf('integers', from, to);
    return at.reduce((all, place, i) => all + weight[i] * f(place), 0);
  };
  near(
    sum(1, Infinity, (x) => x ** -1.5),
    2.612375348685488,
    1e-9,
  );
  near(
    sum(1, Infinity, (x) => x ** -4),
    Math.PI ** 4 / 90,
    1e-11,
  );
  let byOne = 0;
  for (let n = 10; n <= 1e5; n++) byOne += n ** -1.5 * Math.exp(-1e-3 * n);
  near(
    sum(10, 1e5, (x) => x ** -1.5 * Math.exp(-1e-3 * x)),
    byOne,
    1e-9,
  );
});

test('an exponential law is that of its closed form, however far away its end is', () => {
  const law = { sizes: Float64Array.from({ length: 3000 }, (_, i) => i + 2), counts: new Float64Array(3000) };
  law.sizes.forEach((s, i) => {
    law.counts[i] = 1e6 * Math.exp(-0.02 * s);
  });
  for (const to of [5000, 1e6, 1e9, Infinity]) {
    const { parameters, logLikelihood, n } = fitLaw('exponential', law, integers(2, to));
    near(parameters[0], 0.02, 1e-9);
    // of −λ s − ln Σ e^−λs, of which the mean is 2 + 1/(e^λ − 1)
    near(logLikelihood / n, Math.log(1 - Math.exp(-0.02)) - 0.02 / (Math.exp(0.02) - 1), 1e-7);
  }
});

// values found by others with other programs, for the law itself: no sampling error
for (const [from, to, exponent] of [
  [1, 1e6, 1.4867],
  [1, Infinity, 1.49],
  [10, 1e6, 1.4989],
  [10, Infinity, 1.508],
  [100, 1e6, 1.4999],
  [100, Infinity, 1.524],
])
  test(`sizes of critical branching from ${from} to ${to} have the exponent ${exponent}`, () => {
    near(
      fitLaw('power', critical, integers(from, to)).parameters[0],
      exponent,
      from === 100 || exponent === 1.508 ? 5e-4 : 1e-4,
    );
  });

test('an exponential cut-off is found where branching is subcritical: λ = m − 1 − ln m, exponent 3/2', () => {
  const { parameters } = fitLaw('truncated', borel(0.98, 2e5), integers(10, Infinity));
  near(parameters[0], 1.5, 0.003);
  near(1 / parameters[1], 1 / (0.98 - 1 - Math.log(0.98)), 50);
});

/** Sizes and durations of Poisson branching from one event, until it dies or has so many. */
function branchings(n: number, m: number, most: number, seed = 1): { sizes: number[]; durations: number[] } {
  const draws = stream(seed, 'test', 'branchings'),
    sizes: number[] = [],
    durations: number[] = [];
  for (let i = 0; i < n; i++) {
    let alive = 1,
      size = 0,
      duration = 0;
    for (; alive > 0 && size < most; duration++) {
      size += alive;
      alive = offspring(m * alive, draws);
    }
    sizes.push(size);
    durations.push(duration);
  }
  return { sizes, durations };
}
/** Poisson, and normal where it is one nearly. */
function offspring(mean: number, draws: Stream): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * draws.normal()));
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = draws.uniform(); product > end; product *= draws.uniform()) count++;
  return count;
}
const sample = branchings(10_000, 1, 1e6);

test('10,000 critical avalanches: 3/2 within its interval, with the cut-off treated; durations tend to 2', () => {
  const sharp = exponentOf(sample.sizes, { cutOff: 'sharp', from: 10, to: 1e6, values: 'integers', redraws: 0 }, key);
  near(sharp.exponent, 1.5, 0.02);
  const found = exponentOf(sample.sizes, { cutOff: 'exponential', values: 'integers', redraws: 20 }, key);
  near(found.exponent, 1.5, 1.96 * found.error);
  assert.equal(found.error < 0.04 && found.p !== undefined && found.p > 0.05, true);
  const long = exponentOf(sample.durations, { cutOff: 'sharp', values: 'integers', redraws: 20 }, key);
  near(long.exponent, 2, 1.96 * long.error);
  assert.equal(long.error < 0.2 && long.from > 4, true, `${long.error} from ${long.from}`);
});

/** Why sizes have no exponent, in either way of saying so. */
function refusal(...[sizes, options]: [ArrayLike<number>, Parameters<typeof exponentOf>[1]]): string | undefined {
  try {
    return whyNoPowerLaw(exponentOf(sizes, options, key));
  } catch (error) {
    if (error instanceof TooFewSizes) return error.message;
    throw error;
  }
}
/** Summed over stretches between bins without any: independent Poisson counts, so many in a bin in the mean. */
function independent(mean: number, bins: number): readonly number[] {
  const draws = stream(3, 'test', 'independent'),
    sizes: number[] = [];
  for (let bin = 0, size = 0; bin < bins; bin++) {
    const events = offspring(mean, draws);
    if (events === 0 && size > 0) sizes.push(size);
    size = events === 0 ? 0 : size + events;
  }
  return sizes;
}
for (const cutOff of ['exponential', 'sharp', 'none', 'found'] as const)
  test(`independent events have no exponent, critical avalanches have one: cut-off ${cutOff}`, () => {
    const options = { cutOff, values: 'integers', redraws: 0 } as const;
    for (const mean of [0.3, 1, 3])
      for (const from of [undefined, 2])
        assert.match(
          refusal(independent(mean, 30_000), { ...options, ...(from !== undefined && { from }) }) ?? 'none',
          /no range (?:follows|of sizes)|below 1|less than a decade|exponential law/,
          `${mean} from ${from}`,
        );
    assert.equal(refusal(sample.sizes.slice(0, 3000), options), undefined);
    assert.equal(refusal(sample.sizes.slice(0, 3000), { ...options, from: 5 }), undefined);
  });
test('over less than a decade no law is a power law', () => {
  assert.match(
    refusal(sample.sizes, { cutOff: 'sharp', from: 10, to: 60, values: 'integers', redraws: 0 }) ?? '',
    /from 10 to 60 spans less than a decade/,
  );
});

test('a power law is told from the other laws by likelihood, and they from it', () => {
  const draw = (law: LawOfSize, parameters: readonly number[], n = 3000): Float64Array => {
    const fitted = fitLaw(law, critical, integers(1, 5000)),
      { places } = fitted;
    const logs = places.at.map((at, i) =>
      law === 'exponential'
        ? -parameters[0] * at
        : -parameters[0] * places.log[i] - (parameters[1] ?? 0) * (law === 'truncated' ? at : places.log[i] ** 2),
    );
    const logNormaliser = Math.log(logs.reduce((sum, value, i) => sum + places.weight[i] * Math.exp(value), 0)),
      drawn = drawerOf({ ...fitted, parameters: Float64Array.from(parameters), logNormaliser });
    const draws = stream(2, 'test', law);
    return Float64Array.from({ length: n }, () => drawn(draws));
  };
  const held = (sizes: ArrayLike<number>) => {
    const found = exponentOf(sizes, { cutOff: 'sharp', from: 1, to: 5000, values: 'integers', redraws: 0 }, key);
    return new Map(found.comparisons.map(({ against, normalised, p }) => [against, { normalised, p }]));
  };
  const power = held(draw('power', [1.6]));
  assert.equal(power.get('exponential')!.normalised > 5 && power.get('exponential')!.p < 1e-4, true);
  assert.equal(power.get('truncated')!.p > 0.01 && power.get('lognormal')!.p > 0.01, true);
  const cut = held(draw('truncated', [1.5, 0.01]));
  assert.equal(cut.get('truncated')!.p < 1e-4, true);
  const exponential = held(draw('exponential', [0.05]));
  assert.equal(exponential.get('exponential')!.normalised < -5, true);
  const lognormal = held(draw('lognormal', [-1, 0.4]));
  assert.equal(lognormal.get('lognormal')!.p < 1e-4, true);
});

test('samples drawn from a law lie as near to it as chance lets them, and have its parameters', () => {
  const fitted = fitLaw('truncated', borel(0.98, 2e5), integers(3, Infinity)),
    drawn = drawerOf(fitted),
    draws = stream(3, 'test', 'draws');
  const sizes = Float64Array.from({ length: 20_000 }, () => drawn(draws)).sort(),
    sizesOnce = [...new Set(sizes)];
  const counts = sizesOnce.map((size) => sizes.filter((each) => each === size).length);
  const again: Sample = { sizes: Float64Array.from(sizesOnce), counts: Float64Array.from(counts) };
  assert.equal(distance(fitted, again) * Math.sqrt(sizes.length) < 1.36, true);
  near(fitLaw('truncated', again, integers(3, Infinity)).parameters[0], fitted.parameters[0], 0.03);
});

test('the goodness of fit refuses a law that does not hold', () => {
  const draws = stream(4, 'test', 'two humps'),
    sizes = Float64Array.from({ length: 2000 }, () => 1 + draws.below(draws.below(2) === 0 ? 10 : 300));
  const { p } = exponentOf(sizes, { cutOff: 'none', from: 1, values: 'integers', redraws: 20 }, key);
  assert.equal(p, 0);
});

test('an end is found where the power law ends', () => {
  const { sizes } = branchings(5000, 1, 1e6, 5);
  const kept = sizes.map((size, i) => (size > 300 && i % 2 === 0 ? 300 + (size % 100) : size));
  const found = exponentOf(kept, { cutOff: 'found', from: 5, values: 'integers', redraws: 0 }, key);
  near(found.exponent, 1.5, 0.06);
  assert.equal(found.to <= 420, true, `${found.to}`);
});

test('too few avalanches, whole numbers as reals, and reals as whole numbers are refused', () => {
  const options = { cutOff: 'sharp', values: 'integers', redraws: 0 } as const;
  assert.throws(() => exponentOf([1, 2, 3, 4, 5], options, key), {
    name: 'TooFewSizes',
    message: 'there are 5 avalanches, and an exponent takes at least 50: record for longer',
  });
  assert.throws(
    () => exponentOf(Array(500).fill(3), options, key),
    /are of one size, and an exponent takes at least 4/,
  );
  assert.throws(
    () => exponentOf(sample.sizes, { ...options, values: 'reals' }, key),
    /whole numbers, of which the formula/,
  );
  assert.throws(() => exponentOf([1.5, 2], options, key), /not whole numbers/);
});

test('sizes that are no whole numbers are fitted by the continuous law', () => {
  const draws = stream(6, 'test', 'pareto'),
    sizes = Float64Array.from({ length: 4000 }, () => (1 - draws.uniform()) ** (-1 / 0.7) * 2.5);
  const found = exponentOf(sizes, { cutOff: 'none', from: 2.5, values: 'reals', redraws: 0 }, key);
  near(found.exponent, 1.7, 3 * found.error);
  // 1 + n/Σ ln(x/x_min), the closed form
  const closed = 1 + sizes.length / sizes.reduce((sum, size) => sum + Math.log(size / 2.5), 0);
  near(found.exponent, closed, 1e-6);
});
