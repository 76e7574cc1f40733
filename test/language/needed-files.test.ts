// A file that is missing holds up the experiments that need it, and no other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseScience, analyseText, inTheWayOf, specify } from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

const source = `language 1
genes lost from "lost.bnet" { fate x = A }
genes mouse { A, A;  fate able = A }
data cells from "lost.csv" { column tau in ms }
data rats from "lost/*.csv" { rows times;  sampled at 20 Hz;  group by folder }
connect wild { neurons 40;  wire 20 %;  weights normal(0, 1) }
experiment rules { compare { wild = lost };  measure b = basin(x) }
experiment table { compare { wild = wild };  measure t = mean(cells.tau) }
experiment animals { compare { rec = rats };  measure d = participation_ratio(covariance) }
experiment claims {
  vary k in 1, 2
  compare { wild = wild { wire k / 10 } }
  measure r = henrici()
  expect r by k matches "lost-values.csv" within 10 %
}
experiment heir like table { seeds 6 }
experiment whole { compare { wild = mouse };  measure b = basin(able) }
`;
/** By the experiments that are run, where what stands in their way stands. */
const inTheWay: Readonly<Record<string, readonly string[]>> = {
  rules: ['"lost.bnet"'],
  table: ['"lost.csv"'],
  animals: ['"lost/*.csv"'],
  claims: ['"lost-values.csv"'],
  heir: ['"lost.csv"'],
  whole: [],
  'table whole': ['"lost.csv"'],
  '': ['"lost.bnet"', '"lost.csv"', '"lost/*.csv"', '"lost-values.csv"'],
};
for (const [names, places] of Object.entries(inTheWay))
  test(`${names || 'all'}: held up by ${places.join(', ') || 'nothing'}`, async () => {
    const experiments = names.split(' ').filter(Boolean);
    const analysis = analyseText(source);
    const found = [...analysis.diagnostics, ...(await analyseScience(analysis, readerOf()))];
    const errors = inTheWayOf(found, analysis, experiments).filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors.map(({ range }) => source.slice(range.start, range.end)).sort(), places.toSorted());
    const { specification } = await specify(analysis, readerOf(), experiments);
    const runs = specification?.experiments.map(({ name }) => name) ?? [];
    if (names === 'whole') assert.ok(runs.includes('whole') && !runs.includes('rules') && !runs.includes('claims'));
  });
test('a mistake of the text holds up all', () => {
  const analysis = analyseText(source.replace('mean(cells.tau)', 'mean(cells.tua)'));
  assert.ok(inTheWayOf(analysis.diagnostics, analysis, ['whole']).some(({ severity }) => severity === 'error'));
});
