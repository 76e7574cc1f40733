import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { analyseText } from '../../language/index.ts';
import { trials } from '../fuzz-trials.ts';
import { mutants } from '../grammar/mutants.ts';

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
