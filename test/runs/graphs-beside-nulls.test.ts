// Measures of graphs beside their nulls: what is reported unasked, what is asked for, what has no value and why.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, test, type TestContext } from 'node:test';
import { stream } from '../../engine/random/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import type { Results } from '../../results/contract.ts';
import { readerOf } from '../language/reader-of-texts.ts';
import { mean, near } from '../numbers.ts';
import { temporaryFolder } from './stripes-study.ts';
import { runText } from './text-runs.ts';

const study = (measures: string): string => `language 1
connect wild { neurons 60;  weights uniform(-1, 1) }
connect grouped { neurons 60;  groups 4;  wire if(same_group, 0.5, 0.05);  weights uniform(0, 1) }
connect dense { neurons 60;  wire 0.75;  weights uniform(0, 1) }
experiment order {
  seeds 1 .. 2
  compare {
    wild    = wild
    grouped = grouped
    dense   = dense
  }
${measures}
}
`;
const valuesIn = ({ rows }: Results, measure: string, condition: string): number[] =>
  rows.filter((row) => row.measure === measure && row.condition === condition).map(({ value }) => value);
const notesIn = ({ summary }: Results, code: string): string[] =>
  summary.notes.filter((note) => note.code === code).map(({ text }) => text);

test('modularity is reported with its excess over rewired graphs, unasked, which is not compared', async (t) => {
  const { results } = await runText(t, study('  measure q = modularity(strongest(recurrent, 10 %), restarts: 5)'));
  for (const value of valuesIn(results, 'q', 'wild')) near(value, 0.23, 0.03);
  near(mean(valuesIn(results, 'q_excess', 'wild')), 0, 0.02);
  for (const value of valuesIn(results, 'q_excess', 'grouped')) assert.equal(value > 0.15, true, `${value}`);
  assert.deepEqual(new Set(results.summary.measures.map(({ measure }) => measure)), new Set(['q', 'q_excess']));
  assert.deepEqual(new Set(results.summary.comparisons.map(({ measure }) => measure)), new Set(['q']));
  const [note, ...more] = notesIn(results, 'C066');
  assert.deepEqual(more, []);
  assert.match(note, /20 rewired: wild 0\.2\d+ against 0\.2\d+ \(excess .*, z = .*, p = .*\); grouped .* z = [1-9]\d/);
});

test('any measure of a matrix can be held against its nulls', async (t) => {
  const { results } = await runText(
    t,
    study(`  measure c = excess(clustering(strongest(recurrent, 10 %), direction: undirected), null: random, nulls: 25)
  measure z = z(clustering(strongest(recurrent, 10 %), direction: undirected), null: rewired, nulls: 25)
  measure few = z(reciprocity(grouped), nulls: 5)
  measure same = excess(density(grouped), null: rewired)
  measure given = modularity(recurrent, by: groups, weights: magnitudes)
  measure signed = modularity(recurrent, restarts: 1)`),
  );
  for (const value of valuesIn(results, 'c', 'grouped')) assert.equal(value > 0.05, true, `${value}`);
  near(mean(valuesIn(results, 'c', 'wild')), 0, 0.02);
  for (const value of valuesIn(results, 'z', 'grouped')) assert.equal(value > 8, true, `${value}`);
  for (const value of valuesIn(results, 'z', 'wild')) near(value, 0, 4.5);
  for (const value of valuesIn(results, 'given', 'grouped')) near(value, 0.5, 0.08);
  const without = notesIn(results, 'S066').join('\n');
  assert.match(
    without,
    /z\(reciprocity\(grouped\), nulls: 5\) has no value here: its 5 nulls are too few .*at least 19/,
  );
  assert.match(without, /every null has the same density as the matrix: a `rewired` null keeps what it measures/);
  assert.match(
    without,
    /wild: modularity\(recurrent, restarts: 1\) has no value here: 1,\d+ to 1,\d+ of its weights are neg/,
  );
  assert.match(without, /modularity\(recurrent, by: groups, .*its neurons are in no groups/);
});

test('small-worldness: refused of dense graphs, and nulls of another density are named', async (t) => {
  const { results } = await runText(
    t,
    study(`  measure s = small_world(strongest(recurrent, 10 %), null: published, nulls: 20)
  measure all = small_world(recurrent, nulls: 5)`),
  );
  for (const value of valuesIn(results, 's', 'grouped')) assert.equal(value > 1.1, true, `${value}`);
  // neurons connected with themselves raise the clustering of small published nulls
  for (const value of valuesIn(results, 's', 'wild')) near(value, 0.75, 0.15);
  assert.deepEqual([valuesIn(results, 'all', 'dense'), valuesIn(results, 'all', 'wild')], [[], []]);
  assert.equal(valuesIn(results, 'all', 'grouped').length, 2);
  assert.match(notesIn(results, 'S066').join('\n'), /% of its pairs are connected: so dense.*strongest\(…, 10 %\)/);
  assert.match(
    notesIn(results, 'C067').join('\n'),
    /s: its `published` nulls do not match the density: 0\.1[78]\d against/,
  );
});

test('equal graphs have equal nulls, whatever their conditions are called', async (t) => {
  const out = temporaryFolder(t);
  const draws = stream(1, 'test', 'graph', 0);
  const rows = Array.from({ length: 40 }, (_, post) =>
    Array.from({ length: 40 }, (_, pre) => Number(pre !== post && draws.uniform() < 0.15)).join(),
  );
  writeFileSync(path.join(out, 'graph.csv'), rows.join('\n'));
  const { results } = await runText(
    t,
    `language 1
connect one from "graph.csv" { square }
connect other from "graph.csv" { square }
experiment e {
  seeds 1 .. 2
  compare { a = one;  b = other }
  measure s = small_world(recurrent, nulls: 5)
  measure x = excess(efficiency(recurrent), null: random, nulls: 5)
  measure z = z(clustering(recurrent), nulls: 19)
  measure inner = excess(small_world(recurrent, nulls: 3), nulls: 3)
  measure q = modularity(recurrent, restarts: 2)
}
`,
    { out },
  );
  for (const measure of ['s', 'x', 'z', 'inner', 'q', 'q_excess']) {
    const [first, second] = valuesIn(results, measure, 'a');
    assert.deepEqual(valuesIn(results, measure, 'b'), [first, second], measure);
    if (measure !== 'q') assert.notEqual(first, second, `${measure}: seeds draw other nulls`);
  }
});

describe('why a measure does not differ from its nulls', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['a star', '0,1,1,1\n0,0,0,0\n0,0,0,0\n0,0,0,0', /is the matrix itself: its connections have no other arrangement/],
    ['two neurons', '0,1\n0,0', /is the matrix itself/],
    [
      'no triangle',
      '0,1,0,0,0,0\n0,0,0,0,0,0\n0,0,0,1,0,0\n0,0,0,0,0,0\n0,0,0,0,0,1\n0,0,0,0,0,0',
      /clustering is 0, and so is/,
    ],
  ];
  for (const [name, rows, says] of cases)
    it(name, async (t) => {
      const out = temporaryFolder(t as TestContext);
      writeFileSync(path.join(out, 'graph.csv'), rows);
      const { results } = await runText(
        t as TestContext,
        `language 1
connect graph from "graph.csv" { square }
experiment e {
  seeds 2
  compare { a = graph }
  measure x = excess(clustering(recurrent), nulls: 20)
}
`,
        { out },
      );
      assert.match(notesIn(results, 'S066').join('\n'), says);
    });
});

