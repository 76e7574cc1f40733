// Entropies against scipy 1.17, communicability against its expm, directed and undirected graphs against networkx 3.6.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import {
  assortativityOf,
  clusteringOf,
  communicabilityOf,
  densityEntropy,
  efficiencyOf,
  graphOf,
  histogramEntropy,
  localEfficiencyOf,
  meanBetween,
  oneStep,
  pathLengths,
  shortestPaths,
  spectralEntropy,
  transitivityOf,
} from '../../engine/graph/index.ts';
import type { Matrix } from '../../engine/connectivity/index.ts';
import { kernelsOf, openBackend } from '../../runs/execute/backends.ts';
import { found } from '../catalogue/sample-study.ts';
import { noSharedData, projectFile } from '../data.ts';
import { mean } from '../numbers.ts';
import { sampleGraph, type SampleName, sampleNames } from './sample-graphs.ts';

const stored: Readonly<Record<string, Readonly<Record<string, number | readonly [number, number]>>>> = JSON.parse(
  fs.readFileSync(projectFile('test', 'graph', 'peer-values.json'), 'utf8'),
);
const { algebra } = kernelsOf(await openBackend('wasm'));

/** 2,000 numbers of −1 .. 1, as the weights of the synthetic graphs are drawn. */
function uniform(): Float64Array {
  let state = 12345n;
  return Float64Array.from({ length: 2000 }, () => {
    state = (1103515245n * state + 12345n) % 2147483648n;
    return ((Number(state) >> 8) / 2 ** 23) * 2 - 1;
  });
}
const drawn: Readonly<Record<string, () => Float64Array>> = {
  uniform,
  heavy: () => uniform().map((value) => Math.sign(value) * Math.abs(value) ** 9 * 50),
};
const isSample = (name: string): name is SampleName => sampleNames.some((known) => known === name);

function measured(name: string): Readonly<Record<string, () => number | readonly [number, number]>> | undefined {
  if (!isSample(name)) return ofWeights(drawn[name]());
  const graph = sampleGraph(name);
  return graph && { ...ofWeights(graph.matrix.values), ...ofMatrix(graph.matrix) };
}
const ofWeights = (weights: Float64Array) => ({
  density: () => densityEntropy(weights),
  'histogram 100': () => histogramPair(weights, 100),
  'histogram 7': () => histogramPair(weights, 7),
});
function histogramPair(weights: Float64Array, bins: number): readonly [number, number] {
  const { value, occupied } = histogramEntropy(weights, bins);
  return [value, occupied];
}
function ofMatrix(matrix: Matrix) {
  const { size, values } = matrix,
    directed = graphOf(matrix, { weights: 'binary', direction: 'directed' }),
    undirected = graphOf(matrix, { weights: 'binary', direction: 'undirected' }),
    steps = () => shortestPaths(undirected, oneStep);
  return {
    spectral: () => spectralEntropy(algebra.eigenvalues(values, size)),
    'communicability weighted': () => meanBetween(communicabilityOf(matrix, 'weighted', algebra), size),
    'communicability binary': () => meanBetween(communicabilityOf(matrix, 'binary', algebra), size),
    'pearson out_in': () => assortativityOf(directed, 'out_in', 'pearson'),
    'pearson in_out': () => assortativityOf(directed, 'in_out', 'pearson'),
    'pearson out_out': () => assortativityOf(directed, 'out_out', 'pearson'),
    'pearson in_in': () => assortativityOf(directed, 'in_in', 'pearson'),
    'undirected assortativity': () => assortativityOf(undirected, 'undirected', 'pearson'),
    'undirected efficiency': () => efficiencyOf(steps(), size),
    'undirected clustering': () => mean(clusteringOf(undirected)),
    'undirected transitivity': () => transitivityOf(undirected),
    'undirected local efficiency': () => mean(localEfficiencyOf(undirected, 'binary')),
    'undirected path': () => pathLengths(steps(), size).mean,
    'directed clustering': () => mean(clusteringOf(directed)),
    'directed clustering by largest': () =>
      found('clustering', { matrix: 'recurrent', weights: 'weighted', scale: 'largest' }, { matrix }).value,
  };
}

for (const [name, values] of Object.entries(stored)) {
  const ours = measured(name);
  describe(`values of peers for ${name}`, { skip: ours ? false : noSharedData }, () => {
    for (const [what, expected] of Object.entries(values))
      it(what, () => {
        const find = ours?.[what];
        assert.ok(find !== undefined);
        const [value, theirs] = [[find()].flat(), [expected].flat()];
        assert.equal(value.length, theirs.length);
        value.forEach((each, i) => {
          const apart = Math.abs(each - theirs[i]) / Math.max(1, Math.abs(theirs[i]));
          assert.equal(apart <= 1e-10, true, `${each}, not ${theirs[i]}`);
        });
      });
  });
}
