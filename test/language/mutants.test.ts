import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import { analyseText } from '../../language/index.ts';
import { projectFile } from '../data.ts';
import { trials } from '../fuzz-trials.ts';
import { mutants } from '../grammar/mutants.ts';

const cuts: readonly (readonly [example: string, until: string])[] = [
  ['rapid-learning', 'recurrent.matrix rewired(gro'],
  ['critical-structure', 'connect local { neurons 2000;  place uniform i'],
  ['first', 'epochs 1;  sampl'],
];
test('of a text cut in a word nothing is said twice', () => {
  for (const [example, until] of cuts) {
    const text = fs.readFileSync(projectFile('examples', `${example}.anl`), 'utf8');
    assert.ok(text.includes(until));
    const { diagnostics } = analyseText(text.slice(0, text.indexOf(until) + until.length));
    const places = diagnostics.map(({ code, range }) => `${code} ${range.start}`);
    assert.deepEqual(places, [...new Set(places)]);
  }
});

test('of a damaged text nothing is said twice, and nothing of a place outside it', () => {
  fc.assert(
    fc.property(mutants, (text) => {
      const { diagnostics } = analyseText(text);
      const said = diagnostics.map(({ code, range, message }) => `${code} ${range.start} ${range.end} ${message}`);
      assert.deepEqual(
        said.filter((each, index) => said.indexOf(each) !== index),
        [],
      );
      const ranges = diagnostics.flatMap(({ range, fixes = [] }) => [
        range,
        ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.range)),
      ]);
      for (const { start, end } of ranges)
        assert.ok(start >= 0 && start <= end && end <= text.length, `${start} ${end}`);
    }),
    { numRuns: trials(150) },
  );
});
