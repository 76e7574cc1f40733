import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseRulesFile, analyseScience, analyseText, type Diagnostic, specify } from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

const files: Readonly<Record<string, string>> = {
  'idle.bnet': 'targets, factors\nA, A\nB, A | A & B # why\nC, A & !A\n',
  'two.bnet': 'A, A\nB, A\n\nA, B\nB, B\n',
  'open.bnet': 'A, A & Niche\n',
  'wrong.bnet': 'A, A &\nB, A\nC, (B\n',
  'signs.aeon': 'A -| B\nB -> B\nA -> A\n$A: A\n$B: A & B\n',
  'clock.bnet': 'A, !B\nB, !A\n',
  'm.bnd': 'node A { logic = A; }\nnode B { logic = A; rate_up = @logic ? $u : 0; }\n',
  'n.bnd': 'node A { logic = $one ? A : !A; }\nnode B { logic = A; }\n',
  'n.cfg': '$one = 1;\nA.istate = 1;\n',
};
const fixed = (text: string, { edits }: NonNullable<Diagnostic['fixes']>[number]): string =>
  [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((changed, { range, text: by }) => changed.slice(0, range.start) + by + changed.slice(range.end), text);

describe('a file of rules, checked by itself', () => {
  const tables: readonly (readonly [
    file: string,
    found: readonly (readonly [code: string, at: string, fixedTo?: string])[],
  ])[] = [
    [
      'idle.bnet',
      [
        ['G004', 'B', 'targets, factors\nA, A\nB, A # why\nC, A & !A\n'],
        ['G006', 'C', 'targets, factors\nA, A\nB, A | A & B # why\nC, 0\n'],
      ],
    ],
    [
      'two.bnet',
      [
        ['G009', 'A', 'A, A\nB, A\n\nB, B\n'],
        ['G009', 'B', 'A, A\nB, A\n\nA, B\n'],
      ],
    ],
    ['open.bnet', [['G008', 'Niche']]],
    [
      'm.bnd',
      [
        ['D020', 'n'],
        ['D020', 'n'],
      ],
    ],
    ['signs.aeon', [['G005', 'B']]],
    [
      'clock.bnet',
      [
        ['G002', 'A'],
        ['G007', 'A'],
      ],
    ],
  ];
  for (const [file, expected] of tables) {
    it(file, () => {
      const found = analyseRulesFile(files[file], file);
      assert.deepEqual(
        found.map(({ code, range }) => [code, files[file].slice(range.start, range.end)]),
        expected.map(([code, at]) => [code, at]),
        JSON.stringify(found),
      );
      expected.forEach(([, , text], index) => {
        if (text !== undefined) assert.equal(fixed(files[file], found[index].fixes![0]), text);
      });
    });
  }
  it('two mistakes, two places; where it leads is not asked then', () => {
    const found = analyseRulesFile(files['wrong.bnet'], 'wrong.bnet');
    assert.deepEqual(
      found.map(({ code, severity }) => [code, severity]),
      [
        ['D002', 'error'],
        ['D002', 'error'],
      ],
    );
    assert.deepEqual(
      found.map(({ range }) => files['wrong.bnet'].slice(0, range.start).split('\n').length),
      [1, 3],
    );
  });
  it('the scheme that is asked for', () =>
    assert.deepEqual(analyseRulesFile(files['clock.bnet'], 'clock.bnet', { update: 'asynchronous' }), []));
  it('without endings, only what the rules say one by one', () =>
    assert.deepEqual(analyseRulesFile(files['clock.bnet'], 'clock.bnet', { endings: false }), []));
  it('nothing in it, or bytes that mean nothing', () => {
    for (const text of ['', '\n', '\u0000\ufffd,\u0001', 'targets, factors\n'])
      for (const { range } of analyseRulesFile(text, 'x.bnet')) assert.ok(range.start >= 0 && range.end >= range.start);
  });
});

describe('a file of rules, where a text names it', () => {
  const check = async (file: string): Promise<readonly Diagnostic[]> => {
    const analysis = analyseText(`language 1
genes g from "${file}"
`);
    return [...analysis.diagnostics, ...(await analyseScience(analysis, readerOf(files)))];
  };
  it('one diagnostic per kind, with the lines, and the places themselves', async () => {
    const [idle, constant, ...others] = await check('idle.bnet');
    assert.deepEqual(
      others.filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.match(idle.message, /`B` in `B` \(line 3\)/);
    assert.deepEqual(
      idle.related?.map(({ path, line, column, length }) => [path, line, column, length]),
      [['idle.bnet', 3, 1, 1]],
    );
    assert.match(constant.message, /`C` is always 0 \(line 4\)/);
    assert.equal(idle.fixes, undefined, 'a file that is imported is not changed from here');
  });
  it('several rules for genes: one diagnostic', async () => {
    const [double, ...others] = (await check('two.bnet')).filter(({ severity }) => severity === 'error');
    assert.deepEqual(others, []);
    assert.equal(double.code, 'G009');
    assert.deepEqual(
      double.related?.map(({ line }) => line),
      [4, 5],
    );
  });
  it('several mistakes: one diagnostic', async () => {
    const [wrong, ...others] = (await check('wrong.bnet')).filter(({ severity }) => severity === 'error');
    assert.deepEqual([wrong.code, others], ['D002', []]);
    assert.deepEqual(
      wrong.related?.map(({ line }) => line),
      [1, 3],
    );
  });
  it('signs that the rules contradict', async () => {
    const found = (await check('signs.aeon')).filter(({ code }) => code === 'G005');
    assert.equal(found.length, 1);
    assert.match(found[0].message, /`A -\| B` \(line 5\)/);
  });
  it('what was assumed of it, in the check and for the runs of what it is in', async () => {
    const source = `language 1
genes m from "m.bnd" { update asynchronous }
genes n from "n.bnd"
genes o like m { input Niche }
experiment both { compare { m = knock_out(m, A);  n = n };  measure c = count(attractors) }
experiment one { compare { n = n };  measure c = count(attractors) }
experiment alike { compare { o = o };  measure c = count(attractors) }
`;
    const analysis = analyseText(source);
    const said = (await analyseScience(analysis, readerOf(files))).filter(({ code }) => code === 'D020');
    assert.deepEqual(
      said.map(({ message, range }) => [message.replace(/: .*/, ''), source.slice(range.start, range.end)]),
      ['m', 'm', 'n'].map((name) => [`\`${name}.bnd\``, `"${name}.bnd"`]),
    );
    const { specification } = await specify(analysis, readerOf(files));
    assert.deepEqual(
      specification?.experiments.map(({ assumed }) => assumed?.map((text) => text.slice(0, 6))),
      [['m.bnd:', 'm.bnd:', 'n.bnd:'], ['n.bnd:'], ['m.bnd:', 'm.bnd:']],
    );
  });
});
