import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromGrowth, type Matrix } from '../../engine/connectivity/index.ts';
import { type Cells, grow } from '../../engine/development/index.ts';
import { measures } from '../../catalogue/measures/index.ts';
import { mixing } from '../../engine/measures/index.ts';
import { found, part } from '../catalogue/sample-study.ts';
import { stream } from '../../engine/random/index.ts';
import { cortex, mouse } from '../development/mouse.ts';
import { attractorOf } from '../genes/oracle.ts';

/** `mixing` reads nothing but the places and fates of the cells. */
const mixingOf = (cells: Pick<Cells, 'count' | 'dimensions' | 'position' | 'fate'>) =>
  mixing({ ...cells, parent: new Int32Array(0), birth: new Int32Array(0), state: new Uint32Array(0) });

const matrix: Matrix = { size: 4, values: Float64Array.of(9, 2, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0) };

test('measures of a matrix', () => {
  const expected: [string, number][] = [
    ['neurons', 4],
    ['edges', 3],
    ['density', 0.25],
    ['mean_degree', 0.75],
    ['isolated', 1],
    ['reciprocity', 2 / 3],
    ['rank', 2],
    ['spectral_radius', (9 + Math.sqrt(97)) / 2],
    ['mean_weight', 3],
    ['weight_deviation', Math.sqrt(3)],
    // one pair of weight 2 and one of 5: apart, 1 − (2/7)² − (5/7)²
    ['modularity', 0],
  ];
  for (const [name, value] of expected)
    assert.ok(Math.abs(found(name, { matrix: 'recurrent' }, { matrix }).value - value) < 1e-9, name);
});

test('measures of a growth agree with its tables', () => {
  const growth = grow(cortex, mouse, { seed: 1, stream: 'cortex' });
  const value = (name: string, what: 'cells' | 'synapses', takes = {}) =>
    found(name, { what: part(what), ...takes }, { growth }).value;
  const [progenitors, neurons] = ['progenitor', 'neuron'].map((fate) => value('count', 'cells', { fate }));
  assert.equal(value('count', 'cells'), 5000);
  assert.equal(neurons, fromGrowth(growth, { cells: 'neuron' }).cells.length);
  assert.equal(progenitors + neurons, 5000 - growth.cells.fate.filter((fate) => fate < 0).length);
  assert.equal(value('fraction', 'cells', { fate: 'neuron' }), neurons / 5000);
  assert.equal(value('count', 'synapses'), growth.synapses.count);
  const length = value('synapse_length', 'synapses');
  assert.ok(length > 50e-6 && length < 300e-6, `${length} m`);
  assert.ok(Math.abs(value('wiring_length', 'synapses') / growth.synapses.count - length) < 1e-12);
  const population = (takes = {}) => {
    const { series, value: last } = found('population', { develop: { named: 'cortex' }, ...takes }, { growth });
    assert.equal(last, series?.values.at(-1));
    return series!;
  };
  const [all, grownNeurons] = [population(), population({ fate: 'neuron' })];
  assert.deepEqual([all.steps[0], all.values[0], all.steps.at(-1), all.values.at(-1)], [0, 1, growth.steps, 5000]);
  assert.deepEqual([grownNeurons.steps, grownNeurons.values[0], grownNeurons.values.at(-1)], [all.steps, 0, neurons]);
  assert.throws(() => population({ fate: 'glia' }), /no fate is called "glia"/);
  assert.throws(() => value('count', 'cells', { fate: 'glia' }), /no fate is called "glia"; known: progenitor, neuron/);
});

