/** Numbers, units and kinds against what a slot takes. */
import type { Expression, NumberLiteral, Range, RangeExpression } from '../../grammar/tree.ts';
import { replaceBy } from '../checks/check.ts';
import { misplaced, otherKind } from '../checks/language-checks.ts';
import { stepsByFactor } from '../../catalogue/forms.ts';
import { constantOf } from '../constants.ts';
import { bare, otherCount, otherDimension, unknownUnit } from '../checks/unit-checks.ts';
import { type Kind, type Misfit, isBare } from '../kinds-of-expressions.ts';
import { isNumber, meaningOf, same } from '../../catalogue/units.ts';
import type { Type } from '../vocabulary/index.ts';
import { outsideWhereVaried } from './walk-varied.ts';
import type { Walk, Written } from './walk-context.ts';

export const wrong = (walk: Walk, range: Range, found: string, type: Type): void => {
  walk.problems.push(otherKind(range, found, type.says, type.example));
};

export function checkUnit(walk: Walk, range: Range, text: string, type: Type): void {
  const unit = meaningOf(text);
  if (!unit) walk.problems.push(unknownUnit(text, range));
  else if (type.unit && type.unit !== true && !same(unit.dimension, type.unit))
    walk.problems.push(otherDimension(range, unit.dimension, type.unit, type.example));
}

/** More values than anyone means to write down by a range. */
const mostValues = 1e6;

/** A range runs upwards, and does not hold more values than can be run through; one that is two `limits` has none. */
export function checkOrder(walk: Walk, { from, to, by, isGeometric, range }: RangeExpression, areLimits = false): void {
  const [first, last, step] = [constantOf(from), constantOf(to), by ? constantOf(by) : 1];
  if (first === undefined || last === undefined || step === undefined) return;
  const text = ({ range: { start, end } }: Expression): string => walk.source.slice(start, end);
  if (first > last)
    walk.problems.push(
      misplaced(range, `The range runs downwards: write \`${text(to)} .. ${text(from)}\`.`, [
        replaceBy({ start: from.range.start, end: to.range.end }, `${text(to)} .. ${text(from)}`),
      ]),
    );
  else if (isGeometric && !(first > 0))
    walk.problems.push(misplaced(from.range, 'A range by a factor begins above 0.'));
  else if (isGeometric && !(step > 1))
    walk.problems.push(misplaced(by!.range, 'The factor of a range must be more than 1, as in `1 .. 100 by *10`.'));
  else if (!(step > 0)) walk.problems.push(misplaced(by!.range, 'The step of a range must be more than 0.'));
  else if (!areLimits && (isGeometric ? stepsByFactor(first, last, step) : (last - first) / step) > mostValues)
    walk.problems.push(misplaced(range, `This range has more than ${mostValues.toLocaleString('en')} values.`));
}

/** `unit`: the one that is written where the number stands. */
export function report(walk: Walk, misfit: Misfit, unit?: string): void {
  const { range, expected } = misfit,
    text = walk.source.slice(range.start, range.end),
    [amount] = /^[-+]?[\d.]+(?:e[-+]?\d+)?/i.exec(text) ?? [];
  walk.problems.push(
    misfit.misfit === 'bare'
      ? bare(range, text, expected, unit && `${text} ${unit}`)
      : otherDimension(range, misfit.found, expected, unit && amount && `${amount} ${unit}`),
  );
}

export function checkKind(walk: Walk, written: Expression, kind: Kind, type: Type): void {
  const expected = type.number?.dimension ?? type.expression?.dimension ?? 'any';
  const { range } = written;
  if (expected === 'any' && kind === 'boolean') {
    wrong(walk, range, 'A condition', { ...type, says: 'a number' });
    return;
  }
  if (kind === 'any' || expected === 'any') return;
  if (expected === 'boolean' || kind === 'boolean') {
    if (expected !== kind)
      walk.problems.push(otherKind(range, kind === 'boolean' ? 'A condition' : 'A number', type.says, type.example));
    return;
  }
  if (kind === 'fate') {
    wrong(walk, range, 'A fate', type);
    return;
  }
  if (typeof expected === 'string') return;
  const count = countOf(written);
  const counts = type.number?.counts;
  if (count !== undefined && counts?.includes(count)) {
    checkBounds(walk, written, type);
    return;
  }
  if (!same(kind, expected)) {
    if (count !== undefined) walk.problems.push(otherDimension(range, kind, expected, type.example));
    else
      walk.problems.push(
        isNumber(kind) && isBare(written)
          ? bare(range, walk.source.slice(range.start, range.end), expected, type.example)
          : otherDimension(range, kind, expected, type.example),
      );
    return;
  }
  if (count !== undefined && counts) {
    walk.problems.push(otherCount(range, count, counts, type.example));
    return;
  }
  checkBounds(walk, written, type);
}
const countOf = (written: Expression): string | undefined =>
  written.kind === 'number' && written.unit ? meaningOf(written.unit.text)?.count : undefined;

export function checkBounds(walk: Walk, written: Written, type: Type): void {
  const value = constantOf(written);
  if (value === undefined) return;
  if (type.range && written.kind === 'binary' && written.operator === '-') {
    const [from, to] = [written.left, written.right].map(({ range }) => walk.source.slice(range.start, range.end));
    walk.problems.push(
      misplaced(written.range, 'This is a difference: a range is written `1 .. 10`.', [
        replaceBy(written.range, `${from} .. ${to}`),
      ]),
    );
    return;
  }
  const problem = outside(value, type) ?? outsideWhereVaried(walk, written, (reached) => outside(reached, type));
  if (problem) walk.problems.push(misplaced(written.range, problem));
}
/** Why a number cannot stand here; undefined where it can. */
export function outside(value: number, type: Type): string | undefined {
  const { integer, least, most, positive } = type.number ?? type.expression ?? {};
  if (!Number.isFinite(value)) return 'This has no finite value.';
  if (positive && value <= 0) return `This must be more than 0, such as \`${type.example}\`.`;
  if (integer && !Number.isInteger(value)) return `A whole number must stand here, such as \`${type.example}\`.`;
  if (least !== undefined && value < least) return `This must be at least ${least}.`;
  return most !== undefined && value > most
    ? `This must be at most ${most.toLocaleString('en')}${most === 1 ? ' (or 100 %)' : ''}.`
    : undefined;
}
/** `0 / 0` is no number, and what is made of it none either. */
export function checkFinite(walk: Walk, written: Expression & { readonly kind: 'binary' }): void {
  const [value, ...parts] = [written, written.left, written.right].map((part) => constantOf(part));
  if (value !== undefined && !Number.isFinite(value) && parts.every((part) => Number.isFinite(part)))
    walk.problems.push(misplaced(written.range, 'This has no finite value.'));
}
export function visitNumber(walk: Walk, written: NumberLiteral): void {
  if (!Number.isFinite(written.value))
    walk.problems.push(misplaced(written.range, 'This is larger than any number can be.'));
  if (!written.unit) return;
  const unit = meaningOf(written.unit.text);
  if (!unit) walk.problems.push(unknownUnit(written.unit.text, written.unit.range));
  else
    walk.marks.push({
      range: written.range,
      meaning: { kind: 'number', value: written.value, unit: written.unit.text },
    });
}
