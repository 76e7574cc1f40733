// Graphs whose measures are known by formula; what permuting, turning and scaling leave; weights without a meaning.
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { measureNamed } from '../../catalogue/measures/index.ts';
import type { Form } from '../../catalogue/forms.ts';
import { type Matrix, permuteNeurons, transposed } from '../../engine/connectivity/index.ts';
import { graphOf, shortestPaths, triadsOf } from '../../engine/graph/index.ts';
import { stream } from '../../engine/random/index.ts';
import { found } from '../catalogue/sample-study.ts';
import { near } from '../numbers.ts';
import { sampleGraph } from './sample-graphs.ts';

type Takes = Readonly<Record<string, Form>>;
const value = (name: string, matrix: Matrix, takes: Takes = {}, groups?: Int32Array): number =>
  found(name, { matrix: 'recurrent', ...takes }, { matrix, groups }).value;
const seriesOf = (name: string, matrix: Matrix, takes: Takes = {}) =>
  found(name, { matrix: 'recurrent', ...takes }, { matrix }).series;
/** `holds(i, j)`: whether there is an edge from j to i, and of which weight. */
const built = (size: number, weight: (to: number, from: number) => number): Matrix => ({
  size,
  values: Float64Array.from({ length: size * size }, (_, place) => weight(Math.floor(place / size), place % size)),
});
const complete = (size: number, weight = 1): Matrix => built(size, (i, j) => (i === j ? 0 : weight));
const star = (size: number): Matrix => built(size, (i, j) => Number((i === 0) !== (j === 0)));
const ring = (size: number): Matrix => built(size, (i, j) => Number([1, size - 1].includes((i - j + size) % size)));
const cycle = (size: number): Matrix => built(size, (i, j) => Number((i - j + size) % size === 1));
/** Each neuron is joined with the k nearest of a ring (Watts & Strogatz): C = 3 (k − 2) / 4 (k − 1). */
const lattice = (size: number, k: number): Matrix =>
  built(size, (i, j) => {
    const apart = Math.min((i - j + size) % size, (j - i + size) % size);
    return Number(apart > 0 && apart <= k / 2);
  });

