/** What the choices of a sweep are called: by their own names, or by the words of what is written. */
import type { Expression, Value } from '../grammar/tree.ts';

/** The words and numbers of what is written, joined by `_`: `knock_out_mouse_Pax6`; of one in quotes what they hold. */
export function choiceName(value: Value): string {
  const { base, modifiers } = value;
  if (modifiers.length === 0 && base.kind === 'string') return base.value;
  if (modifiers.length === 0 && base.kind === 'name') return base.text;
  return joined(wordsOf(value).join('_'));
}
/** What a claim means by an expression: a name, or the choice as it is written, `knock_out(mouse, Pax6)`. */
export const choiceMeant = (base: Expression): string =>
  choiceName({ kind: 'value', base, modifiers: [], range: base.range });
/** What a cell of a table means of these choices: it holds a name, or the choice as it is written. */
export const choiceInCell = (cell: string, names: readonly string[]): string | undefined =>
  [cell, joined(cell)].find((name) => names.includes(name));

const joined = (text: string): string => text.replaceAll(/[^A-Za-z0-9_]+/g, '_').replaceAll(/^_+|_+$/g, '');
/** In the order of the text. */
function wordsOf(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(wordsOf);
  const { kind, text, value, unit } = node as Record<string, unknown>;
  if (kind === 'name') return [String(text)];
  if (kind === 'string') return [String(value)];
  if (kind === 'number') return [String(text), ...wordsOf(unit)];
  if (kind === 'unit') return [String(text)];
  const own = kind === 'with' || kind === 'without' ? [String(kind)] : [];
  return [...own, ...Object.entries(node).flatMap(([key, part]) => (key === 'range' ? [] : wordsOf(part)))];
}
