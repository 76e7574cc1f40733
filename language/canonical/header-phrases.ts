/** What stands in a declaration's first line, and how a call reads. */
import type { Argument, Expression, RangeExpression, Value } from '../../grammar/tree.ts';
import type { Description } from './description.ts';
import type { Scope } from './scope.ts';

/** The value behind a header label, with its scope. */
export function header(
  description: Description,
  label: string,
): { readonly value: Value; readonly scope: Scope } | undefined {
  const found = description.header.find(({ phrase }) => phrase.label.text === label);
  const given = found?.phrase.items[0]?.value;
  return found && given && { value: given, scope: found.scope };
}
export const referenceOf = (given: Value | undefined): string | undefined =>
  given?.base.kind === 'string' ? given.base.value : undefined;

/** A call's text, in one spelling: it keys the call's random draws. */
export function textOf(expression: Expression | RangeExpression): string {
  switch (expression.kind) {
    case 'name':
      return expression.text;
    case 'string':
      return `"${expression.value}"`;
    case 'number':
      return `${expression.text.replaceAll('_', '')}${
        expression.unit && !expression.text.endsWith(expression.unit.text) ? ` ${expression.unit.text}` : ''
      }`;
    case 'group':
      return `(${textOf(expression.expression)})`;
    case 'member':
      return `${expression.object.text}.${expression.property.text}`;
    case 'unary':
      return `${expression.operator} ${textOf(expression.operand)}`;
    case 'binary':
      return `${textOf(expression.left)} ${expression.operator} ${textOf(expression.right)}`;
    case 'range':
      return `${textOf(expression.from)} .. ${textOf(expression.to)}`;
    case 'call':
      if (expression.isPrefix) return `${expression.callee.text} ${expression.arguments.map(argumentOf).join(', ')}`;
      return `${expression.callee.text}(${expression.arguments.map(argumentOf).join(', ')})`;
    case 'of':
      return `${textOf(expression.measure)} of ${expression.condition.text}`;
    case 'error':
      return '';
  }
}
const argumentOf = ({ name, value }: Argument): string => `${name ? `${name.text}: ` : ''}${textOf(value)}`;
