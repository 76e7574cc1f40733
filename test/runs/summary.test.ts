import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import type { Expression } from '../../engine/expressions/index.ts';
import type { ConnectNoun, ExpectationSpec, ExperimentSpec } from '../../language/specification.ts';
import { jobsOf } from '../../runs/plan/jobs.ts';
import { readableDifference } from '../../results/readable-numbers.ts';
import { noteKinds } from '../../results/note-codes.ts';
import { progressOf } from '../../runs/execute/time-left.ts';
import type { ComparisonSummary, Row } from '../../results/contract.ts';
import { intervalKinds, type IntervalKind } from '../../results/interval-kinds.ts';
import { claimAtPoint } from '../../results/shown-verdict.ts';
import { notesOf } from '../../runs/say/notes.ts';
import { rowsFromCsv, rowsToCsv, sortRows } from '../../results/rows.ts';
import type { Facts } from '../../catalogue/finding.ts';
import type { Finished } from '../../runs/plan/outcome.ts';
import { summaryOf } from '../../runs/say/run-summary.ts';
import { projectFile } from '../data.ts';
import { stripes } from './stripes-study.ts';

type Values = Readonly<Record<string, readonly number[]>>;
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const study: ExperimentSpec = {
  ...stripes,
  seeds,
  train: undefined,
  expectations: [],
  measures: stripes.measures.slice(0, 1),
};
const rows = (values: Values, extra: Partial<Row> = {}): Row[] =>
  Object.entries(values).flatMap(([condition, found]) =>
    found.map((value, i) => ({ condition, seed: seeds[i], at: {}, step: null, measure: 'accuracy', value, ...extra })),
  );
const finishedWith = (experiment: ExperimentSpec, facts: (condition: string, seed: number) => Facts): Finished[] =>
  jobsOf(experiment, { files: {}, backend: 'wasm' })
    .filter(({ kind }) => kind === 'condition')
    .map((job) => ({
      job,
      outcome: { points: [], notes: [], facts: facts(job.condition, job.seed), seconds: 1, files: {} },
    }));

const better: Values = {
  grown: [0.9, 0.91, 0.92, 0.9, 0.93, 0.91, 0.9, 0.92],
  random: [0.8, 0.82, 0.81, 0.8, 0.84, 0.8, 0.79, 0.82],
  no_circuit: [0.95, 0.96, 0.97, 0.95, 0.97, 0.96, 0.95, 0.96],
};
const of = (measure: string, condition: string): Expression => ({
  call: 'of',
  arguments: [{ name: measure }, { name: condition }],
});
const expectation = (
  left: Expression,
  test: ExpectationSpec['test'],
  rest: Partial<ExpectationSpec> = {},
): ExpectationSpec => ({ text: 'a claim', line: 3, every: false, left, test, at: {}, ...rest });

test('what was assumed of the files of its genes is a note', () => {
  const assumed = ['m.bnd: A constant is taken to be above 0.'];
  const { notes } = summaryOf({ ...study, assumed }, rows(better), []);
  assert.deepEqual(
    notes.filter(({ code }) => code === 'D020').map(({ text }) => text),
    assumed,
  );
});

