// Dynamic modes and timescales of activity whose law is known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dmd,
  phaseRandomised,
  realFraction,
  rotations,
  shifted,
  timeConstant,
  timescales,
} from '../../engine/activity/index.ts';
import { drawMatrix, type MatrixProgram, scaleSpectrum } from '../../engine/connectivity/index.ts';
import { simulate } from '../../engine/dynamics/index.ts';
import { irreversibilityOf, leastP } from '../../engine/activity/reversibility.ts';
import { stream } from '../../engine/random/index.ts';
import { near } from '../numbers.ts';
import { autoregression, kernels, key, sharing, streamed } from './planted.ts';

// Eigenvalues 0.9 exp(±0.5 i), 0.7, in a basis that is not orthogonal.
const [c, s] = [0.9 * Math.cos(0.5), 0.9 * Math.sin(0.5)];
const turning = autoregression([c, -s, 0.3, s, c, 0, 0, 0, 0.7], 3, [6000, 5000]);

test('dynamic modes are those of the map that made the activity', () => {
  for (const lag of [1, 2]) {
    const { re, im } = dmd(turning, { lag, ranks: 10, ridge: 0 }, kernels);
    [
      [0.9 ** lag * Math.cos(0.5 * lag), 0.9 ** lag * Math.sin(0.5 * lag)],
      [0.7 ** lag, 0],
    ].forEach(([real, imaginary]) => {
      assert.ok(
        re.some((value, k) => Math.hypot(value - real, im[k] - imaginary) < 0.02),
        `${real} + ${imaginary}i is not among ${re} + ${im}i`,
      );
    });
  }
  assert.deepEqual(
    dmd(streamed(turning), { lag: 1, ranks: 10, ridge: 0.01 }, kernels),
    dmd(turning, { lag: 1, ranks: 10, ridge: 0.01 }, kernels),
  );
});

test('a ridge makes modes smaller; a lag crosses no run; what cannot be is said', () => {
  const moduli = (ridge: number) => {
    const { re, im } = dmd(turning, { lag: 1, ranks: 3, ridge }, kernels);
    return Math.max(...re.map((value, k) => Math.hypot(value, im[k])));
  };
  assert.ok(moduli(0.5) < moduli(0) - 0.1);
  // Each run stands still at a value of its own: only across runs does anything change.
  const runs = new Array<number>(40).fill(3),
    still = { ...sharing(1, [120], { own: 0 }), runs };
  still.values.forEach((_, t) => {
    still.values[t] = Math.sin(7 * Math.floor(t / 3));
  });
  near(dmd(still, { lag: 1, ranks: 1, ridge: 0 }, kernels).re[0], 1, 1e-5);
  for (const [options, message] of [
    [{ lag: 0 }, /at least 1/],
    [{ lag: 6000 }, /longer than every run/],
    [{ ridge: -1 }, /0 or more/],
  ] as const) {
    assert.throws(() => dmd(turning, { lag: 1, ranks: 3, ridge: 0, ...options }, kernels), message);
  }
});

test('chance makes no mode that counts, however many components are asked for', () => {
  const noise = autoregression(new Array<number>(14_400).fill(0), 120, [3000]),
    { re, im } = dmd(noise, { lag: 1, ranks: 1000, ridge: 0.01 }, kernels);
  assert.equal(re.length, 120);
  assert.equal(rotations({ re, im }).modes, 0);
  const alternating = { re: Float64Array.of(-0.9, -0.7), im: Float64Array.of(0, 0) };
  assert.ok(rotations(alternating).median > 1);
  assert.equal(rotations({ ...alternating, chance: Number.POSITIVE_INFINITY }).median, 0, 'reversible');
  assert.equal(
    dmd(
      { ...noise, frames: 1500, values: noise.values.subarray(0, 180_000), runs: [1500] },
      { lag: 1, ranks: 1000, ridge: 0.01 },
      kernels,
    ).re.length,
    60,
  );
});

