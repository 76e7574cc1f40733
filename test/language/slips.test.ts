import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseText, type Diagnostic } from '../../language/index.ts';

const applied = (text: string, { edits }: NonNullable<Diagnostic['fixes']>[number]): string =>
  [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((changed, { range, text: by }) => changed.slice(0, range.start) + by + changed.slice(range.end), text);
const said = ({ code, range, message }: Diagnostic): string => `${code} ${range.start} ${message}`;
const errorsOf = (text: string): readonly string[] =>
  analyseText(text).diagnostics.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));

const choices = (vary: string, more: string): string => `language 1
connect thin { neurons 30;  wire 0.2;  weights normal(0, 1) }
connect dense like thin { wire 0.4 }
experiment e {
  seeds 10
  vary ${vary}
  compare { plain = circuit;  "more wire" = circuit { wire 0.6 } }
  measure filled = density(thin)
  expect filled of "more wire" > filled of plain at circuit = dense
  ${more}
}
`;
const studies: readonly (readonly [name: string, text: string])[] = [
  [
    'choices by their nouns',
    choices('circuit in thin, dense', 'expect filled of plain by circuit { thin: 0 .. 1;  dense: 0 .. 1 }'),
  ],
  [
    'choices with names',
    choices('circuit { dense = dense;  "not dense" = thin }', 'expect filled of plain > 0 at circuit = "not dense"'),
  ],
];

/** The text with its last letters swapped at a word; in quotes too. */
const slipped = (text: string, at: number, word: string): string => {
  const swapped = `${word.slice(0, -2)}${word.at(-1)}${word.at(-2)}`;
  return text.slice(0, at) + (swapped === word ? `${word}x` : swapped) + text.slice(at + word.length);
};
/** Words of the experiment, of four letters and more. */
const wordsIn = (text: string): readonly (readonly [at: number, word: string])[] =>
  [...text.matchAll(/[A-Za-z_]\w{3,}/g)].flatMap(({ index, 0: word }) =>
    index > text.indexOf('experiment') ? [[index, word] as const] : [],
  );

/** What fixes do not mend, or spoil: of one word written otherwise. */
function wrongFixes(text: string): readonly string[] {
  const right = errorsOf(text);
  return wordsIn(text).flatMap(([at, word]) => {
    const written = slipped(text, at, word);
    const found = analyseText(written).diagnostics;
    return found.flatMap((problem) =>
      (problem.fixes ?? []).flatMap((fix) => {
        const after = analyseText(applied(written, fix)).diagnostics;
        const known = new Set([...right, ...found.map(({ code }) => code)]);
        const worse = after.filter(
          (each) => said(each) === said(problem) || (each.severity === 'error' && !known.has(each.code)),
        );
        return worse.map((each) => `${word}: ${said(problem)} → ${fix.title} → ${said(each)}`);
      }),
    );
  });
}
describe('a fix of a word that is written otherwise mends it, and makes no error', () => {
  for (const [name, text] of studies)
    it(name, () => {
      assert.deepEqual(errorsOf(text), []);
      assert.deepEqual(wrongFixes(text), []);
    });
});
