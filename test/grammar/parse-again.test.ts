import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse, ParsedParts } from '../../grammar/index.ts';
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
