// Rate networks against their equations written out, and the bits of every backend against each other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DrawnWeights, Matrix } from '../../engine/connectivity/index.ts';
import { type Drive, inputWeights, type Motion, type Network, start } from '../../engine/dynamics/index.ts';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import type { Backend } from '../../engine/learning/index.ts';
import { stream } from '../../engine/random/index.ts';
import { block } from '../../engine/random/threefry.ts';
import { normalOf } from '../../engine/recurrent/noise.ts';
import { backendsHere } from '../kernels/problems.ts';
import { near } from '../numbers.ts';

const backends = (await backendsHere('kernels')) as readonly Backend[] as readonly KernelBackend[],
  [backend] = backends;
const key = { seed: 3, stream: 'moving' };
const draws = stream(1, 'moving', 'test');
const random = (size: number): Matrix => ({
  size,
  values: Float64Array.from({ length: size * size }, () => (0.7 * draws.normal()) / Math.sqrt(size)),
});
const unconnected = (size: number): Matrix => ({ size, values: new Float64Array(size * size) });
const rate = { law: 'rate', transfer: 'tanh', tau: 0.02, dt: 0.002, noise: 0, noiseScale: 'diffusion' } as const;
const map = { law: 'rateMap', transfer: 'tanh', dt: 0.001, noise: 0 } as const;

/** To `within`, or so many parts of what is large. */
function nearEach(found: Float32Array, expected: (at: number) => number, within: number, what: string): void {
  for (const [at, value] of found.entries())
    near(value, expected(at), within * Math.max(1, Math.abs(expected(at))), `${what} ${at}`);
}
/** Starts a network, and ends it when `use` is done. */
function running<Result>(
  network: Network,
  copies: number,
  use: (network: ReturnType<typeof start>) => Result,
  on: KernelBackend = backend,
): Result {
  const started = start(network, copies, key, on);
  try {
    return use(started);
  } finally {
    started.release();
  }
}

const transfers = {
  tanh: Math.tanh,
  relu: (x: number) => Math.max(0, x),
  softplus: (x: number) => Math.log1p(Math.exp(x)),
} as const;
const taus = Float64Array.of(0.01, 0.02, 0.03, 0.04, 0.05);
for (const [transfer, f] of Object.entries(transfers) as [keyof typeof transfers, (x: number) => number][])
  for (const motion of [
    { ...rate, transfer, tau: taus },
    { ...map, transfer },
  ] as const)
    for (const on of backends)
      test(`${motion.law}, ${transfer}: states and rates follow the equation, driven and pushed, on ${on.name}`, () => {
        const matrix = random(5),
          weights = inputWeights(5, key),
          inputs = Array.from({ length: 6 }, () => draws.normal()),
          currents = Float32Array.from({ length: 10 }, () => 0.1 * draws.normal()),
          x = Array.from({ length: 10 }, () => 2 * draws.normal());
        const drive: Drive = { kind: 'constant', current: 0.25 };
        running(
          { matrix, motion, drive },
          2,
          (network) => {
            network.begin(x);
            nearEach(network.rates(), (at) => f(x[at]), 3e-7, 'first rate');
            const means = new Float64Array(10);
            for (let t = 0; t < 3; t++) {
              const before = x.map(f);
              for (let copy = 0; copy < 2; copy++)
                for (let i = 0; i < 5; i++) {
                  const h = motion.law === 'rate' ? motion.dt / taus[i] : 1;
                  let arriving = 0.25 + weights[i] * inputs[2 * t + copy] + currents[5 * copy + i];
                  for (let j = 0; j < 5; j++) arriving += matrix.values[5 * i + j] * before[5 * copy + j];
                  x[5 * copy + i] += h * (arriving - x[5 * copy + i]);
                }
              x.forEach((value, at) => {
                means[at] += f(value) / 3;
              });
            }
            const kept = network.advance(3, { input: inputs, currents, every: 3 });
            nearEach(kept, (at) => means[at], 2e-6, 'mean rate');
            nearEach(network.state(), (at) => x[at], 2e-6, 'state');
          },
          on,
        );
      });

test('a neuron alone forgets its state by (1 − dt/tau) a step, each by its own time constant', () =>
  running({ matrix: unconnected(5), motion: { ...rate, tau: taus } }, 1, (network) => {
    network.begin([1, 1, 1, 1, 1]);
    network.advance(50);
    nearEach(network.state(), (i) => (1 - 0.002 / taus[i]) ** 50, 2e-6, 'neuron');
  }));

