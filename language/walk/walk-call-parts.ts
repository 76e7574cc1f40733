/** What a call means where it stands, and what is wrongly written in it. */
import type { Argument, Call, Expression } from '../../grammar/tree.ts';
import { replaceBy, takingOutOf } from '../checks/check.ts';
import { unexpected } from '../checks/language-checks.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import type { Dimension } from '../../catalogue/units.ts';
import {
  type FunctionEntry,
  type Slot,
  type Type,
  functionEntry,
  functions,
  measuringEntry,
} from '../vocabulary/index.ts';
import type { GeneNames, Names, Walk, Written } from './walk-context.ts';
import { genesOfValue } from './walk-names.ts';
import { assign } from './walk-arguments.ts';
import { tableOf } from './walk-unresolved.ts';

/** Where a measure stands, the measure of a name that a function has too. */
export const entryAt = ({ calls }: Type, { callee }: Call): FunctionEntry | undefined =>
  calls?.includes('measure') ? measuringEntry(callee.text) : functionEntry(callee.text);

/** Functions whose result may stand in a slot. */
export const fitting = (type: Type): readonly FunctionEntry[] =>
  functions.filter(
    ({ result }) =>
      type.calls?.includes(result) ||
      (type.expression && ['number', 'distribution'].includes(result)) ||
      (type.number && result === 'number'),
  );

/** `lognormal(cells.tau)`: numbers of a distribution are fitted by a word of their own. */
export function fitWritten({ source }: Walk, { callee, range }: Call, column: Expression): Diagnostic {
  const instead = `from ${source.slice(column.range.start, column.range.end)}, fit ${callee.text}`;
  return unexpected(range, `A distribution is fitted to the cells of a table so: \`${instead}\`.`, [
    replaceBy(range, instead),
  ]);
}

/** What is drawn has the dimension of what a distribution takes. */
export function dimensionDrawn({ result }: FunctionEntry, slot: Slot, type: Type): Dimension | undefined {
  const dimension = type.expression?.dimension;
  return result === 'distribution' && slot.type.expression?.dimension === 'any' && typeof dimension === 'object'
    ? dimension
    : undefined;
}

/** `adam(rate = 1e-3)`, as other languages name an argument. */
export function namedByEquals(
  { source }: Walk,
  written: Written,
  { parameters }: FunctionEntry,
): Diagnostic | undefined {
  if (written.kind !== 'binary' || written.operator !== '=' || written.left.kind !== 'name') return undefined;
  const { text } = written.left;
  if (!parameters.some(({ name }) => name === text)) return undefined;
  const instead = `${text}: ${source.slice(written.right.range.start, written.right.range.end)}`;
  return unexpected(written.range, `An argument is named by \`:\`: \`${instead}\`.`, [
    replaceBy(written.range, instead),
  ]);
}

/** Genes and fates in a call's arguments are those of its noun: `knock_out(mouse, Pax6)`. */
export function namesInside(walk: Walk, written: Call, entry: FunctionEntry, names: Names): Names {
  const noun = assign(written, entry).given.find(({ slot: { type } }) => type.nouns || type.calls?.includes('cells'))
    ?.argument.value;
  if (!noun) return names;
  const genes: GeneNames = genesOfValue(noun, walk.scope);
  return genes.genes.size + genes.fates.size > 0 || genes.open ? { ...names, genes } : names;
}

/** Without the argument that is too many; with one that is lacking: a name that can stand there, or a number. */
export function withArguments(walk: Walk, written: Call, odd: Argument | Slot, names: Names): readonly Fix[] {
  if ('range' in odd) return [takingOutOf(odd.range, walk.source)];
  const [known] = (odd.type.names ?? []).flatMap((kind) => [...(tableOf(kind, names)?.keys() ?? [])]);
  const value = known ?? (/^\d/.test(odd.type.example) ? odd.type.example : undefined);
  const last = written.arguments.at(-1);
  if (value === undefined || written.isPrefix) return [];
  const at = last?.range.end ?? written.range.end - 1;
  const text = `${last ? ', ' : ''}${odd.name}: ${value}`;
  return [{ title: `Write \`${odd.name}: ${value}\``, edits: [{ range: { start: at, end: at }, text }] }];
}