describe('graphs with a formula', () => {
  const n = 12;
  const cases: readonly (readonly [string, Matrix, string, Takes, number])[] = [
    ['complete', complete(n), 'clustering', {}, 1],
    ['complete', complete(n), 'transitivity', {}, 1],
    ['complete', complete(n), 'path_length', {}, 1],
    ['complete', complete(n), 'efficiency', {}, 1],
    ['complete', complete(n), 'local_efficiency', {}, 1],
    ['complete', complete(n), 'motif', { class: 13 }, (n * (n - 1) * (n - 2)) / 6],
    ['complete', complete(n), 'rich_club', { degree: 5 }, 1],
    ['complete, w = ½', complete(n, 0.5), 'clustering', { weights: 'weighted' }, 0.5],
    ['complete, w = ½', complete(n, 0.5), 'path_length', { weights: 'weighted' }, 2],
    ['complete, w = ½', complete(n, 0.5), 'efficiency', { weights: 'weighted' }, 0.5],
    ['complete, w = ½', complete(n, 0.5), 'motif', { class: 13, of: 'intensity', weights: 'weighted' }, 0.5],
    ['complete, w = ½', complete(n, 0.5), 'motif', { class: 13, of: 'coherence', weights: 'weighted' }, 1],
    // e^(J − I) off the diagonal is (e^(n−1) − e^(−1)) / n
    ['complete', complete(n), 'mean_communicability', { weights: 'binary' }, (Math.exp(n - 1) - Math.exp(-1)) / n],
    ['complete', complete(n), 'mean_communicability', {}, (Math.E - Math.exp(-1 / (n - 1))) / n],
    // eigenvalues n − 1 once, −1 for the others: half of their moduli each
    ['complete', complete(n), 'spectral_entropy', {}, 1 + Math.log2(n - 1) / 2],
    ['star', star(n), 'clustering', {}, 0],
    ['star', star(n), 'path_length', {}, 2 - 2 / n],
    ['star', star(n), 'efficiency', {}, 0.5 + 1 / n],
    ['star', star(n), 'assortativity', {}, -1],
    ['star', star(n), 'motif', { class: 9 }, ((n - 1) * (n - 2)) / 2],
    ['star', star(n), 'spectral_entropy', {}, 1],
    ['ring', ring(n), 'path_length', {}, 36 / 11],
    ['ring', ring(n), 'clustering', {}, 0],
    ['lattice', lattice(40, 6), 'clustering', {}, (3 * 4) / (4 * 5)],
    ['cycle', cycle(n), 'path_length', {}, n / 2],
    ['cycle', cycle(3), 'clustering', {}, 0.5],
    ['cycle', cycle(3), 'motif', { class: 7 }, 1],
    ['cycle', cycle(n), 'spectral_entropy', {}, Math.log2(n)],
    ['cycle, either way', cycle(n), 'path_length', { direction: 'undirected' }, 36 / 11],
  ];
  for (const [what, matrix, name, takes, expected] of cases)
    it(`${name} of ${what} ${JSON.stringify(takes)}`, () =>
      near(value(name, matrix, takes), expected, 1e-9 * Math.abs(expected) + 1e-10));
  it('participation of a complete graph in equal groups', () => {
    const groups = Int32Array.from({ length: n }, (_, i) => i % 3);
    near(value('participation', complete(n), { by: 'groups' }, groups), 1 - (9 + 16 + 16) / 121, 1e-12);
    near(value('participation', complete(n), { by: 'groups' }, new Int32Array(n)), 0, 1e-12);
    assert.throws(() => value('participation', complete(n), { by: 'groups' }), /has none/);
  });
  it('participation in the modules that are found', () => {
    const blocks = built(20, (i, j) => Number(i !== j && (i < 10 === j < 10 || (i + j) % 19 === 0))),
      byHand = value(
        'participation',
        blocks,
        { by: 'groups' },
        Int32Array.from({ length: 20 }, (_, i) => Number(i < 10)),
      );
    assert.equal(byHand > 0.05, true);
    for (const by of ['louvain', 'greedy']) near(value('participation', blocks, { by }), byHand, 1e-12, by);
  });
  it('every class of three neurons is counted as itself', () => {
    for (let pattern = 0; pattern < 64; pattern++) {
      const matrix = built(3, (i, j) => {
        const bit = [
          [0, 1, 2],
          [3, 0, 4],
          [5, 6, 0],
        ][i][j];
        return bit > 0 ? (pattern >> (bit - 1)) & 1 : 0;
      });
      const joined = [0, 1, 2].every((i) => [0, 1, 2].some((j) => matrix.values[3 * i + j] + matrix.values[3 * j + i]));
      assert.equal(
        triadsOf(matrix).count.reduce((all, each) => all + each, 0),
        Number(joined),
        `${pattern}`,
      );
    }
  });
});

const takesMatrix = [
  ['clustering', {}],
  ['clustering', { weights: 'weighted' }],
  ['transitivity', { weights: 'weighted' }],
  ['path_length', {}],
  ['path_length', { weights: 'weighted' }],
  ['efficiency', { weights: 'weighted' }],
  ['local_efficiency', {}],
  ['local_efficiency', { weights: 'weighted' }],
  ['local_efficiency', { weights: 'weighted', form: 'rubinov' }],
  ['assortativity', { weights: 'weighted' }],
  ['assortativity', { ends: 'out_in', correlation: 'pearson' }],
  ['rich_club_curve', {}],
  ['rich_club_curve', { weights: 'weighted' }],
  ['motifs', {}],
  ['motifs', { of: 'coherence', weights: 'weighted' }],
  ['mean_communicability', {}],
  ['spectral_entropy', {}],
  ['entropy', {}],
  ['entropy', { by: 'histogram' }],
] as const satisfies readonly (readonly [string, Takes])[];

