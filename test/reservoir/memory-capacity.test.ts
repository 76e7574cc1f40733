import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DrivenNetwork, exactMemoryCapacity, memoryCapacity, usualRidges } from '../../engine/reservoir/index.ts';
import { driven, gaussian, linearMap, map, orthogonal, shared, times, undriven, withRadius } from './networks.ts';

function within(found: number, least: number, most: number): void {
  assert.equal(found >= least && found <= most, true, `${found} is not within ${least} .. ${most}`);
}

test('an orthogonal linear network holds exactly N − 1 past inputs and the one that is held, up to its horizon', () => {
  for (const { radius, delays, exact } of [
    { radius: 0.9, delays: { from: 1, to: 200 }, exact: [99, 1e-3] },
    { radius: 0.99, delays: { from: 1, to: 200 }, exact: [95.49, 0.6] },
    { radius: 0.9, delays: { from: 1, to: 100 }, exact: [97, 0.7] },
    { radius: 0.9, delays: { from: 0, to: 400 }, exact: [100, 1e-3] },
  ] as const) {
    const network = driven(times(orthogonal(100, 3), radius), linearMap, shared);
    const { capacity, directions } = exactMemoryCapacity(network, delays, 1);
    within(capacity, exact[0] - exact[1], exact[0] + exact[1]);
    assert.equal(directions, 100);
  }
});

test('a sampled linear network holds N within 0.2, and what it holds by delay is the exact share', () => {
  const network = driven(times(orthogonal(60, 5), 0.9), linearMap, shared),
    delays = { from: 0, to: 120 };
  const { capacity, byDelay } = memoryCapacity(network, delays, { hold: 1, inputs: 10_500, discard: 500 });
  within(capacity, 59.8, 60.2);
  const exact = exactMemoryCapacity(network, delays, 1);
  byDelay.forEach((share, k) => {
    within(share, exact.byDelay[k] - 0.03, exact.byDelay[k] + 0.03);
  });
});

test('of a network in time a held input is remembered as the exact responses say', () => {
  const matrix = withRadius(gaussian(20, 7), 0.8);
  const tau = Float64Array.from({ length: 20 }, (_, i) => 0.005 + 0.002 * i);
  const network = driven(
    matrix,
    { law: 'leaky', activation: 'identity', tau, dt: 1e-3, noise: 0, noiseScale: 'diffusion' },
    shared,
  );
  const delays = { from: 0, to: 12 },
    exact = exactMemoryCapacity(network, delays, 5),
    sampled = memoryCapacity(network, delays, { hold: 5, inputs: 3000, discard: 100 });
  within(sampled.capacity, exact.capacity - 0.15, exact.capacity + 0.15);
  within(exact.capacity, 3, exact.directions);
});

test('products of samples give the shares that reflections give; where these have too few digits they are left', () => {
  const inputs = { hold: 1, inputs: 2000, discard: 200 },
    delays = { from: 0, to: 30 };
  const bothWays = (network: DrivenNetwork): { readonly apart: number; readonly byProducts: boolean } => {
    const { algebra } = network.kernels;
    let reflected = 0;
    const counting = {
      ...algebra,
      triangle(pivots: number, columns: number) {
        reflected += 1;
        return algebra.triangle(pivots, columns);
      },
    };
    const reflecting = {
      ...algebra,
      productTriangle: (pivots: number, columns: number) => ({
        ...algebra.productTriangle(pivots, columns),
        values: () => undefined,
      }),
    };
    const [one, other] = [counting, reflecting].map(
      (own) => memoryCapacity({ ...network, kernels: { ...network.kernels, algebra: own } }, delays, inputs).byDelay,
    );
    return { apart: Math.max(...one.map((share, k) => Math.abs(share - other[k]))), byProducts: reflected === 0 };
  };
  const tanh = bothWays(driven(withRadius(gaussian(60, 2), 1), map(), shared));
  assert.equal(tanh.byProducts, true);
  within(tanh.apart, 0, 1e-10);
  const steep = bothWays(driven(times(orthogonal(60, 5), 0.6), linearMap, shared));
  assert.deepEqual(steep, { apart: 0, byProducts: false });
  const raised = { distribution: 'uniform', takes: { low: 9.99, high: 10.01 } } as const;
  const nearlyConstant = bothWays(driven(withRadius(gaussian(20, 2), 0.5), map(), { kind: 'shared', law: raised }));
  assert.deepEqual(nearlyConstant, { apart: 0, byProducts: false });
});

