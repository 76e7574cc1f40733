// Closed-form measures of graphs against the Brain Connectivity Toolbox (bctpy 0.6.1) and networkx 3.6 to 1e-10.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import {
  assortativityOf,
  clusteringOf,
  efficiencyOf,
  type Ends,
  graphOf,
  inverseWeight,
  localEfficiencyOf,
  oneStep,
  participationOf,
  pathLengths,
  type RichClub,
  richClubOf,
  shortestPaths,
  transitivityOf,
  triadsOf,
} from '../../engine/graph/index.ts';
import { noSharedData, projectFile } from '../data.ts';
import { mean } from '../numbers.ts';
import { type SampleGraph, sampleGraph, sampleNames, strongestPairs } from './sample-graphs.ts';

/**
 * Values by graph. Those of three neurons are the census of networkx, with weights put in by looking up every three
 * neurons in the toolbox's library of motifs: the search of bctpy misses some. Where bctpy departs from the toolbox it
 * is held to the toolbox: neighbours of local efficiency in either direction, `in_in` of strengths.
 */
const stored: Readonly<Record<string, Readonly<Record<string, number | null | readonly (number | null)[]>>>> =
  JSON.parse(fs.readFileSync(projectFile('test', 'graph', 'toolbox-values.json'), 'utf8'));
type Found = number | readonly (number | null)[];

function measured({ matrix, isDirected, partition }: SampleGraph): Readonly<Record<string, () => Found>> {
  const weighted = graphOf(matrix, { weights: 'weighted', direction: 'directed' }),
    binary = graphOf(matrix, { weights: 'binary', direction: 'directed' }),
    { size } = matrix;
  const steps = shortestPaths(binary, oneStep),
    lengths = shortestPaths(weighted, inverseWeight);
  const allEnds: readonly Ends[] = ['undirected', 'out_in', 'in_out', 'out_out', 'in_in'];
  return {
    'clustering binary': () => mean(clusteringOf(binary)),
    'clustering weighted': () => mean(clusteringOf(weighted)),
    'clustering binary first': () => clusteringOf(binary)[0],
    'clustering weighted last': () => clusteringOf(weighted)[size - 1],
    'transitivity binary': () => transitivityOf(binary),
    'transitivity weighted': () => transitivityOf(weighted),
    'path binary': () => pathLengths(steps, size).mean,
    unreachable: () => pathLengths(steps, size).unreachable,
    'longest binary': () => pathLengths(steps, size).longest,
    'path weighted': () => pathLengths(lengths, size).mean,
    'longest weighted': () => pathLengths(lengths, size).longest,
    'efficiency binary': () => efficiencyOf(steps, size),
    'efficiency weighted': () => efficiencyOf(lengths, size),
    'local efficiency binary': () => mean(localEfficiencyOf(binary, 'binary')),
    'local efficiency weighted': () => mean(localEfficiencyOf(weighted, 'weighted')),
    'local efficiency rubinov': () => mean(localEfficiencyOf(weighted, 'rubinov')),
    ...Object.fromEntries(
      allEnds.flatMap((ends) => [
        [`assortativity binary ${ends}`, () => assortativityOf(binary, ends, 'pooled')],
        [`assortativity weighted ${ends}`, () => assortativityOf(weighted, ends, 'pooled')],
      ]),
    ),
    'rich club binary': () => byDegree(richClubOf(binary, isDirected, false), binary.values, isDirected),
    'rich club weighted': () => byDegree(richClubOf(weighted, isDirected, true), weighted.values, isDirected),
    'participation out': () => mean(participationOf(weighted, partition, 'out')),
    'participation in': () => mean(participationOf(weighted, partition, 'in')),
    triads: () => Array.from(triadsOf(binary).count),
    'triad intensity': () => Array.from(triadsOf(weighted).intensity),
    'triad coherence': () => Array.from(triadsOf(weighted).coherence),
  };
}
/** From 1 to the largest degree, null where there is none. */
function byDegree({ degrees, coefficients }: RichClub, values: Float64Array, isDirected: boolean): (number | null)[] {
  const size = Math.sqrt(values.length);
  let largest = 0;
  for (let i = 0; i < size; i++) {
    let degree = 0;
    for (let j = 0; j < size; j++)
      degree += Number(values[i * size + j] !== 0) + (isDirected ? Number(values[j * size + i] !== 0) : 0);
    largest = Math.max(largest, degree);
  }
  return Array.from({ length: largest }, (_, k) => coefficients[degrees.indexOf(k + 1)] ?? null);
}
const orNull = (value: number | null): number | null => (Number.isNaN(value) ? null : value);
/** `null`: there is no such number. */
function equal(found: Found, expected: Found | null, what: string): void {
  const [ours, theirs] = [[found].flat().map(orNull), [expected].flat()];
  assert.equal(ours.length, theirs.length, what);
  ours.forEach((value, i) => {
    const other = theirs[i];
    if (value === null || other === null) assert.equal(value, other, `${what} at ${i}`);
    else {
      const apart = Math.abs(value - other) / Math.max(1, Math.abs(other));
      assert.equal(apart <= 1e-10, true, `${what} at ${i}: ${value}, not ${other}`);
    }
  });
}

