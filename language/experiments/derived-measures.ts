/** Measures that are computed of others: `measure ratio = n_exc / n_inh`. */
import type { Expression as Canonical } from '../../engine/expressions/expression.ts';
import type { Block, Call, Definition, Expression, RangeExpression } from '../../grammar/tree.ts';
import { exampleOf, isNumber, same } from '../../catalogue/units.ts';
import { canonical } from '../canonical/canonical-expression.ts';
import { dimensioned, infer, type Kind } from '../kinds-of-expressions.ts';
import { acrossConditions } from './across-conditions.ts';
import type { DerivedSpec } from '../specification.ts';
import { claimFunctions, functionsOfNumbers, measuringEntry, reductions } from '../vocabulary/index.ts';

/** Functions that a derived measure may use besides arithmetic. */
const ofNumbers: ReadonlySet<string> = new Set([...reductions.map(({ name }) => name), ...functionsOfNumbers]);

/** Whether a measure is written as computed of others; `isMeasure`: of a name, whether it is another one. */
export function isDerived(value: Expression, isMeasure: (name: string) => boolean): boolean {
  switch (value.kind) {
    case 'name':
      return isMeasure(value.text);
    case 'call':
      return (
        isOfNumbers(value) ||
        (ofNumbers.has(value.callee.text) &&
          value.arguments.every(({ name }) => name === undefined) &&
          value.arguments.some((given) => mentionsMeasure(given.value)))
      );
    case 'group':
      return value.parameter === undefined && isDerived(value.expression, isMeasure);
    case 'of':
    case 'unary':
    case 'binary':
      return true;
    default:
      return false;
  }
}
/** A function that measures nothing by itself; what it may not take is said where it is looked into. */
function isOfNumbers({ callee }: Call): boolean {
  const result = measuringEntry(callee.text)?.result;
  return result === 'number' || result === 'boolean';
}
/** Also what could be one: a name, or a measure of a condition. */
export function mentionsMeasure(written: Expression | RangeExpression): boolean {
  switch (written.kind) {
    case 'name':
    case 'of':
      return true;
    case 'group':
      return written.parameter === undefined && mentionsMeasure(written.expression);
    case 'unary':
      return mentionsMeasure(written.operand);
    case 'binary':
      return mentionsMeasure(written.left) || mentionsMeasure(written.right);
    case 'call':
      return written.arguments.some(({ value }) => mentionsMeasure(value));
    default:
      return false;
  }
}
/** Those of a block, in their order. */
export function derivedIn({ statements }: Pick<Block, 'statements'>): readonly Definition[] {
  const measures = statements.flatMap((statement) =>
    statement.kind === 'definition' && statement.word.text === 'measure' ? [statement] : [],
  );
  const names = new Set(measures.map(({ name }) => name.text));
  return measures.filter((measure) => isDerived(measure.value, (name) => names.has(name)));
}

/**
 * The conditions that an expression is made of where it is of none by itself; undefined where some measure stands
 * without `of`. `known`: of derived measures before it; `variables`: of the sweep, which are of every condition.
 */
export function madeAcross(
  written: Expression | RangeExpression,
  known: ReadonlyMap<string, readonly string[] | undefined>,
  variables: ReadonlySet<string>,
): readonly string[] | undefined {
  const conditions = new Set<string>();
  let isOfEach = false;
  const visit = (part: Expression | RangeExpression): void => {
    switch (part.kind) {
      case 'name': {
        const of = known.get(part.text);
        if (of) for (const one of of) conditions.add(one);
        else if (!variables.has(part.text)) isOfEach = true;
        return;
      }
      case 'of':
        conditions.add(part.condition.text);
        return;
      case 'group':
        if (part.parameter === undefined) visit(part.expression);
        return;
      case 'unary':
        visit(part.operand);
        return;
      case 'binary':
        visit(part.left);
        visit(part.right);
        return;
      case 'call':
        for (const { value } of part.arguments) visit(value);
        return;
      default:
        return;
    }
  };
  visit(written);
  return isOfEach || conditions.size === 0 ? undefined : [...conditions];
}

