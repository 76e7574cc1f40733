// Drawn matrices: their laws, their order of operations, and which draws they share.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawMatrix, isSymmetric, type MatrixProgram, type WeightLaw } from '../../engine/connectivity/index.ts';
import { mean, near, variance } from '../numbers.ts';

const plain: MatrixProgram = {
  neurons: 200,
  weights: { distribution: 'normal', takes: { mean: 0, deviation: 1 } },
  symmetric: false,
  centred: false,
  positive: false,
  autapses: false,
};
const draw = (more: Partial<MatrixProgram> = {}, seed = 1) =>
  drawMatrix({ ...plain, ...more }, { seed, stream: 'wild' });
const beside = (values: Float64Array, size: number) => values.filter((_, place) => place % (size + 1) !== 0);

const laws: readonly {
  readonly weights: WeightLaw;
  readonly positive?: true;
  readonly mean: number;
  readonly variance: number;
}[] = [
  { weights: { distribution: 'uniform', takes: { low: -1, high: 1 } }, mean: 0, variance: 1 / 3 },
  { weights: { distribution: 'uniform', takes: { low: -1, high: 2 } }, positive: true, mean: 1, variance: 1 / 3 },
  { weights: { distribution: 'normal', takes: { mean: 0.5, deviation: 2 } }, mean: 0.5, variance: 4 },
  {
    weights: { distribution: 'normal', takes: { mean: 0, deviation: 1 } },
    positive: true,
    mean: Math.sqrt(2 / Math.PI),
    variance: 1 - 2 / Math.PI,
  },
  {
    weights: { distribution: 'lognormal', takes: { mu: -0.5, sigma: 0.5 } },
    mean: Math.exp(-0.375),
    variance: Math.exp(-0.75) * (Math.exp(0.25) - 1),
  },
  { weights: { distribution: 'exponential', takes: { mean: 2 } }, mean: 2, variance: 4 },
  { weights: { distribution: 'binary', takes: {} }, mean: 0, variance: 1 },
];
for (const { weights, positive = false, mean: m, variance: v } of laws)
  test(
    `weights ${JSON.stringify(weights)}${positive ? ', positive' : ''}: mean ${m.toFixed(3)}, and 0 where ` +
      `centred; with signs by column too`,
    () => {
      const drawn = beside(draw({ weights, positive }).matrix.values, 200),
        scatter = 5 * Math.sqrt(v / drawn.length);
      near(mean(drawn), m, scatter, 'mean');
      near(variance(drawn) / v, 1, 0.1, 'variance');
      if (positive) assert.ok(drawn.every((weight) => weight > 0));
      near(mean(beside(draw({ weights, positive, centred: true }).matrix.values, 200)), 0, scatter, 'centred');
      const dale = draw({ weights, positive, excitatory: 0.8 }).matrix.values;
      const signs = Array.from(
        { length: 200 },
        (_, column) =>
          new Set(
            Array.from({ length: 200 }, (_, row) => Math.sign(dale[row * 200 + column])).filter((sign) => sign !== 0),
          ),
      );
      assert.ok(signs.every(({ size }) => size === 1));
      assert.equal(signs.filter((sign) => sign.has(1)).length, 160);
      const balanced = draw({ weights, positive, excitatory: 0.8, centred: true }).matrix.values;
      for (const column of [0, 1])
        near(
          mean(
            Array.from({ length: 200 }, (_, row) => balanced[row * 200 + column]).filter((_, row) => row !== column),
          ),
          0,
          8 * Math.sqrt((v + m * m) / 199),
          'centred column',
        );
    },
  );

test('symmetric, without a diagonal, unless autapses are wanted', () => {
  const { matrix } = draw({ symmetric: true });
  assert.ok(isSymmetric(matrix));
  for (let i = 0; i < 200; i++) assert.equal(matrix.values[i * 201], 0);
  assert.notEqual(draw({ symmetric: true, autapses: true }).matrix.values[0], 0);
});
for (const { name, asymmetric, correlation, ratio } of [
  {
    name: 'the study’s triangles at a third',
    asymmetric: { construction: 'triangles', eta: 1 / 3 },
    correlation: 0.894,
    ratio: 5 / 9,
  },
  { name: 'at two thirds', asymmetric: { construction: 'triangles', eta: 2 / 3 }, correlation: 0.447, ratio: 5 / 9 },
  {
    name: 'the textbook’s ellipse',
    asymmetric: { construction: 'elliptic', correlation: 0.6 },
    correlation: 0.6,
    ratio: 1,
  },
  { name: 'antisymmetric', asymmetric: { construction: 'elliptic', correlation: -1 }, correlation: -1, ratio: 1 },
] as const)
  test(`partial asymmetry: ${name}`, () => {
    const { values } = draw({ asymmetric }).matrix,
      lower: number[] = [],
      upper: number[] = [];
    for (let i = 0; i < 200; i++)
      for (let j = 0; j < i; j++) {
        lower.push(values[i * 200 + j]);
        upper.push(values[j * 200 + i]);
      }
    near(variance(lower) / variance(upper), ratio, 0.04);
    near(
      mean(lower.map((value, k) => value * upper[k])) / Math.sqrt(variance(lower) * variance(upper)),
      correlation,
      0.02,
    );
  });

