import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from '../../grammar/index.ts';

/** The mistake stands in ⟦ ⟧; exactly one error must be there, and say what matches. */
const cases: readonly [source: string, code: string, says: RegExp][] = [
  [
    `genes m {
  A, Niche & ⟦&⟧ !Neurog2
  B, A
}`,
    'L003',
    /Unexpected `&`: expected a name/,
  ],
  [
    `genes m ⟦{⟧
  A, B
network n { input 3 }`,
    'L002',
    /never closed: add `}`/,
  ],
  [
    `network n { input 3 }
genes m ⟦{⟧
  A, B
`,
    'L002',
    /never closed/,
  ],
  [
    `develop c from m {
  synapse a to b ⟦{⟧
    probability 1
  stop at 10 day
}
network n { input 3 }`,
    'L002',
    /never closed/,
  ],
  [
    `experiment e {
  compare ⟦{⟧
    a = b
  measure x = f()
}`,
    'L002',
    /never closed/,
  ],
  [
    `genes m {
  A, B ⟦&⟧
  C, A
}`,
    'L003',
    /missing after `&`/,
  ],
  [
    `genes m {
  A⟦,⟧
}`,
    'L003',
    /missing after `,`/,
  ],
  [
    `genes m {
  A, ⟦)⟧ B
}`,
    'L003',
    /Unexpected `\)`/,
  ],
  [
    `genes m {
  A, ⟦(⟧B & C
  D, A
}`,
    'L003',
    /`\(` is never closed/,
  ],
  [
    `genes m {
  A, (B ⟦C⟧)
}`,
    'L003',
    /expected an operator or `\)`/,
  ],
  [
    `genes m {
  A, B ⟦C⟧
}`,
    'L003',
    /Unexpected `C`/,
  ],
  [
    `genes m {
  ⟦in⟧, B
  C, A
}`,
    'L003',
    /in quotes, `"in"`/,
  ],
  [
    `genes m {
  A, ⟦at⟧ & B
}`,
    'L003',
    /in quotes/,
  ],
  [
    `genes m {
  A -> ⟦of⟧
}`,
    'L003',
    /in quotes/,
  ],
  [
    `genes m {
  A -> ⟦3⟧
}`,
    'L003',
    /expected a name/,
  ],
  [
    `genes m {
  ⟦HLA-A⟧, B
  C, A
}`,
    'L003',
    /stands in quotes/,
  ],
  [
    `genes m {
  ⟦14-3-3⟧ -> B
}`,
    'L003',
    /stands in quotes/,
  ],
  [
    `genes m {
  A, ⟦"HLA⟧
}`,
    'L003',
    /without its closing `"`/,
  ],
  [
    `genes m {
  A, ⟦“⟧HLA“ & B
}`,
    'L003',
    /straight double quotes/,
  ],
  [
    `genes m {
  A, B ⟦−⟧ 3
}`,
    'L003',
    /minus sign is `-`/,
  ],
  [
    `genes m {
  ⟦3⟧ A
}`,
    'L003',
    /a statement begins with a word/,
  ],
  [
    `genes m {
  ⟦&⟧
}`,
    'L003',
    /a statement begins with/,
  ],
  [
    `genes m {
  A, B
}
⟦}⟧
genes n { A, B }`,
    'L003',
    /closes no block/,
  ],
  [
    `genes m {
  update synchronous
⟦}⟧
  A, B
  C, D
}
genes n { A, B }`
      .replace('⟦}⟧', '}')
      .replace('A, B\n  C', '⟦A⟧, B\n  C'),
    'L003',
    /a declaration begins with `genes`/,
  ],
  [
    `genes ⟦m⟧
  update asynchronous
  A, B
}
genes n { A, B }`,
    'L003',
    /A `{` is missing after `m`/,
  ],
  [';#\n ⟦1⟧\n}', 'L003', /A `{` is missing before `1`/],
  ['genes m\n⟦A⟧, B\ngenes n { A, B }', 'L003', /is a `{` missing after `genes m`/],
  [
    `experiment e {
  seeds 1
  ⟦compare⟧
    a = b
    c = d
  }
  plot x
}`,
    'L003',
    /A `{` is missing after `compare`/,
  ],
  [
    `develop d from m {
  synapse a to b ⟦{⟧
    probability 1
  stop at 10 day
}`,
    'L002',
    /never closed/,
  ],
  [
    `genes m {⟦{⟧
  A, B
}`,
    'L003',
    /Unexpected `{`/,
  ],
  ['data ⟦from⟧ mnist', 'L003', /expected a name before it/],
  [
    `⟦network⟧ {
  input 3
}`,
    'L003',
    /missing after `network`: expected a name/,
  ],
  ['connect grown ⟦form⟧ cortex', 'L003', /did you mean `from`/],
  [
    `develop d from m {
  divide a ⟦evry⟧ 12 h until 3 cells
}`,
    'L003',
    /did you mean `every`/,
  ],
  [
    `genes m {
  A⟦,⟧
  B, A
  C, B
}`,
    'L003',
    /missing after `,`/,
  ],
  [
    `experiment e {
  compare {
    a ⟦=⟧
    b = c
  }
}`,
    'L003',
    /missing after `=`/,
  ],
  [
    `experiment e {
  seeds 1 ⟦..⟧
  compare { b = c }
}`,
    'L003',
    /missing after `\.\.`/,
  ],
  ['⟦A⟧, B\ngenes n { A, B }', 'L003', /a declaration begins with/],
  ['⟦3⟧', 'L003', /a declaration begins with/],
  ['genes m { } ⟦x⟧', 'L003', /Unexpected `x`/],
  [
    `genes ⟦3⟧ {
  A, B
}`,
    'L003',
    /expected a name/,
  ],
  ['⟦genes⟧\nnetwork n { input 3 }', 'L003', /missing after `genes`: expected a name/],
  [
    `genes ⟦in⟧ {
  A, B
}`,
    'L003',
    /in quotes/,
  ],
  [
    `connect grown ⟦gorm⟧ cortex {
  cells neuron
}`,
    'L003',
    /a label such as `from`/,
  ],
  ['⟦language⟧\ngenes m { A, B }', 'L003', /as in `language 1`/],
  ['language 1 ⟦2⟧\ngenes m { A, B }', 'L003', /expected the end of the line/],
  ['use ⟦base⟧\ngenes m { A, B }', 'L003', /a file in quotes/],
  [
    `network n {
  readout ⟦[⟧3, 4]
  input 2
}`,
    'L003',
    /lists are written with commas/,
  ],
  [
    `network n {
  input 3 4 ⟦5⟧
}`.replace('3 4 ⟦5⟧', '3 ⟦4⟧ 5'),
    'L003',
    /Unexpected `4`: expected `,`/,
  ],
  [
    `network n {
  noise .5
}`.replace('.5', '⟦.⟧5'),
    'L003',
    /Unexpected `\.`/,
  ],
  [
    `develop d from m {
  probability exp⟦(⟧-distance / 150 um
  weight 3
}`,
    'L003',
    /`\(` is never closed/,
  ],
  [
    `experiment e {
  train on digits 5 ⟦5⟧ { batch 3 }
}`.replace('digits 5 ⟦5⟧', 'digits 5 ⟦6⟧'),
    'L003',
    /Unexpected `6`/,
  ],
  [
    `experiment e {
  compare { a = ⟦=⟧ b; c = d }
}`,
    'L003',
    /Unexpected `=`/,
  ],
  [
    `experiment e {
  measure x ⟦=⟧
  measure y = f()
}`,
    'L003',
    /missing after `=`/,
  ],
  [
    `experiment e {
  measure x ⟦=⟧
  expect x > 3
}`,
    'L003',
    /missing after `=`/,
  ],
  [
    `experiment e {
  measure x = f(a ⟦b⟧)
}`,
    'L003',
    /an operator, `,` or `\)`/,
  ],
  [
    `experiment e {
  measure x = f(a,⟦)⟧
}`,
    'L003',
    /Unexpected `\)`/,
  ],
  [
    `experiment e {
  measure x = f(3 ⟦:⟧ b)
}`,
    'L003',
    /`:` \(it stands only after the name of an argument\)/,
  ],
  [
    `experiment e {
  expect accuracy of ⟦grown⟧
}`,
    'L003',
    /missing after `grown`: expected `<`/,
  ],
  [
    `experiment e {
  expect accuracy > 3 ⟦and⟧ accuracy < 4
}`,
    'L003',
    /Unexpected `and`/,
  ],
  [
    `experiment e {
  expect accuracy in ⟦3⟧
}`,
    'L003',
    /`\.\.` and the end of the range/,
  ],
  [
    `experiment e {
  expect accuracy > 3 at m ⟦4⟧
}`,
    'L003',
    /expected `=` and a value/,
  ],
  [
    `experiment e {
  vary m in 0.1 ⟦..⟧
  seeds 3
}`,
    'L003',
    /missing after `\.\.`/,
  ],
  [
    `experiment e {
  seeds 3 ⟦@⟧
  plot x
}`,
    'L003',
    /Unexpected `@`/,
  ],
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
    `genes m {
  A, B & & C
  D, E
  F, (G
  H, I
}
network n { input 3 3;  readout 4 }`,
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
  const source = `genes m {
  in, A
  A, B
}`;
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
      `develop d from m {
  synapse a to b {
    probability 1
    weight 2
  stop at 10 day
}
network n { input 3 }`,
    ),
    [['synapse2', 'stop'], ['input']],
  );
  assert.deepEqual(
    inside(`experiment e {
  seeds 1
  compare
    a = b
    c = d
  }
  plot x
}`),
    [['seeds', 'compare2', 'plot']],
  );
  assert.deepEqual(
    inside(`network n
  input 3
  readout 2
}
network m { input 3 }`),
    [['input', 'readout'], ['input']],
  );
  assert.deepEqual(
    inside(`network n {
input 3
  readout 2
      noise 1
}`),
    [['input', 'readout', 'noise']],
  );
});

test('a damaged statement still names what it declares', () => {
  const { tree } = parse(`experiment e {
  measure a = f(1 2)
  compare { b = c $; d = e }
}`);
  const [measure, compare] = tree.declarations[0].block!.statements;
  assert.equal(measure.kind === 'definition' && measure.name.text, 'a');
  assert.deepEqual(
    compare.kind === 'setting' &&
      compare.block!.statements.map((inner) => inner.kind === 'assignment' && inner.name.text),
    ['b', 'd'],
  );
});
