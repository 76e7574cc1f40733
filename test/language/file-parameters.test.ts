import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { format } from '../../grammar/index.ts';
import { analyseText, loadImports, specify, withSetting, type ExperimentSpec } from '../../language/index.ts';
import { parse } from '../../grammar/index.ts';
import { instantiate } from '../../language/canonical/instantiate.ts';
import { readerOf } from './reader-of-texts.ts';

const study = (lets: string, more = ''): string => `language 1
${lets}
connect wild { neurons N;  wire p;  weights normal(0, 1);  spectrum max top }
connect less like wild { neurons N / 2 }
dynamics rest of wild { model linear;  tau tau;  dt tau / 10;  noise 1;  run 100 * tau, starts 2 }
experiment study {
  seeds N / 10
${more}  compare { rest = rest;  half = rest with wild = less }
  measure width = participation_ratio(covariance)
  expect width of rest < N
}
`;
const written = 'let N = 60\nlet p = 20 %, top = 1 - 1/10\nlet tau = 2 * dt\nlet dt = 10 ms';
/** The same with the numbers written out. */
const put = study('')
  .replaceAll(/\bN\b/g, '60')
  .replace('wire p', 'wire 20 %')
  .replace('max top', 'max 1 - 1/10')
  .replace('tau tau;  dt tau / 10', 'tau 2 * 10 ms;  dt 2 * 10 ms / 10')
  .replace('100 * tau', '100 * (2 * 10 ms)');

async function specified(source: string, files: Readonly<Record<string, string>> = {}): Promise<ExperimentSpec> {
  const reader = readerOf(files);
  const { specification, diagnostics } = await specify(
    analyseText(source, await loadImports(parse(source), reader)),
    reader,
  );
  assert.ok(specification, JSON.stringify(diagnostics));
  assert.deepEqual(specification.refused, []);
  return specification.experiments[0];
}
/** Its meaning, without the words that it is told in. */
const meaning = ({ parameters: _, measures, expectations, plots: __, ...rest }: ExperimentSpec): unknown => ({
  ...rest,
  measures: measures.map(({ call }) => call),
  expectations: expectations.map(({ left, test }) => ({ left, test })),
});
const said = (source: string): readonly (readonly [string, string])[] =>
  analyseText(source)
    .diagnostics.filter(({ code }) => code !== 'S061')
    .map(({ code, range }) => [code, source.slice(range.start, range.end)]);

