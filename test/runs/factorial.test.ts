import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectTables } from '../../figures/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import { quantityOf } from '../../results/quantity.ts';
import type { Row, Summary } from '../../results/contract.ts';
import { summaryOf } from '../../runs/say/run-summary.ts';
import { stripes } from './stripes-study.ts';
import { runText } from './text-runs.ts';

const [{ noun }] = stripes.conditions;
type Cells = Readonly<Record<string, (seed: number) => number | undefined>>;
const seeds = Array.from({ length: 9 }, (_, i) => i + 1);
/** An experiment whose conditions are named by their levels, joined by a dot. */
const study = (cells: Cells, more: Partial<ExperimentSpec> = {}): ExperimentSpec => {
  const names = Object.keys(cells);
  const count = names[0].split('.').length;
  return {
    ...stripes,
    seeds,
    train: undefined,
    expectations: [],
    measures: stripes.measures.slice(0, 1),
    conditions: names.map((name) => ({ name, noun, levels: name.split('.') })),
    factors: Array.from({ length: count }, (_, place) => ({
      name: 'abc'[place],
      levels: [...new Set(names.map((name) => name.split('.')[place]))],
    })),
    ...more,
  };
};
const rowsOf = (cells: Cells, { vary }: ExperimentSpec): Row[] =>
  Object.entries(cells).flatMap(([condition, valueAt]) =>
    seeds.flatMap((seed) => {
      const value = valueAt(seed);
      const points = vary.length > 0 ? vary[0].values.map((size) => ({ [vary[0].name]: size })) : [{}];
      return value === undefined
        ? []
        : points.map((at) => ({ condition, seed, at, step: null, measure: 'accuracy', value }));
    }),
  );
const summaryFor = (cells: Cells, more: Partial<ExperimentSpec> = {}): Summary => {
  const experiment = study(cells, more);
  return summaryOf(experiment, rowsOf(cells, experiment), []);
};
/** Differs from seed to seed, alike in all cells. */
const draw = (seed: number): number => ((seed * 7) % 10) / 100;
const noise = (seed: number, cell: number): number => ((seed * 5 + cell * 3 + seed * cell) % 7) / 1000;
const twoByTwo: Cells = {
  'x.p': (seed) => 0.5 + draw(seed) + noise(seed, 0),
  'x.q': (seed) => 0.55 + draw(seed) + noise(seed, 1),
  'y.p': (seed) => 0.6 + draw(seed) + noise(seed, 2),
  'y.q': (seed) => 0.75 + draw(seed) + noise(seed, 3),
};

test('a 2 × 2: two main effects and their interaction, in the words and units of its measure', () => {
  const { effects = [], notes } = summaryFor(twoByTwo);
  assert.deepEqual(
    effects.map(({ factors, levels, against }) => [factors, levels, against]),
    [
      [['a'], ['y'], ['x']],
      [['b'], ['q'], ['p']],
      [
        ['a', 'b'],
        ['y', 'q'],
        ['x', 'p'],
      ],
    ],
  );
  const expected = [0.15, 0.1, 0.1];
  for (const [i, { effect, ci, n, interval, p }] of effects.entries()) {
    assert.equal(Math.abs((effect as number) - expected[i]) < 0.005, true, String(effect));
    assert.equal(ci !== null && ci[0] > 0 && ci[0] < (effect as number) && ci[1] > (effect as number), true);
    assert.deepEqual([n, interval, p], [9, 'seeds', 2 / 2 ** 9]);
  }
  // Holm over three that are equal
  assert.deepEqual(
    effects.map(({ p_corrected }) => p_corrected),
    [6 / 2 ** 9, 6 / 2 ** 9, 6 / 2 ** 9],
  );
  assert.equal(Math.abs(effects.reduce((sum, { share }) => sum + (share as number), 0) - 1) < 1e-12, true);
  assert.deepEqual(
    notes.filter(({ code }) => ['S082', 'S085', 'S086'].includes(code)),
    [],
  );
  const experiment = study(twoByTwo);
  assert.equal(quantityOf(experiment, 'accuracy').unit, '%');
  const [table] = effectTables({ experiment, summary: summaryFor(twoByTwo) } as Parameters<typeof effectTables>[0]);
  assert.equal(table.title, 'effects on accuracy (points)');
  assert.deepEqual(table.header, ['effect', '95 % interval', 'd_z', 'p, Holm', 'share', 'n']);
  assert.deepEqual(
    table.rows.map(({ name }) => name),
    ['a: y − x', 'b: q − p', 'a × b: y, q'],
  );
  assert.match(table.rows[0].cells[0], /^\+1[45]\.\d/);
});