for (const dimensions of [2, 3] as const) {
  test(`mixing in ${dimensions}-D is that of all pairs compared`, () => {
    const draws = stream(1, 'test', 'mixing', dimensions);
    for (const count of [2, 5, 7, 60, 400]) {
      const clustered = () => (draws.below(3) === 0 ? draws.uniform() : 0.5 + 0.01 * draws.normal());
      const position = Float64Array.from({ length: count * dimensions }, clustered);
      const fate = Int32Array.from({ length: count }, () => draws.below(3) - 1);
      const distance = (a: number, b: number) =>
        Math.hypot(
          ...Array.from(
            { length: dimensions },
            (_, axis) => position[a * dimensions + axis] - position[b * dimensions + axis],
          ),
        );
      const shares = Array.from(fate, (own, cell) => {
        const near = Array.from(fate.keys())
          .filter((other) => other !== cell)
          .sort((a, b) => distance(cell, a) - distance(cell, b))
          .slice(0, 6);
        return { others: near.filter((other) => fate[other] !== own).length, near: near.length };
      });
      const random =
        Array.from(
          fate,
          (own, cell) =>
            Array.from(fate).filter((other, place) => place !== cell && other !== own).length / (count - 1),
        ).reduce((a, b) => a + b, 0) / count;
      const expected =
        shares.reduce((sum, { others }) => sum + others, 0) / shares.reduce((sum, { near }) => sum + near, 0) / random;
      const found = mixingOf({ count, dimensions, position, fate });
      assert.ok(
        Math.abs(found - expected) < 1e-12 || (Number.isNaN(found) && Number.isNaN(expected)),
        `${count} cells: ${found}, not ${expected}`,
      );
    }
  });
}
test('mixing: sorted halves are near 0, fates at random near 1, a chessboard above, one fate has none', () => {
  const side = 40;
  const position = Float64Array.from(
    { length: 2 * side * side },
    (_, i) => (i % 2 === 0 ? (i / 2) % side : Math.floor(i / 2 / side)) / side,
  );
  const board = (fateAt: (column: number, row: number) => number) =>
    mixingOf({
      count: side * side,
      dimensions: 2,
      position,
      fate: Int32Array.from({ length: side * side }, (_, i) => fateAt(i % side, Math.floor(i / side))),
    });
  const draws = stream(2, 'test', 'board');
  assert.ok(board((column) => (column < side / 2 ? 0 : 1)) < 0.1);
  assert.ok(Math.abs(board(() => draws.below(2)) - 1) < 0.05);
  assert.ok(board((column, row) => (column + row) % 2) > 1.2);
  assert.ok(Number.isNaN(board(() => 0)));
});

test('measures of genes', () => {
  const { fates } = mouse;
  const ends = [...new Set(attractorOf(mouse, 'asynchronous').values())];
  const steady = ends.filter((end) => !end.includes(',')).length;
  const of = (name: string, takes = {}) => found(name, takes, { genes: mouse });
  assert.deepEqual(
    ['attractors', 'steady_states', 'oscillations'].map((what) => of('count', { what }).value),
    [ends.length, steady, ends.length - steady],
  );
  assert.deepEqual(of('absorption', { fate: 'neuron', from: 'progenitor' }), { value: 1 });
  assert.ok(of('basin', { fate: 'neuron' }).value > 0.5 && of('basin', { fate: 'neuron' }).ci === undefined);
  assert.ok(
    of('sensitivity').value > 1 && of('derrida').value < of('sensitivity').value,
    'the input Niche counts in one of them',
  );
  assert.ok(of('robustness').value > 0 && of('robustness').value < 1);
  assert.throws(
    () => of('basin', { fate: 'glia' }),
    new RegExp(`no fate is called "glia"; known: ${fates.map(({ name }) => name).join(', ')}`),
  );
  assert.throws(() => of('absorption', { fate: 'neuron', from: 'glia' }), /there is no fate glia/);
});

test('what there is nothing to take of has no number, and zero is none', () => {
  const empty = { size: 0, values: new Float64Array(0) },
    unconnected = { size: 3, values: new Float64Array(9) };
  for (const [name, matrix, why] of [
    ['density', empty, /fewer than two neurons/],
    ['reciprocity', unconnected, /no edges/],
    ['mean_weight', unconnected, /too few weights/],
    ['weight_deviation', unconnected, /too few weights/],
  ] as const)
    assert.throws(() => found(name, { matrix: 'recurrent' }, { matrix }), why);
  assert.equal(found('density', { matrix: 'recurrent' }, { matrix: unconnected }).value, 0);
  const growth = grow({ ...cortex, synapses: [] }, mouse, { seed: 1, stream: 'c' });
  assert.throws(() => found('synapse_length', { what: part('synapses') }, { growth }), /no synapses/);
  const fixed = { ...mouse, fixed: Object.fromEntries(mouse.genes.map(({ name }) => [name, 0 as const])) };
  for (const name of ['sensitivity', 'derrida'])
    assert.throws(() => found(name, {}, { genes: fixed }), /every gene is fixed/);
});

test('every measure is told apart and documented', () => {
  assert.equal(new Set(measures.map(({ name }) => name)).size, measures.length);
  for (const { name, documentation, example } of measures)
    assert.ok(documentation.endsWith('.') && example.startsWith(`${name}(`), name);
});
