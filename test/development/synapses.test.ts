import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Growth, grow, type GrowthProgram, type SynapseRule } from '../../engine/development/index.ts';
import { pairDraws } from '../../engine/development/trial.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import type { GeneNetwork } from '../../engine/genes/index.ts';
import { call, falloff, named } from './mouse.ts';

const key = { seed: 3, stream: 'tissue' };
const constant: GeneNetwork = {
  update: 'synchronous',
  inputs: [],
  genes: [{ name: 'On', rule: { gene: 'On' } }],
  fates: [{ name: 'cell', rule: { gene: 'On' } }],
  signs: [],
  fixed: {},
};
/** On, off, on, …: at the end of steps 2, 4, … every cell is on. */
const blinking: GeneNetwork = { ...constant, genes: [{ name: 'On', rule: { not: { gene: 'On' } } }] };
const rule = (changes: Partial<SynapseRule>): SynapseRule => ({
  pre: 'cell',
  post: 'cell',
  probability: 1,
  perSecond: false,
  weight: 1,
  ...changes,
});
const tissue = (changes: Partial<GrowthProgram>): GrowthProgram => ({
  space: [1, 1],
  step: 1,
  stop: 1,
  start: { count: 200, fate: 'cell', place: 'uniform' },
  signals: [],
  divide: [],
  migrate: [],
  synapses: [],
  controls: [],
  ...changes,
});
const pairs = ({ synapses: { count, pre, post } }: Growth): string[] =>
  Array.from({ length: count }, (_, s) => `${pre[s]}>${post[s]}`);
const distance = ({ cells: { position, dimensions } }: Growth, a: number, b: number): number =>
  Math.sqrt(
    Array.from(
      { length: dimensions },
      (_, axis) => (position[b * dimensions + axis] - position[a * dimensions + axis]) ** 2,
    ).reduce((sum, square) => sum + square, 0),
  );
const purpose = 'synapse ["cell","cell",0]';

test('each ordered pair is tried once, with its own draw against its own probability', () => {
  const shapes: [Expression, (d: number) => number][] = [
    [falloff(0.15), (d) => Math.exp(-d / 0.15)],
    [call('max', 0, call('-', 0.7, call('/', named('distance'), 0.3))), (d) => Math.max(0, 0.7 - d / 0.3)],
    [call('if', call('<', named('distance'), 0.2), 0.5, 0.01), (d) => (d < 0.2 ? 0.5 : 0.01)],
    [call('*', named('similarity'), 0.3), () => 0.3],
    [call('-', 1, falloff(0.4)), (d) => 1 - Math.exp(-d / 0.4)],
  ];
  for (const space of [
    [1, 1],
    [1, 0.4, 0.7],
  ])
    for (const [probability, value] of shapes) {
      const growth = grow(tissue({ space, synapses: [rule({ probability })] }), constant, key);
      const draws = pairDraws(key, purpose, 0);
      const expected: string[] = [];
      let [sum, variance] = [0, 0];
      for (let pre = 0; pre < 200; pre++)
        for (let post = 0; post < 200; post++) {
          if (pre === post) continue;
          const p = value(distance(growth, pre, post));
          draws.first(pre, post);
          if (draws.second() < p) expected.push(`${pre}>${post}`);
          sum += p;
          variance += p * (1 - p);
        }
      assert.deepEqual(pairs(growth), expected);
      assert.ok(
        Math.abs(growth.synapses.count - sum) < 4 * Math.sqrt(variance),
        `${growth.synapses.count} synapses, ${sum} expected`,
      );
    }
});

test('probability 1 joins every ordered pair once and no cell to itself; probability 0 none', () => {
  const all = grow(tissue({ stop: 5, synapses: [rule({})] }), constant, key);
  assert.equal(all.synapses.count, 200 * 199);
  assert.equal(new Set(pairs(all)).size, 200 * 199);
  assert.ok(all.synapses.pre.every((pre, s) => pre !== all.synapses.post[s]));
  assert.ok(all.synapses.birth.every((step) => step === 1));
  assert.equal(grow(tissue({ stop: 5, synapses: [rule({ probability: 0 })] }), constant, key).synapses.count, 0);
});