describe('of the same graph', () => {
  const matrix = sampleGraph('synthetic directed')!.matrix;
  for (const [name, takes] of takesMatrix)
    it(`${name} ${JSON.stringify(takes)} does not know neurons by their number`, () => {
      const permuted = permuteNeurons(matrix, stream(1, 'test', 'permuted', 0));
      assert.notDeepEqual(permuted.values, matrix.values);
      near(value(name, permuted, takes), value(name, matrix, takes), name === 'entropy' ? 0 : 1e-9);
    });
  it('turned round, what is not of one direction stays', () => {
    for (const name of [
      'clustering',
      'transitivity',
      'path_length',
      'efficiency',
      'local_efficiency',
      'spectral_entropy',
    ])
      near(value(name, transposed(matrix)), value(name, matrix), 1e-9, name);
    near(
      value('assortativity', transposed(matrix), { ends: 'out_out' }),
      value('assortativity', matrix, { ends: 'in_in' }),
      1e-12,
    );
    const [turned, straight] = [seriesOf('motifs', transposed(matrix)), seriesOf('motifs', matrix)];
    assert.deepEqual([turned?.values[0], turned?.values[2]], [straight?.values[2], straight?.values[0]]);
  });
  it('scaled, numbers in the unit of weights scale with them, and the others stay', () => {
    const half: Matrix = { size: matrix.size, values: matrix.values.map((weight) => weight / 2) };
    const scaled = { clustering: 0.5, transitivity: 0.5, efficiency: 0.5, local_efficiency: 0.5, path_length: 2 };
    for (const [name, factor] of Object.entries(scaled))
      near(
        value(name, half, { weights: 'weighted' }) / value(name, matrix, { weights: 'weighted' }),
        factor,
        1e-9,
        name,
      );
    for (const name of ['assortativity', 'rich_club_curve'])
      near(value(name, half, { weights: 'weighted' }), value(name, matrix, { weights: 'weighted' }), 1e-9, name);
    for (const name of ['mean_communicability', 'spectral_entropy', 'entropy'])
      near(value(name, half), value(name, matrix), 1e-9, name);
  });
  it('self-connections count for none but walks and entropies', () => {
    const own: Matrix = {
      size: matrix.size,
      values: matrix.values.map((w, place) => (place % (matrix.size + 1) ? w : 0.9)),
    };
    for (const [name, takes] of takesMatrix)
      if (!['mean_communicability', 'spectral_entropy', 'entropy'].includes(name))
        near(value(name, own, takes), value(name, matrix, takes), 1e-12, name);
  });
  it('one class of motif is that point of the series', () => {
    const series = seriesOf('motifs', matrix);
    series?.steps.forEach((step, i) => {
      assert.equal(value('motif', matrix, { class: step }), series.values[i]);
    });
    const club = seriesOf('rich_club_curve', matrix);
    near(value('rich_club', matrix, { degree: club!.steps[3] }), club!.values[3], 0);
  });
});

describe('one synapse does not decide', () => {
  const whole = complete(100),
    one: Matrix = { size: 100, values: whole.values.map((w, place) => (place === 1 || place === 100 ? 10 * w : w)) };
  it('of a complete graph, one of 4,950 weights ten times larger', () => {
    const by = (scale: string) => value('clustering', one, { weights: 'weighted', scale });
    near(by('none'), 1, 0.01);
    // what dividing by the largest makes of it (networkx)
    near(by('largest'), 0.1001, 1e-4);
  });
});

