/** `cells.tau`: a column of a table, which its noun must declare with a unit that fits. */
import type { Expression } from '../../grammar/tree.ts';
import { documentedUnit } from '../../catalogue/known-tables.ts';
import { type Dimension, exampleOf, meaningOf, same, time } from '../../catalogue/units.ts';
import { nearest } from '../../grammar/spelling.ts';
import { missing, otherKind, undeclared } from '../checks/language-checks.ts';
import { otherColumn } from '../checks/unit-checks.ts';
import { columnsOf } from '../declared-columns.ts';
import { addedAll } from '../edits.ts';
import type { NounKind, Type } from '../vocabulary/index.ts';
import type { Walk } from './walk-context.ts';
import { nounNames, occur } from './walk-names.ts';

export function checkColumn(walk: Walk, written: Expression & { readonly kind: 'member' }, type: Type): void {
  const { object, property, range } = written;
  const declared = walk.scope.declared.get(object.text);
  if (!declared) {
    if (walk.complete && !walk.undecided.has(object.text) && !walk.nameless.has('data'))
      walk.problems.push(undeclared(object.text, object.range, '`data`', nounNames(walk, ['data'])));
    return;
  }
  const { declaration, file } = declared,
    noun = declaration.noun.text as NounKind;
  occur(walk, object.range, object.text, noun, {
    range: declaration.name.range,
    ...(file !== walk.scope && { path: file.path }),
  });
  if (noun !== 'data') {
    walk.problems.push(
      otherKind(object.range, `\`${object.text}\` is a \`${noun}\` noun; it`, type.says, type.example),
    );
    return;
  }
  const columns = columnsOf(declaration),
    unit = columns.get(property.text);
  if (unit === undefined) {
    // what a table is like may declare it
    if (declaration.phrases.some(({ label }) => label.text === 'like')) return;
    const known = [...columns.keys()],
      statement = `column ${property.text} in ${usualUnit(property.text, type.columnOf)}`;
    walk.problems.push(
      nearest(property.text, known) || !declaration.block || file !== walk.scope
        ? undeclared(property.text, property.range, `column of \`${object.text}\``, known)
        : missing(
            property.range,
            `\`${object.text}.${property.text}\``,
            `its column in \`data ${object.text}\``,
            statement,
            [{ title: `Write \`${statement}\``, edits: [addedAll(declaration.block, [statement], walk.source)] }],
          ),
    );
    return;
  }
  const dimension = meaningOf(unit)?.dimension;
  if (dimension && type.columnOf && type.columnOf !== true && !same(dimension, type.columnOf))
    walk.problems.push(otherColumn(range, unit, type.columnOf, usualUnit('', type.columnOf)));
}

/** The unit that is documented of a column of this name, else a usual one of what must stand here. */
function usualUnit(column: string, dimension: Type['columnOf']): string {
  const documented = documentedUnit(column)?.unit;
  if (documented !== undefined) return documented;
  if (dimension === undefined || dimension === true) return '1';
  return same(dimension, time) ? 'ms' : exampleOf(dimension satisfies Dimension).replace(/^\S+ /, '');
}