describe('parameters', () => {
  it('stand for their numbers wherever a value is, whatever their order', async () => {
    const source = study(written);
    assert.deepEqual(said(source), []);
    const spec = await specified(source);
    assert.deepEqual(meaning(spec), meaning(await specified(put)));
    assert.deepEqual(spec.parameters, [
      { name: 'N', text: '60' },
      { name: 'p', text: '20 %' },
      { name: 'top', text: '1 - 1/10' },
      { name: 'dt', text: '10 ms' },
      { name: 'tau', text: '2 * dt' },
    ]);
  });
  it('are varied by an experiment in every noun that is made of them', async () => {
    const source = study(written, '  vary p in 0.1, 0.3\n');
    assert.deepEqual(said(source), []);
    const { conditions, vary, parameters } = await specified(source);
    assert.deepEqual(
      vary.map(({ name, values }) => [name, values]),
      [['p', [0.1, 0.3]]],
    );
    assert.match(JSON.stringify(conditions[0].noun), /\{"variable":"p"\}/);
    assert.ok(!parameters?.some(({ name }) => name === 'p'));
  });
  it('are varied wherever they are part of arithmetic, those made of them too', async () => {
    const source = study(`${written}\nlet half = N / 2`, '  vary N in 60, 80\n  vary dt in 10 ms, 20 ms\n')
      .replace('neurons N / 2', 'neurons half')
      .replace('seeds N / 10', 'seeds 6')
      .replace('rest < N', 'rest < 60');
    assert.deepEqual(said(source), []);
    const { conditions } = await specified(source);
    const noun = JSON.stringify(instantiate(conditions[1].noun, { N: 80, dt: 0.02 }));
    assert.match(JSON.stringify(conditions[1].noun), /"variable":"half","computed"/);
    assert.match(noun, /"neurons":40/);
    assert.match(noun, /"tau":\{"formula":\{"call":"\*","arguments":\[2,0\.02\]\}\}/);
  });
  it('that are varied have the number of each point in claims and in measures of measures', async () => {
    const more =
      '  vary N in 60, 80\n  vary tau in 10 ms, 20 ms\n  measure each = width / half\n' +
      '  measure gain = (width of rest - width of half) * tau\n' +
      '  expect each of rest < half\n  plot gain by condition\n';
    const source = study(`${written}\nlet half = N / 2`, more)
      .replace('seeds N / 10', 'seeds 6')
      .replace('  measure width = participation_ratio(covariance)\n', '')
      .replace('  measure each', '  measure width = participation_ratio(covariance)\n  measure each')
      .replaceAll('half = rest with', 'less = rest with')
      .replace('of half', 'of less');
    assert.deepEqual(said(source), []);
    const { derived = [], expectations } = await specified(source);
    const [each, gain] = derived;
    assert.deepEqual(instantiate(each.value, { N: 80 }), {
      call: '/',
      arguments: [{ name: 'width' }, { call: '/', arguments: [80, 2] }],
    });
    assert.deepEqual([each.of, gain.of, gain.unit], [undefined, ['rest', 'less'], 'h']);
    assert.deepEqual(
      expectations.map(({ test }) => instantiate(test, { N: 80 })),
      [
        { kind: 'compare', operator: '<', right: { call: '/', arguments: [80, 2] } },
        { kind: 'compare', operator: '<', right: 80 },
      ],
    );
  });
  it('in quotes may have any name, and be varied', async () => {
    const source = study('let N = 60, p = 0.2, top = 0.9\nlet "τ" = 20 ms', '  vary "τ" in 20 ms, 40 ms\n').replace(
      'tau tau;  dt tau / 10;  noise 1;  run 100 * tau',
      'tau "τ";  dt 2 ms;  noise 1;  run 100 * "τ"',
    );
    assert.deepEqual(said(source), []);
    const { conditions, vary } = await specified(source);
    assert.deepEqual(vary, [{ name: 'τ', values: [0.02, 0.04], unit: 'ms' }]);
    assert.match(JSON.stringify(instantiate(conditions[0].noun, { τ: 0.04 })), /"tau":0\.04/);
  });
  it('come from the files that are used, and a file goes before those', async () => {
    const source = `use "sizes.anl"\nlet tau = 40 ms\n${study('let dt = 10 ms').replace('language 1\n', '')}`;
    const { conditions } = await specified(source, {
      'sizes.anl': 'let N = 60, p = 0.2, top = 0.9, tau = 20 ms\n',
    });
    const text = JSON.stringify(conditions[0].noun);
    assert.match(text, /"neurons":60/);
    assert.match(text, /"tau":0\.04/);
  });
  it('get another number by `--set`', () => {
    const changed = withSetting(analyseText(study(written)), 'N', '800');
    assert.ok('source' in changed);
    assert.match(changed.source, /let N = 800\n/);
  });
  it('are laid out one a line, aligned where they were', () => {
    assert.equal(format('let  N=60,tau = 20ms\n'), 'let N = 60\nlet tau = 20 ms\n');
    const aligned = 'let N   = 60  # neurons\nlet tau = 20 ms\n';
    assert.equal(format(aligned), aligned);
  });
  it('may be renamed: every place is known', () => {
    const source = study(written, '  vary p in 0.1, 0.3\n  expect width of rest > p at p = 0.1\n');
    const { walk } = analyseText(source);
    const places = walk.occurrences.filter(({ name, kind }) => name === 'p' && kind === 'parameter');
    assert.equal(places.length, 5);
    assert.deepEqual(new Set(places.map(({ declaration }) => declaration?.start)), new Set([source.indexOf('p = 20')]));
  });

  const mistakes: Readonly<Record<string, readonly [lets: string, more: string, ...(readonly [string, string])[]]>> = {
    'made of itself': ['let N = N + 1', '', ['L010', 'N']],
    'made of each other': ['let N = M\nlet M = N', '', ['L010', 'N']],
    'made by a function': ['let N = sqrt(3600)', '', ['L010', 'sqrt(3600)']],
    'of other letters': ['let τ = 2', '', ['L003', 'τ']],
    'varied for nothing': ['let N = 60\nlet spare = 2', '  vary spare in 1, 2\n', ['L006', 'spare']],
    'varied to what cannot stand': ['let N = 60', '  vary N in 60, 61\n', ['L010', 'N / 2']],
    'claimed where it never is': [
      'let N = 60\nlet tau = 20 ms',
      '  vary tau in 20 ms, 40 ms\n  expect width of rest < 60 at tau = 30 ms\n',
      ['L010', '30 ms'],
    ],
    'the end of a range': [
      'let N = 60\nlet h = N / 2',
      '  vary N in 40, 60\n  expect width of rest in 0 .. h\n',
      ['L010', 'h'],
    ],
    'named as a measure is': ['let N = 60\nlet width = 2', '', ['L010', 'width']],
    'claimed without its unit': [
      'let N = 60\nlet tau = 20 ms',
      '  vary tau in 20 ms, 40 ms\n  expect width of rest < 60 at tau = 20\n',
      ['U071', '20'],
    ],
    'made of nothing known': ['let N = M', '', ['L004', 'M']],
    'no number': ['let N = "many"', '', ['L010', '"many"']],
    'given twice': ['let N = 60\nlet N = 61', '', ['L005', 'N']],
    'named as a noun is': ['let N = 60\nlet rest = 2', '', ['L010', 'rest']],
    'of another dimension where it stands': ['let N = 60 ms', '', ['U070', 'N']],
    'without its unit': ['let N = 60\nlet tau = 20', '', ['U071', 'tau']],
    'varied in another dimension': ['let N = 60', '  vary tau in 1, 2\n', ['U070', '1']],
    'used by nothing': ['let N = 60\nlet spare = 2', '', ['L006', 'spare']],
    'a word of its place': ['let N = 60\nlet normal = 3', '  plot accuracy by normal\n', ['L010', 'normal']],
  };
  for (const [what, [lets, more, ...expected]] of Object.entries(mistakes))
    it(`${what}: said once, at its place`, () => {
      const others = ['p = 0.2', 'top = 0.9', 'tau = 20 ms'].filter(
        (one) => !new RegExp(`let ${one.split(' ')[0]}\\b`).test(lets),
      );
      const found = said(study(`let ${others.join(', ')}\n${lets}`, more));
      for (const each of expected)
        assert.ok(
          found.some((one) => `${one}` === `${each}`),
          JSON.stringify(found),
        );
      assert.equal(
        found.filter(([code]) => expected.some(([one]) => one === code)).length,
        expected.length,
        JSON.stringify(found),
      );
    });
  it('names what it stands for where it does not fit, and offers no fix that would not', () => {
    const [problem] = analyseText(study('let p = 0.2, top = 0.9, tau = 20 ms\nlet N = 60 ms')).diagnostics;
    assert.match(problem.message, /\(`N` is `60 ms` and stands on line 3\.\)$/);
    assert.equal(problem.fixes, undefined);
  });
});
