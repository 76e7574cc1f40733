import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Growth,
  grow,
  GrowthAborted,
  GrowthError,
  type GrowthProgram,
  type GrowthProgress,
} from '../../engine/development/index.ts';
import { ExpressionError } from '../../engine/expressions/index.ts';
import type { GeneNetwork } from '../../engine/genes/index.ts';
import { call, cortex, mouse, named } from './mouse.ts';

const key = { seed: 1, stream: 'cortex' };
/** One gene that stays on: every cell is a `cell`. */
const constant: GeneNetwork = {
  update: 'synchronous',
  inputs: [],
  genes: [{ name: 'On', rule: { gene: 'On' } }],
  fates: [{ name: 'cell', rule: { gene: 'On' } }],
  signs: [],
  fixed: {},
};
const program = (changes: Partial<GrowthProgram>): GrowthProgram => ({
  space: [1, 1],
  step: 1,
  stop: 10,
  start: { count: 1, fate: 'cell', place: 'centre' },
  signals: [],
  divide: [],
  migrate: [],
  synapses: [],
  controls: [],
  ...changes,
});
const at = (growth: Growth, cell: number): number[] =>
  Array.from(growth.cells.position.subarray(cell * growth.cells.dimensions, (cell + 1) * growth.cells.dimensions));

test('cells double every T, counted from their own birth', () => {
  const { frames } = grow(program({ divide: [{ fate: 'cell', every: 2, spread: 0.01 }], stop: 12 }), constant, key);
  assert.deepEqual(
    frames.map(({ count }) => count),
    [1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 32, 32, 64],
  );
  const off = grow(program({ step: 2, divide: [{ fate: 'cell', every: 3, spread: 0.01 }], stop: 12 }), constant, key);
  // The founder is due at 3, 6, 9, 12 (seen at 4, 6, 10, 12), the daughter of 4 at 7, 10 (8, 10), that of 6 at 9, 12
  // (10, 12), that of 8 at 11 (12).
  assert.deepEqual(
    off.frames.map(({ count }) => count),
    [1, 1, 2, 3, 4, 7, 10],
  );
});

test('within a step: genes, then division, then migration, then synapses', () => {
  const ripening: GeneNetwork = { ...constant, genes: [{ name: 'On', rule: { constant: true } }] };
  const { frames, cells, synapses } = grow(
    program({
      stop: 1,
      start: { count: 1, place: 'centre' },
      divide: [{ fate: 'cell', every: 1, spread: 0.01 }],
      migrate: [{ fate: 'cell', along: 'outward', speed: 0.2 }],
      synapses: [{ pre: 'cell', post: 'cell', probability: 1, perSecond: false, weight: named('distance') }],
    }),
    ripening,
    key,
  );
  assert.deepEqual(
    frames.map(({ count, fate }) => [count, ...fate]),
    [
      [1, -1],
      [2, 0, 0],
    ],
  ); // the fate of this step divides
  // the founder stays at the centre, the daughter migrates at once
  const apart = Math.hypot(cells.position[2] - 0.5, cells.position[3] - 0.5);
  assert.ok(apart > 0.2 && apart < 0.25, `${apart}`);
  assert.deepEqual([...synapses.birth], [1, 1]); // and they are joined where they are then
  for (const weight of synapses.weight) assert.ok(Math.abs(weight - apart) < 1e-12);
});

test('at the cap the oldest due cells divide first', () => {
  const { cells } = grow(
    program({ divide: [{ fate: 'cell', every: 1, until: 6, spread: 0.01 }], stop: 5 }),
    constant,
    key,
  );
  assert.deepEqual([...cells.parent], [-1, 0, 0, 1, 0, 1]);
  assert.deepEqual([...cells.birth], [0, 1, 2, 2, 3, 3]);
});

test('daughters stand at N(0, spread) from their mother on each axis and copy her genes', () => {
  for (const space of [
    [1, 1],
    [1, 1, 1],
  ]) {
    const { cells } = grow(
      program({ space, divide: [{ fate: 'cell', every: 1, until: 4000, spread: 0.01 }], stop: 12 }),
      constant,
      key,
    );
    for (let axis = 0; axis < space.length; axis++) {
      let [sum, squares] = [0, 0];
      for (let cell = 1; cell < cells.count; cell++) {
        const offset =
          cells.position[cell * space.length + axis] - cells.position[cells.parent[cell] * space.length + axis];
        sum += offset;
        squares += offset * offset;
      }
      const n = cells.count - 1;
      assert.ok(Math.abs(sum / n) < (4 * 0.01) / Math.sqrt(n), `mean ${sum / n}`);
      assert.ok(Math.abs(Math.sqrt(squares / n) / 0.01 - 1) < 4 / Math.sqrt(2 * n), `sd ${Math.sqrt(squares / n)}`);
    }
    assert.ok(cells.state.every((state) => state === 1));
  }
});

