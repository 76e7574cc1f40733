// What recurrent weights begin as: exact where algebra says what they are, by their distribution where they are drawn.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  eigenvaluesOf,
  type Initialisation,
  initialMatrix,
  largestModulus,
  type Matrix,
} from '../../engine/connectivity/index.ts';
import { normalBelow } from '../../engine/statistics/index.ts';
import { kernels } from '../spectra/kernels-here.ts';
import { mean, near, variance } from '../numbers.ts';

const { algebra } = kernels;
const drawn = (initialisation: Initialisation, neurons: number, seed = 1) =>
  initialMatrix(initialisation, neurons, { seed, stream: 'rnn' }, algebra);
const at = ({ size, values }: Matrix, row: number, column: number) => values[row * size + column];

describe('orthogonal', () => {
  for (const neurons of [1, 2, 7, 64, 301])
    it(`${neurons} neurons: Qᵀ Q is the identity`, () => {
      const q = drawn({ name: 'orthogonal', scale: 1 }, neurons);
      let worst = 0;
      for (let i = 0; i < neurons; i++)
        for (let j = 0; j < neurons; j++) {
          let product = 0;
          for (let k = 0; k < neurons; k++) product += at(q, k, i) * at(q, k, j);
          worst = Math.max(worst, Math.abs(product - Number(i === j)));
        }
      near(worst, 0, 1e-12);
    });
  it('has every singular value at its scale', () => {
    const { values } = drawn({ name: 'orthogonal', scale: 0.3 }, 40);
    for (const value of algebra.singularValues(values, 40, 40)) near(value, 0.3, 1e-13);
  });
  it('is Haar: traces of its powers, and of its entries mean and fourth moment', () => {
    // Diaconis & Shahshahani (1994): of O(n) the trace of the k-th power has mean 1 for even k, 0 for odd, variance k.
    const n = 12,
      many = 4000;
    const traces: number[][] = [[], [], [], []],
      first: number[] = [];
    for (let seed = 0; seed < many; seed++) {
      const q = drawn({ name: 'orthogonal', scale: 1 }, n, seed);
      const { re, im } = eigenvaluesOf(q, algebra);
      traces.forEach((powers, k) => {
        powers.push(re.reduce((sum, real, i) => sum + Math.cos((k + 1) * Math.atan2(im[i], real)), 0));
      });
      first.push(at(q, 0, 0));
    }
    traces.forEach((powers, k) => {
      near(mean(powers), (k + 1) % 2 === 0 ? 1 : 0, 4 * Math.sqrt((k + 1) / many), `mean of power ${k + 1}`);
      near(variance(powers), k + 1, (k + 1) * 4 * Math.sqrt(2 / many), `variance of power ${k + 1}`);
    });
    near(mean(first), 0, 4 / Math.sqrt(n * many));
    near(mean(first.map((q) => n * q ** 2)), 1, 4 * Math.sqrt(2 / many));
    near(mean(first.map((q) => q ** 4)), 3 / (n * (n + 2)), 0.2 * (3 / (n * (n + 2))));
  });
});

describe('random_ei', () => {
  const neurons = 300,
    [density, scale, excitatory] = [0.5, 2.4, 0.7];
  const matrix = drawn({ name: 'random_ei', density, scale, excitatory }, neurons);
  it('keeps the signs of its columns, the excitatory ones first', () => {
    const { signs, values } = matrix;
    assert.deepEqual(
      signs,
      Int8Array.from({ length: neurons }, (_, column) => (column < 210 ? 1 : -1)),
    );
    for (let place = 0; place < values.length; place++)
      assert.equal(values[place] * signs![place % neurons] >= 0, true);
  });
  it('has weights only where its mask lets it, and as many as the signs leave', () => {
    const { mask, values } = matrix;
    for (let place = 0; place < values.length; place++) assert.equal(mask![place] === 1 || values[place] === 0, true);
    near(mean(mask!), density, 4 * Math.sqrt(0.25 / values.length));
    const positive = normalBelow(1 / (scale * Math.sqrt(neurons)));
    const left = density * (excitatory * positive + (1 - excitatory) * (1 - positive));
    near(values.filter((weight) => weight !== 0).length / values.length, left, 4 * Math.sqrt(0.25 / values.length));
  });
  it('has half a normal to each side, that of the inhibitory ones four times as wide', () => {
    const deviation = scale / Math.sqrt(neurons),
      shift = 1 / neurons / deviation,
      density0 = Math.exp(-(shift ** 2) / 2) / Math.sqrt(2 * Math.PI);
    const side = (inhibitory: boolean) =>
      matrix.values.filter((weight, place) => weight !== 0 && place % neurons >= 210 === inhibitory);
    const above = 1 / neurons + (deviation * density0) / normalBelow(shift),
      below = 1 / neurons - (deviation * density0) / normalBelow(-shift);
    near(mean(side(false)), above, 0.02 * above);
    near(mean(side(true)), 4 * below, -0.02 * 4 * below);
  });
  it('is drawn again until it is accepted, each time another one', () => {
    const key = { seed: 3, stream: 'rnn' },
      refused: number[] = [];
    const initialisation = { name: 'random_ei', density, scale, excitatory } as const;
    const third = initialMatrix(initialisation, 20, key, algebra, {
      accept: ({ values }) => refused.push(values.reduce((sum, weight) => sum + weight, 0)) === 3,
    });
    assert.equal(new Set(refused).size, 3);
    assert.equal(
      third.values.reduce((sum, weight) => sum + weight, 0),
      refused[2],
    );
    assert.throws(
      () => initialMatrix(initialisation, 20, key, algebra, { accept: () => false, most: 5 }),
      /none of 5 matrices drawn by random_ei could be accepted/,
    );
  });
  it('refuses a share above 1', () =>
    assert.throws(
      () => drawn({ name: 'random_ei', density: 1.5, scale, excitatory }, 5),
      /density must be from 0 to 1, not 1.5/,
    ));
});

