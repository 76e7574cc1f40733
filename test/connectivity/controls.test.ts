import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ControlForm,
  controlled,
  type KeptOfMatrix,
  keptOfMatrix,
  matrixControls,
} from '../../catalogue/controls/index.ts';
import { ControlError, degrees, isSymmetric, type Matrix, strengthsKept } from '../../engine/connectivity/index.ts';
import { stream } from '../../engine/random/index.ts';

type Kind = 'positive' | 'signed' | 'dale' | 'symmetric' | 'acyclic';
function sample(kind: Kind, size: number, density: number, seed: number): Matrix {
  const draws = stream(seed, 'test', kind);
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      if (draws.uniform() >= density || (kind === 'acyclic' && row <= column)) continue;
      const weight = 0.1 + draws.uniform();
      values[row * size + column] =
        kind === 'signed'
          ? weight * (draws.below(2) * 2 - 1)
          : kind === 'dale'
            ? weight * (column % 4 === 0 ? -1 : 1)
            : weight;
      if (kind === 'symmetric') values[column * size + row] = values[row * size + column];
    }
  return { size, values };
}
const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);
const off = ({ size, values }: Matrix): number[] =>
  [...values].filter((value, place) => value !== 0 && Math.floor(place / size) !== place % size);
const line = ({ size, values }: Matrix, k: number, axis: 'row' | 'column'): number[] =>
  Array.from({ length: size }, (_, i) =>
    i === k ? 0 : axis === 'row' ? values[k * size + i] : values[i * size + k],
  ).filter((value) => value !== 0);
const each = (matrix: Matrix, what: (k: number) => unknown): unknown[] =>
  Array.from({ length: matrix.size }, (_, k) => what(k));
/**
 * The traces of the first powers, over the powers of the norm that the matrix had before: sums of powers of the
 * eigenvalues, which rounding leaves alone where eigenvalues themselves are ill-conditioned.
 */
function powerSums({ size, values }: Matrix, before: Matrix): string[] {
  const norm = Math.hypot(...before.values) || 1;
  let power = values.map((value) => value / norm);
  return Array.from({ length: 5 }, () => {
    const trace = each({ size, values: power }, (k) => power[k * size + k]) as number[];
    const last = power;
    power = last.map((_, place) => {
      let sum = 0;
      for (let k = 0; k < size; k++)
        sum += (last[Math.floor(place / size) * size + k] * values[k * size + (place % size)]) / norm;
      return sum;
    });
    return (trace.reduce((sum, value) => sum + value, 0) + 0).toFixed(9).replace('-0.000000000', '0.000000000');
  });
}
/** How each thing that a control may preserve is looked at. */
const looks: Record<KeptOfMatrix, (matrix: Matrix, before: Matrix) => unknown> = {
  'number of neurons': ({ size }) => size,
  'number of edges': (matrix) => degrees(matrix).edges,
  'set of weights': (matrix) => sorted(off(matrix)),
  'in-degree of every neuron': (matrix) => each(matrix, (k) => line(matrix, k, 'row').length),
  'out-degree of every neuron': (matrix) => each(matrix, (k) => line(matrix, k, 'column').length),
  'which pairs are connected': ({ size, values }) =>
    [...values].map((value, place) => (Math.floor(place / size) === place % size ? 0 : Number(value !== 0))),
  diagonal: (matrix) => each(matrix, (k) => matrix.values[k * matrix.size + k]),
  // Dale's law: where every column has one sign, it still has that one (or none).
  'sign of every neuron': (matrix, before) => {
    const signs = (m: Matrix, k: number): number[] => [...new Set(line(m, k, 'column').map(Math.sign))];
    if (each(before, (k) => signs(before, k).length).some((count) => (count as number) > 1)) return 'not Dale';
    return each(before, (k) => signs(matrix, k).every((sign) => sign === (signs(before, k)[0] ?? 1)));
  },
  'outgoing weights of every neuron': (matrix) => each(matrix, (k) => sorted(line(matrix, k, 'column'))),
  'incoming weights of every neuron': (matrix) => each(matrix, (k) => sorted(line(matrix, k, 'row'))),
  // few edges leave little to exchange: `strengths are kept` below holds larger matrices to more
  'strengths of every neuron, nearly': (matrix, before) =>
    strengthsKept(before, matrix).correlation > (degrees(before).edges > 100 ? 0.85 : 0),
  symmetry: (matrix, before) => !isSymmetric(before) || isSymmetric(matrix),
  eigenvalues: powerSums,
  'set of degrees': (matrix) =>
    each(matrix, (k) => `${line(matrix, k, 'row').length} ${line(matrix, k, 'column').length}`).sort(),
};

/** Every control, with each word that it can take. */
const cases = matrixControls.flatMap((record) => {
  const choices = Object.entries(record.takes).flatMap(([name, { type }]) =>
    (type.words ?? []).map(({ word }): ControlForm['takes'] => ({ [name]: word })),
  );
  return (choices.length > 0 ? choices : [{}]).map((takes) => ({ record, takes }));
});
const form = (call: string, stream: string, takes: ControlForm['takes'] = {}): ControlForm => ({ call, takes, stream });

