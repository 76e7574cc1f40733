import fs from 'node:fs';
import fc from 'fast-check';

const folder = new URL('../examples/', import.meta.url);
const names = [
  'first',
  'critical',
  'students',
  'recordings',
  'ingredients',
  'near-critical',
  'mouse-circuit',
  'inferred',
];
const examples = names.map((name) => fs.readFileSync(new URL(`${name}.anl`, folder), 'utf8'));
const pieces = [
  ...['{', '}', '(', ')', '[', '"', '#', ',', '=', '&', '\n', '\n\n', ' ', ';', ':', '1 ', 'x', '"', '\r\n'],
  ...[
    '\ngenes a { A, A }\n',
    '\ndata ',
    '\nnetwork ',
    '\nlet N = 4\n',
    'language 2\n',
    '\nexperiment e {',
    'use "a.anl"\n',
  ],
  ...[
    'like wild',
    ' from mouse',
    'vary N in 1, 2\n',
    'expect accuracy of grown > 1\n',
    'compare { a = reader }',
    '(Sox2',
  ],
];

/** A text, and what becomes of it by one edit after the other: something put in, taken out, or both. */
export const editedTexts = fc
  .tuple(
    fc.subarray(examples, { minLength: 1, maxLength: 2 }),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(30), fc.constantFrom('', ...pieces)), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([parts, edits]) => {
    const texts = [parts.join('\n')];
    for (const [share, gone, put] of edits) {
      const text = texts.at(-1)!;
      const at = Math.floor(share * text.length);
      texts.push(text.slice(0, at) + put + text.slice(at + (put === '' || gone % 3 === 0 ? gone : 0)));
    }
    return texts;
  });