test('two neurons that excite each other settle where x = w tanh x', () => {
  // 1.5 tanh x = x at x = 1.2878 (bisection).
  let low = 0.5,
    high = 2;
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2;
    if (1.5 * Math.tanh(middle) > middle) low = middle;
    else high = middle;
  }
  const matrix: Matrix = { size: 2, values: Float64Array.of(0, 1.5, 1.5, 0) };
  for (const motion of [rate, map])
    running({ matrix, motion }, 2, (network) => {
      network.begin([0.1, 0.1, -0.1, -0.1]);
      network.advance(1000);
      nearEach(network.state(), (at) => (at < 2 ? low : -low), 1e-5, motion.law);
    });
});

const noisy = { ...rate, noise: 0.5 };
/** Variance of x of neurons that nothing connects, after their start is forgotten. */
function variance(motion: Motion, drive: Drive, neurons = 500): number {
  return running({ matrix: unconnected(neurons), motion, drive }, 8, (network) => {
    network.advance(100);
    let sum = 0;
    for (let sample = 0; sample < 10; sample++) {
      network.advance(30);
      sum += network.state().reduce((all, value) => all + value * value, 0);
    }
    return sum / (10 * 8 * neurons);
  });
}
const h = 0.1,
  still: Drive = { kind: 'constant', current: 0 };
for (const { name, motion, drive = still, expected } of [
  // AR(1) with 1 − h: variance of the kick / (1 − (1 − h)²).
  { name: 'by diffusion', motion: noisy, expected: (0.25 * h) / (1 - (1 - h) ** 2) },
  {
    name: 'per step',
    motion: { ...noisy, noiseScale: 'step' } as const,
    expected: (0.25 * h * h) / (1 - (1 - h) ** 2),
  },
  {
    name: 'on the input of each',
    motion: { ...noisy, noiseOn: 'input' } as const,
    expected: (0.25 * h * h) / (1 - (1 - h) ** 2),
  },
  { name: 'in steps', motion: { ...map, noise: 0.5 }, expected: 0.25 },
  {
    name: 'of an independent drive',
    motion: rate,
    drive: { kind: 'independent', law: { distribution: 'normal', takes: { mean: 0, deviation: 0.5 } } } as const,
    expected: (0.25 * h * h) / (1 - (1 - h) ** 2),
  },
] satisfies readonly { name: string; motion: Motion; drive?: Drive; expected: number }[])
  test(`noise ${name} has the variance of its autoregression`, () =>
    near(variance(motion, drive), expected, 0.03 * expected, 'variance'));

const laws: readonly (readonly [DrawnWeights, number, number])[] = [
  [{ distribution: 'uniform', takes: { low: -1, high: 3 } }, 1, 16 / 12],
  [{ distribution: 'normal', takes: { mean: 2, deviation: 3 } }, 2, 9],
  [
    { distribution: 'lognormal', takes: { mu: 0.2, sigma: 0.5 } },
    Math.exp(0.325),
    (Math.exp(0.25) - 1) * Math.exp(0.65),
  ],
  [{ distribution: 'exponential', takes: { mean: 2 } }, 2, 4],
  [{ distribution: 'binary', takes: {} }, 0, 1],
  [{ distribution: 'gamma', takes: { shape: 2, scale: 0.5 } }, 1, 0.5],
];
for (const [law, mean, spread] of laws)
  test(`an independent drive of ${law.distribution} has its mean and variance, anew for each neuron and step`, () =>
    running({ matrix: unconnected(300), motion: map, drive: { kind: 'independent', law } }, 4, (network) => {
      const drawn = Array.from({ length: 40 }, () => {
        network.advance(1);
        return [...network.state()];
      }).flat();
      const found = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
      near(found, mean, 4 * Math.sqrt(spread / drawn.length), 'mean');
      const scatter = drawn.reduce((sum, value) => sum + (value - found) ** 2, 0) / drawn.length;
      near(scatter, spread, 0.06 * spread, 'variance');
      if (law.distribution !== 'binary') assert.ok(new Set(drawn).size > 0.99 * drawn.length);
    }));

test('a shared drive is one number for each copy and step, weighted by U(−1, 1)', () => {
  const law: DrawnWeights = { distribution: 'uniform', takes: { low: -0.5, high: 0.5 } };
  running({ matrix: unconnected(70), motion: map, drive: { kind: 'shared', law } }, 2, (network) => {
    const weights = inputWeights(70, key);
    assert.equal(Math.max(...weights.map(Math.abs)) <= 1 && new Set(weights).size === 70, true);
    const drawn = Array.from({ length: 200 }, () => {
      network.advance(1);
      const x = network.state();
      return [0, 1].map((copy) => {
        const u = x[70 * copy] / weights[0];
        for (let i = 0; i < 70; i++) near(x[70 * copy + i], weights[i] * u, 1e-6, `neuron ${i}`);
        return u;
      });
    }).flat();
    assert.equal(
      drawn.every((u) => Math.abs(u) <= 0.500001),
      true,
    );
    assert.equal(new Set(drawn).size, 400);
  });
});

