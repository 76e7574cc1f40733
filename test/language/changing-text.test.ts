import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { analyseText, ChangingText } from '../../language/index.ts';
import { editedTexts } from '../edited-texts.ts';

test('a text that is changed says what the same text says anew', () => {
  fc.assert(
    fc.property(editedTexts, (texts) => {
      const changing = new ChangingText();
      const analyses = texts.map((text) => {
        const both = [changing.analyse(text), analyseText(text)] as const;
        assert.deepEqual(both[0].diagnostics, both[1].diagnostics, text);
        return both;
      });
      // what is found when it is looked at is that of its own text, whatever has been read since
      for (const [again, anew] of analyses) {
        assert.deepEqual(again.tree, anew.tree, anew.source);
        for (const part of ['problems', 'occurrences', 'marks', 'blocks', 'nameless'] as const)
          assert.deepEqual(again.walk[part], anew.walk[part], anew.source);
      }
    }),
    { numRuns: 25 },
  );
});

test('what names a declaration that is renamed, or a gene that is, is looked through again', () => {
  const text = fs.readFileSync(new URL('../../examples/rapid-learning.anl', import.meta.url), 'utf8');
  const changing = new ChangingText();
  for (const { index, 0: name } of text.matchAll(/(?<=^\w+ +)\w+(?=[^\n]*\{)|(?<=^ +)\w+(?=, +\w)|(?<=fate )\w+/gm)) {
    changing.analyse(text);
    const at = index + name.length;
    const edited = `${text.slice(0, at)}x${text.slice(at)}`;
    const [again, anew] = [changing.analyse(edited), analyseText(edited)];
    for (const part of ['problems', 'occurrences'] as const) assert.deepEqual(again.walk[part], anew.walk[part], name);
  }
});
