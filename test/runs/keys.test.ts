import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExperimentSpec, NetworkNoun } from '../../language/specification.ts';
import { instantiate } from '../../language/canonical/instantiate.ts';
import { canonical } from '../../making/canonical-json.ts';
import { jobsOf, runKey } from '../../runs/plan/jobs.ts';
import { stripes } from './stripes-study.ts';

const surroundings = { files: { stripes: 'a'.repeat(64) }, backend: 'wasm' };
const conditionKeys = (experiment: ExperimentSpec, given = surroundings) =>
  jobsOf(experiment, given)
    .filter(({ kind }) => kind === 'condition')
    .map(({ key }) => key);
const [grown, random, bare] = stripes.conditions;

const changes: readonly { readonly what: string; readonly experiment: ExperimentSpec }[] = [
  {
    what: 'a weight stream of the network',
    experiment: { ...stripes, conditions: [{ ...grown, noun: { ...grown.noun, stream: 'other' } as NetworkNoun }] },
  },
  { what: 'the batch', experiment: { ...stripes, train: { ...stripes.train!, batch: 8 } } },
  {
    what: 'the optimiser',
    experiment: {
      ...stripes,
      train: {
        ...stripes.train!,
        optimiser: { call: 'adam', takes: { ...stripes.train!.optimiser.takes, rate: 0.02 } },
      },
    },
  },
  { what: 'a measure', experiment: { ...stripes, measures: stripes.measures.slice(0, 1) } },
];
const noChanges: readonly { readonly what: string; readonly experiment: ExperimentSpec }[] = [
  {
    what: 'a plot',
    experiment: { ...stripes, plots: [...stripes.plots, { what: 'learning', text: 'plot learning' }] },
  },
  { what: 'an expectation', experiment: { ...stripes, expectations: [] } },
  {
    what: 'the names of conditions',
    experiment: { ...stripes, conditions: stripes.conditions.map(({ noun }, i) => ({ name: `condition_${i}`, noun })) },
  },
  { what: 'the name of the experiment', experiment: { ...stripes, name: 'other' } },
  {
    what: 'how a measure is written',
    experiment: { ...stripes, measures: stripes.measures.map((measure) => ({ ...measure, text: `${measure.text} ` })) },
  },
];

for (const { what, experiment } of changes) {
  test(`${what} changes the key of every job it touches`, () => {
    assert.notEqual(conditionKeys(experiment)[0], conditionKeys(stripes)[0]);
  });
}
for (const { what, experiment } of noChanges) {
  test(`${what} changes no key`, () => {
    assert.deepEqual(conditionKeys(experiment), conditionKeys(stripes));
  });
}

test('more seeds and other conditions add jobs and keep those there were', () => {
  const more = new Set(conditionKeys({ ...stripes, seeds: [1, 2, 3] }));
  for (const key of conditionKeys(stripes)) assert.ok(more.has(key));
  const fewer = conditionKeys({ ...stripes, conditions: [grown, bare] });
  const all = new Set(conditionKeys(stripes));
  for (const key of fewer) assert.ok(all.has(key));
  assert.equal(new Set(conditionKeys({ ...stripes, conditions: [grown, random, bare] })).size, 6);
});

test('data, backend and seed are part of a key', () => {
  const [first] = conditionKeys(stripes);
  assert.notEqual(conditionKeys(stripes, { ...surroundings, files: { stripes: 'b'.repeat(64) } })[0], first);
  assert.notEqual(conditionKeys(stripes, { ...surroundings, backend: 'native-avx2' })[0], first);
  assert.notEqual(conditionKeys({ ...stripes, seeds: [9] })[0], first);
});

test('equal conditions are one job', () => {
  const keys = conditionKeys({ ...stripes, conditions: [grown, { name: 'again', noun: grown.noun }], seeds: [1] });
  assert.equal(keys[0], keys[1]);
});

test(
  'jobs come seed by seed, with a baseline for each seed and point of the sweep, one circuit to replay, and ' +
    'where its genes end',
  () => {
    const swept: ExperimentSpec = {
      ...stripes,
      vary: [{ name: 'size', values: [8, 16] }],
      train: { ...stripes.train!, batch: { variable: 'size' } },
    };
    const jobs = jobsOf(swept, surroundings);
    assert.deepEqual(jobs.map(({ kind, seed, at }) => [kind, seed, at.size]).slice(0, 10), [
      ['circuit', 1, 8],
      ['analysis', 1, 8],
      ['condition', 1, 8],
      ['condition', 1, 8],
      ['condition', 1, 8],
      ['raw_input', 1, 8],
      ['condition', 1, 16],
      ['condition', 1, 16],
      ['condition', 1, 16],
      ['raw_input', 1, 16],
    ]);
    assert.equal(jobs.length, 2 + 2 * 2 * 4);
    const batches = jobs.flatMap((job) => (job.kind === 'condition' ? [job.train?.batch] : []));
    assert.deepEqual([...new Set(batches)], [8, 16]);
  },
);

test("a run's key knows its claims and plots, but not the lines they stand on", () => {
  const key = (experiment: ExperimentSpec) => runKey(experiment, jobsOf(experiment, surroundings));
  assert.notEqual(key({ ...stripes, plots: [] }), key(stripes));
  assert.notEqual(key({ ...stripes, expectations: [] }), key(stripes));
  assert.equal(
    key({ ...stripes, expectations: stripes.expectations.map((one) => ({ ...one, line: one.line + 7 })) }),
    key(stripes),
  );
});

test('the unit that a sweep is written in changes no key', () => {
  const swept = (unit?: string): ExperimentSpec => ({
    ...stripes,
    vary: [{ name: 'size', values: [8, 16], ...(unit && { unit }) }],
    train: { ...stripes.train!, batch: { variable: 'size' } },
  });
  const keys = (experiment: ExperimentSpec) => jobsOf(experiment, surroundings).map(({ key }) => key);
  assert.deepEqual(keys(swept('cells')), keys(swept()));
  assert.equal(
    runKey(swept('cells'), jobsOf(swept('cells'), surroundings)),
    runKey(swept(), jobsOf(swept(), surroundings)),
  );
});

test('canonical JSON does not depend on the order of keys', () => {
  assert.equal(
    canonical({ b: 1, a: [true, null, { d: 'x', c: undefined }] }),
    canonical({ a: [true, null, { d: 'x' }], b: 1 }),
  );
  assert.notEqual(canonical({ a: 1 }), canonical({ a: '1' }));
  assert.notEqual(canonical({ a: Infinity }), canonical({ a: null }));
});

test('a variable is replaced wherever it stands, and one without a value is an error', () => {
  assert.deepEqual(instantiate({ a: [{ variable: 'n' }], b: { c: { variable: 'm' } } }, { n: 3, m: 0.5 }), {
    a: [3],
    b: { c: 0.5 },
  });
  assert.throws(() => instantiate({ a: { variable: 'k' } }, { n: 3 }), /the variable k has no value/);
});
