import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from '../../grammar/index.ts';

/** The mistake stands in ⟦ ⟧; exactly one error must be there, and say what matches. */
const cases: readonly [source: string, code: string, says: RegExp][] = [
  ['genes m {\n  A, Niche & ⟦&⟧ !Neurog2\n  B, A\n}', 'L003', /Unexpected `&`: expected a name/],
  ['genes m ⟦{⟧\n  A, B\nnetwork n { input 3 }', 'L002', /never closed: add `}`/],
  ['network n { input 3 }\ngenes m ⟦{⟧\n  A, B\n', 'L002', /never closed/],
  [
    'develop c from m {\n  synapse a to b ⟦{⟧\n    probability 1\n  stop at 10 day\n}\nnetwork n { input 3 }',
    'L002',
    /never closed/,
  ],
  ['experiment e {\n  compare ⟦{⟧\n    a = b\n  measure x = f()\n}', 'L002', /never closed/],
  ['genes m {\n  A, B ⟦&⟧\n  C, A\n}', 'L003', /missing after `&`/],
  ['genes m {\n  A⟦,⟧\n}', 'L003', /missing after `,`/],
  ['genes m {\n  A, ⟦)⟧ B\n}', 'L003', /Unexpected `\)`/],
  ['genes m {\n  A, ⟦(⟧B & C\n  D, A\n}', 'L003', /`\(` is never closed/],
  ['genes m {\n  A, (B ⟦C⟧)\n}', 'L003', /expected an operator or `\)`/],
  ['genes m {\n  A, B ⟦C⟧\n}', 'L003', /Unexpected `C`/],
  ['genes m {\n  ⟦in⟧, B\n  C, A\n}', 'L003', /in quotes, `"in"`/],
  ['genes m {\n  A, ⟦at⟧ & B\n}', 'L003', /in quotes/],
  ['genes m {\n  A -> ⟦of⟧\n}', 'L003', /in quotes/],
  ['genes m {\n  A -> ⟦3⟧\n}', 'L003', /expected a name/],
  ['genes m {\n  ⟦HLA-A⟧, B\n  C, A\n}', 'L003', /stands in quotes/],
  ['genes m {\n  ⟦14-3-3⟧ -> B\n}', 'L003', /stands in quotes/],
  ['genes m {\n  A, ⟦"HLA⟧\n}', 'L003', /without its closing `"`/],
  ['genes m {\n  A, ⟦“⟧HLA“ & B\n}', 'L003', /straight double quotes/],
  ['genes m {\n  A, B ⟦−⟧ 3\n}', 'L003', /minus sign is `-`/],
  ['genes m {\n  ⟦3⟧ A\n}', 'L003', /a statement begins with a word/],
  ['genes m {\n  ⟦&⟧\n}', 'L003', /a statement begins with/],
  ['genes m {\n  A, B\n}\n⟦}⟧\ngenes n { A, B }', 'L003', /closes no block/],
  [
    'genes m {\n  update synchronous\n⟦}⟧\n  A, B\n  C, D\n}\ngenes n { A, B }'
      .replace('⟦}⟧', '}')
      .replace('A, B\n  C', '⟦A⟧, B\n  C'),
    'L003',
    /a declaration begins with `genes`/,
  ],
  ['genes ⟦m⟧\n  update asynchronous\n  A, B\n}\ngenes n { A, B }', 'L003', /A `{` is missing after `m`/],
  ['genes m\n⟦A⟧, B\ngenes n { A, B }', 'L003', /is a `{` missing after `genes m`/],
  [
    'experiment e {\n  seeds 1\n  ⟦compare⟧\n    a = b\n    c = d\n  }\n  plot x\n}',
    'L003',
    /A `{` is missing after `compare`/,
  ],
  ['develop d from m {\n  synapse a to b ⟦{⟧\n    probability 1\n  stop at 10 day\n}', 'L002', /never closed/],
  ['genes m {⟦{⟧\n  A, B\n}', 'L003', /Unexpected `{`/],
  ['data ⟦from⟧ mnist', 'L003', /expected a name before it/],
  ['⟦network⟧ {\n  input 3\n}', 'L003', /missing after `network`: expected a name/],
  ['connect grown ⟦form⟧ cortex', 'L003', /did you mean `from`/],
  ['develop d from m {\n  divide a ⟦evry⟧ 12 h until 3 cells\n}', 'L003', /did you mean `every`/],
  ['genes m {\n  A⟦,⟧\n  B, A\n  C, B\n}', 'L003', /missing after `,`/],
  ['experiment e {\n  compare {\n    a ⟦=⟧\n    b = c\n  }\n}', 'L003', /missing after `=`/],
  ['experiment e {\n  seeds 1 ⟦..⟧\n  compare { b = c }\n}', 'L003', /missing after `\.\.`/],
  ['⟦A⟧, B\ngenes n { A, B }', 'L003', /a declaration begins with/],
  ['⟦3⟧', 'L003', /a declaration begins with/],
  ['genes m { } ⟦x⟧', 'L003', /Unexpected `x`/],
  ['genes ⟦3⟧ {\n  A, B\n}', 'L003', /expected a name/],
  ['⟦genes⟧\nnetwork n { input 3 }', 'L003', /missing after `genes`: expected a name/],
  ['genes ⟦in⟧ {\n  A, B\n}', 'L003', /in quotes/],
  ['connect grown ⟦gorm⟧ cortex {\n  cells neuron\n}', 'L003', /a label such as `from`/],
  ['⟦language⟧\ngenes m { A, B }', 'L003', /as in `language 1`/],
  ['language 1 ⟦2⟧\ngenes m { A, B }', 'L003', /expected the end of the line/],
  ['use ⟦base⟧\ngenes m { A, B }', 'L003', /a file in quotes/],
  ['network n {\n  readout ⟦[⟧3, 4]\n  input 2\n}', 'L003', /lists are written with commas/],
  ['network n {\n  input 3 4 ⟦5⟧\n}'.replace('3 4 ⟦5⟧', '3 ⟦4⟧ 5'), 'L003', /Unexpected `4`: expected `,`/],
  ['network n {\n  noise .5\n}'.replace('.5', '⟦.⟧5'), 'L003', /Unexpected `\.`/],
  ['develop d from m {\n  probability exp⟦(⟧-distance / 150 um\n  weight 3\n}', 'L003', /`\(` is never closed/],
  [
    'experiment e {\n  train on digits 5 ⟦5⟧ { batch 3 }\n}'.replace('digits 5 ⟦5⟧', 'digits 5 ⟦6⟧'),
    'L003',
    /Unexpected `6`/,
  ],
  ['experiment e {\n  compare { a = ⟦=⟧ b; c = d }\n}', 'L003', /Unexpected `=`/],
  ['experiment e {\n  measure x ⟦=⟧\n  measure y = f()\n}', 'L003', /missing after `=`/],
  ['experiment e {\n  measure x ⟦=⟧\n  expect x > 3\n}', 'L003', /missing after `=`/],
  ['experiment e {\n  measure x = f(a ⟦b⟧)\n}', 'L003', /an operator, `,` or `\)`/],
  ['experiment e {\n  measure x = f(a,⟦)⟧\n}', 'L003', /Unexpected `\)`/],
  ['experiment e {\n  measure x = f(3 ⟦:⟧ b)\n}', 'L003', /`:` \(it stands only after the name of an argument\)/],
  ['experiment e {\n  expect accuracy of ⟦grown⟧\n}', 'L003', /missing after `grown`: expected `<`/],
  ['experiment e {\n  expect accuracy > 3 ⟦and⟧ accuracy < 4\n}', 'L003', /Unexpected `and`/],
  ['experiment e {\n  expect accuracy in ⟦3⟧\n}', 'L003', /`\.\.` and the end of the range/],
  ['experiment e {\n  expect accuracy > 3 at m ⟦4⟧\n}', 'L003', /expected `=` and a value/],
  ['experiment e {\n  vary m in 0.1 ⟦..⟧\n  seeds 3\n}', 'L003', /missing after `\.\.`/],
  ['experiment e {\n  seeds 3 ⟦@⟧\n  plot x\n}', 'L003', /Unexpected `@`/],
];
test('one mistake, one error, at its place', async (t) => {
  for (const [marked, code, says] of cases) {
    await t.test(JSON.stringify(marked), () => {
      const start = marked.indexOf('⟦');
      const end = marked.indexOf('⟧') - 1;
      const source = marked.replace(/[⟦⟧]/g, '');
      const { errors } = parse(source);
      assert.deepEqual(
        errors.map((error) => [error.code, error.range]),
        [[code, { start, end }]],
        JSON.stringify(errors),
      );
      assert.match(errors[0].message, says);
    });
  }
});

