/** Written expressions → canonical ones: names resolved, quantities in SI units, constants folded. */
import { steps, stepsByFactor } from '../../catalogue/forms.ts';
import { functions, show } from '../../engine/expressions/index.ts';
import type { Expression as Canonical } from '../../engine/expressions/expression.ts';
import type { BooleanExpression } from '../../engine/genes/gene-network.ts';
import { expressionText } from '../../grammar/statement-text.ts';
import type {
  AtClause,
  Call,
  Expression as Written,
  NumberLiteral,
  RangeExpression,
  Value,
} from '../../grammar/tree.ts';
import { choiceMeant } from '../choice-names.ts';
import type { Quantity, Variable } from '../varying.ts';
import { isNumber, meaningOf, toSI } from '../../catalogue/units.ts';
import { type FunctionEntry, functionEntry, type Slot } from '../vocabulary/index.ts';
import { notYet, Refused } from './scope.ts';

type Variables = ReadonlySet<string>;

/** `own`: functions that the place has besides the general ones. */
export function canonical(
  written: Written | RangeExpression,
  variables: Variables,
  own: readonly FunctionEntry[] = [],
): Canonical {
  const inner = (expression: Written | RangeExpression): Canonical => canonical(expression, variables, own);
  switch (written.kind) {
    case 'number':
      return numberOf(written);
    case 'string':
      return variables.has(written.value) ? { variable: written.value } : written.value;
    case 'name':
      return variables.has(written.text)
        ? { variable: written.text }
        : written.text === 'true' || written.text === 'false'
          ? written.text === 'true'
          : { name: written.text };
    case 'member':
      return { member: [written.object.text, written.property.text] };
    case 'group':
      return written.parameter && variables.has(written.parameter.text)
        ? { variable: written.parameter.text }
        : written.at
          ? { call: 'at', arguments: [inner(written.expression)], named: levelsOf(written.at) }
          : inner(written.expression);
    case 'unary':
      return folded(written.operator, [inner(written.operand)]);
    case 'binary':
      return folded(written.operator, [inner(written.left), inner(written.right)]);
    case 'of':
      return ofCondition(inner(written.measure), written.condition.text);
    case 'range': {
      refuseFactor(written);
      const [from, to] = ends(written, variables);
      return { call: 'range', arguments: written.by ? [from, to, inner(written.by)] : [from, to] };
    }
    case 'call': {
      const entry = own.find(({ name }) => name === written.callee.text) ?? functionEntry(written.callee.text);
      if (entry?.status === 'later') notYet(`\`${entry.name}\``, written.callee.range);
      const given = written.arguments.map(({ name, value }, place) => ({
        name,
        value:
          countedTime(
            value,
            name ? entry?.parameters.find((slot) => slot.name === name.text) : entry?.parameters[place],
          ) ?? inner(value),
      }));
      const named = given.flatMap(({ name, value }) => (name ? [[name.text, value] as const] : []));
      const positional = given.flatMap(({ name, value }) => (name ? [] : [value]));
      named.sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        call: written.callee.text,
        arguments: positional,
        ...(named.length > 0 && { named: Object.fromEntries(named) }),
      };
    }
    case 'error':
      throw new Refused('This could not be read.', written.range);
  }
}

/** `mean(loss) of a` is `mean(loss of a)`. */
function ofCondition(measure: Canonical, condition: string): Canonical {
  if (typeof measure !== 'object' || !('call' in measure))
    return typeof measure === 'number' ? measure : { call: 'of', arguments: [measure, { name: condition }] };
  return measure.call === 'of'
    ? measure
    : { ...measure, arguments: measure.arguments.map((part) => ofCondition(part, condition)) };
}
/** Of `at`: a number in SI units, or the name of a choice. */
export const levelsOf = (at: readonly AtClause[]): Readonly<Record<string, number | string>> =>
  Object.fromEntries(at.map(({ name, value }) => [name.text, levelOf(value)]));
const levelOf = (value: Written): number | string =>
  ['name', 'string', 'call'].includes(value.kind) ? choiceMeant(value) : constantOf(value);

/** `lag: 5 bins` stays a number of bins, where a time could stand as well: `bins(5)`. */
function countedTime(written: Written | RangeExpression, slot: Slot | undefined): Canonical | undefined {
  const count = written.kind === 'number' && written.unit ? meaningOf(written.unit.text)?.count : undefined;
  return written.kind === 'number' && count !== undefined && slot?.type.number && !isNumber(slot.type.number.dimension)
    ? { call: count, arguments: [written.value] }
    : undefined;
}

/** In `1 .. 60 steps` the unit stands for both ends. */
export function ends(range: RangeExpression, variables: Variables): readonly [Canonical, Canonical] {
  const unit = range.to.kind === 'number' ? range.to.unit : undefined;
  const from = range.from.kind === 'number' && !range.from.unit && unit ? { ...range.from, unit } : range.from;
  return [canonical(from, variables), canonical(range.to, variables)];
}

const numberOf = (literal: NumberLiteral): number => toSI(literal.value, literal.unit && meaningOf(literal.unit.text));

/** Arithmetic on numbers is done once, here, and as an expression of a growth does it. */
function folded(operator: string, operands: readonly Canonical[]): Canonical {
  const isArithmetic =
    ['+', '-', '*', '/', '^'].includes(operator) && operands.every((operand) => typeof operand === 'number');
  if (isArithmetic) return functions[operator].compute(...operands);
  return { call: operator, arguments: operands };
}

