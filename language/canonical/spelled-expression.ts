import type { Argument, Expression, RangeExpression } from '../../grammar/tree.ts';

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
      return `(${textOf(expression.expression)}${(expression.at ?? [])
        .map(({ name, value }, place) => `${place === 0 ? ' at' : ','} ${name.text} = ${textOf(value)}`)
        .join('')})`;
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
