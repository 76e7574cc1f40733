import type { BinaryOperator, Expression, RangeExpression } from '../grammar/tree.ts';
import { meaningOf, toSI } from '../catalogue/units.ts';

/** The value of a constant expression in SI units. */
export function constantOf(written: Expression | RangeExpression): number | undefined {
  switch (written.kind) {
    case 'number':
      return toSI(written.value, written.unit && meaningOf(written.unit.text));
    case 'group':
      return constantOf(written.expression);
    case 'unary': {
      const value = written.operator === '-' ? constantOf(written.operand) : undefined;
      return value === undefined ? undefined : -value;
    }
    case 'binary':
      return arithmetic(written.operator, constantOf(written.left), constantOf(written.right));
    default:
      return undefined;
  }
}
function arithmetic(operator: BinaryOperator, a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '^':
      return a ** b;
    case 'or':
    case 'and':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '=':
      return undefined;
  }
}