for (const name of sampleNames) {
  const graph = sampleGraph(name);
  describe(`the toolbox’s values of ${name}`, { skip: graph ? false : noSharedData }, () => {
    const ours = graph ? measured(graph) : {};
    for (const [what, expected] of Object.entries(stored[name] ?? {}))
      it(what, () => {
        const find = ours[what];
        assert.notEqual(find, undefined);
        equal(find(), expected, what);
      });
  });
}
it('every graph has its values', () => {
  assert.deepEqual(Object.keys(stored).sort(), [...sampleNames].sort());
});

/** What the tests of bctpy say of the strongest pairs of sample_data, sums over neurons, to the digits they give. */
describe('values of the toolbox’s own tests', () => {
  const whole = sampleGraph('sample_data')?.matrix;
  const sum = (values: Float64Array): number => mean(values) * values.length;
  const of = (share: number, weights: 'binary' | 'weighted') => {
    assert.ok(whole);
    return graphOf(strongestPairs(whole, share), { weights, direction: 'directed' });
  };
  const cases: readonly (readonly [string, () => number, number, number])[] = [
    ['clustering, weighted', () => sum(clusteringOf(of(0.23, 'weighted'))), 187.95878414, 1e-8],
    ['transitivity, weighted', () => transitivityOf(of(0.23, 'weighted')), 1.32927829, 1e-8],
    ['clustering, binary', () => sum(clusteringOf(of(0.17, 'binary'))), 60.10160458, 1e-8],
    ['transitivity, binary', () => transitivityOf(of(0.17, 'binary')), 0.42763107, 1e-8],
    ['efficiency, weighted', () => efficiencyOf(shortestPaths(of(0.4, 'weighted'), inverseWeight), 138), 1.8784, 1e-4],
    ['efficiency, binary', () => efficiencyOf(shortestPaths(of(0.4, 'binary'), oneStep), 138), 0.6999, 1e-4],
    ['local efficiency, rubinov', () => sum(localEfficiencyOf(of(0.4, 'weighted'), 'rubinov')), 315.6225, 0.1],
    ['local efficiency, weighted', () => sum(localEfficiencyOf(of(0.4, 'weighted'), 'weighted')), 268.5581, 0.1],
    ['local efficiency, binary', () => sum(localEfficiencyOf(of(0.4, 'binary'), 'binary')), 105.5111, 1e-4],
    ['steps in all', () => stepsInAll(of(0.02, 'binary')), 30506, 0],
  ];
  const stepsInAll = (graph: ReturnType<typeof of>): number =>
    shortestPaths(graph, oneStep).reduce((all, length) => (length === Infinity ? all : all + length), 0);
  for (const [what, find, expected, within] of cases)
    it(what, { skip: whole ? false : noSharedData }, () => {
      assert.equal(Math.abs(find() - expected) <= within, true, `${find()}, not ${expected}`);
    });
});