test('cells that come later meet all others once', () => {
  const growth = grow(
    tissue({
      start: { count: 3, fate: 'cell', place: 'uniform' },
      stop: 4,
      divide: [{ fate: 'cell', every: 1, spread: 0.1 }],
      synapses: [rule({})],
    }),
    constant,
    key,
  );
  assert.equal(growth.cells.count, 48);
  assert.equal(new Set(pairs(growth)).size, 48 * 47);
  assert.equal(growth.synapses.count, 48 * 47);
  const { birth } = growth.cells;
  growth.synapses.birth.forEach((step, s) => {
    assert.equal(step, Math.max(1, birth[growth.synapses.pre[s]], birth[growth.synapses.post[s]]));
  });
});

test('a pair that loses its fates and has them again is not tried again', () => {
  const once = grow(tissue({ stop: 2, synapses: [rule({ probability: 0.3 })] }), blinking, key);
  const often = grow(tissue({ stop: 70, synapses: [rule({ probability: 0.3 })] }), blinking, key);
  assert.ok(once.synapses.count > 0 && once.synapses.birth.every((step) => step === 2));
  assert.deepEqual(often.synapses, once.synapses);
});

test('a rate joins the share 1 − exp(−rate · time) of the pairs, each at most once', () => {
  const growth = grow(
    tissue({ step: 2, stop: 20, synapses: [rule({ probability: 0.03, perSecond: true })] }),
    constant,
    key,
  );
  const share = 1 - Math.exp(-0.6);
  assert.equal(new Set(pairs(growth)).size, growth.synapses.count);
  assert.ok(Math.abs(growth.synapses.count / 39_800 - share) < 4 * Math.sqrt((share * (1 - share)) / 39_800));
  const first = growth.synapses.birth.filter((step) => step === 1).length / 39_800;
  assert.ok(Math.abs(first - (1 - Math.exp(-0.06))) < 4 * Math.sqrt(0.06 / 39_800));
});

test('a weight is fixed when its synapse forms, of what the pair is then', () => {
  const moving = tissue({
    stop: 6,
    migrate: [{ fate: 'cell', along: 'inward', speed: 0.05 }],
    synapses: [rule({ weight: named('distance') })],
  });
  const growth = grow(moving, constant, key);
  const early = grow({ ...moving, stop: 1 }, constant, key);
  growth.synapses.weight.forEach((weight, s) => {
    assert.ok(Math.abs(weight - distance(early, growth.synapses.pre[s], growth.synapses.post[s])) < 1e-12);
  });
});

test('pair expressions know ages, fates and places of both cells', () => {
  const start = {
    start: { count: 2, fate: 'cell', place: 'uniform' } as const,
    step: 10,
    stop: 30,
    divide: [{ fate: 'cell', every: 10, until: 3, spread: 0.1 }],
  };
  const weightOf = (weight: Expression): Record<string, number> => {
    const { synapses } = grow(tissue({ ...start, synapses: [rule({ weight })] }), constant, key);
    return Object.fromEntries(
      Array.from(synapses.weight, (value, s) => [`${synapses.pre[s]}>${synapses.post[s]}`, value]),
    );
  };
  // Cells 0 and 1 are founders, 2 is born in step 1 (10 s); all pairs meet at 10 s.
  assert.deepEqual(weightOf(named('age_gap')), { '0>1': 0, '0>2': 10, '1>0': 0, '1>2': 10, '2>0': 10, '2>1': 10 });
  assert.deepEqual(weightOf({ member: ['pre', 'age'] }), {
    '0>1': 10,
    '0>2': 10,
    '1>0': 10,
    '1>2': 10,
    '2>0': 0,
    '2>1': 0,
  });
  assert.deepEqual(weightOf({ member: ['post', 'birth'] }), {
    '0>1': 0,
    '0>2': 10,
    '1>0': 0,
    '1>2': 10,
    '2>0': 0,
    '2>1': 0,
  });
  assert.deepEqual(weightOf(call('if', call('=', { member: ['pre', 'fate'] }, named('cell')), 3, 4))['0>1'], 3);
  const { cells } = grow(tissue(start), constant, key);
  assert.equal(weightOf({ member: ['post', 'y'] })['0>2'], cells.position[5]);
  assert.equal(weightOf(named('time'))['2>0'], 10);
});