/** In their canonical form; each is made of those before it, which are put in. */
export function derivedOf(
  definitions: readonly Definition[],
  kinds: ReadonlyMap<string, Kind>,
  textOf: (definition: Definition) => string,
  variables: ReadonlySet<string>,
): readonly DerivedSpec[] {
  const made = new Map<string, DerivedSpec>();
  for (const definition of definitions) {
    const name = definition.name.text;
    const of = madeAcross(definition.value, new Map([...made].map(([other, spec]) => [other, spec.of])), variables);
    const value = withDerivedPutIn(canonical(definition.value, variables, claimFunctions), made);
    const kind = infer(definition.value, { kindOf: (other) => kinds.get(other), report: () => {} });
    const like = alike(value).every((part) => mayBe(kinds.get(part), kind)) ? alike(value) : [];
    made.set(name, {
      name,
      text: textOf(definition),
      value,
      ...(of && { of }),
      ...(like.length > 0 && { like }),
      ...(dimensioned(kind) && !isNumber(kind) && { unit: exampleOf(kind).replace(/^\S+ /, '') }),
    });
  }
  return [...made.values()];
}

const nameIn = (expression: Canonical): string | undefined =>
  typeof expression === 'object' && 'name' in expression ? expression.name : undefined;

/** `condition`: the one that measures without `of` are taken of. */
function withDerivedPutIn(value: Canonical, made: ReadonlyMap<string, DerivedSpec>, condition?: string): Canonical {
  const name = nameIn(value);
  if (name !== undefined) {
    const derived = made.get(name);
    if (derived) return withDerivedPutIn(derived.value, new Map(), condition);
    return condition === undefined ? value : { call: 'of', arguments: [value, { name: condition }] };
  }
  if (typeof value !== 'object' || !('call' in value)) return value;
  if (value.call === 'of') {
    const [measure, of] = value.arguments.map(nameIn);
    const derived = made.get(measure ?? '');
    return derived ? withDerivedPutIn(derived.value, new Map(), of) : value;
  }
  return { ...value, arguments: value.arguments.map((argument) => withDerivedPutIn(argument, made, condition)) };
}

/** Not of a time that was divided by a time. */
const mayBe = (part: Kind | undefined, kind: Kind): boolean =>
  part === undefined || !dimensioned(part) || !dimensioned(kind) || same(part, kind);

const keepUnits: ReadonlySet<string> = new Set(['+', '-', 'min', 'max', 'abs', 'final', 'mean']);
/** Measures in whose unit a value is, where it is in one. */
function alike(value: Canonical): readonly string[] {
  const name = nameIn(value);
  if (name !== undefined) return [name];
  if (typeof value !== 'object' || !('call' in value)) return [];
  if (value.call === 'of') return alike(value.arguments[0]);
  const parts = value.arguments.map(alike);
  if (keepUnits.has(value.call)) {
    const measured = parts.filter((_, place) => typeof value.arguments[place] !== 'number');
    return measured.some(({ length }) => length === 0) ? [] : measured.flat();
  }
  const [first, second] = value.arguments;
  if (value.call === '*' && parts.length === 2)
    return typeof first === 'number' ? parts[1] : typeof second === 'number' ? parts[0] : [];
  return value.call === '/' && typeof second === 'number' ? parts[0] : [];
}

/** A claim's side, where a measure of several conditions together stands under their names. */
export function withAcross(side: Canonical, derived: readonly DerivedSpec[]): Canonical {
  const name = nameIn(side);
  const of = derived.find((each) => each.name === name)?.of;
  if (of) return { call: 'of', arguments: [side, { name: acrossConditions(of) }] };
  if (typeof side !== 'object' || !('call' in side) || side.call === 'of') return side;
  return { ...side, arguments: side.arguments.map((argument) => withAcross(argument, derived)) };
}
