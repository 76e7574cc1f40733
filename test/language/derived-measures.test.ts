import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { format, parse } from '../../grammar/index.ts';
import { analyseText, loadImports, specify, type ExperimentSpec } from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

const study = (more: string): string => `language 1
data cells from "ephys.csv" { column tau in ms }
connect wild { neurons 40;  wire 20 %;  weights normal(0, 1);  spectrum max 0.9 }
connect less like wild { neurons 30 }
dynamics rest of wild { model linear;  tau 20 ms;  dt 2 ms;  noise 1;  run 2 s, starts 2 }
experiment study {
  seeds 6
  compare { wild = rest;  less = rest with wild = less }
  measure r = reciprocity(recurrent)
  measure t = mean(cells.tau)
  measure c = clustering(recurrent)
  measure ranks = timescales(pcs: 1 .. 5)
${more}
}
`;
const said = (source: string): readonly (readonly [string, string, string])[] =>
  analyseText(source)
    .diagnostics.filter(({ code, severity }) => severity === 'error' || code === 'S088')
    .map(({ code, range, message }) => [code, source.slice(range.start, range.end), message]);
async function specified(source: string): Promise<ExperimentSpec> {
  const reader = readerOf();
  const { specification, diagnostics } = await specify(
    analyseText(source, await loadImports(parse(source), reader)),
    reader,
  );
  assert.ok(specification, JSON.stringify(diagnostics));
  return specification.experiments[0];
}

describe('measures of measures', () => {
  it('are computed in each condition, or once of those that they name', async () => {
    const lines =
      '  measure ratio = r / c\n  measure gain = r of wild - r of less\n  measure twice = 2 * ratio of wild + gain\n' +
      '  expect gain > 0\n  expect ratio of wild > ratio of less';
    assert.deepEqual(said(study(lines)), []);
    const { derived, expectations, measures } = await specified(study(lines));
    assert.ok(!measures.some(({ name }) => name === 'ratio'));
    const of = (name: string, condition: string) => ({ call: 'of', arguments: [{ name }, { name: condition }] });
    const gain = { call: '-', arguments: [of('r', 'wild'), of('r', 'less')] };
    const ofWild = { call: '/', arguments: [of('r', 'wild'), of('c', 'wild')] };
    assert.deepEqual(derived, [
      { name: 'ratio', text: 'r / c', value: { call: '/', arguments: [{ name: 'r' }, { name: 'c' }] } },
      { name: 'gain', text: 'r of wild - r of less', value: gain, of: ['wild', 'less'], like: ['r', 'r'] },
      {
        name: 'twice',
        text: '2 * ratio of wild + gain',
        value: { call: '+', arguments: [{ call: '*', arguments: [2, ofWild] }, gain] },
        of: ['wild', 'less'],
      },
    ]);
    assert.deepEqual(expectations[0].left, of('gain', 'wild, less'));
    assert.deepEqual(expectations[1].left, of('ratio', 'wild'));
  });
  it('take one number of a series before or behind `of`', async () => {
    const { expectations } = await specified(
      study('  expect mean(ranks) of wild > 1 ms\n  expect mean(ranks of wild) > 1 ms'),
    );
    assert.deepEqual(expectations[0].left, expectations[1].left);
  });
  it('are in the unit of what they are made of, unless it was divided by a quantity', async () => {
    const lines = '  measure turns = t / 20 ms\n  measure half = t / 2\n  measure rate = 1 / t';
    const { derived = [] } = await specified(study(lines));
    assert.deepEqual(
      derived.map(({ like, unit }) => [like, unit]),
      [
        [undefined, undefined],
        [['t'], 'h'],
        [undefined, 'Hz'],
      ],
    );
  });
  it('are laid out as any line, and renamed with what they are made of', () => {
    const source = study('  measure gain = r of wild - abs( r of less )');
    assert.match(format(source), /measure gain = r of wild - abs\(r of less\)/);
    const { occurrences } = analyseText(source).walk;
    const count = (name: string) => occurrences.filter((one) => one.name === name).length;
    assert.deepEqual([count('r'), count('gain'), count('less')], [3, 1, 4]);
  });

  const mistakes: Readonly<Record<string, readonly [lines: string, code: string, at: string, says: RegExp]>> = {
    'of nothing known': ['  measure a = r / nowhere', 'L004', 'nowhere', /No measure is named/],
    'of a name alone that is not known': ['  measure a = 1 / nowhere', 'L004', 'nowhere', /No measure is named/],
    'of nothing': ['  measure a = 2 * 3', 'L010', '2 * 3', /Nothing is measured/],
    'of no condition': ['  measure a = r of wild - r of gone', 'L004', 'gone', /No condition is named/],
    'of itself': ['  measure a = r / a', 'L010', 'a', /made of itself/],
    'of what is below': ['  measure a = r / b\n  measure b = r + 1', 'L010', 'b', /declared below/],
    'of a time and a number': ['  measure a = t + r', 'U070', 'r', /time/],
    'of a measure without a name': ['  measure a = r / density(recurrent)', 'L003', 'density(recurrent)', /above/],
    'of a series': ['  measure a = ranks / r', 'S080', 'ranks', /`mean\(ranks\)`\.$/],
    'of several, claimed of one': [
      '  measure a = r of wild - r of less\n  expect a of wild > 0',
      'L003',
      'a of wild',
      /one number of wild and less/,
    ],
    'that compares': ['  measure a = r > c', 'L010', 'r > c', /`expect r > c`/],
    'of too many numbers': ['  measure a = log(r, 2)', 'L010', 'log(r, 2)', /takes one number/],
    'of an empty function': ['  measure a = log()', 'L010', 'log()', /takes one number/],
    'of a choice': ['  measure a = if(r > c, 1, 0)', 'L001', 'if', /computed of measures/],
    'of an empty function that is unknown': ['  expect if() > 0', 'L001', 'if', /not known/],
    'the mean of one number': ['  measure a = mean(r)', 'S104', 'mean(r)', /one number.*write `r`/],
    'the largest of one number': ['  expect max(r of wild) > 0', 'S104', 'max(r of wild)', /write `r of wild`/],
    'the mean of one number, of a condition': ['  expect mean(c) of wild > 0', 'S104', 'mean(c)', /write `c`/],
    'the mean of a difference': ['  expect mean(r - c) > 0', 'L010', 'mean(r - c)', /of one measure/],
    'a step of one number': ['  expect r of wild > 0 at step = 3', 'S104', 'step = 3', /no steps/],
    'drawn by epoch': ['  measure a = r / c\n  plot a by step', 'S088', 'step', /computed of other measures/],
  };
  for (const [what, [lines, code, at, says]] of Object.entries(mistakes))
    it(`${what}: said once, at its place`, () => {
      const found = said(study(lines)).filter(([, , message]) => !message.includes('needs'));
      assert.deepEqual(
        found.map(([one, text]) => [one, text]),
        [[code, at]],
      );
      assert.match(found[0][2], says);
    });
});