test('rotations count the turns in a tenfold decay, of the modes that last', () => {
  const modes = {
      re: Float64Array.from([0.5, 0, 0, -0.5, 0.2, 1.1]),
      im: Float64Array.from([0, 0.5, -0.5, 0, 0.1, 0]),
    },
    half = 1 / Math.log10(2);
  const { modes: counted, median, percentiles } = rotations(modes);
  assert.equal(counted, 3);
  near(median, 0.25 * half, 1e-12);
  near(percentiles[4], (0.25 + 0.9 * 0.25) * half, 1e-12);
  assert.equal(realFraction(modes), 3 / 5);
  assert.ok(Number.isNaN(rotations({ re: Float64Array.of(0.1), im: Float64Array.of(0) }).median));
});

test('the time constant of an exponential process is found from its bins, however wide', () => {
  for (const tau of [0.01, 0.05, 0.2, 1, 20])
    for (const bin of [0.002, 0.05, 0.1]) {
      // Mean of exp(−|t − u| / tau) over two bins k apart, by the midpoint rule with 200 points a bin.
      const meanAt = (k: number) => {
        let sum = 0;
        for (let i = -200; i <= 200; i++)
          sum += (200 - Math.abs(i)) * Math.exp(-Math.abs(k * bin + (i * bin) / 200) / tau);
        return sum;
      };
      const whole = meanAt(0),
        autocorrelation = Array.from({ length: 60 }, (_, k) => meanAt(k) / whole);
      if (bin < 8 * tau) near(timeConstant(autocorrelation, bin), tau, 0.01 * tau, `tau ${tau}, bin ${bin}:`);
    }
  assert.ok(Number.isNaN(timeConstant([1, -0.1, 0], 1)));
  assert.ok(Number.isNaN(timeConstant([1, 1, 1, 1], 1)), 'what does not fall has none that could be told');
});

test('components of a linear network last tau / (1 − λ)', () => {
  const lasting = [0.98, 0.95, 0.9, 0.8],
    tau = 0.02,
    n = 64;
  // Modes of signs: orthonormal, and every neuron has the same variance, so that scaling mixes none.
  const mode = (k: number, i: number) => ((i >> k) & 1 ? 1 : -1) / Math.sqrt(n);
  const values = Float64Array.from({ length: n * n }, (_, at) =>
    lasting.reduce((sum, value, k) => sum + value * mode(k, Math.floor(at / n)) * mode(k, at % n), 0),
  );
  // Modes are orthogonal within each half too.
  const positions = Float64Array.from({ length: n }, (_, i) => i),
    splitting = { how: 'checkerboard', side: 16 } as const;
  const activity = simulate(
    { size: n, values },
    {
      motion: { law: 'leaky', activation: 'identity', tau, dt: 0.005, noise: 1, noiseScale: 'diffusion' },
      duration: 34,
      discard: 2,
      starts: 20,
      bin: 0.01,
    },
    key,
    kernels,
  );
  const { constants, atLag, autocorrelation, lags } = timescales(
    { ...activity, positions, dimensions: 1 },
    { pcs: 4, blocks: 20, lag: 0.2, splitting },
    key,
    kernels,
  );
  lasting.forEach((value, k) => {
    const expected = tau / (1 - value);
    near(constants[k], expected, 0.2 * expected, `component ${k + 1}:`);
    near(atLag[k], Math.exp(-0.2 / expected), 0.06, `component ${k + 1} after 0.2 s:`);
    near(autocorrelation[k * lags], 1, 1e-12);
  });
  assert.throws(() => timescales(sharing(4, [15], { own: 1 }), { pcs: 1, blocks: 3 }, key, kernels), /at least 8 bins/);
});

test(
  'noise of single neurons does not shorten the timescales; shifts leave no shared component, phases no ' +
    'memory of it',
  () => {
    const memory = 0.9,
      noisy = sharing(60, [8000], { own: 3, memory }),
      options = { pcs: 1, lag: 0.25 };
    const { constants, atLag } = timescales(noisy, options, key, kernels),
      expected = -0.05 / Math.log(memory);
    near(constants[0], expected, 0.2 * expected);
    near(atLag[0], memory ** 5, 0.08);
    for (const surrogate of [shifted, phaseRandomised]) {
      const [shared, left] = [noisy, surrogate(noisy, key)].map(
        (activity) => dmd(activity, { lag: 1, ranks: 1, ridge: 0 }, kernels).re[0],
      );
      assert.ok(left < shared - 0.2, `${left}, ${shared}`);
    }
  },
);

