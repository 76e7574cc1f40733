import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { analyseText, ChangingText } from '../../language/index.ts';
import { editedTexts } from '../edited-texts.ts';

test('a text that is changed says what the same text says anew', () => {
  fc.assert(
    fc.property(editedTexts, (texts) => {
      const changing = new ChangingText();
      for (const text of texts) {
        const [again, anew] = [changing.analyse(text), analyseText(text)];
        assert.deepEqual(again.diagnostics, anew.diagnostics, text);
        for (const part of ['problems', 'occurrences', 'marks', 'blocks', 'nameless'] as const)
          assert.deepEqual(again.walk[part], anew.walk[part], text);
      }
    }),
    { numRuns: 25 },
  );
});
