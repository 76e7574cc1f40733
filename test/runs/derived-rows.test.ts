import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Expression } from '../../engine/expressions/index.ts';
import { compare, summarise } from '../../engine/statistics/index.ts';
import type { DerivedSpec, ExperimentSpec } from '../../language/specification.ts';
import type { Row } from '../../results/contract.ts';
import { quantityOf } from '../../results/quantity.ts';
import { rowsFromCsv, rowsToCsv, sortRows } from '../../results/rows.ts';
import { jobsOf, runKey } from '../../runs/plan/jobs.ts';
import { withDerived } from '../../runs/say/derived-rows.ts';
import { summaryOf } from '../../runs/say/run-summary.ts';
import { pairKey } from '../../runs/say/expectations.ts';
import { stripes } from './stripes-study.ts';

const call = (name: string, ...given: readonly Expression[]): Expression => ({ call: name, arguments: given });
const accuracy: Expression = { name: 'accuracy' };
const of = (measure: Expression, condition: string): Expression => call('of', measure, { name: condition });
const gain: DerivedSpec = {
  name: 'gain',
  text: 'accuracy of grown - accuracy of random',
  value: call('-', of(accuracy, 'grown'), of(accuracy, 'random')),
  of: ['grown', 'random'],
  like: ['accuracy', 'accuracy'],
};
const odds: DerivedSpec = {
  name: 'odds',
  text: 'accuracy / (1 - accuracy)',
  value: call('/', accuracy, call('-', 1, accuracy)),
};
const spread: DerivedSpec = {
  name: 'spread',
  text: '1 / (accuracy - accuracy of grown)',
  value: call('/', 1, call('-', accuracy, of(accuracy, 'grown'))),
};
const experiment: ExperimentSpec = {
  ...stripes,
  seeds: [1, 2, 3, 4],
  train: undefined,
  conditions: stripes.conditions.slice(0, 2),
  measures: stripes.measures.slice(0, 1),
  derived: [gain, odds, spread],
  expectations: [
    {
      text: 'gain > 0',
      line: 1,
      every: false,
      left: of({ name: 'gain' }, 'grown, random'),
      test: { kind: 'compare', operator: '>', right: 0 },
      at: {},
    },
    {
      text: 'spread of grown > 0',
      line: 2,
      every: false,
      left: of({ name: 'spread' }, 'grown'),
      test: { kind: 'compare', operator: '>', right: 0 },
      at: {},
    },
  ],
};
const grown = [0.9, 0.92, 0.88, 0.91],
  random = [0.8, 0.83, 0.79];
const measured = (condition: string, values: readonly number[]): Row[] =>
  values.map((value, i) => ({ condition, seed: i + 1, at: {}, step: null, measure: 'accuracy', value }));
const rows = sortRows(
  withDerived([...measured('grown', grown), ...measured('random', random)], experiment),
  experiment,
);
const found = (measure: string, condition: string): readonly (readonly [number, number])[] =>
  rows.filter((row) => row.measure === measure && row.condition === condition).map(({ seed, value }) => [seed, value]);
const summary = summaryOf(experiment, rows, []);

test('a measure of two conditions pairs their seeds, and has no number where one has none', () => {
  const differences = random.map((value, i) => grown[i] - value);
  assert.deepEqual(
    found('gain', 'grown, random'),
    differences.map((value, i) => [i + 1, value]),
  );
  const { sd: _, ...expected } = summarise(differences);
  const { mean, ci, n, interval } = summary.measures.find(({ measure }) => measure === 'gain')!;
  assert.deepEqual({ n, mean, ci, interval }, { ...expected, interval: 'seeds' });
});
test('it is claimed once, and what has no value in a seed is said', () => {
  const [claim, unknown] = summary.expectations;
  assert.equal(claim.verdict, 'supported');
  assert.match(claim.observed, /^9\.33 percentage points \[.*\], n = 3 of 4 seeds$/);
  assert.equal(unknown.verdict, 'unknown');
  assert.match(unknown.observed, /spread is not a finite number in every seed/);
});
test('a measure of each condition is compared between them like any other', () => {
  const ofGrown = found('odds', 'grown').map(([, value]) => value),
    ofRandom = found('odds', 'random').map(([, value]) => value);
  assert.deepEqual(
    ofRandom,
    random.map((value) => value / (1 - value)),
  );
  const { difference, ci } = summary.comparisons.find(({ measure, a }) => measure === 'odds' && a === 'random')!;
  const expected = compare(ofRandom, ofGrown.slice(0, 3), pairKey('odds', 'random', 'grown', {}));
  assert.deepEqual([difference, ci], [expected.difference, expected.ci]);
  assert.ok(!summary.comparisons.some(({ measure }) => measure === 'gain'));
});
test('division by 0 has no value: no row, and a note', () => {
  assert.deepEqual(found('spread', 'grown'), []);
  assert.equal(found('spread', 'random').length, 3);
  const notes = summary.notes.filter(({ code }) => code === 'S094');
  assert.deepEqual(
    notes.map(({ text }) => text),
    [
      '`spread` of grown has no value in 4 of 4 seeds: `1 / (accuracy - accuracy of grown)` is no finite number ' +
        'there. It is left out.',
    ],
  );
});
test('without a part in any seed it has no value, and the reason is that of the part', () => {
  const few = { ...experiment, derived: [gain, odds] };
  const { notes } = summaryOf(few, withDerived(measured('grown', grown), few), []);
  assert.deepEqual(
    notes.flatMap(({ code, text }) => (code === 'S094' ? [text] : [])),
    [
      '`gain` of grown, random has no value, for accuracy of random has none: 4 of 4 seeds were not computed.',
      '`odds` of random has no value, for accuracy has none: 4 of 4 seeds were not computed.',
    ],
  );
});
test('a difference of shares is in percentage points, a quotient a plain number', () => {
  assert.deepEqual(
    ['gain', 'odds'].map((name) => quantityOf(experiment, name).unit),
    ['percentage points', ''],
  );
});
test('it is a row of the table, and part of the key of a run but of no job', () => {
  assert.deepEqual(rowsFromCsv(rowsToCsv(rows, experiment), experiment), rows);
  const { derived: _, ...plain } = experiment;
  const surroundings = { files: {}, backend: 'wasm' };
  const jobs = [experiment, plain].map((one) => jobsOf(one, surroundings));
  assert.deepEqual(
    jobs[0].map(({ key }) => key),
    jobs[1].map(({ key }) => key),
  );
  assert.notEqual(runKey(experiment, jobs[0]), runKey(plain, jobs[1]));
});
