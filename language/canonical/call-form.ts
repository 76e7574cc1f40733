/** Written calls → canonical ones: every argument by its parameter's name, in SI units, with defaults filled in. */
import type { CallForm, Form, Span } from '../../catalogue/forms.ts';
import type { FunctionEntry, Slot } from '../../catalogue/entry.ts';
import { isNumber, meaningOf } from '../../catalogue/units.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import type { Call, Expression as WrittenExpression, RangeExpression } from '../../grammar/tree.ts';
import { functionEntry, isNoun } from '../vocabulary/index.ts';
import { argumentOf, canonical, ends, isArithmetic, refuseFactor } from './canonical-expression.ts';
import { textOf } from './spelled-expression.ts';
import { notYet, Refused, type Scope } from './scope.ts';

type Written = WrittenExpression | RangeExpression;
/** `named`: where nouns that arguments are go, by the text that stands for them. */
type Known = Pick<Scope, 'file' | 'variables'> & { readonly named?: Map<string, Written> };

/** @throws Refused for words of a later version, and for arguments that are lacking or have no canonical form. */
export function callFormOf(written: Call, entry: FunctionEntry, known: Known): CallForm {
  if (entry.status === 'later') notYet(`\`${entry.name}\``, written.callee.range);
  return { call: entry.name, takes: takesOf(written, entry, entry.parameters, known) };
}
/** What a call gives for some of its parameters, with their defaults. */
export const takesOf = (
  written: Call,
  entry: FunctionEntry,
  slots: readonly Slot[],
  known: Known,
): Readonly<Record<string, Form>> =>
  Object.fromEntries(
    slots.flatMap((slot) => {
      const given = argumentOf(written, entry, slot.name);
      const form = given ? formOf(given, slot, known) : slot.default?.value;
      if (form === undefined && !slot.optional)
        throw new Refused(`\`${entry.name}\` needs \`${slot.name}\`: \`${entry.example}\`.`, written.range);
      return form === undefined ? [] : [[slot.name, form]];
    }),
  );
/** A word that stands without brackets, such as `binary`: all of its parameters are at their defaults. */
export const bareForm = ({ name, parameters }: FunctionEntry): CallForm => ({
  call: name,
  takes: Object.fromEntries(
    parameters.flatMap((slot) => (slot.default?.value === undefined ? [] : [[slot.name, slot.default.value]])),
  ),
});

/** One argument, or the value of a setting. */
export function formOf(written: Written, slot: Slot, known: Known): Form {
  switch (written.kind) {
    case 'group':
      return written.parameter && known.variables.has(written.parameter.text)
        ? { variable: written.parameter.text }
        : formOf(written.expression, slot, known);
    case 'name':
      return nameForm(written, slot, known);
    case 'member':
      return slot.type.columnOf ? columnForm(written, known) : constantForm(written, known);
    case 'string':
      return slot.type.nouns && known.file.declared.has(written.value)
        ? nounForm(written.value, written, known)
        : written.value;
    case 'range': {
      refuseFactor(written);
      const [from, to] = ends(written, known.variables);
      const counts = isTime(slot) ? (countIn(written.to) ?? countIn(written.from)) : undefined;
      return { from: boundOf(from, written), to: boundOf(to, written), ...(counts !== undefined && { counts }) };
    }
    case 'number': {
      const count = countIn(written);
      return count !== undefined && isTime(slot)
        ? { counted: count, value: written.value }
        : constantForm(written, known);
    }
    case 'call': {
      const entry = functionEntry(written.callee.text);
      if (entry && isNoun(entry.result) && slot.type.nouns) return nounForm(textOf(written), written, known);
      return entry && entry.result !== 'number' ? callFormOf(written, entry, known) : constantForm(written, known);
    }
    default:
      return constantForm(written, known);
  }
}
/** Where a count can stand in place of a quantity. */
const isTime = ({ type }: Slot): boolean => type.number !== undefined && !isNumber(type.number.dimension);
const countIn = (written: WrittenExpression): string | undefined =>
  written.kind === 'number' && written.unit ? meaningOf(written.unit.text)?.count : undefined;
/** The argument word, the `vary` variable, the noun; else a name of its place, such as a fate. */
function nameForm(written: WrittenExpression & { readonly kind: 'name' }, { type }: Slot, known: Known): Form {
  const { file, variables } = known;
  const chosen = type.words?.find(({ word }) => word === written.text);
  if (chosen?.status === 'later') notYet(`\`${chosen.word}\``, written.range);
  if (chosen) return chosen.word;
  if (variables.has(written.text)) return { variable: written.text };
  return type.nouns && file.declared.has(written.text) ? nounForm(written.text, written, known) : written.text;
}
function nounForm(text: string, written: Written, { named }: Known): Form {
  named?.set(text, written);
  return { named: text };
}
function columnForm({ object, property }: WrittenExpression & { readonly kind: 'member' }, { named }: Known): Form {
  named?.set(object.text, object);
  return { column: property.text, named: object.text };
}
function constantForm(written: Written, { variables }: Known): Form {
  const form = canonical(written, variables);
  if (typeof form === 'number' || typeof form === 'boolean') return form;
  if (typeof form === 'object' && 'variable' in form) return { variable: form.variable };
  if (isArithmetic(form)) return { formula: form };
  throw new Refused('Here a number, a `vary` variable or arithmetic with them must stand.', written.range);
}
function boundOf(form: Expression, { range }: Written): Span['from'] {
  if (typeof form === 'number') return form;
  if (typeof form === 'object' && 'variable' in form) return { variable: form.variable };
  if (isArithmetic(form)) return { formula: form };
  throw new Refused('The ends of a range are numbers, `vary` variables or arithmetic with them.', range);
}