test('no cell leaves the space, however wide daughters fall or fast cells run', () => {
  const { cells } = grow(
    program({
      space: [0.2, 0.5, 0.1],
      divide: [{ fate: 'cell', every: 1, until: 500, spread: 1 }],
      migrate: [{ fate: 'cell', along: 'outward', speed: 0.7 }],
    }),
    constant,
    key,
  );
  for (let cell = 0; cell < cells.count; cell++)
    [0.2, 0.5, 0.1].forEach((length, axis) => {
      const value = cells.position[cell * 3 + axis];
      assert.ok(value >= 0 && value <= length);
    });
});

test('migration covers speed × time', () => {
  const start = { count: 50, fate: 'cell', place: 'uniform' } as const;
  for (const space of [
    [10, 10],
    [10, 10, 10],
  ]) {
    const before = grow(program({ space, start, stop: 0 }), constant, key);
    const fromCentre = (growth: Growth, cell: number): number =>
      Math.hypot(...at(growth, cell).map((value) => value - 5));
    const inward = grow(
      program({ space, start, migrate: [{ fate: 'cell', along: 'inward', speed: 0.2 }] }),
      constant,
      key,
    );
    for (let cell = 0; cell < 50; cell++)
      assert.ok(Math.abs(fromCentre(inward, cell) - Math.max(0, fromCentre(before, cell) - 2)) < 1e-9);
    const outward = grow(
      program({ space, start, migrate: [{ fate: 'cell', along: 'outward', speed: 0.2 }] }),
      constant,
      key,
    );
    let free = 0;
    for (let cell = 0; cell < 50; cell++) {
      if (at(outward, cell).some((value) => value < 0.3 || value > 9.7)) continue;
      free++;
      assert.ok(Math.abs(fromCentre(outward, cell) - fromCentre(before, cell) - 2) < 1e-9);
    }
    assert.ok(free > 10);
  }
});

test('signals see the cells as they were at the start of the step', () => {
  const alone: GeneNetwork = {
    update: 'synchronous',
    inputs: ['Alone'],
    genes: [
      { name: 'On', rule: { gene: 'On' } },
      { name: 'Mark', rule: { gene: 'Alone' } },
    ],
    fates: [{ name: 'cell', rule: { gene: 'On' } }],
    signs: [],
    fixed: {},
  };
  const signals = [
    {
      name: 'Alone',
      expression: call('<', { call: 'neighbours', arguments: [named('cell')], named: { within: 5 } }, 1),
    },
  ];
  const states = (stop: number): number[] => [
    ...grow(program({ stop, signals, divide: [{ fate: 'cell', every: 1, until: 2, spread: 0.1 }] }), alone, key).cells
      .state,
  ];
  // Bits: On, Mark, Alone. In step 1 the founder is alone, is marked and divides; in step 2 neither is alone.
  assert.deepEqual(states(1), [0b111, 0b111]);
  assert.deepEqual(states(2), [0b001, 0b001]);
});

test('a knock-out reaches the circuit', () => {
  const wild = grow({ ...cortex, synapses: [] }, mouse, key);
  const without = grow({ ...cortex, synapses: [] }, { ...mouse, fixed: { Tbr1: 0 } }, key);
  assert.ok(wild.cells.fate.some((fate) => fate === 1));
  assert.ok(!without.cells.fate.some((fate) => fate === 1));
});

test('the same key gives the same bits; another seed or stream another circuit', () => {
  const once = grow(cortex, mouse, key);
  assert.deepEqual(grow(cortex, mouse, key), once);
  for (const other of [
    { seed: 2, stream: 'cortex' },
    { seed: 1, stream: 'cortex2' },
  ])
    assert.notDeepEqual(grow(cortex, mouse, other).cells.position, once.cells.position);
});

test('neither another synapse rule nor the order of statements changes a draw', () => {
  const first = cortex.synapses[0];
  const second = { ...first, pre: 'progenitor', probability: 1e-4 };
  const divide = [...cortex.divide, { fate: 'neuron', every: 100 * 3600, until: 5050, spread: 1e-5 }];
  const migrate = [...cortex.migrate, { fate: 'progenitor', along: 'inward', speed: 1e-10 } as const];
  const plain = grow({ ...cortex, divide, migrate }, mouse, key);
  const more = grow({ ...cortex, divide, migrate, synapses: [first, second] }, mouse, key);
  const turned = grow(
    { ...cortex, divide: divide.toReversed(), migrate: migrate.toReversed(), synapses: [second, first] },
    mouse,
    key,
  );
  assert.deepEqual(turned, more);
  assert.deepEqual(more.cells, plain.cells);
  const neurons = (growth: Growth): string[] =>
    Array.from({ length: growth.synapses.count }, (_, s) => s)
      .filter((s) => growth.cells.fate[growth.synapses.pre[s]] === 1)
      .map((s) => `${growth.synapses.pre[s]}>${growth.synapses.post[s]} ${growth.synapses.weight[s]}`);
  const kept = new Set(neurons(more));
  assert.ok(neurons(plain).every((synapse) => kept.has(synapse)) && kept.size > 1000);
});

