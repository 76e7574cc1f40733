/** What kind of number each measure of an experiment is, and each variable of its sweep. */
import type { Call, Setting, Statement } from '../../grammar/tree.ts';
import { type Dimension, meaningOf } from '../../catalogue/units.ts';
import type { FileScope } from '../canonical/scope.ts';
import { variedName } from '../file-parameters.ts';
import { dimensionOf, infer, type Kind } from '../kinds-of-expressions.ts';
import { measuringEntry } from '../vocabulary/index.ts';
import { columnsOf } from '../declared-columns.ts';
import { derivedIn } from './derived-measures.ts';

export function measuredKinds(scope: FileScope, statements: readonly Statement[]): ReadonlyMap<string, Kind> {
  const kinds = new Map<string, Kind>();
  for (const statement of statements)
    if (statement.kind === 'setting' && statement.word.text === 'vary') {
      const variable = variedName(statement);
      if (variable) kinds.set(variable.text, kindOfValues(statement));
    }
  const derived = new Set(derivedIn({ statements }));
  for (const statement of statements)
    if (statement.kind === 'definition' && statement.word.text === 'measure')
      kinds.set(
        statement.name.text,
        derived.has(statement)
          ? infer(statement.value, { kindOf: (name) => kinds.get(name), report: () => {} })
          : (statement.value.kind === 'call' && measuredDimension(scope, statement.value)) || 'any',
      );
  return kinds;
}

/** Of the values of a sweep. */
export function kindOfValues(statement: Setting): Kind {
  const value = statement.phrases.find(({ label }) => label.text === 'in')?.items[0]?.value.base;
  return (value && dimensionOf(value.kind === 'range' ? value.to : value)) ?? 'any';
}

/** Of a measure of a column that of its unit. */
function measuredDimension(scope: FileScope, call: Call): Dimension | undefined {
  const entry = measuringEntry(call.callee.text);
  if (entry?.inUnitOf === undefined) return entry?.dimension;
  const [given] = call.arguments,
    column = given?.value.kind === 'member' ? given.value : undefined;
  const declared = column && scope.declared.get(column.object.text)?.declaration;
  const unit = declared && columnsOf(declared).get(column.property.text);
  return unit === undefined ? undefined : meaningOf(unit)?.dimension;
}
