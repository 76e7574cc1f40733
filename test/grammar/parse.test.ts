import assert from 'node:assert/strict';
import test from 'node:test';
import { parse, type Expression, type RangeExpression, type Statement, type Value } from '../../grammar/index.ts';
import type { ClaimTable, ClaimTest } from '../../grammar/tree.ts';
import type { Beginning, ParserMethod } from '../../grammar/descent.ts';
import { FileParser } from '../../grammar/file-parser.ts';
import { noSharedData, sharedExample } from '../data.ts';
import { exampleTexts } from './examples.ts';

test('every example gives a tree without errors', async (t) => {
  for (const { name, source } of exampleTexts()) {
    await t.test(name, () => {
      const { tree, errors } = parse(source);
      assert.deepEqual(errors, []);
      assert.equal(tree.language?.version.value, 1);
      assert.ok(tree.declarations.length > 1);
    });
  }
});
test('the normative examples are there', (t) => {
  if (!sharedExample('cortex.anl')) return t.skip(noSharedData);
  assert.ok(exampleTexts().length >= 8);
});
test('the grammar itself is sound: what is open everywhere has beginnings of its own', () => {
  const parser = new (class extends FileParser {
    /** Rules in which two alternatives, open everywhere, begin alike, or one of nothing hides those behind it. */
    mistakesOfRules(): string[] {
      const fields = Object.values(this as object as Record<string, Partial<ParserMethod<[], unknown>> | undefined>),
        rules = fields.flatMap((field) => field?.rule ?? []),
        hides = ({ types, isEmpty }: Beginning, later: Beginning) =>
          isEmpty || [...types].some((one) => later.types.has(one));
      for (const rule of rules) this.partsOf(rule);
      return rules.flatMap(({ name, choices }) =>
        [...choices].flatMap(([choice, { alternatives, gated }]) => {
          const open = alternatives.filter((_, place) => !gated[place]).map((parts) => this.beginningOf(parts));
          const isHidden = open.some((one, place) => open.slice(place + 1).some((later) => hides(one, later)));
          return isHidden || (choice !== 'OR' && open.some(({ isEmpty }) => isEmpty)) ? [`${name}: ${choice}`] : [];
        }),
      );
    }
  })();
  // `outside` takes what nothing else has taken
  assert.deepEqual(parser.mistakesOfRules(), ['file: OR']);
});

