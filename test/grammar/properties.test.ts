import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { format, nouns, parse, print, tokens } from '../../grammar/index.ts';
import { exampleTexts, withoutRanges } from './examples.ts';
import { trees } from './trees.ts';

const examples = exampleTexts().map(({ source }) => source);
const scraps = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ';',
  ',',
  '..',
  '&',
  '!',
  '->',
  '=',
  '"',
  '#',
  '%',
  '$',
  '.',
  ':',
  ' in ',
  ' by ',
  ' with ',
  ' not ',
  '\n',
  '\n}\n',
  '\ngenes x {\n',
  'every',
  '1e',
  '9 um/h',
  'é',
  '\u0000',
  '\uFEFF',
  '\r\n',
  '-',
  '^',
];

/** Some cuts, insertions and doublings of a text. */
const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(12),
    insert: fc.oneof(fc.constant(''), fc.constantFrom(...scraps), fc.string({ maxLength: 4 })),
  }),
  { minLength: 1, maxLength: 3 },
);
const mutated = fc.tuple(fc.constantFrom(...examples), edits).map(([source, changes]) =>
  changes.reduce((text, { at, cut, insert }) => {
    const offset = Math.floor(at * text.length);
    return text.slice(0, offset) + insert + text.slice(offset + cut);
  }, source),
);

test('the text of a tree parses to that tree', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      const text = print(tree);
      const { tree: again, errors } = parse(text);
      assert.deepEqual(errors, [], text);
      assert.deepEqual(withoutRanges(again), withoutRanges(tree), text);
    }),
    { numRuns: 400 },
  );
});

test('layout in lines keeps the tree, and a second one changes nothing', () => {
  fc.assert(
    fc.property(trees, fc.constantFrom(' ', '  ', '      '), (tree, indent) => {
      const text = print(tree)
        .replaceAll('{ ', `{\n${indent}`)
        .replaceAll(';  ', `\n${indent}`)
        .replaceAll(' }', `\n${indent}}`);
      const laidOut = format(text);
      assert.deepEqual(withoutRanges(parse(laidOut).tree), withoutRanges(tree), laidOut);
      assert.equal(format(laidOut), laidOut);
    }),
    { numRuns: 200 },
  );
});

test('no mutation of an example makes anything throw; layout keeps what is meant and its mistakes', () => {
  let runs = 0;
  fc.assert(
    fc.property(mutated, (source) => {
      const { tree, errors } = parse(source);
      for (const { range } of errors)
        assert.ok(range.start >= 0 && range.start <= range.end && range.end <= source.length);
      if (runs++ % 4) return;
      tokens(source);
      const laidOut = format(source);
      const again = parse(laidOut);
      assert.equal(format(laidOut), laidOut, source);
      assert.equal(again.errors.length, errors.length, source);
      if (!errors.length)
        assert.deepEqual(
          withoutRanges({ ...again.tree, comments: again.tree.comments.map(({ text }) => text.trim()) }),
          withoutRanges({ ...tree, comments: tree.comments.map(({ text }) => text.trim()) }),
          source,
        );
    }),
    { numRuns: 1200 },
  );
});

test('damage in one declaration leaves the others as they are', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...examples),
      fc.nat(),
      fc.array(fc.constantFrom(...scraps.filter((scrap) => !scrap.includes('genes'))), { minLength: 1, maxLength: 4 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (source, pick, damage, at) => {
        const { declarations } = parse(source).tree;
        const withBlocks = declarations.filter(({ block }) => block !== undefined);
        const hurt = withBlocks[pick % withBlocks.length];
        const offset = hurt.block!.range.start + Math.floor(at * (hurt.range.end - hurt.block!.range.start));
        const { tree } = parse(source.slice(0, offset) + damage.join('') + source.slice(offset));
        const kept = tree.declarations.map((declaration) => JSON.stringify(withoutRanges(declaration)));
        for (const other of declarations) {
          if (other !== hurt)
            assert.ok(
              kept.includes(JSON.stringify(withoutRanges(other))),
              `${other.name.text} is lost after ${JSON.stringify(damage)} at ${offset} in ${hurt.name.text}\n${source}`,
            );
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('long and deep nonsense is read in linear time and ends', () => {
  for (const scrap of [...scraps, ...nouns.map((noun) => `\n${noun} x {`), 'a {\n', 'f(', '!', 'a & ', '{ x 1; }']) {
    for (const start of ['', 'genes m {\n a, ']) parse(start + scrap.repeat(5000));
  }
});

test('a text beyond all sense is not read, says so, and is left as it is', () => {
  for (const source of [`# ${'x'.repeat(2 ** 20)}\n`, `genes a {\n  A, A${' | A'.repeat(150_000)}\n}\n`]) {
    const { tree, errors } = parse(source);
    assert.deepEqual([tree.declarations.length, errors.length], [0, 1]);
    assert.match(errors[0].message, /too long to be read: it has [\d,]+ (characters|words and signs), and at most/);
    assert.equal(format(source), source);
    assert.deepEqual(tokens(source), []);
  }
});
