import type { BinaryOperator, Expression, RangeExpression } from '../grammar/tree.ts';
import { meaningOf, toSI } from '../catalogue/units.ts';

/**
 * The value of a constant expression in SI units; `given`: of a parameter, a value in place of its own; `named`: of a
 * name, where one may stand.
 */
export function constantOf(
  written: Expression | RangeExpression,
  given?: (parameter: string) => number | undefined,
  named?: (name: string) => number | undefined,
): number | undefined {
  switch (written.kind) {
    case 'number':
      return toSI(written.value, written.unit && meaningOf(written.unit.text));
    case 'name':
      return named?.(written.text);
    case 'group':
      return (written.parameter && given?.(written.parameter.text)) ?? constantOf(written.expression, given, named);
    case 'unary': {
      const value = written.operator === '-' ? constantOf(written.operand, given, named) : undefined;
      return value === undefined ? undefined : -value;
    }
    case 'binary':
      return arithmetic(
        written.operator,
        constantOf(written.left, given, named),
        constantOf(written.right, given, named),
      );
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