/** A number in SI units or a `vary` variable. */
export function quantityOf(value: Value | Written | RangeExpression, variables: Variables): Quantity {
  const written = value.kind === 'value' ? value.base : value;
  const result = canonical(written, variables);
  if (typeof result === 'number') return result;
  if (typeof result === 'object' && 'variable' in result) return { variable: result.variable };
  if (isArithmetic(result)) return computedOf(result, expressionText(written));
  throw new Refused('Here a number, a `vary` variable or arithmetic with them must stand.', value.range);
}
export const computedOf = (computed: Canonical, text = show(computed)): Variable => ({ variable: text, computed });
/** Made of numbers and `vary` variables. */
export const isArithmetic = (expression: Canonical): boolean =>
  typeof expression === 'number' ||
  (typeof expression === 'object' &&
    ('variable' in expression ||
      ('call' in expression &&
        ['+', '-', '*', '/', '^'].includes(expression.call) &&
        expression.arguments.every(isArithmetic))));
export function constantOf(value: Value | Written | RangeExpression, variables: Variables = new Set()): number {
  const result = canonical(value.kind === 'value' ? value.base : value, variables);
  if (typeof result === 'number') return result;
  throw new Refused('Here a number must stand.', value.range);
}
/** A time; `2 steps` are two of `step`. */
export function timeOf(value: Value, step: Quantity, variables: Variables): Quantity {
  const base = value.base;
  const counted = base.kind === 'number' && base.unit !== undefined && meaningOf(base.unit.text)?.count === 'steps';
  if (!counted) return quantityOf(value, variables);
  if (typeof step === 'number') return base.value * step;
  if (base.value === 1) return step;
  throw new Refused('A number of steps needs a `step` that does not vary.', value.range);
}

/** A gene rule or a fate: names are genes or inputs. */
export function booleanOf(written: Written | RangeExpression): BooleanExpression {
  switch (written.kind) {
    case 'name':
      return written.text === 'true' || written.text === 'false'
        ? { constant: written.text === 'true' }
        : { gene: written.text };
    case 'string':
      return { gene: written.value };
    case 'number':
      return { constant: written.value !== 0 };
    case 'group':
      return booleanOf(written.expression);
    case 'unary':
      if (written.operator === 'not') return { not: booleanOf(written.operand) };
      break;
    case 'binary':
      if (written.operator === 'and') return { and: chain(written, 'and') };
      if (written.operator === 'or') return { or: chain(written, 'or') };
  }
  throw new Refused('A gene rule is made of genes, `!`, `&` and `|`.', written.range);
}
function chain(written: Written, operator: 'and' | 'or'): readonly BooleanExpression[] {
  if (written.kind === 'group')
    return written.expression.kind === 'binary' && written.expression.operator === operator
      ? chain(written.expression, operator)
      : [booleanOf(written)];
  if (written.kind === 'binary' && written.operator === operator)
    return [...chain(written.left, operator), ...chain(written.right, operator)];
  return [booleanOf(written)];
}

/** The values of a list's entry: one, or those of a range (by 1 unless `by` says otherwise). */
export function sweepOf(given: Value): readonly number[] {
  if (given.base.kind !== 'range') return [constantOf(given)];
  const none: ReadonlySet<string> = new Set();
  const [from, to] = ends(given.base, none);
  const by = given.base.by ? constantOf(given.base.by) : 1;
  if (given.base.isGeometric) {
    if (typeof from !== 'number' || typeof to !== 'number' || !(from > 0 && by > 1))
      throw new Refused('A range by a factor needs two numbers above 0 and a factor above 1.', given.range);
    if (stepsByFactor(from, to, by) > mostValues)
      throw new Refused('A range has at most a million values.', given.range);
    return geometric(from, to, by);
  }
  if (typeof from !== 'number' || typeof to !== 'number' || !(by > 0))
    throw new Refused('A range needs two numbers and a positive step.', given.range);
  if (Math.floor((to - from) / by + 1e-9) > mostValues)
    throw new Refused('A range has at most a million values.', given.range);
  return steps(from, to, by);
}
export const mostValues = 1e6;
/** `from`, `from * by`, … up to `to`; rounded as `steps` are. */
const geometric = (from: number, to: number, by: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.floor(stepsByFactor(from, to, by) + 1e-9) + 1) }, (_, index) => {
    // In two parts: the whole power can be larger than any number where the value is not.
    const half = Math.floor(index / 2);
    return Number((from * by ** half * by ** (index - half)).toPrecision(14));
  });
/** @throws Refused where a range has no values of its own: what it is for goes through all of them. */
export function refuseFactor({ isGeometric, range }: RangeExpression): void {
  if (isGeometric) throw new Refused('`by *` stands in `vary` and `seeds` alone: leave it out here.', range);
}

/** The argument for a parameter: by name, else by place. */
export function argumentOf(
  call: Call,
  entry: FunctionEntry,
  parameter: string,
): Call['arguments'][number]['value'] | undefined {
  const named = call.arguments.find(({ name }) => name?.text === parameter);
  if (named) return named.value;
  return call.arguments.filter(({ name }) => !name)[entry.parameters.findIndex(({ name }) => name === parameter)]
    ?.value;
}
