// Small-worldness: its parts by other means, its nulls, what must not move it, where there is none.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Matrix } from '../../engine/connectivity/index.ts';
import { bitsOf, efficiencyOf as ofBits, meanClustering, pathLengthOf } from '../../engine/graph/bit-graph.ts';
import {
  clusteringOf,
  efficiencyOf,
  graphOf,
  nullKinds,
  oneStep,
  pathLengths,
  shortestPaths,
  smallWorld,
  strongest,
} from '../../engine/graph/index.ts';
import { stream } from '../../engine/random/index.ts';
import { mean, near } from '../numbers.ts';
import { directed, erdosRenyi, ring, symmetric } from './drawn-graphs.ts';

const asked = (of: string, nulls = 40) =>
  ({ nulls, by: 'efficiency', draws: (index: number) => stream(1, 'test', of, index) }) as const;

describe('the graph in bits', () => {
  it('has the clustering, efficiency and path length of the graph in numbers', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const matrix = directed(20 + 7 * seed, 0.02 * seed, seed);
      const graph = graphOf(matrix, { weights: 'binary', direction: 'undirected' });
      const bits = bitsOf(matrix);
      near(meanClustering(bits), mean(clusteringOf(graph)), 1e-12);
      const steps = shortestPaths(graph, oneStep);
      near(ofBits(bits), efficiencyOf(steps, graph.size), 1e-12);
      const paths = pathLengths(steps, graph.size);
      if (paths.unreachable > 0) assert.equal(pathLengthOf(bits), Infinity);
      else near(pathLengthOf(bits), paths.mean ?? NaN, 1e-12);
    }
  });
  it('has of a ring the values of networkx', () => {
    const bits = bitsOf(ring(40, 4));
    near(meanClustering(bits), 0.6428571428571426, 1e-12);
    near(ofBits(bits), 0.46324786324786593, 1e-12);
    near(pathLengthOf(bits), 2.948717948717949, 1e-12);
  });
});

describe('small-worldness', () => {
  const kinds = Object.keys(nullKinds) as (keyof typeof nullKinds)[];
  it('is 1 of a random graph, and far above of a ring with shortcuts', () => {
    for (const kind of ['rewired', 'random'] as const) {
      near(smallWorld(erdosRenyi(120, 0.15, 5), { ...asked(kind), null: kind }).value, 1, 0.06);
      assert.equal(smallWorld(ring(120, 5), { ...asked(kind), null: kind }).value > 3, true);
      const byPath = smallWorld(ring(120, 5), { ...asked(kind), null: kind, by: 'path' });
      assert.equal(byPath.value > 2, true);
    }
  });
  it('is its parts: each over the mean of its nulls', () => {
    for (const kind of kinds) {
      const { value, graph, nulls } = smallWorld(ring(80, 4), { ...asked(kind), null: kind });
      near(value, (graph.clustering / nulls.clustering) * (graph.closeness / nulls.closeness), 1e-12);
      if (kind === 'published') near(nulls.density, 0.18, 0.005);
      else near(nulls.density, graph.density, 1e-12);
    }
  });
  it('is not moved by one weight of ten times the size, nor by any', () => {
    const matrix = strongest(
      symmetric(60, 1, (draws) => draws.normal()),
      0.1,
    );
    const stronger: Matrix = { ...matrix, values: matrix.values.slice() };
    const place = stronger.values.findIndex((value, at) => value === 1 && at % 61 !== 0);
    stronger.values[place] = 10;
    const [one, other] = [matrix, stronger].map(
      (each) => smallWorld(each, { ...asked('moved'), null: 'rewired' }).value,
    );
    assert.equal(one, other);
  });
  it('has no value of a dense graph, an empty one, one in pieces, and nulls without triangles', () => {
    const find = (matrix: Matrix, by: 'path' | 'efficiency' = 'efficiency') =>
      smallWorld(matrix, { ...asked('none', 5), by, null: 'rewired' });
    assert.throws(() => find(symmetric(30, 1, () => 1)), /100 % of its pairs.*strongest\(…, 10 %\)/);
    assert.throws(() => find({ size: 4, values: new Float64Array(16) }), /no connections/);
    assert.throws(() => find(erdosRenyi(60, 0.02, 1), 'path'), /in pieces.*by: efficiency/);
    const star = { size: 12, values: new Float64Array(144) };
    for (let leaf = 1; leaf < 12; leaf++) star.values[leaf] = 1;
    assert.throws(() => find(star), /no two neighbours are connected/);
  });
});
