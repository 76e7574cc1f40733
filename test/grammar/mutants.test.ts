import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { format, parse, type Parsed } from '../../grammar/index.ts';
import { trials } from '../fuzz-trials.ts';
import { withoutRanges } from './examples.ts';
import { mutants } from './mutants.ts';

const commentsOf = ({ tree }: Parsed): readonly string[] => tree.comments.map(({ text }) => text.trim()).sort();
const meaningOf = ({ tree }: Parsed): unknown => withoutRanges({ ...tree, comments: [] });

const laidOut: readonly [text: string, gives: string][] = [
  ['genes a { # c ', 'genes a { # c\n'],
  [
    'genes a {\n  A, A & & B\n}\n# about b \ngenes b {\n  C, C\n}\n',
    'genes a {\n  A, A & & B\n}\n# about b\ngenes b {\n  C, C\n}\n',
  ],
  [
    'genes a {\n  A, A & & B # of a\t\n\n# about b \ngenes b {\n  C, C\n}\n',
    'genes a {\n  A, A & & B # of a\n\n# about b\ngenes b {\n  C, C\n}\n',
  ],
  ['genes a {\n  A, A &\nB          # c\n}\n', 'genes a {\n  A, A &\nB          # c\n}\n'],
  ['genes a {\n  A, A &\n        B          # c\n}\n', 'genes a {\n  A, A &\n        B          # c\n}\n'],
  ['genes a {\n    A, A &\n       B    # c\n}\n', 'genes a {\n  A, A &\n     B    # c\n}\n'],
  [
    'experiment e {\n  compare { a = n { recurrent w      # c\n  } }\n}\n',
    'experiment e {\n  compare { a = n {\n              recurrent w                        # c\n            } }\n}\n',
  ],
];
test('comments stay where they are, once', async (t) => {
  for (const [text, gives] of laidOut)
    await t.test(JSON.stringify(text), () => {
      assert.equal(format(text), gives);
      assert.equal(format(gives), gives);
    });
});

test('layout of a damaged text keeps each comment once, and what is meant; a second one changes nothing', () => {
  fc.assert(
    fc.property(mutants, (text) => {
      const once = format(text);
      const [before, after] = [parse(text), parse(once)];
      assert.deepEqual(commentsOf(after), commentsOf(before));
      assert.equal(format(once), once);
      if (before.errors.length === 0) assert.deepEqual(meaningOf(after), meaningOf(before));
    }),
    { numRuns: trials(200) },
  );
});