const verdicts: readonly {
  readonly claim: string;
  readonly expectation: ExpectationSpec;
  readonly verdict: string;
  readonly observed: RegExp;
}[] = [
  {
    claim: 'accuracy of grown > 0.85',
    expectation: expectation(of('accuracy', 'grown'), { kind: 'compare', operator: '>', right: 0.85 }),
    verdict: 'supported',
    observed: /^91\.13 % \[90\.18, 92\.07\], n = 8$/,
  },
  {
    claim: 'accuracy of grown > 0.91',
    expectation: expectation(of('accuracy', 'grown'), { kind: 'compare', operator: '>', right: 0.91 }),
    verdict: 'holds',
    observed: /91\.13 %/,
  },
  {
    claim: 'every accuracy of grown > 0.91',
    expectation: expectation(of('accuracy', 'grown'), { kind: 'compare', operator: '>', right: 0.91 }, { every: true }),
    verdict: 'fails',
    observed: /91\.13 %/,
  },
  {
    claim: 'accuracy of grown in 0.5 .. 0.6',
    expectation: expectation(of('accuracy', 'grown'), { kind: 'in', from: 0.5, to: 0.6 }),
    verdict: 'fails',
    observed: /91\.13 %/,
  },
  {
    claim: 'accuracy of grown > accuracy of random',
    expectation: expectation(of('accuracy', 'grown'), {
      kind: 'compare',
      operator: '>',
      right: of('accuracy', 'random'),
    }),
    verdict: 'supported',
    observed: /^difference 10\.13 \[9\.43, 10\.82\] percentage points/,
  },
  {
    claim: 'accuracy of grown > accuracy of random + 0.2',
    expectation: expectation(of('accuracy', 'grown'), {
      kind: 'compare',
      operator: '>',
      right: { call: '+', arguments: [of('accuracy', 'random'), 0.2] },
    }),
    verdict: 'fails',
    observed: /^difference −9\.87/,
  },
  {
    claim: 'accuracy of grown = accuracy of random within 0.15',
    expectation: expectation(of('accuracy', 'grown'), {
      kind: 'compare',
      operator: '=',
      right: of('accuracy', 'random'),
      within: 0.15,
    }),
    verdict: 'supported',
    observed: /difference/,
  },
  {
    claim: 'accuracy > 0.85, of every condition',
    expectation: expectation({ name: 'accuracy' }, { kind: 'compare', operator: '>', right: 0.85 }),
    verdict: 'fails',
    observed: /^grown 91\.13 %.*; random 81\.00 %.*; no_circuit 95\.88 %/,
  },
  {
    claim: 'max(accuracy of grown) > 0.85',
    expectation: expectation(
      { call: 'max', arguments: [of('accuracy', 'grown')] },
      { kind: 'compare', operator: '>', right: 0.85 },
    ),
    verdict: 'fails',
    observed: /^80 %, n = 8$/,
  },
  {
    claim: 'accuracy of grown > 0.3 at epoch 0.5',
    expectation: expectation(
      of('accuracy', 'grown'),
      { kind: 'compare', operator: '<', right: 0.85 },
      { at: { epoch: 0.5 } },
    ),
    verdict: 'holds',
    observed: /^40 %, n = 8$/,
  },
  {
    claim: 'mean(accuracy of grown) in 0.55 .. 0.65',
    expectation: expectation(
      { call: 'mean', arguments: [of('accuracy', 'grown')] },
      { kind: 'in', from: 0.55, to: 0.65 },
    ),
    verdict: 'holds',
    observed: /^60\.00 %, n = 8$/,
  },
  {
    claim: 'final(accuracy of grown) = 0.8, the end of the curve',
    expectation: expectation(
      { call: 'final', arguments: [of('accuracy', 'grown')] },
      { kind: 'compare', operator: '=', right: 0.8 },
    ),
    verdict: 'holds',
    observed: /^80 %, n = 8$/,
  },
  {
    claim: 'log(accuracy of grown) < 0',
    expectation: expectation(
      { call: 'log', arguments: [of('accuracy', 'grown')] },
      { kind: 'compare', operator: '<', right: 0 },
    ),
    verdict: 'supported',
    observed: /^−0\.09/,
  },
  {
    claim: 'accuracy >= accuracy of random, of every other condition',
    expectation: expectation(
      { name: 'accuracy' },
      { kind: 'compare', operator: '>=', right: of('accuracy', 'random') },
    ),
    verdict: 'supported',
    observed: /^grown difference 10\.13 .*; no_circuit difference 14\.87 /,
  },
  {
    claim: 'every accuracy of grown > accuracy of random',
    expectation: expectation(
      of('accuracy', 'grown'),
      { kind: 'compare', operator: '>', right: of('accuracy', 'random') },
      { every: true },
    ),
    verdict: 'supported',
    observed: /^difference 10\.13/,
  },
  {
    claim: 'every accuracy of grown > accuracy of random + 0.095',
    expectation: expectation(
      of('accuracy', 'grown'),
      { kind: 'compare', operator: '>', right: { call: '+', arguments: [of('accuracy', 'random'), 0.095] } },
      { every: true },
    ),
    verdict: 'fails',
    observed: /^difference 0\.63 \[/,
  },
  {
    claim: 'accuracy of grown = accuracy of random within 0.105, where the interval sticks out',
    expectation: expectation(of('accuracy', 'grown'), {
      kind: 'compare',
      operator: '=',
      right: of('accuracy', 'random'),
      within: 0.105,
    }),
    verdict: 'holds',
    observed: /^difference 10\.13/,
  },
];
for (const { claim, expectation: claimed, verdict, observed } of verdicts) {
  test(`${claim}: ${verdict}`, () => {
    const curve = [
      ...rows({ grown: seeds.map(() => 0.4) }, { step: 0.5 }),
      ...rows({ grown: seeds.map(() => 0.8) }, { step: 1 }),
    ];
    const { expectations } = summaryOf({ ...study, expectations: [claimed] }, [...rows(better), ...curve], []);
    assert.equal(expectations.length, 1);
    assert.deepEqual([expectations[0].verdict, expectations[0].line], [verdict, 3]);
    assert.match(expectations[0].observed, observed);
  });
}

test('every condition is compared with the first, claimed pairs too, and all are corrected together', () => {
  const claimed = expectation(of('accuracy', 'no_circuit'), {
    kind: 'compare',
    operator: '>',
    right: of('accuracy', 'random'),
  });
  const { comparisons } = summaryOf({ ...study, expectations: [claimed] }, rows(better), []);
  assert.deepEqual(
    comparisons.map(({ a, b }) => [a, b]),
    [
      ['random', 'grown'],
      ['no_circuit', 'grown'],
      ['no_circuit', 'random'],
    ],
  );
  for (const { p, p_corrected } of comparisons) {
    assert.equal(p, 2 / 2 ** 8);
    assert.equal(p_corrected, 3 * (2 / 2 ** 8));
  }
  assert.ok(Math.abs(comparisons[0].difference + 0.10125) < 1e-12);
});

const swept = { ...study, vary: [{ name: 'size', values: [8, 16] }] };
const beyond = expectation(of('accuracy', 'no_circuit'), {
  kind: 'compare',
  operator: '>',
  right: of('accuracy', 'random'),
});
const pairs: readonly {
  readonly claim: string;
  readonly claimed: ExpectationSpec;
  readonly compared: readonly string[];
}[] = [
  { claim: 'a pair', claimed: beyond, compared: ['8 no_circuit-random', '16 no_circuit-random'] },
  {
    claim: 'a pair at one point of the sweep',
    claimed: { ...beyond, at: { size: 16 } },
    compared: ['16 no_circuit-random'],
  },
  { claim: 'a pair at a step of the series', claimed: { ...beyond, at: { step: 0.5 } }, compared: [] },
  {
    claim: 'a pair of which one is the reference',
    claimed: expectation(of('accuracy', 'grown'), { kind: 'compare', operator: '>', right: of('accuracy', 'random') }),
    compared: [],
  },
  {
    claim: 'every condition against one',
    claimed: expectation({ name: 'accuracy' }, { kind: 'compare', operator: '>', right: of('accuracy', 'random') }),
    compared: ['8 no_circuit-random', '16 no_circuit-random'],
  },
  {
    claim: 'a number',
    claimed: expectation(of('accuracy', 'no_circuit'), { kind: 'compare', operator: '>', right: 0.5 }),
    compared: [],
  },
];
for (const { claim, claimed, compared } of pairs) {
  test(`besides each condition against the first, only what is claimed is compared: ${claim}`, () => {
    const values = [8, 16].flatMap((size) => rows(better, { at: { size } }));
    const { comparisons } = summaryOf({ ...swept, expectations: [claimed] }, values, []);
    assert.deepEqual(
      comparisons.filter(({ b }) => b !== 'grown').map(({ at, a, b }) => `${at.size} ${a}-${b}`),
      compared,
    );
    assert.equal(comparisons.length, 4 + compared.length);
    for (const { p_corrected } of comparisons) assert.equal(p_corrected, comparisons.length * (2 / 2 ** 8));
  });
}

test('a claim speaks of every point of the sweep, or of the one it names', () => {
  const claimed = expectation(of('accuracy', 'grown'), { kind: 'compare', operator: '>', right: 0.85 });
  const values = [
    ...rows(better, { at: { size: 8 } }),
    ...rows({ ...better, grown: better.grown.map((value) => value - 0.5) }, { at: { size: 16 } }),
  ];
  const verdictsOf = (one: ExpectationSpec) =>
    summaryOf({ ...swept, expectations: [one] }, values, []).expectations.map(
      ({ at, verdict }) => `${at.size} ${verdict}`,
    );
  assert.deepEqual(verdictsOf(claimed), ['8 supported', '16 fails']);
  assert.deepEqual(verdictsOf({ ...claimed, at: { size: 8 } }), ['8 supported']);
  assert.deepEqual(verdictsOf({ ...claimed, at: { size: 9 } }), ['9 unknown']);
});

test('a claim about two conditions rests on the seeds that both have', () => {
  const claimed = expectation(of('accuracy', 'grown'), {
    kind: 'compare',
    operator: '>',
    right: of('accuracy', 'random'),
  });
  const {
    expectations: [{ verdict, observed }],
  } = summaryOf(
    { ...study, expectations: [claimed] },
    rows({ grown: [0.9, 0.91, 0.92, 0.1, 0.1], random: better.random.slice(0, 3) }),
    [],
  );
  assert.deepEqual([verdict, observed.endsWith('n = 3 of 8 seeds')], ['supported', true]);
});

test('a table and a claim about one difference give one interval, also where it is bootstrapped', () => {
  const claimed = expectation(of('accuracy', 'grown'), {
    kind: 'compare',
    operator: '>',
    right: of('accuracy', 'random'),
  });
  const many = Array.from({ length: 24 }, (_, i) => i + 1);
  const values = (['grown', 'random'] as const).flatMap((condition) =>
    many.map(
      (seed): Row => ({
        condition,
        seed,
        at: {},
        step: null,
        measure: 'accuracy',
        value: condition === 'grown' ? 0.8 + ((seed * 7) % 11) / 100 : 0.79 + ((seed * 5) % 13) / 90,
      }),
    ),
  );
  const {
    comparisons: [{ difference, ci }],
    expectations: [{ observed }],
  } = summaryOf({ ...study, seeds: many, expectations: [claimed] }, values, []);
  assert.ok(ci && Math.abs((ci[0] + ci[1]) / 2 - difference) > 1e-6, 'a bootstrapped interval is not symmetric');
  assert.equal(observed, `${readableDifference(-difference, [-ci[1], -ci[0]], { unit: '%', factor: 100 })}, n = 24`);
});

test('an imported matrix is one object among its nulls: p, z and percentile of the one, no interval', () => {
  const worm: ConnectNoun = {
    noun: 'connect',
    name: 'worm',
    stream: 'worm',
    source: { kind: 'file', path: 'worm.csv', rows: 'target' },
    controls: [],
    unitRows: false,
  };
  const drawn = (call: 'random' | 'transposed'): ConnectNoun => ({
    ...worm,
    controls: [{ call, takes: {}, stream: `${call}(worm)` }],
  });
  const conditions = [
    { name: 'worm', noun: worm },
    { name: 'random', noun: drawn('random') },
    { name: 'turned', noun: drawn('transposed') },
  ];
  const claimed = expectation(of('rank', 'worm'), { kind: 'compare', operator: '<', right: of('rank', 'random') });
  const experiment = { ...study, conditions, measures: [stripes.measures[1]], expectations: [claimed] };
  const values = rows(
    { worm: seeds.map(() => 32), random: [60, 61, 62, 63, 64, 65, 66, 32], turned: seeds.map(() => 32) },
    { measure: 'rank' },
  );
  const {
    comparisons: [random, turned],
    expectations: [{ verdict }],
    notes,
  } = summaryOf(experiment, values, []);
  assert.deepEqual([random.n, random.ci, random.d_z, random.p, random.percentile], [8, null, null, 2 / 9, 1 / 16]);
  assert.equal(random.z, null, 'eight nulls tell no deviation');
  assert.deepEqual([turned.p, turned.z], [null, undefined]);
  assert.equal(verdict, 'holds');
  assert.ok(
    notes.some(
      ({ code, text }) =>
        code === 'S068' &&
        /among 8 of random: no z of fewer than 19, percentile 6\.250, p = 0\.2222\. This is about worm alone/.test(
          text,
        ),
    ),
    JSON.stringify(notes),
  );
  const trained = { ...experiment, measures: stripes.measures.slice(0, 1) };
  assert.equal(summaryOf(trained, rows({ worm: better.grown, random: better.random }), []).comparisons[0].z, undefined);
});

test('a series belongs to the test score that ends it, whatever the file calls it', () => {
  const curve = rows({ grown: [0.2, 0.3] }, { step: 0.5 });
  const claim = (measure: string, set: string) => {
    const call = { call: 'accuracy', takes: { set } };
    const named = {
      ...study,
      measures: [{ name: measure, call, text: '', nouns: {} }],
      expectations: [
        expectation({ call: 'max', arguments: [of(measure, 'grown')] }, { kind: 'compare', operator: '<', right: 0.5 }),
      ],
    };
    return summaryOf(named, [...rows({ grown: [0.9, 0.9] }, { measure }), ...curve], []).expectations.map(
      ({ observed }) => observed,
    );
  };
  assert.match(claim('right', 'test')[0], /^25 % \[0, 89\], n = 2 of 8 seeds$/);
  assert.match(claim('accuracy', 'train')[0], /^accuracy of grown has no value: /);
});

test('seeds that one side lacks are left out of a comparison', () => {
  const { comparisons } = summaryOf(study, rows({ grown: better.grown, random: better.random.slice(0, 3) }), []);
  assert.deepEqual(
    comparisons.map(({ a, n, p }) => [a, n, p]),
    [['random', 3, null]],
  );
});

const unasked: readonly {
  readonly code: string;
  readonly when: string;
  readonly values: Values;
  readonly facts?: (condition: string, seed: number) => Facts;
  readonly says: RegExp;
  readonly times?: number;
}[] = [
  {
    code: 'S064',
    when: 'a control does better',
    values: better,
    says: new RegExp(
      String.raw`^The control without the circuit \(no_circuit\) does at least as well: ` +
        String.raw`accuracy 95\.88 % against 91\.13 % of grown`,
    ),
  },
  {
    code: 'S064',
    when: 'a control cannot be told from the reference',
    values: { grown: [0.9, 0.8, 0.7], random: [0.85, 0.82, 0.69] },
    says: /^The control random is not clearly worse/,
  },
  {
    code: 'S061',
    when: 'there are few seeds',
    values: { grown: [0.9, 0.8], random: [0.1, 0.2] },
    says: /^With 2 seeds there is no p-value.* Intervals over seeds rest on 2 values each\./,
  },
  {
    code: 'S061',
    when: 'the seeds cannot reach 0.05 after correction',
    values: {
      grown: [0.9, 0.8, 0.7, 0.9, 0.8, 0.7],
      random: [0.1, 0.2, 0.1, 0.2, 0.1, 0.2],
      no_circuit: [0.1, 0.2, 0.3, 0.1, 0.2, 0.4],
    },
    says: /^The smallest p that 6 seeds can reach over 2 comparisons is 0\.0625/,
  },
  {
    code: 'C024',
    when: 'a layer is nilpotent',
    values: better,
    facts: (condition): Facts =>
      condition === 'grown' ? { size: 85, nilpotent: 1, rank: 32 } : { size: 85, nilpotent: 0 },
    says: /^grown: the recurrent layer is nilpotent: activity cannot recur; it has rank 32 of 85\.$/,
  },
  {
    code: 'S060',
    when: 'a control moved edges',
    values: better,
    facts: (condition): Facts => (condition === 'random' ? { size: 85, nilpotent: 0, share_moved: 0.987 } : {}),
    says: /^Of the edges the controls moved: random 98\.70 %\.$/,
  },
  {
    code: 'S060',
    when: 'a control moved weights between the same connections',
    values: better,
    facts: (condition): Facts =>
      condition === 'random' ? { size: 85, nilpotent: 0, share_moved: 0.5, rewired: 0 } : {},
    says: /random 50 % \(their weights: the same pairs are connected, and no connection moved\)\.$/,
  },
  {
    code: 'S106',
    when: 'some seeds are not told from reversible',
    values: better,
    facts: (condition, seed): Facts =>
      condition !== 'random'
        ? {}
        : {
            ...{ 'accuracy.effective': 500, 'accuracy.pairs': 900, 'accuracy.components': 1, 'accuracy.counted': 1 },
            ...(seed === 1
              ? { 'accuracy.reversible_p': 0.5 }
              : { 'accuracy.reversible_p': 0.001, 'accuracy.chance': 0.2 }),
          },
    says: /1 mode, 1 component, .*\(1 of \d+ seeds is not .*rotate\), .* below 0\.2000 are chance in the others\./,
  },
  {
    code: 'C060',
    when: 'pairs of neurons have no path',
    values: better,
    facts: (condition): Facts =>
      condition === 'grown' ? { 'accuracy.unreachable': 5, 'accuracy.pairs': 50 } : { 'accuracy.unreachable': 0 },
    says: /^accuracy leaves out the pairs that have no path: grown 10 % of 50\.$/,
  },
  {
    code: 'C061',
    when: 'few weights decide an entropy',
    values: better,
    facts: (condition): Facts => ({ 'accuracy.outer_share': condition === 'random' ? 0.4 : 0.9, 'accuracy.inner': 6 }),
    says: /taken over: grown 90\.00 % \(without them 6 bits\); no_circuit 90\.00 % \(without them 6 bits\)\.$/,
  },
  {
    code: 'C061',
    when: 'few weights are all that differs',
    values: better,
    facts: () => ({ 'accuracy.outer_share': 1 }),
    says: /grown 100 % \(the others are all equal\)/,
  },
  {
    code: 'C062',
    when: 'an entropy is of a histogram',
    values: better,
    facts: () => ({ 'accuracy.bias': 0.25 }),
    says: /^accuracy of a histogram is too low by about .*grown 0\.2500 bits/,
  },
  {
    code: 'D017',
    when: 'a file names a pair twice',
    values: better,
    facts: (condition): Facts => (condition === 'no_circuit' ? {} : { size: 85, nilpotent: 0, summed: 3 }),
    says: /^grown, random: 3 edges of the file are on a pair of neurons that has one already/,
  },
  {
    code: 'S065',
    when: 'a measure is equal in every seed',
    values: { grown: [1, 1, 1], random: [1, 1, 1] },
    says: /^accuracy is equal in every seed/,
  },
];
for (const { code, when, values, facts, says } of unasked) {
  test(`${code} is said unasked when ${when}`, () => {
    const { notes } = summaryOf(study, rows(values), facts ? finishedWith(study, facts) : []);
    assert.ok(
      notes.some((note) => note.code === code && says.test(note.text)),
      JSON.stringify(notes, null, 1),
    );
  });
}

test('S067 is said of a claim about something without a value', () => {
  const claimed = expectation(of('rank', 'no_circuit'), { kind: 'compare', operator: '>', right: 3 });
  const { expectations, notes } = summaryOf({ ...study, expectations: [claimed] }, rows({ grown: better.grown }), []);
  assert.deepEqual(
    expectations.map(({ verdict, observed }) => [verdict, observed]),
    [['unknown', 'rank of no_circuit has no value: 8 of 8 seeds were not computed']],
  );
  assert.deepEqual(
    notes.map(({ code, text }) => [code, text]),
    [['S067', 'The claim of line 3 cannot be judged and does not pass.']],
  );
});

test('a control that is clearly worse is not mentioned', () => {
  const { notes } = summaryOf(study, rows({ grown: better.grown, random: better.random }), []);
  assert.deepEqual(notes, []);
});

test('rows are sorted as declared and survive CSV bit by bit', () => {
  const turned: ExperimentSpec = { ...study, vary: [{ name: 'size', values: [16, 8] }] };
  const some: Row[] = [
    { condition: 'random', seed: 1, at: { size: 8 }, step: null, measure: 'accuracy', value: 1 / 3 },
    { condition: 'grown', seed: 2, at: { size: 8 }, step: null, measure: 'accuracy', value: 0.1 + 0.2 },
    { condition: 'grown', seed: 2, at: { size: 16 }, step: 0.5, measure: 'accuracy', value: Number.NaN },
    { condition: 'grown', seed: 2, at: { size: 16 }, step: null, measure: 'accuracy', value: 1e-300 },
    { condition: 'grown', seed: 1, at: { size: 8 }, step: 0, measure: 'loss', value: -0 },
    { condition: 'grown', seed: 1, at: { size: 8 }, step: 0, measure: 'accuracy', value: 5 },
  ];
  const sorted = sortRows(some, turned);
  assert.deepEqual(
    sorted.map(({ condition, at, seed, measure, step }) => [condition, at.size, seed, measure, step]),
    [
      ['grown', 16, 2, 'accuracy', null],
      ['grown', 16, 2, 'accuracy', 0.5],
      ['grown', 8, 1, 'accuracy', 0],
      ['grown', 8, 1, 'loss', 0],
      ['grown', 8, 2, 'accuracy', null],
      ['random', 8, 1, 'accuracy', null],
    ],
  );
  const text = rowsToCsv(sorted, turned);
  assert.equal(text.split('\n')[0], 'condition,seed,size,step,measure,value');
  assert.deepEqual(rowsFromCsv(text, turned), sorted);
});

test('the time left follows the pace of this run, cached jobs left out', () => {
  let now = 0;
  const progress = progressOf(10, 6, () => now);
  const [first] = jobsOf({ ...study, seeds: [1] }, { files: {}, backend: 'wasm' });
  assert.deepEqual([progress.done, progress.secondsLeft()], [6, null]);
  now = 10;
  progress.advance(first, 0.5);
  assert.deepEqual([progress.share, progress.secondsLeft()], [0.65, 70]);
  now = 20;
  progress.finish(first);
  assert.deepEqual([progress.done, progress.secondsLeft()], [7, 60]);
});

test('an interval of a proportion ends at 100 %, in the summary and in what was observed', () => {
  const claimed = expectation(of('accuracy', 'grown'), { kind: 'compare', operator: '>', right: 0.9 });
  const {
    measures: [{ ci }],
    expectations: [{ observed }],
  } = summaryOf({ ...study, expectations: [claimed] }, rows({ grown: [1, 0.98, 0.995] }), []);
  assert.ok(ci && ci[0] > 0.9 && ci[0] < 0.98);
  assert.equal(ci[1], 1);
  assert.match(observed, /^99\.2 % \[96\.6, 100\.0\], n = 3 of 8 seeds$/);
});

test('a note of the jobs is said once, with the conditions and seeds that gave it', () => {
  const jobs = jobsOf(study, { files: {}, backend: 'wasm' }).filter(({ kind }) => kind === 'condition');
  const finished = jobs.map(
    (job): Finished => ({
      job,
      outcome: {
        points: [],
        facts: {},
        seconds: 1,
        files: {},
        notes: [
          ...(job.seed === 5 || job.seed === 2 ? [{ code: 'D016' as const, text: 'nothing grew.' }] : []),
          ...(job.condition === 'random' ? [{ code: 'S066' as const, text: 'no rank.' }] : []),
        ],
      },
    }),
  );
  assert.deepEqual(
    summaryOf(study, [], finished).notes.map(({ text }) => text),
    ['random: no rank.', 'Every condition, seeds 2, 5: nothing grew.'],
  );
});

test('each note has a page', () => {
  for (const { code, title } of noteKinds)
    assert.match(
      fs.readFileSync(projectFile('docs', 'diagnostics', `${code}.md`), 'utf8'),
      new RegExp(`^# ${code} \\(note of a run\\): ${title}$`, 'm'),
    );
});

test('what few seeds mean for an interval is said by the kind of the interval', () => {
  for (const [interval, { isOverSeeds }] of Object.entries(intervalKinds)) {
    const comparison: ComparisonSummary = {
      ...{ measure: 'accuracy', a: 'random', b: 'grown', at: {}, n: 2, difference: 0.1, ci: [0, 0.2] },
      ...{ interval: interval as IntervalKind, d_z: null, p: null, p_corrected: null },
    };
    const notes = notesOf(study, {
      values: () => new Map(),
      sampled: () => undefined,
      comparisons: [comparison],
      effects: [],
      expectations: [],
      finished: [],
      jobsAt: () => [],
      isWhole: true,
    });
    const said = notes.find(({ code }) => code === 'S061')?.text ?? '';
    assert.equal(/ Intervals over seeds rest on 2 values each\./.test(said), isOverSeeds, interval);
    assert.equal(/ No interval here is over seeds\./.test(said), !isOverSeeds, interval);
  }
});

test('a claim is named with the point of the sweep that it does not name itself, in the unit of the text', () => {
  const swept: ExperimentSpec = {
    ...study,
    vary: [
      { name: 'width', values: [5e-5, 1e-4], unit: 'um' },
      { name: 'size', values: [8] },
    ],
    expectations: [
      expectation(of('accuracy', 'grown'), { kind: 'compare', operator: '>', right: 0.9 }),
      { ...expectation(of('accuracy', 'grown'), { kind: 'compare', operator: '>', right: 0.8 }), at: { width: 5e-5 } },
      { ...expectation(of('accuracy', 'grown'), { kind: 'compare', operator: '>', right: 0.8 }), at: { width: 1 } },
    ],
  };
  const { expectations } = summaryOf(swept, [], []);
  assert.deepEqual(
    expectations.map((each) => claimAtPoint({ ...each, text: 'it' })),
    ['it at width = 50 µm, size = 8', 'it at width = 100 µm, size = 8', 'it at size = 8', 'it'],
  );
});
