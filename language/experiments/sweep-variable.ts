/** A variable of `vary`: its values in SI units, and the unit that they are written in. */
import { dimensionOf } from '../kinds-of-expressions.ts';
import type { Expression, RangeExpression, Value } from '../../grammar/tree.ts';
import { exampleOf, isNumber, meaningOf, same } from '../../catalogue/units.ts';
import { sweepOf } from '../canonical/canonical-expression.ts';
import { type Read, value, values, word } from '../canonical/read-settings.ts';
import type { SweepVariable } from '../specification.ts';

export function sweepVariable(found: Read): SweepVariable {
  const written = values(found, 'values');
  const unit = unitOf(written);
  return {
    name: word(value(found, 'variable')),
    values: written.flatMap(sweepOf),
    ...(unit !== undefined && { unit }),
  };
}

/** The first that is written and has the dimension of the values; of a quotient such as `9 um / 2 h` a usual one. */
function unitOf(written: readonly Value[]): string | undefined {
  for (const { base } of written) {
    const dimension = dimensionOf(base);
    if (dimension === undefined) continue;
    const fitting = unitsWritten(base).find((unit) => same(meaningOf(unit)?.dimension ?? dimension, dimension));
    if (fitting !== undefined) return meaningOf(fitting)?.count ?? fitting;
    if (!isNumber(dimension)) return exampleOf(dimension).replace(/^\S+ /, '');
  }
  return undefined;
}
function unitsWritten(written: Expression | RangeExpression): readonly string[] {
  switch (written.kind) {
    case 'number':
      return written.unit ? [written.unit.text] : [];
    case 'group':
      return unitsWritten(written.expression);
    case 'unary':
      return unitsWritten(written.operand);
    case 'binary':
      return [written.left, written.right].flatMap(unitsWritten);
    case 'range':
      return [written.to, written.from].flatMap(unitsWritten);
    default:
      return [];
  }
}
