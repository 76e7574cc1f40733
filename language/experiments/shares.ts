/** Measures that are shares: a `%` beside them is a number of points, beside others a part of what is said. */
import type { Expression, RangeExpression, Statement } from '../../grammar/tree.ts';
import { functionEntry } from '../vocabulary/index.ts';

/** Names of measures between 0 and 1; not of what is computed of them. */
export const sharesIn = (statements: readonly Statement[]): ReadonlySet<string> =>
  new Set(
    statements.flatMap((statement) =>
      statement.kind === 'definition' &&
      statement.word.text === 'measure' &&
      statement.value.kind === 'call' &&
      functionEntry(statement.value.callee.text)?.share
        ? [statement.name.text]
        : [],
    ),
  );

/** Whether a side of a claim is made of shares: one of them, or what is added, taken away or reduced of such. */
export function isOfShares(side: Expression | RangeExpression, statements: readonly Statement[]): boolean {
  const shares = sharesIn(statements);
  const made = new Map(
    statements.flatMap((statement) =>
      statement.kind === 'definition' && statement.word.text === 'measure' ? [[statement.name.text, statement]] : [],
    ),
  );
  const isMade = (part: Expression | RangeExpression, underway: readonly string[]): boolean => {
    switch (part.kind) {
      case 'name': {
        const definition = underway.includes(part.text) ? undefined : made.get(part.text);
        return shares.has(part.text) || (definition ? isMade(definition.value, [...underway, part.text]) : false);
      }
      case 'of':
        return isMade(part.measure, underway);
      case 'group':
        return isMade(part.expression, underway);
      case 'unary':
        return isMade(part.operand, underway);
      case 'binary':
        return (part.operator === '+' || part.operator === '-') && isMade(part.left, underway);
      case 'call':
        return ofOne.has(part.callee.text) && part.arguments.length > 0 && isMade(part.arguments[0].value, underway);
      default:
        return false;
    }
  };
  return isMade(side, []);
}
const ofOne: ReadonlySet<string> = new Set(['final', 'max', 'min', 'mean', 'abs', 'effect']);
