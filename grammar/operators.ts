import { And, Compare, Equals, Minus, Not, Or, Plus, Power, Times, type Token } from './tokens.ts';
import type { BinaryOperator, Expression } from './tree.ts';

/** An operand and the signs before it. */
export interface Prefixed {
  readonly prefixes: readonly Token[];
  readonly operand: Expression;
}

/**
 * From loose to tight: or, and, not, comparison, sum, product, minus, power. `not a < b` is `not (a < b)`; `-2^2` is
 * `-(2^2)`.
 */
const precedence = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, minus: 7, power: 8 } as const;

const levels = new Map<unknown, number>([
  [Or, precedence.or],
  [And, precedence.and],
  [Compare, precedence.comparison],
  [Equals, precedence.comparison],
  [Plus, precedence.sum],
  [Minus, precedence.sum],
  [Times, precedence.product],
  [Power, precedence.power],
]);

/**
 * `a op b op c …` as a tree: precedence climbing over the flat lists. Powers group to the right, all else to the left.
 */
export function fold(operands: readonly Prefixed[], operators: readonly Token[]): Expression {
  let index = 0;
  const climb = (loosest: number, sign = 0): Expression => {
    const { prefixes, operand } = operands[index];
    let left = operand;
    if (sign < prefixes.length) {
      const token = prefixes[sign];
      const operator = token.tokenType === Not ? 'not' : '-';
      const inner = climb((operator === 'not' ? precedence.not : precedence.minus) + 1, sign + 1);
      left = {
        kind: 'unary',
        operator,
        symbol: token.image,
        operand: inner,
        range: { start: token.startOffset, end: inner.range.end },
      };
    }
    while (index < operators.length && levels.get(operators[index].tokenType)! >= loosest) {
      const token = operators[index++];
      const level = levels.get(token.tokenType)!;
      const right = climb(token.tokenType === Power ? level : level + 1);
      left = {
        kind: 'binary',
        operator: operatorOf(token),
        symbol: token.image,
        left,
        right,
        range: { start: left.range.start, end: right.range.end },
      };
    }
    return left;
  };
  return climb(0);
}

const operatorOf = (token: Token): BinaryOperator =>
  token.tokenType === And ? 'and' : token.tokenType === Or ? 'or' : (token.image as BinaryOperator);
