import assert from 'node:assert/strict';
import { it } from 'node:test';
import { changedLines } from '../../runs/say/changed-lines.ts';

const changes: readonly (readonly [what: string, before: string, after: string, changed: readonly string[]])[] = [
  ['nothing', 'a\nb\n', 'a\nb', []],
  ['comments, spaces and empty lines', '# one\na  b # why\n\nc', 'a b\n  c # now', []],
  [
    'a # within quotes is none',
    'data d from "a#1.csv"',
    'data d from "a#2.csv"  # new',
    ['-1 data d from "a#1.csv"', '+1 data d from "a#2.csv"'],
  ],
  ['a line in the middle', 'a\nb\nc', 'a\nx\nc', ['-2 b', '+2 x']],
  ['a line more, one less', 'a\nb\nc\nd', 'b\nc\ny\nd', ['-1 a', '+3 y']],
  ['all', '', 'a\nb', ['+1 a', '+2 b']],
  ['lines that change places', 'a\nb', 'b\na', ['-1 a', '+2 a']],
];
for (const [what, before, after, changed] of changes)
  it(`changed lines: ${what}`, () =>
    assert.deepEqual(
      changedLines(before, after).map(({ side, line, text }) => `${side === 'before' ? '-' : '+'}${line} ${text}`),
      changed,
    ));