/** Brackets show how operators group. */
function shape(node: Expression | RangeExpression): string {
  switch (node.kind) {
    case 'binary':
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`;
    case 'unary':
      return `(${node.operator} ${shape(node.operand)})`;
    case 'group':
      return shape(node.expression);
    case 'number':
      return node.unit ? `${node.value}[${node.unit.text}]` : String(node.value);
    case 'string':
      return JSON.stringify(node.value);
    case 'name':
      return node.text;
    case 'member':
      return `${node.object.text}.${node.property.text}`;
    case 'call':
      return `${node.callee.text}(${node.arguments
        .map(({ name, value }) => (name ? `${name.text}: ` : '') + shape(value))
        .join(', ')})`;
    case 'of':
      return `{${shape(node.measure)} of ${node.condition.text}}`;
    case 'range':
      return `${shape(node.from)}..${shape(node.to)}${node.by ? `/${shape(node.by)}` : ''}`;
    case 'error':
      return '?';
  }
}
function valueShape({ base, modifiers }: Value): string {
  return (
    shape(base) +
    modifiers
      .map((modifier) =>
        modifier.kind === 'block'
          ? `{${modifier.statements.map(statementShape).join('; ')}}`
          : modifier.kind === 'without'
            ? ` without ${modifier.name.text}`
            : ` with ${modifier.name.text}=${shape(modifier.value)}`,
      )
      .join('')
  );
}
const testShape = (test: ClaimTest): string =>
  test.kind === 'in'
    ? `in ${shape(test.range)}`
    : `${test.operator} ${shape(test.right)}${test.within ? ` ± ${shape(test.within)}` : ''}`;
const tableShape = ({ by, published, block }: ClaimTable): string =>
  `by ${by.text}` +
  (published ? ` matches ${published.path.value}${published.within ? ` ± ${shape(published.within)}` : ''}` : '') +
  (block ? ` [${block.statements.map(statementShape).join('; ')}]` : '');
function statementShape(statement: Statement): string {
  switch (statement.kind) {
    case 'regulation':
      return `${statement.source.text}${statement.sign}${statement.target.text}`;
    case 'assignment':
      return `${statement.name.text}:=${valueShape(statement.value)}`;
    case 'definition':
      return `${statement.word.text} ${statement.name.text}:=${shape(statement.value)}`;
    case 'expectation':
    case 'claims': {
      const { every, left, at } = statement;
      const claim = statement.kind === 'expectation' ? testShape(statement.test) : tableShape(statement);
      return (
        `expect${every ? ' every' : ''} ${shape(left)} ` +
        `${claim}${at.map(({ name, value }) => ` @${name.text}=${shape(value)}`).join('')}`
      );
    }
    case 'row':
      return `${shape(statement.value)} ${testShape(statement.test)}`;
    case 'setting': {
      const item = (items: typeof statement.items): string =>
        items.map(({ word, value }) => (word ? `${word.text}~` : '') + valueShape(value)).join(',');
      return `<${statement.word.text}>${item(statement.items)}${statement.phrases
        .map(({ label, items }) => ` @${label.text} ${item(items)}`)
        .join('')}${statement.block ? ` [${statement.block.statements.map(statementShape).join('; ')}]` : ''}`;
    }
  }
}

const statements: readonly [text: string, ...shapes: string[]][] = [
  ['Sox2, Sox2 & !Tbr1', 'Sox2:=(Sox2 and (not Tbr1))'],
  ['Sox2 = Sox2 and not Tbr1 or A', 'Sox2:=((Sox2 and (not Tbr1)) or A)'],
  ['A, B | C & D', 'A:=(B or (C and D))'],
  ['A, (B | C) & D', 'A:=((B or C) and D)'],
  ['Sox2 -> Pax6', 'Sox2->Pax6'],
  ['Sox2 -| Pax6', 'Sox2-|Pax6'],
  ['"NKX2-1", "HLA-A" & B', 'NKX2-1:=("HLA-A" and B)'],
  ['"in", A', 'in:=A'],
  ['train, use_it & input', 'train:=(use_it and input)'],
  ['targets, factors\nA, B', 'A:=B'],
  ['Targets , Factors ; A, B', 'A:=B'],
  ['A, B &\n   C', 'A:=(B and C)'],
  ['A, B\n   & C', 'A:=(B and C)'],
  ['A, B\n   or C', 'A:=(B or C)'],
  ['A, (B\n |\n C)', 'A:=(B or C)'],
  ['A, B and  # why\n   not C', 'A:=(B and (not C))'],
  ['fate neuron = Tbr1 & !Hes1', 'fate neuron:=(Tbr1 and (not Hes1))'],
  ['space 1 mm, 1 mm', '<space>1[mm],1[mm]'],
  ['space 1 mm,\n 1 mm', '<space>1[mm],1[mm]'],
  ['space 1 mm\n , 1 mm', '<space>1[mm],1[mm]'],
  ['start 1 cell as progenitor at centre', '<start>1[cell] @as progenitor @at centre'],
  [
    'signal Niche = neighbours(progenitor, within: 60 um) < 520',
    'signal Niche:=(neighbours(progenitor, within: 60[um]) < 520)',
  ],
  ['divide a every 12 h until 5000 cells, spread 50 um', '<divide>a @every 12[h] @until 5000[cells],spread~50[um]'],
  ['migrate neuron along outward at 2 um/h', '<migrate>neuron @along outward @at 2[um/h]'],
  ['probability exp(-distance / 150 um)', '<probability>exp(((- distance) / 150[um]))'],
  ['weight similarity * (1 - distance / 300 um)', '<weight>(similarity * (1 - (distance / 300[um])))'],
  ['prune weight < 0.2', '<prune>(weight < 0.2)'],
  ['strengthen 1.1 every 1 step until 1', '<strengthen>1.1 @every 1[step] @until 1'],
  ['wire 2^-6', '<wire>(2 ^ (- 6))'],
  ['wire -2^2^3', '<wire>(- (2 ^ (2 ^ 3)))'],
  ['wire if(same_group, 0.5, 2^-7)', '<wire>if(same_group, 0.5, (2 ^ (- 7)))'],
  ['rate 1/3', '<rate>(1 / 3)'],
  ['rate 10_000, 1e-3, 90 %, 90%', '<rate>10000,0.001,90[%],90[%]'],
  ['seeds 1..10', '<seeds>1..10'],
  ['vary size in 0.1 .. 0.9 by 0.1', '<vary>size @in 0.1..0.9/0.1'],
  ['weights uniform(-1, 1), symmetric', '<weights>uniform((- 1), 1),symmetric'],
  ['threshold -40 mV', '<threshold>(- 40[mV])'],
  ['run rest -40 mV, drift -2', '<run>rest~(- 40[mV]),drift~(- 2)'],
  ['run rest - 40 mV', '<run>(rest - 40[mV])'],
  ['run a-4', '<run>(a - 4)'],
  ['spectrum radius gain', '<spectrum>radius~gain'],
  ['column tau in ms', '<column>tau @in ms'],
  ['column speed in um/h', '<column>speed @in um/h'],
  ['A, s & h', 'A:=(s and h)'],
  ['tau from cells.tau by line_name', '<tau> @from cells.tau @by line_name'],
  ['cells where type = "neuron"', '<cells> @where (type = "neuron")'],
  ['screen knock_out of every gene', '<screen>knock_out @of  @every gene'],
  ['synapse a to b { x 1 }', '<synapse>a @to b [<x>1]'],
  ['compare { a = b; c = d { e 1; f g } }', '<compare> [a:=b; c:=d{<e>1; <f>g}]'],
  ['compare\n{\n a = b\n}', '<compare> [a:=b]'],
  ['a = reader without recurrent', 'a:=reader without recurrent'],
  [
    'a = reader with mouse = knock_out(mouse, Pax6) without noise { b 1 }',
    'a:=reader with mouse=knock_out(mouse, Pax6) without noise{<b>1}',
  ],
  ['matrix net { spectrum radius gain }', '<matrix>net{<spectrum>radius~gain}'],
  ['train on digits { batch 64 }', '<train> @on digits [<batch>64]'],
  ['train to follow teacher on cycles { record m }', '<train> @to follow~teacher @on cycles [<record>m]'],
  ['discard a b, at c', '<discard>a~b @at c'],
  ['measure alpha = exponent(covariance, ranks: 11 .. 500)', 'measure alpha:=exponent(covariance, ranks: 11..500)'],
  ['measure x = f(in: 1 .. 9 by 2, of: 3)', 'measure x:=f(in: 1..9/2, of: 3)'],
  ['expect accuracy of grown > 90 %', 'expect {accuracy of grown} > 90[%]'],
  ['expect every final(loss) of a >= mean(x) of b * 2', 'expect every {final(loss) of a} >= ({mean(x) of b} * 2)'],
  ['expect a of b = c within 3 % at m = 60, n = 2', 'expect {a of b} = c ± 3[%] @m=60 @n=2'],
  ['expect alpha of symmetric in 0.66 .. 0.74', 'expect {alpha of symmetric} in 0.66..0.74'],
  ['expect a of b by n { 2.4: 1 .. 2;  -5 mV: > 0 }', 'expect {a of b} by n [2.4 in 1..2; (- 5[mV]) > 0]'],
  ['expect a by n {\n 2: 3 within 1 %\n -1: < b\n} at m = 4', 'expect a by n [2 = 3 ± 1[%]; (- 1) < b] @m=4'],
  ['expect a by n matches "p.csv" within 2 * sd', 'expect a by n matches p.csv ± (2 * sd)'],
  [
    'expect a by n matches "p.csv" within low .. high { column n in um } at m = 4',
    'expect a by n matches p.csv ± low..high [<column>n @in um] @m=4',
  ],
  ['plot accuracy by condition', '<plot>accuracy @by condition'],
  ['unit_rows', '<unit_rows>'],
  ['a 1;; b 2;\n\n;c 3', '<a>1', '<b>2', '<c>3'],
  ['a 1 # note; b 2\nc 3', '<a>1', '<c>3'],
];
test('statements', async (t) => {
  for (const [text, ...shapes] of statements) {
    for (const [form, source] of [
      [
        '\n',
        `genes m {
${text}
}`,
      ],
      ['line', `genes m { ${text} }`],
      [
        '\r\n',
        `genes m {
${text}
}`.replaceAll('\n', '\r\n'),
      ],
    ]) {
      if (form === 'line' && text.includes('#')) continue;
      await t.test(JSON.stringify(source), () => {
        const { tree, errors } = parse(source);
        assert.deepEqual(errors, []);
        assert.deepEqual(tree.declarations[0].block?.statements.map(statementShape), shapes);
      });
    }
  }
});

test('declarations, uses and the language line', () => {
  const { tree, errors } = parse(
    `language 1
use "base.anl"; use "more.anl"
data digits from mnist
  task t is go_nogo { delay 3 steps }
network "a b" like teacher
{
  noise 1
}
whatever it from that`,
  );
  assert.deepEqual(errors, []);
  assert.deepEqual(
    tree.uses.map(({ path }) => path.value),
    ['base.anl', 'more.anl'],
  );
  assert.deepEqual(
    tree.declarations.map(({ noun, name, phrases, block }) => [
      noun.text,
      name.text,
      phrases.map(({ label }) => label.text).join(),
      block?.statements.length,
    ]),
    [
      ['data', 'digits', 'from', undefined],
      ['task', 't', 'is', 1],
      ['network', 'a b', 'like', 1],
      ['whatever', 'it', 'from', undefined],
    ],
  );
});

test('every range is the text of its node', () => {
  const source = 'connect a from cortex { cells neuron;  tau 1 um/h, f(x: 2) }';
  const [declaration] = parse(source).tree.declarations;
  const cut = ({ range }: { range: { start: number; end: number } }): string => source.slice(range.start, range.end);
  const second = declaration.block!.statements[1] as Statement & { kind: 'setting' };
  assert.deepEqual(
    [
      declaration,
      declaration.name,
      declaration.phrases[0],
      declaration.block!,
      second,
      second.items[0],
      second.items[1].value.base,
    ].map(cut),
    [source, 'a', 'from cortex', '{ cells neuron;  tau 1 um/h, f(x: 2) }', 'tau 1 um/h, f(x: 2)', '1 um/h', 'f(x: 2)'],
  );
});

test('an empty file, a mark of byte order, comments alone', () => {
  for (const source of ['', '\n\n', '\uFEFF', '# nothing\n', '   '])
    assert.deepEqual(parse(source).errors, [], JSON.stringify(source));
  assert.deepEqual(
    parse('\uFEFFgenes m {\n A, B\ngenes n { A, B }').errors.map(({ range }) => range.start),
    [9],
  );
});