test('the run of rapid-learning.anl grows 5,000 cells and a few hundred neurons', () => {
  for (const seed of [1, 2, 3]) {
    const { cells, synapses, frames } = grow(cortex, mouse, { seed, stream: 'cortex' });
    const neurons = cells.fate.reduce((count, fate) => count + (fate === 1 ? 1 : 0), 0);
    assert.equal(cells.count, 5000);
    assert.ok(neurons > 100 && neurons < 1000, `${neurons} neurons`);
    assert.ok(synapses.count / (neurons * (neurons - 1)) > 0.3 && synapses.count / (neurons * (neurons - 1)) < 0.9);
    assert.deepEqual(
      frames.map(({ step }) => step),
      Array.from({ length: 41 }, (_, step) => step),
    );
    assert.deepEqual(frames[40].position, Float32Array.from(cells.position));
  }
});

test('frames stay few in a long growth, and the last is there', () => {
  const { frames } = grow(program({ stop: 1001 }), constant, key);
  assert.ok(frames.length <= 62);
  assert.deepEqual([frames[0].step, frames.at(-1)!.step], [0, 1001]);
});

test('progress is told step by step, and cancelling stops', () => {
  const told: GrowthProgress[] = [];
  const { cells, synapses } = grow(cortex, mouse, key, { onStep: (progress) => told.push(progress) });
  assert.deepEqual(
    told.map(({ done }) => done),
    Array.from({ length: 80 }, (_, k) => k + 1),
  );
  assert.deepEqual(told.at(-1), { done: 80, total: 80, cells: cells.count, synapses: synapses.count });
  let asked = 0;
  assert.throws(() => grow(cortex, mouse, key, { aborted: () => ++asked > 30 }), GrowthAborted);
});

test('a program that cannot be grown says what is wrong and what to do', () => {
  const synapse = { pre: 'cell', post: 'cell', probability: 1, perSecond: false, weight: 1 } as const;
  const cases: [Partial<GrowthProgram>, RegExp][] = [
    [{ divide: [{ fate: 'cel', every: 1, spread: 0 }] }, /divide names the fate "cel".*known: cell/],
    [
      { divide: [{ fate: 'cell', every: 0.5, spread: 0 }] },
      /more often than once per step of 1 s; make the step shorter/,
    ],
    [{ synapses: [{ ...synapse, post: 'neuron' }] }, /synapse names the fate "neuron"/],
    [{ signals: [{ name: 'Niche', expression: true }] }, /signal Niche sets no input.*declare it/],
    [{ space: [1] }, /space has 1 lengths/],
    [{ space: [1, 0] }, /a length of space is 0 m/],
    [{ step: 0 }, /step is 0 s/],
    [{ start: { count: 0, place: 'centre' } }, /start has 0 cells/],
  ];
  for (const [changes, message] of cases)
    assert.throws(
      () => grow(program(changes), constant, key),
      (error) => error instanceof GrowthError && message.test(error.message),
      String(message),
    );
  const expressions: [Partial<GrowthProgram>, RegExp][] = [
    [
      { synapses: [{ ...synapse, weight: named('similarty') }] },
      /unknown name "similarty" in the weight of synapse cell to cell; known here: age_gap, cell, distance/,
    ],
    [
      { synapses: [{ ...synapse, prune: call('<', named('wieght'), 1) }] },
      /unknown name "wieght" in the prune of synapse cell to cell; known here: age, age_gap/,
    ],
    [
      {
        start: { count: 2, fate: 'cell', place: 'centre' },
        synapses: [{ ...synapse, weight: call('/', 1, named('distance')) }],
      },
      /the weight of synapse cell to cell is Infinity for cells 0 and 1, 0 m apart/,
    ],
  ];
  for (const [changes, message] of expressions)
    assert.throws(
      () => grow(program(changes), constant, key),
      (error) => error instanceof ExpressionError && message.test(error.message),
      String(message),
    );
  const withInput: GeneNetwork = { ...constant, inputs: ['Niche'] };
  for (const [expression, message] of [
    [
      call('<', { call: 'neighbours', arguments: [named('stem')], named: { within: 1 } }, 2),
      /no fate is called stem; known: cell/,
    ],
    [call('<', call('neighbours', named('cell')), 2), /`within` is missing/],
    [named('x'), /signal Niche must be a boolean; x is a number/],
  ] as const)
    assert.throws(() => grow(program({ signals: [{ name: 'Niche', expression }] }), withInput, key), message);
});
