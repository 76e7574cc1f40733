import fc from 'fast-check';
import {
  expressionText,
  isPlainName,
  nouns,
  type ClaimTest,
  type Expression,
  type FileTree,
  type Item,
  type Name,
  type Phrase,
  type RangeExpression,
  type Statement,
  type Value,
} from '../../grammar/index.ts';

/** Random trees of the whole language, as the parser would give them; without places. */
const range = { start: 0, end: 0 };
const nowhere = <T extends object>(node: T): T & { range: typeof range } => ({ ...node, range });

const plainText = fc
  .oneof(
    fc.constantFrom('a', 'b1', 'Sox2', 'train', 'genes', 'h', 's', 'x_y', 'e5', '_'),
    fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,6}$/),
  )
  .filter((text) => isPlainName(text) && !/^targets?$/i.test(text));
const quotedText = fc.stringMatching(/^[A-Za-z0-9 #µ.,:()/-]{0,8}$/);
const plain = plainText.map((text): Name => nowhere({ kind: 'name', text, quoted: false }));
const name = fc.oneof(
  { weight: 4, arbitrary: plain },
  quotedText.map((text): Name => nowhere({ kind: 'name', text, quoted: true })),
);

const number = fc
  .record({
    text: fc.constantFrom('0', '1', '10_000', '1e-3', '2.5', '1_0.5E+2'),
    unit: fc.option(fc.constantFrom('um', 'um/h', '%', 'cells', 'nS*mV/s', 'e5'), { nil: undefined }),
  })
  .map(
    ({ text, unit }): Expression =>
      nowhere({
        kind: 'number',
        value: Number(text.replaceAll('_', '')),
        text,
        ...(unit && { unit: nowhere({ kind: 'unit' as const, text: unit }) }),
      }),
  );

const levels = {
  or: 1,
  and: 2,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '^': 8,
} as const;
const levelOf = (node: Expression): number =>
  node.kind === 'binary' ? levels[node.operator] : node.kind === 'unary' ? (node.operator === 'not' ? 3 : 7) : 9;
/** In brackets where the operators around bind tighter. */
const bracketed = (node: Expression, level: number): Expression =>
  levelOf(node) >= level ? node : nowhere({ kind: 'group', expression: node });

function expressions(inExpect: boolean): fc.Arbitrary<Expression> {
  const { expression } = fc.letrec<{
    expression: Expression;
    argument: { name?: Name; value: Expression | RangeExpression };
  }>((tie) => {
    const call = fc
      .tuple(plain, fc.array(tie('argument'), { maxLength: 2 }))
      .map(([callee, given]): Expression => nowhere({ kind: 'call', callee, arguments: given.map(nowhere) }));
    const member = fc
      .tuple(name, name)
      .map(([object, property]): Expression => nowhere({ kind: 'member', object, property }));
    const measured = fc.oneof(name, call, member);
    const operation = fc
      .tuple(
        fc.constantFrom(...(Object.keys(levels) as (keyof typeof levels)[])),
        fc.boolean(),
        tie('expression'),
        tie('expression'),
      )
      .map(([operator, spelled, left, right]): Expression => {
        const symbol = operator === 'and' && !spelled ? '&' : operator === 'or' && !spelled ? '|' : operator;
        const level = levels[operator];
        return nowhere({
          kind: 'binary',
          operator,
          symbol,
          left: bracketed(left, operator === '^' ? level + 1 : level),
          right: bracketed(right, operator === '^' ? level : level + 1),
        });
      });
    const signed = fc.tuple(fc.constantFrom('!', 'not', '-'), tie('expression')).map(
      ([symbol, operand]): Expression =>
        nowhere({
          kind: 'unary',
          operator: symbol === '-' ? '-' : 'not',
          symbol,
          operand: bracketed(operand, symbol === '-' ? 8 : 4),
        }),
    );
    return {
      expression: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.oneof(
          plain,
          number,
          // What stands in quotes in a claim is a name.
          inExpect ? name : quotedText.map((value): Expression => nowhere({ kind: 'string', value })),
        ),
        call,
        member,
        operation,
        signed,
        tie('expression').map((inner): Expression => nowhere({ kind: 'group', expression: inner })),
        ...(inExpect
          ? [
              fc
                .tuple(measured, name)
                .map(([measure, condition]): Expression => nowhere({ kind: 'of', measure, condition })),
            ]
          : []),
      ),
      argument: fc
        .record({
          name: fc.option(
            fc.oneof(
              plain,
              fc
                .constantFrom('within', 'in', 'not')
                .map((text): Name => nowhere({ kind: 'name', text, quoted: false })),
            ),
            { nil: undefined },
          ),
          value: fc.oneof(tie('expression'), ranges(tie('expression'))),
        })
        .map(({ name: argumentName, value }) => ({ ...(argumentName && { name: argumentName }), value })),
    };
  });
  return expression;
}
function ranges(expression: fc.Arbitrary<Expression>): fc.Arbitrary<RangeExpression> {
  return fc
    .tuple(expression, expression, fc.option(expression, { nil: undefined }))
    .map(([from, to, by]) => nowhere({ kind: 'range', from, to, ...(by && { by }) }));
}
const expression = expressions(false);
const sum = expressions(true).map((node) => bracketed(node, 5));

const { statement } = fc.letrec<{
  statement: Statement;
  value: Value;
  block: Value['modifiers'][number] & { kind: 'block' };
}>((tie) => {
  const clause = fc.oneof(
    name.map((without): Value['modifiers'][number] => nowhere({ kind: 'without', name: without })),
    fc
      .tuple(name, expression)
      .map(([replaced, value]): Value['modifiers'][number] => nowhere({ kind: 'with', name: replaced, value })),
  );
  const base = fc.oneof(
    { weight: 3, arbitrary: expression as fc.Arbitrary<Expression | RangeExpression> },
    { weight: 1, arbitrary: ranges(expression) },
  );
  const valueWith = (modifier: fc.Arbitrary<Value['modifiers'][number]>): fc.Arbitrary<Value> =>
    fc
      .tuple(base, fc.array(modifier, { maxLength: 2 }))
      .map(([inner, modifiers]) => nowhere({ kind: 'value', base: inner, modifiers }));
  const itemsOf = (value: fc.Arbitrary<Value>, minLength: number): fc.Arbitrary<Item[]> =>
    fc.array(
      fc
        .tuple(fc.option(plain, { nil: undefined }), value)
        .map(
          ([word, inner]): Item =>
            nowhere({ ...(word && /^([\w"!]|-\d)/.test(expressionText(inner.base)) && { word }), value: inner }),
        ),
      { minLength, maxLength: 3 },
    );
  const phrase = fc
    .tuple(fc.constantFrom('from', 'to', 'at', 'every', 'where', 'in', 'of', 'like'), itemsOf(valueWith(clause), 0))
    .map(([text, items]): Phrase => nowhere({ label: nowhere({ kind: 'name' as const, text, quoted: false }), items }));
  const setting = fc
    .tuple(
      plain,
      fc.option(name, { nil: undefined }),
      itemsOf(tie('value'), 0),
      fc.array(phrase, { maxLength: 2 }),
      fc.option(tie('block'), { nil: undefined }),
    )
    .map(([word, partName, items, phrases, block]): Statement => {
      const [first] = items;
      // A setting that reads as a definition would come back as one.
      const reads = first && !first.word && /^(\w+|"[^"]*") =/.test(expressionText(first.value.base));
      const ending = block && (phrases.length > 0 || items.length === 0) ? { block } : {};
      const part = partName && { of: word, name: partName };
      const text = part ? `${word.text}.${part.name.text}` : word.text;
      return nowhere({
        kind: 'setting',
        word: nowhere({ kind: 'name' as const, text, quoted: false }),
        ...(part && { part }),
        items: reads ? items.slice(1).filter(() => false) : items,
        phrases,
        ...(reads ? {} : ending),
      });
    });
  const test: fc.Arbitrary<ClaimTest> = fc.oneof(
    fc
      .tuple(fc.constantFrom('<', '<=', '>', '>=', '=' as const), sum, fc.option(sum, { nil: undefined }))
      .map(([operator, right, within]) => ({ kind: 'compare' as const, operator, right, ...(within && { within }) })),
    ranges(sum).map((claimed) => ({ kind: 'in' as const, range: claimed })),
  );
  const points = fc
    .array(fc.tuple(name, sum), { maxLength: 2 })
    .map((at) => at.map(([variable, value]) => nowhere({ name: variable, value })));
  const rows = fc
    .array(
      fc
        .tuple(fc.oneof(number, name), test)
        .map(([value, claim]): Statement => nowhere({ kind: 'row', value, test: claim })),
      { maxLength: 3 },
    )
    .map((statements) => ({ block: nowhere({ kind: 'block' as const, statements, closed: true }) }));
  const published = fc
    .tuple(
      quotedText,
      fc.option(fc.oneof(sum, ranges(sum)), { nil: undefined }),
      fc.option(fc.array(setting, { maxLength: 2 }), { nil: undefined }),
    )
    .map(([value, within, statements]) => ({
      published: {
        word: nowhere({ kind: 'name' as const, text: 'matches', quoted: false }),
        path: nowhere({ kind: 'string' as const, value }),
        ...(within && { within }),
      },
      ...(statements && { block: nowhere({ kind: 'block' as const, statements, closed: true }) }),
    }));
  return {
    block: fc
      .array(tie('statement'), { maxLength: 3 })
      .map((statements) => nowhere({ kind: 'block', statements, closed: true })),
    value: valueWith(fc.oneof({ maxDepth: 2 }, clause, tie('block') as fc.Arbitrary<Value['modifiers'][number]>)),
    statement: fc.oneof(
      { maxDepth: 3 },
      fc
        .tuple(name, fc.constantFrom('->' as const, '-|' as const), name)
        .map(([source, sign, target]): Statement => nowhere({ kind: 'regulation', source, sign, target })),
      fc
        .tuple(plain, name, expression)
        .map(([word, defined, value]): Statement => nowhere({ kind: 'definition', word, name: defined, value })),
      fc
        .tuple(fc.boolean(), sum, test, points)
        .map(([every, left, claim, at]): Statement => nowhere({ kind: 'expectation', every, left, test: claim, at })),
      fc
        .tuple(fc.boolean(), sum, name, fc.oneof(rows, published), points)
        .map(([every, left, by, of, at]): Statement => nowhere({ kind: 'claims', every, left, by, ...of, at })),
      fc
        .tuple(name, fc.constantFrom(',' as const, '=' as const), tie('value'))
        .map(([target, symbol, value]): Statement => nowhere({ kind: 'assignment', name: target, symbol, value })),
      setting,
    ),
  };
});

export const trees: fc.Arbitrary<FileTree> = fc
  .record({
    version: fc.boolean(),
    uses: fc.array(quotedText, { maxLength: 2 }),
    studies: fc.array(fc.array(statement, { maxLength: 2 }), { maxLength: 1 }),
    lets: fc.array(fc.tuple(name, expression), { maxLength: 2 }),
    declarations: fc.array(
      fc.tuple(
        fc.constantFrom(...nouns),
        name,
        fc.option(plain, { nil: undefined }),
        fc.option(fc.array(statement, { maxLength: 4 }), { nil: undefined }),
      ),
      { maxLength: 4 },
    ),
  })
  .map(({ version, uses, studies, lets, declarations }) =>
    nowhere({
      kind: 'file',
      ...(version && {
        language: nowhere({
          kind: 'language' as const,
          version: nowhere({ kind: 'number' as const, value: 1, text: '1' }),
        }),
      }),
      uses: uses.map((value) => nowhere({ kind: 'use' as const, path: nowhere({ kind: 'string' as const, value }) })),
      lets: lets.map(([declared, value]) => nowhere({ kind: 'let' as const, name: declared, value })),
      studies: studies.map((statements) =>
        nowhere({
          kind: 'study' as const,
          word: nowhere({ kind: 'name' as const, text: 'study', quoted: false }),
          block: nowhere({ kind: 'block' as const, statements, closed: true }),
        }),
      ),
      declarations: declarations.map(([noun, declared, source, statements]) =>
        nowhere({
          kind: 'declaration' as const,
          noun: nowhere({ kind: 'name' as const, text: noun, quoted: false }),
          name: declared,
          phrases: source
            ? [
                nowhere({
                  label: nowhere({ kind: 'name' as const, text: 'from', quoted: false }),
                  items: [nowhere({ value: nowhere({ kind: 'value' as const, base: source, modifiers: [] }) })],
                }),
              ]
            : [],
          ...(statements && { block: nowhere({ kind: 'block' as const, statements, closed: true }) }),
        }),
      ),
      comments: [],
    }),
  );