describe('the others', () => {
  it('identity and self_weights are only on the diagonal', () => {
    const identity = drawn({ name: 'identity', scale: 0.5 }, 3);
    assert.deepEqual([...identity.values], [0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5]);
    const uniform = { distribution: 'uniform', takes: { low: 1, high: 2 } } as const;
    const { values } = drawn({ name: 'self_weights', weights: uniform }, 50);
    for (let place = 0; place < values.length; place++)
      assert.equal(place % 51 === 0 ? values[place] >= 1 && values[place] < 2 : values[place] === 0, true);
    assert.equal(new Set(values).size, 51);
  });
  it('critical has its spectral radius, and the moments of normal weights', () => {
    const matrix = drawn({ name: 'critical', radius: 0.95 }, 200);
    near(largestModulus(eigenvaluesOf(matrix, algebra)), 0.95, 1e-12);
    const unscaled = matrix.values.map((weight) => weight * Math.sqrt(200));
    near(mean(unscaled), 0, 0.02);
    near(mean(unscaled.map((w) => w ** 4)) / mean(unscaled.map((w) => w ** 2)) ** 2, 3, 0.15);
  });
  it('chaotic weights have variance scale² / N, and are not scaled afterwards', () => {
    const { values } = drawn({ name: 'chaotic', scale: 1.7 }, 300);
    near(mean(values), 0, (4 * 1.7) / Math.sqrt(300) / 300);
    near(300 * variance(values), 1.7 ** 2, 4 * 1.7 ** 2 * Math.sqrt(2 / 300 ** 2));
  });
  it('rank_two has two singular components, and eigenvalues about overlap ± i · rotation', () => {
    for (const rotation of [1.5, 3]) {
      const matrix = drawn({ name: 'rank_two', overlap: 1.5, rotation }, 300);
      const singular = algebra.singularValues(matrix.values, 300, 300);
      assert.equal(singular[1] > 0.1, true);
      near(singular[2], 0, 1e-12 * singular[0]);
    }
    // two eigenvalues each: their mean over seeds, by their spread
    const many = 40;
    const found = Array.from({ length: many }, (_, seed) => {
      const { re, im } = eigenvaluesOf(drawn({ name: 'rank_two', overlap: 1.5, rotation: 3 }, 300, seed), algebra);
      return { re: re[0], im: Math.abs(im[0]) };
    });
    for (const [part, wanted] of [
      ['re', 1.5],
      ['im', 3],
    ] as const) {
      const values = found.map((value) => value[part]);
      near(mean(values), wanted, 4 * Math.sqrt(variance(values) / many) + 0.02, part);
    }
  });
  it('the loadings of rank_two are as wide as the published program makes them', () => {
    // between two neurons m and n are independent, with variances 1 and 1.1^27
    const n = 400,
      told = 1.5 ** 2 + 3 ** 2,
      wanted = (2 * 1.1 ** 27) / n ** 2;
    assert.equal(1.1 ** 26 > told && 1.1 ** 25 < told, true);
    const values = Array.from({ length: 20 }, (_, seed) => {
      const { values: weights } = drawn({ name: 'rank_two', overlap: 1.5, rotation: 3 }, n, seed);
      return mean(weights.filter((_, at) => at % (n + 1) !== 0).map((weight) => weight ** 2));
    });
    near(mean(values), wanted, 4 * Math.sqrt(variance(values) / 20));
  });
  it('a distribution draws every weight by itself', () => {
    const { values } = drawn(
      { name: 'drawn', weights: { distribution: 'lognormal', takes: { mu: -1, sigma: 0.5 } } },
      100,
    );
    const logs = values.map((weight) => Math.log(weight));
    near(mean(logs), -1, 4 * 0.005);
    near(variance(logs), 0.25, 0.25 * 4 * Math.sqrt(2 / 1e4));
  });
});

describe('the key of a draw', () => {
  const normal = { distribution: 'normal', takes: { mean: 0, deviation: 1 } } as const;
  const drawing: readonly Initialisation[] = [
    { name: 'orthogonal', scale: 1 },
    { name: 'self_weights', weights: normal },
    { name: 'random_ei', density: 0.5, scale: 1, excitatory: 0.8 },
    { name: 'critical', radius: 1 },
    { name: 'drawn', weights: normal },
  ];
  for (const initialisation of drawing)
    it(`${initialisation.name}: the same for the same seed and stream, another for any other`, () => {
      const one = (seed: number, stream: string) =>
        [...initialMatrix(initialisation, 9, { seed, stream }, algebra).values].join(' ');
      assert.equal(one(1, 'a'), one(1, 'a'));
      assert.equal(new Set([one(1, 'a'), one(2, 'a'), one(1, 'b')]).size, 3);
    });
  it('a mask moves no weight', () => {
    const ei = (density: number) => drawn({ name: 'random_ei', density, scale: 1, excitatory: 1 }, 30).values;
    const [thin, full] = [ei(0.3), ei(1)];
    for (const [place, weight] of thin.entries()) assert.equal(weight === 0 || weight === full[place], true);
  });
});
