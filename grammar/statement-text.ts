import type {
  Argument,
  AtClause,
  ClaimTable,
  ClaimTest,
  Declaration,
  Expectation,
  Expression,
  Item,
  Let,
  Name,
  Phrase,
  RangeExpression,
  Statement,
  Study,
  Value,
} from './tree.ts';

/**
 * A statement or declaration up to the column where its value may be aligned with its neighbours', and from there on.
 */
export interface Halves {
  readonly head: string;
  readonly tail: readonly Piece[];
}
/** Text, or a block, which the layout breaks into lines. */
export type Piece = string | { readonly block: NonNullable<Declaration['block']> };

export function expressionText(node: Expression | RangeExpression): string {
  switch (node.kind) {
    case 'number':
      return node.unit ? `${node.text} ${node.unit.text}` : node.text;
    case 'string':
      return `"${node.value}"`;
    case 'name':
      return nameText(node);
    case 'member':
      return `${nameText(node.object)}.${nameText(node.property)}`;
    case 'call':
      if (node.isPrefix) return `${nameText(node.callee)} ${node.arguments.map(argumentText).join(', ')}`;
      return `${nameText(node.callee)}(${node.arguments.map(argumentText).join(', ')})`;
    case 'unary':
      return `${node.symbol}${node.symbol === 'not' ? ' ' : ''}${expressionText(node.operand)}`;
    case 'binary':
      return [expressionText(node.left), node.symbol, expressionText(node.right)].join(isTight(node) ? '' : ' ');
    case 'group':
      return node.parameter ? nameText(node.parameter) : `(${expressionText(node.expression)}${atText(node.at)})`;
    case 'of':
      return `${expressionText(node.measure)} of ${(node.levels ?? [node.condition]).map(nameText).join('.')}`;
    case 'range':
      return (
        `${expressionText(node.from)} .. ` +
        `${expressionText(node.to)}${node.by ? ` by ${node.isGeometric ? '*' : ''}${expressionText(node.by)}` : ''}`
      );
    case 'error':
      return '';
  }
}
const atText = (at: readonly AtClause[] = []): string =>
  at.length ? ` at ${at.map(({ name, value }) => `${nameText(name)} = ${expressionText(value)}`).join(', ')}` : '';
const argumentText = ({ name, value }: Argument): string => (name ? `${nameText(name)}: ` : '') + expressionText(value);
const nameText = (name: Name): string => (name.quoted ? `"${name.text}"` : name.text);

/** `2^-6` and `1/3` are written as one number would be. */
function isTight({ operator, left, right }: Expression & { kind: 'binary' }): boolean {
  return operator === '^' || (operator === '/' && [left, right].every((side) => side.kind === 'number' && !side.unit));
}

function valuePieces({ base, modifiers }: Value): Piece[] {
  return [
    expressionText(base),
    ...modifiers.flatMap((modifier): Piece[] => {
      if (modifier.kind === 'block') return [' ', { block: modifier }];
      if (modifier.kind === 'without') return [` without ${nameText(modifier.name)}`];
      return [` with ${nameText(modifier.name)} = ${expressionText(modifier.value)}`];
    }),
  ];
}
const itemPieces = ({ word, value }: Item): Piece[] => [...(word ? [`${nameText(word)} `] : []), ...valuePieces(value)];
const itemsPieces = (items: readonly Item[]): Piece[] =>
  items.flatMap((item, index) => [...(index ? [', '] : []), ...itemPieces(item)]);
const phrasePieces = ({ label, items }: Phrase): Piece[] => [
  label.text,
  ...(items.length ? [' ', ...itemsPieces(items)] : []),
];
const joined = (parts: readonly (readonly Piece[])[]): Piece[] =>
  parts.filter((part) => part.length).flatMap((part, index) => [...(index ? [' '] : []), ...part]);

export function statementHalves(statement: Statement): Halves {
  switch (statement.kind) {
    case 'regulation':
      return { head: nameText(statement.source), tail: [`${statement.sign} ${nameText(statement.target)}`] };
    case 'assignment':
      return statement.symbol === ','
        ? { head: `${nameText(statement.name)},`, tail: valuePieces(statement.value) }
        : { head: nameText(statement.name), tail: ['= ', ...valuePieces(statement.value)] };
    case 'definition':
      return {
        head: `${nameText(statement.word)} ${nameText(statement.name)}`,
        tail: [`= ${expressionText(statement.value)}`],
      };
    case 'expectation':
      return { head: 'expect', tail: [expectationText(statement)] };
    case 'claims':
      return { head: 'expect', tail: tablePieces(statement) };
    case 'row':
      return { head: `${expressionText(statement.value)}:`, tail: [rowText(statement.test)] };
    case 'setting':
      return {
        head: statement.part
          ? `${nameText(statement.part.of)}.${nameText(statement.part.name)}`
          : nameText(statement.word),
        tail: joined([
          itemsPieces(statement.items),
          ...statement.phrases.map(phrasePieces),
          statement.block ? [{ block: statement.block }] : [],
        ]),
      };
  }
}

export function declarationHalves({ noun, name, phrases, block }: Declaration): Halves {
  return {
    head: `${noun.text} ${nameText(name)}`,
    tail: joined([...phrases.map(phrasePieces), block ? [{ block }] : []]),
  };
}

export const studyHalves = ({ word, block }: Study): Halves => ({
  head: word.text,
  tail: block ? [{ block }] : [],
});

export const letHalves = ({ name, value }: Let): Halves => ({
  head: `let ${nameText(name)}`,
  tail: [`= ${expressionText(value)}`],
});

function expectationText({ every, left, test, at }: Expectation): string {
  const claim = test.kind === 'in' ? `in ${expressionText(test.range)}` : `${test.operator} ${numberText(test)}`;
  return `${every ? 'every ' : ''}${expressionText(left)} ${claim}${atText(at)}`;
}
function tablePieces({ every, left, by, published, block, at }: ClaimTable): Piece[] {
  const within = published?.within ? ` within ${expressionText(published.within)}` : '';
  return [
    `${every ? 'every ' : ''}${expressionText(left)} by ${nameText(by)}`,
    ...(published ? [` ${published.word.text} "${published.path.value}"${within}`] : []),
    ...(block ? [' ', { block }] : []),
    ...(at.length ? [atText(at)] : []),
  ];
}
const rowText = (test: ClaimTest): string =>
  test.kind === 'in'
    ? expressionText(test.range)
    : `${test.operator === '=' ? '' : `${test.operator} `}${numberText(test)}`;
const numberText = ({ right, within }: ClaimTest & { readonly kind: 'compare' }): string =>
  expressionText(right) + (within ? ` within ${expressionText(within)}` : '');