describe('no number where there is none', () => {
  const lonely = built(4, () => 0);
  const signed = built(5, (i, j) => (i === j ? 0 : i > j ? 0.5 : -0.5));
  const large = complete(5, 3);
  const broken = built(5, (i, j) => (i === 1 && j === 2 ? Number.NaN : 0.5));
  const cases: readonly (readonly [string, Matrix, Takes, RegExp])[] = [
    [
      'clustering',
      signed,
      { weights: 'weighted' },
      /10 of its weights are negative, the least -0\.5: take `weights: magn/,
    ],
    ['clustering', large, { weights: 'weighted' }, /20 of its weights are above 1, the largest 3: add `scale: none`/],
    ['clustering', large, { weights: 'magnitudes' }, /above 1/],
    ['efficiency', large, { weights: 'weighted' }, /above 1/],
    ['motifs', signed, { weights: 'weighted' }, /negative/],
    ['path_length', signed, { weights: 'weighted' }, /negative/],
    ['rich_club_curve', signed, { weights: 'weighted' }, /negative/],
    ['assortativity', signed, { weights: 'weighted' }, /negative/],
    ['clustering', broken, { weights: 'magnitudes' }, /not finite numbers/],
    ['entropy', broken, {}, /not finite/],
    ['entropy', complete(5, 0), {}, /all its weights are equal \(0\)/],
    ['entropy', complete(5, 0), { by: 'histogram' }, /equal/],
    ['spectral_entropy', lonely, {}, /no cycles/],
    ['transitivity', lonely, {}, /two neighbours/],
    ['path_length', lonely, {}, /no pair/],
    ['path_length', built(3, (i, j) => Number(i > j)), { unreachable: 'unknown' }, /: 3 of its 6 ordered pairs/],
    ['assortativity', ring(6), {}, /do not differ/],
    ['rich_club', ring(6), { degree: 9 }, /no club at degree 9/],
    ['rich_club_curve', lonely, {}, /no degree/],
    ['motifs', lonely, { of: 'intensity' }, /no three/],
    ['clustering', { size: 0, values: new Float64Array(0) }, {}, /no neurons/],
    ['efficiency', { size: 1, values: new Float64Array(1) }, {}, /fewer than two/],
    ['mean_communicability', { size: 1, values: new Float64Array(1) }, {}, /fewer than two/],
  ];
  for (const [name, matrix, takes, why] of cases)
    it(`${name} ${JSON.stringify(takes)}: ${why.source}`, () => {
      assert.throws(() => value(name, matrix, takes), why);
    });
  it('a class that does not occur has a count, and no intensity', () => {
    assert.equal(value('motif', ring(6), { class: 13 }), 0);
    assert.throws(() => value('motif', ring(6), { class: 13, of: 'intensity' }), /no three of its neurons/);
  });
});

test('signs and scales do not matter where connections count', () => {
  const matrix = sampleGraph('synthetic directed')!.matrix,
    signed: Matrix = { size: matrix.size, values: matrix.values.map((w, place) => (place % 3 ? 7 * w : -w)) };
  for (const [name, takes] of takesMatrix)
    if (measureNamed(name)?.domain && !('weights' in takes))
      near(value(name, signed, takes), value(name, matrix, takes), 0, name);
});
test('a neuron without outputs communicates nothing, and nothing is undefined', () => {
  const silent = built(6, (i, j) => (i === j || j === 0 ? 0 : 0.3));
  // the five others are complete, with a fifth of each one's outputs going to every neuron
  near(value('mean_communicability', silent), (((Math.exp(0.8) - Math.exp(-0.2)) / 5) * 20) / 30, 1e-12);
  assert.equal(value('mean_communicability', complete(4, 0)), 0);
});
test('more walks than a number can say are refused, and weights that are normalised are not', () => {
  const large = complete(720);
  assert.throws(
    () => value('mean_communicability', large, { weights: 'binary' }),
    /beyond the range .* `weights: weighted`/,
  );
  near(value('mean_communicability', large), (Math.E - Math.exp(-1 / 719)) / 720, 1e-12);
});
test('a graph of two parts: paths are of those pairs that have one, and the rest is counted', () => {
  const halves = built(8, (i, j) => Number(i !== j && i < 4 === j < 4));
  const { value: length, facts } = found('path_length', { matrix: 'recurrent' }, { matrix: halves });
  assert.deepEqual([length, facts], [1, { unreachable: 32, pairs: 56, longest: 1 }]);
  near(value('efficiency', halves), 24 / 56, 1e-12);
});
test('the number of each neuron is kept', () => {
  const { byNeuron } = found('clustering', { matrix: 'recurrent' }, { matrix: star(5) });
  assert.deepEqual(byNeuron, new Float64Array(5));
});
test('undirected: either direction joins, and the larger weight counts', () => {
  const graph = graphOf(
    built(3, (i, j) => [0, 0.2, 0, 0.7, 0, 0, 0, -0.4, 0][3 * i + j]),
    { weights: 'weighted', direction: 'undirected' },
  );
  assert.deepEqual(Array.from(graph.values), [0, 0.7, 0, 0.7, 0, -0.4, 0, -0.4, 0]);
});
test('paths of weights are the shortest, found another way (Floyd & Warshall)', () => {
  const { size, values } = graphOf(sampleGraph('synthetic sparse directed')!.matrix, {
    weights: 'weighted',
    direction: 'directed',
  });
  const lengths = values.map((weight, place) => (place % (size + 1) === 0 ? 0 : weight > 0 ? 1 / weight : Infinity));
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        lengths[i * size + j] = Math.min(lengths[i * size + j], lengths[i * size + k] + lengths[k * size + j]);
  const ours = shortestPaths({ size, values }, (weight) => 1 / weight);
  ours.forEach((length, place) => {
    if (length === Infinity) assert.equal(lengths[place], Infinity);
    else near(length, lengths[place], 1e-12 * length);
  });
});