test('a directed network rotates, a symmetric one does not', () => {
  const program: MatrixProgram = {
    neurons: 300,
    weights: { distribution: 'uniform', takes: { low: -1, high: 1 } },
    symmetric: true,
    centred: false,
    positive: false,
    autapses: false,
  };
  const [symmetric, directed] = [true, false].map((mirrored) => {
    const { matrix } = scaleSpectrum(
      drawMatrix({ ...program, symmetric: mirrored }, key).matrix,
      { kind: 'max', value: 0.998 },
      kernels.algebra,
    );
    const activity = simulate(
      matrix,
      {
        motion: { law: 'leaky', activation: 'identity', tau: 0.02, dt: 0.004, noise: 1, noiseScale: 'step' },
        duration: 26,
        discard: 2,
        starts: 8,
        bin: 0.048,
      },
      key,
      kernels,
    );
    return rotations(dmd(activity, { lag: 5, ranks: 1000, ridge: 0.01 }, kernels)).median;
  });
  assert.ok(symmetric < 0.1 && directed > 0.3 && directed < 1.5, `${symmetric}, ${directed}`);
});

/** Neurons that do not act on each other, and remember `memory` of themselves from bin to bin. */
const independent = (neurons: number, frames: number, memory: number, seed: number) => {
  const draws = stream(seed, 'test', 'independent'),
    values = new Float32Array(neurons * frames);
  for (let i = 0; i < neurons; i++) {
    let x = draws.normal();
    for (let t = 0; t < frames; t++) {
      x = memory * x + Math.sqrt(1 - memory ** 2) * draws.normal();
      values[i * frames + t] = x;
    }
  }
  return { neurons, frames, values, bin: 0.05, runs: [frames] };
};
test('neurons that do not act on each other do not rotate, however slow they are', () => {
  let reversible = 0;
  for (const memory of [0.5, 0.9, 0.97])
    for (const seed of [1, 2]) {
      const modes = dmd(independent(100, 3000, memory, seed), { lag: 5, ranks: 1000, ridge: 0.01 }, kernels),
        { median } = rotations(modes);
      assert.equal(Number.isNaN(median) || median < 0.05, true, `memory ${memory}, seed ${seed}: ${median}`);
      if ((modes.irreversibility?.p ?? 1) >= leastP) reversible++;
      // Bartlett: n (1 − ρ²)/(1 + ρ²), ρ of the slowest components, which chance has made slower than they are
      const expected = (2995 * (1 - memory ** 2)) / (1 + memory ** 2);
      assert.equal(modes.effective > 0.2 * expected && modes.effective < 1.3 * expected, true, `${modes.effective}`);
    }
  assert.equal(reversible >= 5, true, `${reversible} of 6`);
});
test('a ring that drives itself one way has a direction of time, one that drives itself both ways has none', () => {
  const ring = (back: number): number[] =>
    Array.from({ length: 64 }, (_, at) => {
      const [to, from] = [Math.floor(at / 8), at % 8];
      return to === from ? 0.5 : (to - from + 8) % 8 === 1 ? 0.4 - back : (to - from + 8) % 8 === 7 ? back : 0;
    });
  const seen = (back: number, seed: number) =>
    dmd(autoregression(ring(back), 8, [4000], seed), { lag: 1, ranks: 8, ridge: 0.01 }, kernels).irreversibility!;
  for (const seed of [1, 2, 3]) {
    const oneWay = seen(0, seed);
    assert.equal(oneWay.p < 0.01 && oneWay.index > 2 * oneWay.chance, true, JSON.stringify(oneWay));
  }
  const both = Array.from({ length: 10 }, (_, seed) => seen(0.2, seed + 1));
  assert.equal(both.filter(({ p }) => p >= leastP).length >= 9, true, `${both.map(({ p }) => p)}`);
  assert.throws(() => irreversibilityOf([new Float32Array(4)], 2), /1 stretches/);
});
