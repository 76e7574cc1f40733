import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asRead, changedStretch, parse, ParsedParts } from '../../grammar/index.ts';
import { editedTexts } from '../edited-texts.ts';

test('a text read a declaration at a time is the text read at once, after any edits', () => {
  fc.assert(
    fc.property(editedTexts, (texts) => {
      const parts = new ParsedParts();
      for (const text of texts) assert.deepEqual(parts.parse(text), parse(text), text);
    }),
    { numRuns: 60 },
  );
});

test('what has not moved is not read again', () => {
  const parts = new ParsedParts();
  const before = parts.parse('language 1\ngenes a { A, A }\ngenes b { B, B }\n').tree.declarations;
  const after = parts.parse('language 1\ngenes a { A, A }\ngenes b { B, !B }\n').tree.declarations;
  assert.equal(before[0], after[0]);
  assert.notEqual(before[1], after[1]);
});

test('what has moved, and what stands between two changes, is not read again', () => {
  const parts = new ParsedParts();
  const text = (first: string, last: string): string =>
    `language 1\ngenes a { ${first} }\ngenes b { B, B }\ngenes c { ${last} }\ngenes d { D, D }\n`;
  const before = parts.parse(text('A, A', 'C, C')).tree.declarations.map(asRead);
  const after = parts.parse(text('A, A & A', 'C, !C')).tree.declarations.map(asRead);
  assert.deepEqual(
    after.map((one, index) => one === before[index]),
    [false, true, false, true],
  );
});

test('two texts are alike before the stretch that differs and behind it, and differ at both its ends', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b') }),
      fc.string({ unit: fc.constantFrom('a', 'b') }),
      (a, b) => {
        const { start, end, by } = changedStretch(a, b);
        assert.equal(a.slice(0, start) + b.slice(start, end + by) + a.slice(end), b);
        if (a !== b) assert.notEqual(a.at(start) ?? '', b.at(start) ?? '');
        if (start < Math.min(end, end + by)) assert.notEqual(a.at(end - 1), b.at(end + by - 1));
      },
    ),
  );
});
