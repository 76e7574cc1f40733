// Cells that grow synapses, and lose them, by what they do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Growth, grow, type GrowthProgram, type SynapseRule } from '../../engine/development/index.ts';
import { settleRates } from '../../engine/development/rates.ts';
import type { GeneNetwork } from '../../engine/genes/index.ts';
import { mean, near } from '../numbers.ts';
import { falloff } from './mouse.ts';

const key = { seed: 5, stream: 'tissue' };
const genes: GeneNetwork = {
  update: 'synchronous',
  inputs: [],
  genes: [{ name: 'On', rule: { gene: 'On' } }],
  fates: [{ name: 'cell', rule: { gene: 'On' } }],
  signs: [],
  fixed: {},
};
const rule: SynapseRule = { pre: 'cell', post: 'cell', probability: falloff(0.15), perSecond: false, weight: 0.07 };
const homeostasis = { target: 0.4, perStep: 6, background: 0.1 };
const tissue = (changes: Partial<GrowthProgram> = {}): GrowthProgram => ({
  space: [1, 1],
  step: 1,
  stop: 40,
  start: { count: 70, fate: 'cell', place: 'uniform' },
  signals: [],
  divide: [],
  migrate: [],
  synapses: [rule],
  homeostasis,
  controls: [],
  ...changes,
});
const inputsOf = ({ synapses: { count, post }, cells }: Growth): number[] => {
  const inputs = new Array<number>(cells.count).fill(0);
  for (let row = 0; row < count; row++) inputs[post[row]]++;
  return inputs;
};
const ratesIn = ({ cells, synapses }: Growth): Float64Array => {
  const rates = new Float64Array(cells.count);
  settleRates(rates, [synapses], homeostasis.background);
  return rates;
};

test('rates are those of the shunting model: alone, of two that excite each other, of one that is inhibited', () => {
  const table = (rows: readonly (readonly [number, number, number])[]) => ({
    count: rows.length,
    pre: Int32Array.from(rows, ([pre]) => pre),
    post: Int32Array.from(rows, ([, post]) => post),
    weight: Float64Array.from(rows, ([, , weight]) => weight),
    birth: new Int32Array(rows.length),
  });
  const settled = (cells: number, rows: Parameters<typeof table>[0]) => {
    const rates = new Float64Array(cells);
    settleRates(rates, [table(rows)], 0.25);
    return rates;
  };
  near(settled(1, [])[0], 0.25 / 1.25, 1e-8);
  // w x² + (1 + b − w) x − b = 0 with w = 2, b = ¼
  const x = (0.75 + Math.sqrt(0.75 ** 2 + 2)) / 4;
  for (const rate of settled(2, [
    [0, 1, 2],
    [1, 0, 2],
  ]))
    near(rate, x, 1e-8);
  near(settled(2, [[0, 1, -3]])[1], 0.25 / (1.25 + 3 * 0.2), 1e-8);
});

test('quiet cells grow synapses, and too many are lost, until each has the target', () => {
  const sparse = grow(tissue(), genes, key),
    dense = grow(tissue({ synapses: [{ ...rule, probability: 0.9 }] }), genes, key);
  const before = (growth: GrowthProgram): number[] => inputsOf(grow({ ...growth, homeostasis: undefined }, genes, key));
  assert.equal(mean(inputsOf(sparse)) > 1.5 * mean(before(tissue())), true, 'they had too few');
  assert.equal(
    mean(inputsOf(dense)) < 0.8 * mean(before(tissue({ synapses: [{ ...rule, probability: 0.9 }] }))),
    true,
    'they had too many',
  );
  for (const growth of [sparse, dense]) {
    const means = growth.rates?.means ?? [];
    assert.equal(means.length, 40);
    near(means[39], 0.4, 0.01, 'mean rate at the end');
    assert.equal(Math.abs(means[39] - 0.4) < Math.abs(means[0] - 0.4) / 10, true, 'it has come nearer');
    for (const rate of ratesIn(growth)) near(rate, 0.4, 0.03, 'of each cell');
  }
});

test('no pair has two synapses, none is on itself or below 0, and near cells are taken first', () => {
  const { synapses, cells } = grow(tissue(), genes, key);
  const pairs = new Set<string>(),
    lengths: number[] = [];
  for (let row = 0; row < synapses.count; row++) {
    const [pre, post] = [synapses.pre[row], synapses.post[row]];
    pairs.add(`${pre}>${post}`);
    assert.notEqual(pre, post);
    assert.equal(synapses.weight[row], 0.07);
    lengths.push(
      Math.hypot(
        cells.position[2 * pre] - cells.position[2 * post],
        cells.position[2 * pre + 1] - cells.position[2 * post + 1],
      ),
    );
    if (row > 0) assert.equal(synapses.birth[row] >= synapses.birth[row - 1], true, 'in order of birth');
  }
  assert.equal(pairs.size, synapses.count);
  assert.equal(mean(lengths) < 0.4, true, `of two cells in a square 0.52, of these ${mean(lengths)}`);
});

test('inhibition is neither grown nor lost, and what it takes away is grown elsewhere', () => {
  const inhibiting = [rule, { ...rule, probability: 0.1, weight: -0.5 }];
  const growth = grow(tissue({ synapses: inhibiting, stop: 60 }), genes, key),
    without = grow(tissue({ synapses: inhibiting, homeostasis: undefined }), genes, key);
  const negative = ({ synapses: { weight } }: Growth): number => weight.filter((one) => one < 0).length;
  assert.equal(negative(growth), negative(without));
  assert.equal(mean(inputsOf(growth)) > mean(inputsOf(grow(tissue(), genes, key))), true);
});

test('the same key grows the same circuit, and pruning sees what has grown in its step', () => {
  assert.deepEqual(grow(tissue(), genes, key), grow(tissue(), genes, key));
  assert.notDeepEqual(grow(tissue(), genes, key).synapses, grow(tissue(), genes, { ...key, seed: 6 }).synapses);
  const pruned = grow(
    tissue({ synapses: [{ ...rule, prune: { call: '<', arguments: [{ name: 'weight' }, 0.1] } }] }),
    genes,
    key,
  );
  assert.equal(pruned.synapses.count, 0);
});

test('what cannot be is refused, with what to do', () => {
  const refused = (changes: Partial<GrowthProgram>, message: RegExp): void =>
    assert.throws(() => grow(tissue(changes), genes, key), message);
  refused({ homeostasis: { ...homeostasis, target: 1 } }, /between 0\.0909.* and 1/);
  refused({ homeostasis: { ...homeostasis, target: 0.05 } }, /what a cell does without synapses/);
  refused({ homeostasis: { ...homeostasis, background: 0 } }, /every cell is silent/);
  refused({ homeostasis: { ...homeostasis, perStep: 0 } }, /above zero/);
  refused({ synapses: [] }, /add a `synapse` rule/);
});