test('two mistakes, two errors; the rest of the tree is there', () => {
  const { tree, errors } = parse(
    'genes m {\n  A, B & & C\n  D, E\n  F, (G\n  H, I\n}\nnetwork n { input 3 3;  readout 4 }',
  );
  assert.deepEqual(
    errors.map(({ range }) => range.start),
    [19, 35, 67],
  );
  assert.deepEqual(
    tree.declarations.map(({ name, block }) => [name.text, block!.statements.length]),
    [
      ['m', 4],
      ['n', 2],
    ],
  );
});

test('a reserved word as a name can be quoted by its fix', () => {
  const source = 'genes m {\n  in, A\n  A, B\n}';
  const [{ fixes }] = parse(source).errors;
  const [{ range, text }] = fixes![0].edits;
  const mended = source.slice(0, range.start) + text + source.slice(range.end);
  assert.deepEqual(parse(mended).errors, []);
  assert.equal(mended.includes('"in", A'), true);
});

test('what a missing brace was to enclose is where it belongs', () => {
  const inside = (source: string): string[][] =>
    parse(source).tree.declarations.map(({ block }) =>
      block!.statements.map((statement) =>
        statement.kind === 'setting'
          ? `${statement.word.text}${statement.block ? statement.block.statements.length : ''}`
          : statement.kind,
      ),
    );
  assert.deepEqual(
    inside(
      'develop d from m {\n  synapse a to b {\n    probability 1\n    weight 2\n  stop at 10 day\n}\nnetwork n { input 3 }',
    ),
    [['synapse2', 'stop'], ['input']],
  );
  assert.deepEqual(inside('experiment e {\n  seeds 1\n  compare\n    a = b\n    c = d\n  }\n  plot x\n}'), [
    ['seeds', 'compare2', 'plot'],
  ]);
  assert.deepEqual(inside('network n\n  input 3\n  readout 2\n}\nnetwork m { input 3 }'), [
    ['input', 'readout'],
    ['input'],
  ]);
  assert.deepEqual(inside('network n {\ninput 3\n  readout 2\n      noise 1\n}'), [['input', 'readout', 'noise']]);
});

test('a damaged statement still names what it declares', () => {
  const { tree } = parse('experiment e {\n  measure a = f(1 2)\n  compare { b = c $; d = e }\n}');
  const [measure, compare] = tree.declarations[0].block!.statements;
  assert.equal(measure.kind === 'definition' && measure.name.text, 'a');
  assert.deepEqual(
    compare.kind === 'setting' &&
      compare.block!.statements.map((inner) => inner.kind === 'assignment' && inner.name.text),
    ['b', 'd'],
  );
});