test('adjusting takes away what read-outs fit by chance: tanh network of 100, 1,000 samples, 200 delays', () => {
  // In sample 40.1, truth 22.46 ± 0.19 (T = 50,000), adjusted 22.36 ± 0.21 (20 networks)
  const capacities = [1, 2, 3].map((seed) => {
    const network = driven(times(orthogonal(100, seed), 0.9), map(), shared, seed);
    const found = memoryCapacity(network, { from: 1, to: 200 }, { hold: 1, inputs: 1300, discard: 300 });
    assert.equal(found.samples, 1000);
    return found.capacity;
  });
  within(capacities.reduce((sum, value) => sum + value, 0) / 3, 21.2, 23.4);
});

test('an input that does not reach the network leaves no memory', () => {
  const blind = {
    ...driven(withRadius(gaussian(60, 2), 0.9), map('tanh', 0.1), shared),
    inputWeights: new Float64Array(60),
  };
  const { capacity, floor, byDelay } = memoryCapacity(
    blind,
    { from: 1, to: 100 },
    { hold: 1, inputs: 1500, discard: 200 },
  );
  within(capacity, -0.6, 0.6);
  within(byDelay.filter((share) => share > floor).length, 0, 2);
});

test('held-out shares with a ridge lie near the adjusted ones, and a large ridge costs memory', () => {
  const network = driven(times(orthogonal(40, 4), 0.9), map(), shared),
    inputs = { hold: 1, inputs: 3200, discard: 200 },
    delays = { from: 1, to: 60 };
  const adjusted = memoryCapacity(network, delays, inputs).capacity,
    chosen = memoryCapacity(network, delays, inputs, usualRidges),
    strong = memoryCapacity(network, delays, inputs, [1e4]);
  within(chosen.capacity, adjusted - 1.2, adjusted + 1.2);
  within(strong.capacity, 0, adjusted - 3);
  assert.equal(strong.ridge, 1e4);
  assert.equal(
    chosen.byDelay.every((share) => share >= 0),
    true,
  );
});

test('directions that do not vary are dropped: of 30 neurons that are ten, three times, ten remember', () => {
  const ten = times(orthogonal(10, 9), 0.3),
    values = new Float64Array(900);
  for (let i = 0; i < 30; i++) for (let j = 0; j < 10; j++) values[i * 30 + j] = ten.values[(i % 10) * 10 + j];
  const network = driven({ size: 30, values }, linearMap, shared);
  const weights = Float64Array.from({ length: 30 }, (_, i) => network.inputWeights?.[i % 10] ?? 0);
  const found = memoryCapacity(
    { ...network, inputWeights: weights },
    { from: 0, to: 30 },
    { hold: 1, inputs: 2100, discard: 100 },
  );
  assert.equal(found.directions, 10);
  within(found.capacity, 9.9, 10.1);
});

test('what cannot be measured says why', () => {
  const matrix = withRadius(gaussian(20, 1), 0.9),
    inputs = { hold: 1, inputs: 500, discard: 100 },
    delays = { from: 1, to: 10 };
  const refused = (found: () => unknown, says: RegExp) =>
    assert.throws(found, (error: Error) => error instanceof RangeError && says.test(error.message));
  refused(() => memoryCapacity(driven(matrix, map(), undriven), delays, inputs), /share no input/);
  refused(() => memoryCapacity(driven(matrix, map(), shared), delays, { ...inputs, inputs: 120 }), /too few/);
  refused(() => memoryCapacity(driven(times(matrix, 2), linearMap, shared), delays, inputs), /grew beyond all bounds/);
  refused(() => exactMemoryCapacity(driven(matrix, map(), shared), delays, 1), /only a linear network/);
  refused(() => exactMemoryCapacity(driven(withRadius(matrix, 1), linearMap, shared), delays, 1), /has not died out/);
});
