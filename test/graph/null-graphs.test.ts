// Nulls: what each keeps, and that all graphs that keep it are equally likely.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Matrix, randomPlaces, rewired } from '../../engine/connectivity/index.ts';
import { bitsOf, densityOf, isConnected } from '../../engine/graph/bit-graph.ts';
import { nullGraph, nullMatrix } from '../../engine/graph/null-graphs.ts';
import { stream } from '../../engine/random/index.ts';
import { mean, near } from '../numbers.ts';
import { directed, erdosRenyi, ofEdges, ring, symmetric } from './drawn-graphs.ts';

const sums = ({ size, values }: Matrix) => ({
  into: Array.from({ length: size }, (_, i) => values.subarray(i * size, (i + 1) * size).filter(Boolean).length),
  out: Array.from({ length: size }, (_, j) => values.filter((value, at) => at % size === j && value !== 0).length),
});
const text = ({ values }: Matrix) => Array.from(values, Number).join('');
/** How often each graph comes, of so many nulls. */
function counted(matrix: Matrix, times: number, make: (matrix: Matrix, index: number) => Matrix): Map<string, number> {
  const counts = new Map<string, number>();
  for (let index = 0; index < times; index++) {
    const found = text(make(matrix, index));
    counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  return counts;
}
/** χ² over its degrees of freedom, in standard deviations from 1, where all are equally likely. */
function excessOfChi(counts: ReadonlyMap<string, number>, graphs: number, times: number): number {
  const expected = times / graphs;
  const seen = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const chi = seen + (graphs - counts.size) * expected;
  return (chi - (graphs - 1)) / Math.sqrt(2 * (graphs - 1));
}
/** Every graph of these degrees, by trying all. */
function graphsLike(matrix: Matrix, isDirected: boolean): Set<string> {
  const { size } = matrix;
  const places = Array.from({ length: size * size }, (_, at) => at).filter((at) =>
    isDirected ? at % (size + 1) !== 0 : Math.floor(at / size) > at % size,
  );
  const wanted = JSON.stringify(sums(matrix));
  const found = new Set<string>();
  for (let mask = 0; mask < 2 ** places.length; mask++) {
    const values = new Float64Array(size * size);
    places.forEach((at, bit) => {
      if (((mask >>> bit) & 1) === 0) return;
      values[at] = 1;
      if (!isDirected) values[(at % size) * size + Math.floor(at / size)] = 1;
    });
    if (JSON.stringify(sums({ size, values })) === wanted) found.add(text({ size, values }));
  }
  return found;
}

describe('rewired', () => {
  const cases: readonly (readonly [string, Matrix, boolean])[] = [
    [
      'a path of five',
      ofEdges(5, [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
      ]),
      false,
    ],
    [
      'degrees 3, 2, 2, 2, 1, 2',
      ofEdges(6, [
        [0, 1],
        [0, 2],
        [0, 3],
        [1, 2],
        [3, 5],
        [4, 5],
      ]),
      false,
    ],
    ['a directed cycle of three', { size: 3, values: Float64Array.of(0, 0, 1, 1, 0, 0, 0, 1, 0) }, true],
    [
      'a directed graph of four',
      { size: 4, values: Float64Array.of(0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0) },
      true,
    ],
  ];
  for (const [name, matrix, isDirected] of cases)
    it(`every graph of the same degrees is equally likely: ${name}`, () => {
      const all = graphsLike(matrix, isDirected);
      const times = 400 * all.size;
      const counts = counted(matrix, times, (each, index) => rewired(each, 'both', stream(7, 'test', name, index)));
      for (const graph of counts.keys()) assert.equal(all.has(graph), true);
      assert.equal(counts.size, all.size);
      const excess = excessOfChi(counts, all.size, times);
      assert.equal(Math.abs(excess) < 4, true, `χ² ${excess} standard deviations from what it should be`);
    });

  it('keeps degrees, weights with their neuron, the diagonal and symmetry', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const matrix = directed(40, 0.3, seed);
      matrix.values.forEach((value, at) => {
        matrix.values[at] = at % 41 === 0 ? 9 : value * (1 + at);
      });
      const found = nullMatrix(matrix, 'rewired', stream(seed, 'test', 'null'));
      assert.deepEqual(sums(found), sums(matrix));
      const column = (of: Matrix, j: number) => Array.from(of.values.filter((_, at) => at % 40 === j)).sort();
      for (let j = 0; j < 40; j++) assert.deepEqual(column(found, j), column(matrix, j));
      assert.notDeepEqual(found.values, matrix.values);
      const undirected = symmetric(40, seed, (draws) => (draws.uniform() < 0.3 ? draws.uniform() : 0));
      const other = nullMatrix(undirected, 'rewired', stream(seed, 'test', 'null'));
      assert.deepEqual(sums(other), sums(undirected));
      for (let i = 0; i < 40; i++)
        for (let j = 0; j < i; j++) assert.equal(other.values[i * 40 + j], other.values[j * 40 + i]);
      const bits = nullGraph(bitsOf(undirected), 'rewired', stream(seed, 'test', 'null'));
      const degrees = Array.from(
        { length: 40 },
        (_, i) => Array.from({ length: 40 }, (_each, j) => isConnected(bits, i, j)).filter(Boolean).length,
      );
      assert.deepEqual(degrees, sums(undirected).into);
    }
  });
});

describe('random', () => {
  it('every graph of as many edges is equally likely', () => {
    const matrix = ofEdges(4, [
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    const times = 8000;
    const bits = counted(matrix, times, (each, index) => {
      const found = nullGraph(bitsOf(each), 'random', stream(3, 'test', 'random', index));
      return {
        size: 4,
        values: Float64Array.from({ length: 16 }, (_, at) => Number(isConnected(found, at >> 2, at & 3))),
      };
    });
    const matrices = counted(matrix, times, (each, index) => randomPlaces(each, stream(3, 'test', 'places', index)));
    for (const counts of [bits, matrices]) {
      assert.equal(counts.size, 20);
      assert.equal(Math.abs(excessOfChi(counts, 20, times)) < 4, true);
    }
  });
});

it('the published null has a density of 0.18 and neurons connected with themselves, whatever it is a null of', () => {
  const nulls = Array.from({ length: 20 }, (_, index) =>
    nullGraph(bitsOf(ring(100, 2)), 'published', stream(1, 'test', 'published', index)),
  );
  near(mean(nulls.map(densityOf)), 0.18, 0.004);
  const own = nulls.map((graph) => Array.from({ length: 100 }, (_, i) => Number(isConnected(graph, i, i))));
  near(mean(own.flat()), 0.3, 0.04);
});

it('a null of a graph without free pairs is refused, with what to do', () => {
  const full = symmetric(20, 1, () => 1);
  for (const kind of ['rewired', 'random'] as const)
    assert.throws(() => nullMatrix(full, kind, stream(1, 'test', 'full')), /100 % of its pairs.*strongest/);
  nullMatrix(erdosRenyi(20, 0.75, 1), 'rewired', stream(1, 'test', 'dense'));
});