test('noise is what inversion makes of the two words of a counter', () => {
  const words = new Uint32Array(2),
    noise = stream(key.seed, key.stream, 'noise'),
    own = [noise.next(), noise.next()];
  running({ matrix: unconnected(100), motion: { ...map, noise: 1 } }, 2, (network) => {
    network.advance(1);
    network.advance(1);
    const x = network.state();
    for (const copy of [0, 1])
      for (let i = 0; i < 100; i++) {
        const lane = i % 64;
        block(own[0], own[1], 1, 65536 * (32 * Math.floor(i / 64) + (lane % 32)) + copy, words);
        near(x[100 * copy + i], normalOf(words[lane < 32 ? 0 : 1]), 3e-6, `neuron ${i} of copy ${copy}`);
      }
  });
});

const bits: readonly { readonly motion: Motion; readonly drive?: Drive }[] = [
  { motion: { law: 'leaky', activation: 'relu', tau: 0.02, dt: 0.002, noise: 1, noiseScale: 'step' } },
  { motion: { law: 'discrete', activation: 'relu', dt: 0.002, noise: 1 } },
  ...(['tanh', 'relu', 'softplus'] as const).flatMap((transfer) => [
    { motion: { ...rate, transfer, noise: 0.3 } },
    { motion: { ...map, transfer, noise: 3 } },
  ]),
  ...laws.map(([law]) => ({ motion: { ...rate, noise: 0.1 }, drive: { kind: 'independent', law } as const })),
];
for (const { motion, drive } of bits)
  test(`what moves a neuron has the same bits on every backend: ${JSON.stringify({ motion, drive })}`, () => {
    const [first, ...others] = backends.map((on) =>
      running(
        { matrix: unconnected(150), motion, ...(drive && { drive }) },
        3,
        (network) => {
          network.begin(Float32Array.from({ length: 450 }, (_, at) => Math.sin(at) * 10 ** ((at % 9) - 6)));
          const kept = network.advance(20, { every: 4 }).slice();
          return [...kept, ...network.state(), ...network.rates()];
        },
        on,
      ),
    );
    for (const other of others) assert.deepEqual(other, first);
    assert.equal(first.every(Number.isFinite), true);
  });

for (const { name, network, message } of [
  {
    name: 'too few time constants',
    network: { matrix: unconnected(3), motion: { ...rate, tau: Float64Array.of(1, 1) } },
    message: '2 time constants are not one for each of 3 neurons',
  },
  {
    name: 'a time constant of a step',
    network: { matrix: unconnected(3), motion: { ...rate, tau: Float64Array.of(1, 0.002, 1) } },
    message:
      'neuron 2 has a time constant of 2 ms, at most one step of 2 ms: take a shorter dt, or time constants that ' +
      'stay above it',
  },
  {
    name: 'a distribution that is none',
    network: {
      matrix: unconnected(3),
      motion: rate,
      drive: { kind: 'shared', law: { distribution: 'uniform', takes: { low: 1, high: 0 } } } as const,
    },
    message: 'weights uniform(1, 0): the first must be below the second',
  },
])
  test(`a network says why it cannot start: ${name}`, () =>
    assert.throws(() => start(network, 1, key, backend), { name: 'RangeError', message }));

test('noise on a shared input is one number for each copy and step, weighted as the input is', () => {
  const law: DrawnWeights = { distribution: 'uniform', takes: { low: 0, high: 1e-9 } };
  const motion = { ...map, noise: 0.5, noiseOn: 'input' } as const;
  running({ matrix: unconnected(70), motion, drive: { kind: 'shared', law } }, 2, (network) => {
    const weights = inputWeights(70, key);
    let sum = 0;
    for (let t = 0; t < 500; t++) {
      network.advance(1);
      const x = network.state();
      for (const copy of [0, 1]) {
        const u = x[70 * copy] / weights[0];
        sum += u * u;
        nearEach(x.slice(70 * copy, 70 * copy + 70), (i) => weights[i] * u, 1e-6, 'neuron');
      }
    }
    near(sum / 1000, 0.25, 0.045, 'variance');
  });
});

test('a discrete linear neuron is rectified before the noise on its state, and after the noise on its input', () => {
  const motion = { law: 'discrete', activation: 'relu', dt: 0.001, noise: 1 } as const;
  const lowest = (noiseOn: 'state' | 'input'): number =>
    running({ matrix: unconnected(200), motion: { ...motion, noiseOn } }, 1, (network) => {
      network.advance(1);
      return Math.min(...network.state());
    });
  assert.equal(lowest('state') < -1, true);
  assert.equal(lowest('input'), 0);
});