const overflow = { call: '*', arguments: [1e300, 1e300] };
const decay = {
  call: 'exp',
  arguments: [{ call: '-', arguments: [{ call: '/', arguments: [{ name: 'distance' }, 1e-3] }] }],
};
test('pairs are wired by distance and group with the probability written', () => {
  const place = { how: 'uniform', lengths: [4e-3, 4e-3], torus: false } as const;
  const { matrix, positions } = draw({ place, wire: decay, weights: { constant: 1 } });
  let expected = 0,
    spread = 0;
  for (let i = 0; i < 200; i++)
    for (let j = 0; j < 200; j++) {
      if (i === j) continue;
      const p = Math.exp(
        -Math.hypot(positions![2 * i] - positions![2 * j], positions![2 * i + 1] - positions![2 * j + 1]) / 1e-3,
      );
      expected += p;
      spread += p * (1 - p);
    }
  near(
    matrix.values.reduce((sum, weight) => sum + weight, 0),
    expected,
    5 * Math.sqrt(spread),
  );
  assert.ok(positions!.every((x) => x >= 0 && x <= 4e-3));
  const clans = draw({
    groups: 4,
    wire: { call: 'if', arguments: [{ name: 'same_group' }, 1, 0] },
    weights: { constant: 1 },
  });
  assert.equal(
    clans.matrix.values.reduce((sum, weight) => sum + weight, 0),
    4 * 50 * 49,
  );
  assert.deepEqual(Array.from(clans.groups!.slice(48, 52)), [0, 0, 1, 1]);
});
test('on a torus the way round counts; a grid stands evenly', () => {
  const across = { call: 'if', arguments: [{ call: '>', arguments: [{ name: 'distance' }, 1.5e-3] }, 1, 0] };
  const links = (torus: boolean) =>
    draw({
      place: { how: 'uniform', lengths: [2e-3, 2e-3], torus },
      wire: across,
      weights: { constant: 1 },
    }).matrix.values.reduce((sum, weight) => sum + weight, 0);
  assert.ok(links(false) > 0);
  assert.equal(links(true), 0);
  const { positions } = draw({ neurons: 16, place: { how: 'grid', lengths: [4, 4], torus: false } });
  assert.deepEqual(Array.from(positions!.slice(0, 4)), [0.5, 0.5, 1.5, 0.5]);
});
test('absent pairs become minus their probability where a constant weight is centred', () => {
  const { values } = draw({ wire: 0.25, weights: { constant: 1 }, symmetric: true, centred: true }).matrix;
  assert.deepEqual([...new Set(beside(values, 200))].sort(), [-0.25, 0.75]);
});
test('draws belong to the seed, the name and the purpose', () => {
  const { values } = draw().matrix;
  assert.deepEqual(draw().matrix.values, values);
  assert.notDeepEqual(draw({}, 2).matrix.values, values);
  const wired = draw({ wire: 0.5 }).matrix.values;
  for (const [place, weight] of wired.entries())
    if (weight !== 0) assert.equal(weight, values[place], 'the wiring moves no weight');
  assert.deepEqual(
    draw({ place: { how: 'uniform', lengths: [1, 1], torus: false } }).matrix.values,
    values,
    'nor do places',
  );
});
for (const [what, more, message] of [
  ['no neurons', { neurons: 0 }, /whole number of neurons/],
  [
    'a distribution upside down',
    { weights: { distribution: 'uniform', takes: { low: 1, high: -1 } } },
    /first must be below/,
  ],
  [
    'never positive',
    { weights: { distribution: 'uniform', takes: { low: -2, high: -1 } }, positive: true },
    /never positive/,
  ],
  ['too many groups', { groups: 300 }, /300 groups/],
  ['a distance without places', { wire: decay }, /unknown name "distance"/],
  [
    'weights that are not finite',
    { weights: { distribution: 'normal', takes: { mean: 0, deviation: 1e308 } } },
    /row \d+, column \d+ of weights normal\(0, 1e\+308\) is -?Infinity/,
  ],
  [
    'an expression that overflows',
    { weights: { expression: overflow } },
    /`weights \(1e\+300 \* 1e\+300\)` is Infinity from neuron 2 to neuron 1; keep it finite/,
  ],
  [
    'a probability that is none',
    { wire: { call: 'log', arguments: [-1] } },
    /`wire log\(-1\)` is NaN from neuron 2 to neuron 1/,
  ],
  ['a correlation beyond 1', { asymmetric: { construction: 'elliptic', correlation: 1.5 } }, /lies in −1/],
] as const)
  test(`refused: ${what}`, () => {
    assert.throws(() => draw(more), message);
  });