test('a seed without a value in one combination is left out of every effect, and named', () => {
  const { effects = [], notes } = summaryFor({
    ...twoByTwo,
    'y.q': (seed) => (seed === 4 ? undefined : twoByTwo['y.q'](seed)),
  });
  assert.deepEqual(
    effects.map(({ n }) => n),
    [8, 8, 8],
  );
  assert.equal(
    notes.find(({ code }) => code === 'S085')?.text,
    'accuracy has no value in y.q with seed 4, left out of all effects on it: n = 8.',
  );
});
test('where no seed fills every combination the effects are unknown, and so is a claim about one', () => {
  const of = (condition: string) => ({ call: 'of', arguments: [{ name: 'accuracy' }, { name: condition }] });
  const claim = {
    ...{ text: 'effect(accuracy, a) > 0', line: 3, every: false, at: {} },
    left: { call: '-', arguments: [of('y.q'), of('x.q')] },
    test: { kind: 'compare' as const, operator: '>' as const, right: 0 },
  };
  const { effects, notes, expectations } = summaryFor(
    { ...twoByTwo, 'y.q': () => undefined },
    { expectations: [claim] },
  );
  assert.deepEqual(effects, []);
  assert.match(
    notes.find(({ code }) => code === 'S085')?.text ?? '',
    /missing in y\.q\), so the effects on it are unknown/,
  );
  assert.equal(expectations[0].verdict, 'unknown');
});
test('a measure at its ceiling has effects of nothing: no p, no interval, no share', () => {
  const { effects = [] } = summaryFor({ 'x.p': () => 1, 'x.q': () => 1, 'y.p': () => 1, 'y.q': () => 1 });
  assert.equal(effects.length, 3);
  for (const { effect, ci, p, p_corrected, share, d_z } of effects)
    assert.deepEqual([effect, ci, p, p_corrected, share, d_z], [0, null, null, null, null, null]);
});
test('of an incomplete design the effects are those of its largest complete part, and a note says so', () => {
  const eleven = ['f.t.c', 'o.t.c', 'o.g.c', 'o.t.n', 'o.g.n', 'o.n.n', 'f.t.e', 'o.t.e', 'f.g.e', 's.t.c', 's.t.e'];
  const { effects = [], notes } = summaryFor(
    Object.fromEntries(eleven.map((name, cell) => [name, (seed: number) => 0.5 + draw(seed) + noise(seed, cell)])),
  );
  const said = notes.find(({ code }) => code === 'S082')?.text ?? '';
  assert.match(said, /^Of the 27 combinations of a × b × c 16 are missing: /);
  const part = 'a (f, o, s) × c (c, e) at b = t: effects are those of these 6 conditions.';
  assert.equal(said.endsWith(`The largest complete part is ${part}`), true, said);
  assert.deepEqual([...new Set(effects.flatMap(({ factors }) => factors))], ['a', 'c']);
  assert.equal(effects.length, 2 + 1 + 1 + 2 + 1);
});
test('without any complete part there are no effects', () => {
  const { effects, notes } = summaryFor({ 'x.p': draw, 'x.q': draw, 'y.p': draw });
  assert.deepEqual(effects, []);
  assert.match(notes.find(({ code }) => code === 'S082')?.text ?? '', /No two factors are complete together/);
});
test('with a sweep there are effects at each point, corrected together', () => {
  const { effects = [] } = summaryFor(twoByTwo, { vary: [{ name: 'size', values: [8, 16] }] });
  assert.equal(effects.length, 6);
  assert.deepEqual([...new Set(effects.map(({ at }) => at.size))], [8, 16]);
  assert.deepEqual(
    effects.map(({ p_corrected }) => p_corrected),
    Array(6).fill(12 / 2 ** 9),
  );
});
test('too few seeds for so many effects are said, with how many are enough', () => {
  const cells = Object.fromEntries(
    ['x.p.u', 'x.p.v', 'x.q.u', 'x.q.v', 'y.p.u', 'y.p.v', 'y.q.u', 'y.q.v'].map((name, cell) => [
      name,
      (seed: number) => 0.5 + draw(seed) + noise(seed, cell) + cell / 100,
    ]),
  );
  const said = (count: number) => {
    const experiment = study(cells, { seeds: seeds.slice(0, count) });
    const rows = rowsOf(cells, experiment).filter(({ seed }) => seed <= count);
    return summaryOf(experiment, rows, []).notes.find(({ code }) => code === 'S086')?.text;
  };
  assert.equal(said(9), undefined);
  assert.match(said(8) ?? '', /0\.05469 over the 7 effects on accuracy with 8 seeds: none .* 9 seeds are enough\.$/);
});

test('a run of a factorial gives its effects, and what a claim says of one is what the table says', async (t) => {
  const { results } = await runText(
    t,
    `language 1
connect net { neurons 30;  wire 0.2;  weights normal(0, 1);  spectrum max 0.8 }
experiment ingredients {
  seeds 7
  compare {
    factor wiring  { thin = net;  dense = net { wire 0.6 } }
    factor weights { normal = net;  uniform = net { weights uniform(-1, 1) } }
  }
  measure density = density(net)
  measure gain = transient_gain()
  expect effect(density, wiring) > 30 %
  expect effect(gain, weights, wiring) in -100 .. 100
  expect density of dense.uniform > density of thin.normal
}
`,
  );
  const { effects = [], expectations } = results.summary;
  const [wiring] = effects;
  assert.deepEqual([wiring.measure, wiring.factors, wiring.n], ['density', ['wiring'], 7]);
  assert.deepEqual(
    expectations.map(({ verdict }) => verdict),
    ['supported', 'supported', 'supported'],
  );
  const shown = (effect: number | null): string => ((effect as number) * 100).toFixed(1);
  assert.match(expectations[0].observed, new RegExp(`^difference ${shown(wiring.effect)}.*percentage points`));
  const both = effects.find(({ measure, factors }) => measure === 'gain' && factors.length === 2);
  assert.match(expectations[1].observed.replace('−', '-'), new RegExp(`^difference ${both?.effect?.toFixed(1)}`));
});