for (const { record, takes } of cases)
  test(`${record.name}${JSON.stringify(takes)} preserves what it declares`, () => {
    const { name, draws, makesSymmetric, mixesWeights } = record;
    let asymmetric = 0;
    for (const kind of ['positive', 'signed', 'dale', 'symmetric', 'acyclic'] as const)
      for (const density of [0.05, 0.4])
        for (let seed = 1; seed <= 3; seed++) {
          const before = sample(kind, 24, density, seed);
          const copy = before.values.slice();
          const { matrix, moved } = controlled(before, form(name, 'c', takes), seed);
          assert.deepEqual(before.values, copy, 'the original is left alone');
          for (const preserved of keptOfMatrix(record, takes, { isSymmetric: isSymmetric(before) })) {
            assert.deepEqual(
              looks[preserved](matrix, before),
              looks[preserved](before, before),
              `${name} of ${kind}, density ${density}: ${preserved}`,
            );
          }
          asymmetric += Number(!isSymmetric(matrix));
          assert.equal(moved === undefined, mixesWeights === true);
          assert.ok(moved === undefined || (moved >= 0 && moved <= 1));
          // a lesion takes the edges of two of these neurons, the others move most of all edges
          if (draws && moved !== undefined && density === 0.4)
            assert.equal(moved > (name === 'lesion' ? 0.08 : 0.3), true, `${name} of ${kind}: ${moved} moved`);
          assert.deepEqual(controlled(before, form(name, 'c', takes), seed).matrix, matrix);
          if (density === 0.4)
            assert.equal(isSame(controlled(before, form(name, 'd', takes), seed).matrix, matrix), !draws);
        }
    assert.equal(asymmetric === 0, makesSymmetric === true, 'whether it makes matrices symmetric');
  });
const isSame = (a: Matrix, b: Matrix): boolean => a.values.every((value, place) => value === b.values[place]);

test('strengths are kept to the correlation that is said, degrees and weights of each sign exactly', () => {
  const signed = (matrix: Matrix) =>
    [1, -1].map((sign) =>
      (['row', 'column'] as const).map((axis) =>
        each(matrix, (k) => line(matrix, k, axis).filter((weight) => weight * sign > 0).length),
      ),
    );
  for (const name of ['rewired', 'shuffled'])
    for (const kind of ['positive', 'signed', 'dale', 'symmetric'] as const)
      for (let seed = 1; seed <= 5; seed++) {
        const before = sample(kind, 60, 0.3, seed);
        const { matrix, strengths, moved } = controlled(before, form(name, 'c', { keep: 'strength' }), seed);
        const plain = controlled(before, form(name, 'c', {}), seed);
        assert.deepEqual(strengths, strengthsKept(before, matrix));
        assert.ok(strengths!.correlation > 0.995, `${name} of ${kind}: ${strengths!.correlation}`);
        assert.ok(strengths!.error < 0.2, `${name} of ${kind}: ${strengths!.error}`);
        assert.ok(strengthsKept(before, plain.matrix).correlation < 0.95, `${name} of ${kind} without it`);
        assert.ok(moved! > 0.7);
        assert.deepEqual(signed(matrix), signed(before));
        assert.deepEqual(sorted(off(matrix)), sorted(off(before)));
      }
});

test('weights that are all equal, and a matrix without edges, have their strengths', () => {
  for (const values of [new Float64Array(9), Float64Array.of(0, 1, 0, 0, 0, 1, 1, 0, 0)])
    assert.deepEqual(controlled({ size: 3, values }, form('rewired', 'c', { keep: 'strength' }), 1).strengths, {
      correlation: 1,
      error: 0,
    });
});

test('a control that does not say that it keeps symmetry breaks it', () => {
  const symmetric = sample('symmetric', 24, 0.4, 1);
  for (const { record, takes } of cases)
    assert.equal(
      isSymmetric(controlled(symmetric, form(record.name, 'c', takes), 1).matrix),
      record.preserves.includes('symmetry'),
      record.name,
    );
});

test('where every pair is connected, a control that needs free pairs moves no edge; every other can be made', () => {
  const full = sample('signed', 12, 1, 1);
  for (const { record, takes } of cases) {
    const make = (): Matrix => controlled(full, form(record.name, 'c', takes), 1).matrix;
    if (record.needsFreePairs) assert.ok(isRefused(make) || isSame(pairsOf(make()), pairsOf(full)), record.name);
    else assert.doesNotThrow(make, record.name);
  }
});
const pairsOf = ({ size, values }: Matrix): Matrix => ({ size, values: values.map((value) => Number(value !== 0)) });
function isRefused(make: () => Matrix): boolean {
  try {
    make();
    return false;
  } catch (error) {
    return error instanceof ControlError;
  }
}