test('strengthening multiplies every T of the synapse until its ceiling; a factor below 1 has a floor', () => {
  const after = (stop: number, factor: number, until: number): number => {
    const growth = grow(
      tissue({
        stop,
        start: { count: 2, fate: 'cell', place: 'uniform' },
        synapses: [rule({ strengthen: { factor, every: 2, until } })],
      }),
      constant,
      key,
    );
    return growth.synapses.weight[0];
  };
  // The synapse forms in step 1; it is 2, 4, 6 s old in steps 3, 5, 7.
  assert.deepEqual(
    [1, 2, 3, 4, 5, 7, 9].map((stop) => after(stop, 2, 5)),
    [1, 1, 2, 2, 4, 5, 5],
  );
  assert.deepEqual(
    [1, 3, 5, 7].map((stop) => after(stop, 0.5, 0.2)),
    [1, 0.5, 0.25, 0.2],
  );
  assert.equal(after(9, 2, 0.5), 1);
});

test('pruning removes synapses after strengthening, by weight, age or distance, and they do not come back', () => {
  const few = { start: { count: 40, fate: 'cell', place: 'uniform' } as const, stop: 8 };
  const weighted = rule({ weight: named('distance') });
  const all = grow(tissue({ ...few, synapses: [weighted] }), constant, key);
  const strong = grow(
    tissue({ ...few, synapses: [{ ...weighted, prune: call('<', named('weight'), 0.3) }] }),
    constant,
    key,
  );
  assert.deepEqual(
    [...strong.synapses.weight],
    [...all.synapses.weight].filter((weight) => weight >= 0.3),
  );
  const rescued = grow(
    tissue({
      ...few,
      synapses: [
        {
          ...weighted,
          strengthen: { factor: 2, every: 1, until: 9 },
          prune: call('and', call('>', named('age'), 0), call('<', named('weight'), 0.3)),
        },
      ],
    }),
    constant,
    key,
  );
  assert.equal(rescued.synapses.count, [...all.synapses.weight].filter((weight) => 2 * weight >= 0.3).length);
  assert.equal(
    grow(tissue({ ...few, synapses: [{ ...weighted, prune: call('>=', named('age'), 3) }] }), constant, key).synapses
      .count,
    0,
  );
  const met = grow(
    tissue({
      ...few,
      migrate: [{ fate: 'cell', along: 'inward', speed: 1 }],
      synapses: [{ ...rule({}), prune: call('<', named('distance'), 1e-9) }],
    }),
    constant,
    key,
  );
  assert.equal(met.synapses.count, 0);
});

test('several rules that join the same fates draw independently', () => {
  const growth = grow(
    tissue({ synapses: [rule({ probability: 0.5 }), rule({ probability: 0.5, weight: 2 })] }),
    constant,
    key,
  );
  const both = pairs(growth).length - new Set(pairs(growth)).size;
  assert.ok(Math.abs(both / 39_800 - 0.25) < 4 * Math.sqrt(0.1875 / 39_800), `${both} pairs joined by both`);
  const { birth, pre, post } = growth.synapses;
  for (let s = 1; s < growth.synapses.count; s++)
    assert.ok(birth[s] > birth[s - 1] || pre[s] > pre[s - 1] || (pre[s] === pre[s - 1] && post[s] >= post[s - 1]));
});
