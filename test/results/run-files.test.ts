import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contractVersion, type RunRecord, type Summary } from '../../results/contract.ts';
import { type Read, readRows, readRunRecord, readSpecification, readSummary } from '../../results/run-files.ts';
import { specificationOf, stripes } from '../runs/stripes-study.ts';

const record: RunRecord = {
  contract: contractVersion,
  key: 'a1b2',
  status: 'done',
  experiment: 'stripes',
  started: '2026-01-05T10:00:00Z',
  finished: null,
  seconds: 2.5,
  engine: '1',
  backend: 'wasm',
  machine: '2 threads',
  warnings: [],
  files: [{ reference: 'stripes', sha256: 'c3d4' }],
};
const summary: Summary = {
  measures: [{ measure: 'loss', condition: 'grown', at: { size: 16 }, n: 2, mean: 0.5, sd: null, ci: [0.4, 0.6] }],
  comparisons: [
    {
      measure: 'loss',
      a: 'grown',
      b: 'random',
      at: {},
      n: 2,
      difference: 0.1,
      ci: null,
      d_z: 1,
      p: 0.5,
      p_corrected: null,
      z: null,
    },
  ],
  effects: [
    {
      ...{
        measure: 'accuracy',
        factors: ['weights'],
        levels: ['orthogonal'],
        against: ['functional'],
        at: { size: 8 },
      },
      ...{ n: 2, effect: 0.1, ci: null, d_z: null, p: null, p_corrected: null, share: 0.5, f: null, df: [1, 1] },
    },
  ],
  expectations: [{ text: 'loss < 1', line: 3, at: {}, verdict: 'holds', observed: '0.5' }],
  baselines: { accuracy: { chance: 0.1, raw_input: null, untrained: { grown: 0.1 } } },
  notes: [{ code: 'S064', text: 'said unasked' }],
};
const specification = specificationOf(stripes);
const problem = (read: Read<unknown>): string => ('problem' in read ? read.problem : 'none');
const value = <T>(read: Read<T>): T => ('value' in read ? read.value : assert.fail(read.problem));

test('what was written reads back', () => {
  assert.deepEqual(value(readRunRecord(JSON.stringify(record))), record);
  assert.deepEqual(value(readSummary(JSON.stringify(summary))), summary);
  assert.deepEqual(value(readSpecification(JSON.stringify(specification))), JSON.parse(JSON.stringify(stripes)));
});

test('a record of another contract is refused by its version, also where other fields differ', () => {
  const { machine, ...others } = record;
  const newer = { ...others, contract: contractVersion + 1, machines: [machine] };
  assert.match(problem(readRunRecord(JSON.stringify(newer))), /^was written by a newer version of Anlage: update/);
  const { contract: _, ...first } = record;
  assert.match(problem(readRunRecord(JSON.stringify(first))), /^was written by an older version of Anlage\. Run/);
  assert.match(problem(readRunRecord('{ "scores": [] }')), /^is not the record of a run\.$/);
});

/** The value without each of its fields in turn, at any depth, and with each of them of another type. */
function* broken(whole: unknown): Generator<unknown> {
  if (Array.isArray(whole)) {
    for (const [i, item] of whole.entries()) for (const other of broken(item)) yield whole.with(i, other);
  } else if (typeof whole === 'object' && whole !== null) {
    for (const [name, field] of Object.entries(whole)) {
      const { [name]: _, ...rest } = whole as Record<string, unknown>;
      yield rest;
      yield { ...rest, [name]: typeof field === 'boolean' ? 'true' : true };
      for (const other of broken(field)) yield { ...rest, [name]: other };
    }
  }
}

test('each field that is missing or of another type is damage', () => {
  // optional, or a name of the user's
  const named = ['at.size', 'at.size of an effect', 'untrained.grown', 'baselines.accuracy'];
  const may = new Set(['z', 'effects', 'levels', 'against', 'f', 'df', ...named]);
  const left = [...broken(summary)].filter((one) => problem(readSummary(JSON.stringify(one))) === 'none');
  assert.equal(left.length, may.size, JSON.stringify(left));
  for (const one of broken(record)) {
    const named = one as Partial<RunRecord>;
    if (named.contract === contractVersion && named.key === record.key && named.experiment === record.experiment)
      assert.match(problem(readRunRecord(JSON.stringify(one))), /^is damaged\. Run the experiment again/);
  }
});

test('a text that was cut off is damage, wherever the cut is', () => {
  for (const [text, read] of [
    [JSON.stringify(record), readRunRecord],
    [JSON.stringify(summary), readSummary],
    [JSON.stringify(specification), readSpecification],
  ] as const)
    for (let length = 0; length < text.length; length++)
      assert.match(problem(read(text.slice(0, length))), /^is (damaged|not the record)/);
  assert.match(
    problem(readRows('condition,seed,step,measure,value\ngrown,1,0,accuracy,0.5x\n', stripes)),
    /^is damaged: .*Run the experiment again/,
  );
});

test('where the contract wants a number, null is one that is not finite', () => {
  const diverged = {
    ...summary,
    measures: [{ ...summary.measures[0], mean: Number.POSITIVE_INFINITY, ci: [Number.NaN, 1] }],
  };
  const [{ mean, ci, sd }] = value(readSummary(JSON.stringify(diverged))).measures;
  assert.deepEqual([mean, ci, sd], [Number.NaN, [Number.NaN, 1], null]);
});