test('a control that moves neurons to other places says so', () => {
  const before = sample('signed', 12, 0.4, 1);
  for (let k = 0; k < 12; k++) before.values[13 * k] = k + 1;
  for (const { record, takes } of cases) {
    const places = looks.diagonal(controlled(before, form(record.name, 'c', takes), 1).matrix, before) as number[];
    const hasMoved = places.some((value, k) => value !== k + 1) && sorted(places).every((value, k) => value === k + 1);
    assert.equal(hasMoved, record.movesNeurons === true, record.name);
  }
});

test('random places edges uniformly, and rewired reaches every graph with the degrees', () => {
  const size = 5;
  const values = new Float64Array(25);
  for (const [row, column] of [
    [1, 0],
    [2, 1],
    [3, 2],
  ])
    values[row * size + column] = 1;
  const hits = new Float64Array(25);
  const rounds = 4000;
  for (let seed = 1; seed <= rounds; seed++)
    controlled({ size, values }, form('random', 'r'), seed).matrix.values.forEach((value, place) => {
      hits[place] += value;
    });
  hits.forEach((count, place) => {
    const p = place % 6 === 0 ? 0 : 3 / 20;
    assert.ok(
      Math.abs(count / rounds - p) <= 4.5 * Math.sqrt((p * (1 - p)) / rounds),
      `pair ${place}: ${count / rounds}`,
    );
  });
  // A 4 × 4 pairing: 4 sources, 4 targets, one edge each: 24 graphs, equally likely.
  const pairing = new Float64Array(64);
  for (let k = 0; k < 4; k++) pairing[(k + 4) * 8 + k] = 1;
  const seen = new Map<string, number>();
  for (let seed = 1; seed <= 2400; seed++) {
    const graph = controlled({ size: 8, values: pairing }, form('rewired', 'r'), seed).matrix.values.join('');
    seen.set(graph, (seen.get(graph) ?? 0) + 1);
  }
  assert.equal(seen.size, 24);
  const chiSquared = [...seen.values()].reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
  assert.ok(chiSquared < 60, `χ² = ${chiSquared} on 23 degrees of freedom`); // p < 1e-4 beyond
});

test('directed cycles are rewired into every graph of their degrees, equally often', () => {
  // of a cycle of three the two directions; of four the nine permutations without a fixed point
  for (const [size, graphs, limit] of [
    [3, 2, 15],
    [4, 9, 32],
  ]) {
    const values = new Float64Array(size * size),
      seen = new Map<string, number>(),
      rounds = 200 * graphs;
    for (let k = 0; k < size; k++) values[((k + 1) % size) * size + k] = 1;
    for (let seed = 1; seed <= rounds; seed++) {
      const graph = controlled({ size, values }, form('rewired', 'cycle'), seed).matrix.values.join('');
      seen.set(graph, (seen.get(graph) ?? 0) + 1);
    }
    assert.equal(seen.size, graphs);
    const chiSquared = [...seen.values()].reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    assert.ok(chiSquared < limit, `χ² = ${chiSquared} of ${graphs} graphs`); // p < 1e-4 beyond
  }
});

test('a dense matrix cannot be rewired, and the message says what can be done', () => {
  const dense = sample('positive', 20, 1, 1);
  assert.throws(
    () => controlled(dense, form('rewired', 'c'), 1),
    (error) => error instanceof ControlError && /100 % of the pairs are connected; use shuffled/.test(error.message),
  );
});

test('a star cannot move, and the share says so', () => {
  const values = new Float64Array(36);
  for (let row = 1; row < 6; row++) values[row * 6] = row;
  const { matrix, moved } = controlled({ size: 6, values }, form('rewired', 'c'), 1);
  assert.equal(moved, 0);
  assert.deepEqual(matrix.values, values);
});

test('controls of empty and tiny matrices are themselves', () => {
  for (const size of [0, 1, 2, 3])
    for (const { record, takes } of cases) {
      const empty = { size, values: new Float64Array(size * size) };
      const { matrix, moved = 0 } = controlled(empty, form(record.name, 'c', takes), 1);
      assert.ok(isSame(matrix, empty) && moved === 0, record.name);
    }
});

test('a lesion takes rows and columns of a share of the neurons, and a larger one those of a smaller one too', () => {
  const before = sample('positive', 40, 1, 1);
  const silent = (share: number): readonly number[] => {
    const { matrix } = controlled(before, form('lesion', 'c', { share }), 3);
    return (each(matrix, (k) => [...line(matrix, k, 'row'), ...line(matrix, k, 'column')].length) as number[]).flatMap(
      (connections, neuron) => (connections === 0 ? [neuron] : []),
    );
  };
  const few = silent(0.1),
    more = silent(0.5);
  assert.equal(few.length, 4);
  assert.equal(more.length, 20);
  assert.deepEqual(
    few.filter((neuron) => !more.includes(neuron)),
    [],
  );
  assert.deepEqual(silent(0), []);
});
