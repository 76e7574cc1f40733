import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseScience, analyseText, type Diagnostic } from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

async function problems(source: string): Promise<readonly Diagnostic[]> {
  const analysis = analyseText(source);
  return [...analysis.diagnostics, ...(await analyseScience(analysis, readerOf()))];
}
const genes = (body: string): string => `language 1
genes g {
${body}}
`;
const applied = (text: string, { edits }: NonNullable<Diagnostic['fixes']>[number]): string =>
  [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((changed, { range, text: by }) => changed.slice(0, range.start) + by + changed.slice(range.end), text);

describe('quick fixes of gene rules', () => {
  const tables: readonly (readonly [what: string, code: string, from: string, to: readonly string[]])[] = [
    ['an input without effect is left out', 'G004', genes('  A, A\n  B, A | A & B\n'), [genes('  A, A\n  B, A\n')]],
    [
      'names that are not plain stay quoted',
      'G004',
      genes('  "a-1", "a-1" & (B | !B)\n  B, B\n'),
      [genes('  "a-1", "a-1"\n  B, B\n')],
    ],
    [
      'a sign the other way round',
      'G005',
      genes('  A, A\n  B, !A\n  A -> B\n'),
      [genes('  A, A\n  B, !A\n  A -| B\n')],
    ],
    ['and back', 'G005', genes('  A, A\n  B, A\n  A -| B\n'), [genes('  A, A\n  B, A\n  A -> B\n')]],
    [
      'a sign of what does both is removed',
      'G005',
      genes('  A, A\n  C, C\n  B, A & !C | !A & C\n  A -> B # so they say\n'),
      [genes('  A, A\n  C, C\n  B, A & !C | !A & C\n   # so they say\n')],
    ],
    [
      'a sign of what does not occur is removed with its line',
      'G005',
      genes('  A, A\n  B, B\n  A -> B\n'),
      [genes('  A, A\n  B, B\n')],
    ],
    ['a constant rule', 'G006', genes('  A, A\n  B, A | !A\n'), [genes('  A, A\n  B, 1\n')]],
    [
      'the other update scheme',
      'G007',
      genes('  update synchronous\n  A, !B\n  B, !A\n  fate f = A & !B\n'),
      [genes('  update asynchronous\n  A, !B\n  B, !A\n  fate f = A & !B\n')],
    ],
    [
      'where none was written',
      'G007',
      genes('  A, !B\n  B, !A\n  fate f = A & !B\n'),
      [genes('  A, !B\n  B, !A\n  fate f = A & !B\n  update asynchronous\n')],
    ],
    [
      'where there is no block',
      'G007',
      `language 1
genes g from "toggle.bnet"
`,
      [
        `language 1
genes g from "toggle.bnet" { update asynchronous }
`,
      ],
    ],
    [
      'a gene that nothing defines',
      'G008',
      genes('  A, A & Niche\n'),
      [genes('  A, A & Niche\n  input Niche\n'), genes('  A, A & Niche\n  Niche, Niche\n')],
    ],
    [
      'in quotes, on one line',
      'G008',
      `language 1
genes g { A, A & "n-1" }
`,
      [
        `language 1
genes g { A, A & "n-1" ; input "n-1" }
`,
        `language 1
genes g { A, A & "n-1" ; "n-1", "n-1" }
`,
      ],
    ],
    [
      'two rules',
      'G009',
      genes('  A, A\n  B, A\n  A, !B\n'),
      [genes('  A, A | !B\n  B, A\n'), genes('  A, A\n  B, A\n')],
    ],
    [
      'two rules on one line',
      'G009',
      `language 1
genes g { A, A;  A, !A;  B, A }
`,
      [
        `language 1
genes g { A, A | !A;  B, A }
`,
        `language 1
genes g { A, A;  B, A }
`,
      ],
    ],
  ];
  const reader = readerOf({ 'toggle.bnet': 'A, !B\nB, !A\n' });
  for (const [what, code, from, to] of tables) {
    it(what, async () => {
      const analysis = analyseText(from);
      const [found] = [...analysis.diagnostics, ...(await analyseScience(analysis, reader))].filter(
        (problem) => problem.code === code,
      );
      assert.deepEqual(
        found?.fixes?.map((fix) => applied(from, fix)),
        to,
      );
      for (const text of to) {
        const again = analyseText(text);
        assert.ok(
          ![...again.diagnostics, ...(await analyseScience(again, reader))].some((problem) => problem.code === code),
          text,
        );
      }
    });
  }
  it('a gene that nothing defines, used in several rules, is told of once', async () => {
    const found = (await problems(genes('  A, A & Niche\n  B, A | !Niche\n  fate f = Niche\n'))).filter(
      ({ severity }) => severity === 'error',
    );
    assert.deepEqual(
      found.map(({ code, message }) => [code, /used 3 times/.test(message)]),
      [['G008', true]],
    );
  });
  it('all that a development lacks is told at once, and written by one fix', () => {
    for (const [body, to] of [
      ['', ' { space 1 mm, 1 mm;  step 6 h;  stop at 10 day }'],
      [' { }', ' {  space 1 mm, 1 mm;  step 6 h;  stop at 10 day }'],
      [' {\n}', ' {\n  space 1 mm, 1 mm\n  step 6 h\n  stop at 10 day\n}'],
    ]) {
      const source = `language 1
genes g {
  A, A
}
develop d from g${body}
`;
      const [found, ...others] = analyseText(source).diagnostics;
      assert.deepEqual(
        [found.code, found.message.includes('needs `space`, `step` and `stop`'), others],
        ['L011', true, []],
      );
      assert.equal(applied(source, found.fixes![0]), source.replace(`from g${body}`, `from g${to}`));
      // Nothing divides: that is another matter.
      const left = analyseText(applied(source, found.fixes![0])).diagnostics;
      assert.deepEqual(
        left.map(({ code }) => code),
        ['D018'],
      );
    }
  });
  it('no scheme is offered that would not help', async () => {
    const [found] = (await problems(genes('  update synchronous\n  A, A & !B | !A & B\n  B, !A\n'))).filter(
      ({ code }) => code === 'G007',
    );
    if (found)
      assert.ok(
        found.fixes === undefined ||
          !(
            await problems(applied(genes('  update synchronous\n  A, A & !B | !A & B\n  B, !A\n'), found.fixes[0]))
          ).some(({ code }) => code === 'G007'),
      );
  });
});
