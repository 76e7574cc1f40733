/** The kind of an expression: its dimension, or Boolean, or a fate; and where its parts do not fit together. */
import type { Expression, Range, RangeExpression } from '../grammar/tree.ts';
import { combine, type Dimension, isNumber, meaningOf, number, raise, same } from '../catalogue/units.ts';

export type Kind = Dimension | 'boolean' | 'fate' | 'any';
export type Misfit =
  | { readonly misfit: 'dimension'; readonly range: Range; readonly found: Dimension; readonly expected: Dimension }
  | { readonly misfit: 'bare'; readonly range: Range; readonly expected: Dimension };
export interface Place {
  /** Kind of a name (`distance`, `pre.age`); undefined if unknown. */
  kindOf(name: string): Kind | undefined;
  report(misfit: Misfit): void;
}
export const dimensioned = (kind: Kind): kind is Dimension => typeof kind !== 'string';

/** Of a value without names; undefined where it is no quantity. */
export function dimensionOf(value: Expression | RangeExpression): Dimension | undefined {
  const kind = infer(value, { kindOf: () => undefined, report: () => {} });
  return dimensioned(kind) ? kind : undefined;
}

export function infer(expression: Expression | RangeExpression, place: Place): Kind {
  switch (expression.kind) {
    case 'number':
      return (expression.unit && meaningOf(expression.unit.text)?.dimension) ?? number;
    case 'string':
    case 'error':
      return 'any';
    case 'of':
      return infer(expression.measure, place);
    case 'name':
      return place.kindOf(expression.text) ?? 'any';
    case 'member':
      return place.kindOf(`${expression.object.text}.${expression.property.text}`) ?? 'any';
    case 'group':
      return infer(expression.expression, place);
    case 'range':
      return agree(expression.from, expression.to, place);
    case 'unary': {
      const operand = infer(expression.operand, place);
      return expression.operator === 'not' ? 'boolean' : operand;
    }
    case 'binary':
      return inferBinary(expression, place);
    case 'call':
      return inferCall(
        expression.callee.text,
        expression.arguments.map(({ value }) => value),
        place,
      );
  }
}

function inferBinary({ operator, left, right }: Expression & { kind: 'binary' }, place: Place): Kind {
  switch (operator) {
    case 'and':
    case 'or':
      infer(left, place);
      infer(right, place);
      return 'boolean';
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '=':
      agree(left, right, place);
      return 'boolean';
    case '+':
    case '-':
      return agree(left, right, place);
    case '*':
    case '/': {
      const a = infer(left, place),
        b = infer(right, place);
      return dimensioned(a) && dimensioned(b) ? combine(a, b, operator === '*' ? 1 : -1) : 'any';
    }
    case '^': {
      const base = infer(left, place);
      const exponent = constant(right);
      return dimensioned(base) && (isNumber(base) || exponent !== undefined) ? raise(base, exponent ?? 1) : 'any';
    }
  }
}

function inferCall(name: string, values: readonly (Expression | RangeExpression)[], place: Place): Kind {
  switch (name) {
    case 'exp':
    case 'log':
    case 'tanh':
      for (const value of values) {
        const kind = infer(value, place);
        if (!dimensioned(kind) || isNumber(kind)) continue;
        const divisor = bareDivisor(value);
        place.report(
          divisor
            ? { misfit: 'bare', range: divisor.range, expected: kind }
            : { misfit: 'dimension', range: value.range, found: kind, expected: number },
        );
      }
      return number;
    case 'sqrt': {
      const kind = values[0] ? infer(values[0], place) : 'any';
      return dimensioned(kind) ? raise(kind, 0.5) : kind;
    }
    case 'abs':
    case 'effect':
    case 'sum':
    case 'mean':
      return values[0] ? infer(values[0], place) : 'any';
    case 'min':
    case 'max':
      return values.length < 2
        ? values[0]
          ? infer(values[0], place)
          : 'any'
        : values.slice(1).map((value) => agree(values[0], value, place))[0];
    case 'if':
      if (values[0]) infer(values[0], place);
      return values.length === 3 ? agree(values[1], values[2], place) : 'any';
    case 'neighbours':
    case 'scaled':
    case 'communicability':
      for (const value of values) infer(value, place);
      return number;
    default:
      return 'any';
  }
}

/** In `-distance / 150`: the number that lacks its unit. */
function bareDivisor(expression: Expression | RangeExpression): Expression | undefined {
  if (expression.kind === 'group') return bareDivisor(expression.expression);
  if (expression.kind === 'unary') return bareDivisor(expression.operand);
  return expression.kind === 'binary' && expression.operator === '/' && isBare(expression.right)
    ? expression.right
    : undefined;
}

/** Both sides of a sum or a comparison are of one dimension. */
function agree(left: Expression | RangeExpression, right: Expression | RangeExpression, place: Place): Kind {
  const a = infer(left, place),
    b = infer(right, place);
  if (!dimensioned(a) || !dimensioned(b)) return dimensioned(a) ? a : b;
  if (same(a, b)) return a;
  if (isNumber(a) && isBare(left)) {
    if (constant(left) !== 0) place.report({ misfit: 'bare', range: left.range, expected: b });
    return b;
  }
  if (isNumber(b) && isBare(right)) {
    if (constant(right) !== 0) place.report({ misfit: 'bare', range: right.range, expected: a });
    return a;
  }
  place.report({ misfit: 'dimension', range: right.range, found: b, expected: a });
  return a;
}

/** Made of numbers without units only. */
export function isBare(expression: Expression | RangeExpression): boolean {
  switch (expression.kind) {
    case 'number':
      return expression.unit === undefined;
    case 'group':
      return isBare(expression.expression);
    case 'unary':
      return isBare(expression.operand);
    case 'binary':
      return isBare(expression.left) && isBare(expression.right);
    default:
      return false;
  }
}
function constant(expression: Expression | RangeExpression): number | undefined {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'group') return constant(expression.expression);
  if (expression.kind === 'unary' && expression.operator === '-') {
    const value = constant(expression.operand);
    return value === undefined ? undefined : -value;
  }
  return undefined;
}