describe('what a text asks for', () => {
  const measuresOf = async (measures: string) => {
    const { specification } = await specify(analyseText(study(measures)), readerOf({}));
    return specification?.experiments[0].measures.map(({ name }) => name);
  };
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['alone', 'measure q = modularity(grouped)', ['q', 'q_excess']],
    [
      'with its own excess',
      'measure q = modularity(grouped)\n  measure e = excess(modularity(grouped), nulls: 50)',
      ['q', 'e'],
    ],
    [
      'with that of another',
      'measure q = modularity(grouped)\n  measure e = excess(modularity(dense))',
      ['q', 'q_excess', 'e'],
    ],
    [
      'under a name that is taken',
      'measure q = modularity(grouped)\n  measure q_excess = density(grouped)',
      ['q', 'q_excess'],
    ],
  ];
  for (const [name, measures, expected] of cases)
    it(`modularity ${name}`, async () => assert.deepEqual(await measuresOf(measures), expected));
});

describe('what is said while a text is written', () => {
  const cases: readonly (readonly [measure: string, code: string, severity: string, says: RegExp])[] = [
    ['density(strongest(recurrent, 0 %))', 'L010', 'error', /more than 0/],
    ['z(reciprocity(grouped), nulls: 10)', 'C069', 'warning', /Of 10 nulls there is no z: take at least 19/],
    ['modularity(wild, by: groups, weights: magnitudes)', 'C033', 'error', /`wild` has none: write `groups`/],
    ['participation(strongest(dense, 10 %), by: groups)', 'C033', 'error', /`dense` has none/],
    ['z(modularity(dense, by: groups), nulls: 20)', 'C033', 'error', /`dense` has none/],
  ];
  for (const [measure, code, severity, says] of cases)
    it(measure, () => {
      const found = analyseText(study(`  measure m = ${measure}`)).diagnostics.filter((each) => each.code === code);
      assert.deepEqual(
        found.map((each) => each.severity),
        [severity],
      );
      assert.match(found[0].message, says);
    });
  for (const measure of [
    'density(strongest(recurrent, 100 %))',
    'z(reciprocity(grouped), nulls: 19)',
    'excess(reciprocity(grouped), nulls: 10)',
    'modularity(recurrent, by: groups, weights: magnitudes)',
    'modularity(wild, weights: magnitudes)',
  ])
    it(`nothing of ${measure}`, () =>
      assert.deepEqual(
        analyseText(study(`  measure m = ${measure}`)).diagnostics.filter(({ code }) =>
          ['C033', 'C069', 'L010'].includes(code),
        ),
        [],
      ));
});
