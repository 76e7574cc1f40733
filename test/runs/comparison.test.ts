import assert from 'node:assert/strict';
import { it } from 'node:test';
import { compare, compareUnpaired } from '../../engine/statistics/index.ts';
import type { MeasureSummary, Results, Row } from '../../results/contract.ts';
import { compareRuns, type RunToCompare } from '../../runs/say/comparison.ts';
import { sampleResults } from '../figures/sample.ts';

/** A run of which only these values of one measure are known, by seed. */
function runOf(values: Readonly<Record<number, number>>, more: Partial<MeasureSummary> = {}): RunToCompare {
  const found = Object.values(values);
  const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
  const summary = {
    measure: 'accuracy',
    condition: 'grown',
    at: {},
    n: found.length,
    mean,
    sd: null,
    ci: null,
    ...more,
  };
  const results: Results = sampleResults({ conditions: { grown: 0 } });
  const rows = Object.entries(values).map(
    ([seed, value]): Row => ({
      condition: 'grown',
      seed: Number(seed),
      at: {},
      step: null,
      measure: 'accuracy',
      value,
    }),
  );
  return {
    folder: 'f',
    source: '',
    results: { ...results, rows, summary: { ...results.summary, measures: [summary] } },
  };
}
const differenceTo = (a: RunToCompare, b: RunToCompare) => compareRuns([a, b]).measures[0].sides[1]?.difference;

const first = { 1: 0.5, 2: 0.6, 3: 0.8, 4: 0.55 };
it('runs of the same seeds are compared by pairs, also where they share only some', () => {
  const paired = compare([0.7, 0.65, 0.9, 0.8], [0.5, 0.6, 0.8, 0.55], 'x');
  const { difference: value, ci } = paired;
  assert.deepEqual(differenceTo(runOf(first), runOf({ 1: 0.7, 2: 0.65, 3: 0.9, 4: 0.8 })), {
    pairing: 'seeds',
    n: 4,
    value,
    ci,
  });
  const some = differenceTo(runOf(first), runOf({ 3: 0.9, 4: 0.8, 5: 0.1, 6: 0.2 }));
  assert.deepEqual([some?.pairing, some?.n], ['seeds', 2]);
});
it('runs that share no seed, or one of several, are two samples', () => {
  const others: readonly Readonly<Record<number, number>>[] = [
    { 5: 0.7, 6: 0.65, 7: 0.9 },
    { 4: 0.7, 6: 0.65, 7: 0.9 },
  ];
  for (const other of others) {
    const { difference: value, ci } = compareUnpaired([0.7, 0.65, 0.9], Object.values(first));
    const found = differenceTo(runOf(first), runOf(other));
    assert.deepEqual([found?.pairing, found?.n, found?.ci], ['none', 3, ci]);
    assert.ok(Math.abs((found?.value as number) - value) < 1e-15);
  }
});
it('estimates with intervals of their own differ by an interval of these', () => {
  const found = differenceTo(
    runOf({ 1: 0.5 }, { ci: [0.4, 0.6], interval: 'samples' }),
    runOf({ 1: 0.7 }, { ci: [0.65, 0.75], interval: 'samples' }),
  );
  assert.ok(found?.ci && Math.abs(found.ci[0] - (0.2 - Math.hypot(0.05, 0.1))) < 1e-12, JSON.stringify(found));
});
it('three runs: each is held against the first, and only what is not the same in all is said', () => {
  const of = (machine: string, source: string): RunToCompare => {
    const run = runOf(first);
    return { ...run, source, results: { ...run.results, run: { ...run.results.run, machine } } };
  };
  const { runs, lines, computed } = compareRuns([of('one', 'a\nb'), of('one', 'a\nb'), of('other', 'a\nc')]);
  assert.deepEqual(
    runs.map(({ label }) => label),
    ['A', 'B', 'C'],
  );
  assert.deepEqual(computed, [{ where: 'machine', values: ['one', 'one', 'other'] }]);
  assert.deepEqual(
    lines.map((each) => each.length),
    [0, 0, 2],
  );
});
it('what a run has no value of it was asked, or not: another measure, condition or point', () => {
  const without = runOf({});
  const { experiment } = without.results;
  const vary = [{ name: 'gain', values: [1, 2] }];
  const none = { ...without.results, summary: { ...without.results.summary, measures: [] } };
  for (const [results, asked] of [
    [none, true],
    [{ ...none, experiment: { ...experiment, measures: [] } }, false],
    [{ ...none, experiment: { ...experiment, conditions: [] } }, false],
    [{ ...none, experiment: { ...experiment, vary } }, false],
  ] as const) {
    const [measure] = compareRuns([runOf(first), { ...without, results }]).measures;
    assert.deepEqual([measure.sides[1], measure.asked], [null, [true, asked]]);
  }
});
