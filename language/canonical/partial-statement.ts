/** `recurrent.matrix rewired(grown)` in a variant: one part of a statement is said anew, the rest stays. */
import type { Expression, Item, Name, Phrase, RangeExpression, Setting, Statement } from '../../grammar/tree.ts';
import { reservedWords } from '../../grammar/words.ts';
import { match } from '../match.ts';
import { functionEntry, isNoun, type NounEntry, type Slot, type Word } from '../vocabulary/index.ts';
import { Refused, type Scoped } from './scope.ts';

export type PartialSetting = Setting & { readonly part: NonNullable<Setting['part']> };
export const isPartial = (statement: Statement): statement is PartialSetting =>
  statement.kind === 'setting' && statement.part !== undefined;

/** What can be changed by itself: values, options, and what stands behind a label, by the names of their slots. */
export const partsOf = ({ items = [], options = [], labels = {} }: Word): readonly Slot[] =>
  [...items, ...options, ...Object.values(labels).flat()].filter(({ name }) => !reservedWords.has(name));

/** The statements with the parts that `changes` says. @throws Refused where there is no such statement, or several */
export function withParts(
  statements: readonly Scoped[],
  changes: readonly Scoped[],
  { noun, words }: NounEntry,
): readonly Scoped[] {
  return changes.reduce((held, change) => {
    const { part, word } = change.statement as PartialSetting;
    const entry = words.find((one) => one.word === part.of.text);
    const found = held.filter(({ statement }) => statement.kind === 'setting' && statement.word.text === part.of.text);
    if (!entry || found.length !== 1)
      throw new Refused(
        found.length > 1
          ? `There are several \`${part.of.text}\` here, and \`${word.text}\` would be of one of them: write the ` +
              'whole statements.'
          : `This \`${noun}\` has no \`${part.of.text}\` of which a part could be changed: write the whole statement` +
              `${entry ? `, \`${entry.example}\`` : ''}.`,
        word.range,
      );
    return held.map((one) => (one === found[0] ? withPart(one, change, entry) : one));
  }, statements);
}

function withPart(whole: Scoped, change: Scoped, entry: Word): Scoped {
  const setting = whole.statement as Setting,
    said = change.statement as PartialSetting;
  const { name } = said.part;
  const inner = entry.block?.find(({ word }) => word === name.text);
  if (inner) return { ...whole, statement: withInner(setting, said) };
  const slot = partsOf(entry).find((one) => one.name === name.text);
  if (!slot) throw new Refused(`\`${entry.word}\` has no \`${name.text}\`.`, name.range);
  const { items, scope } = inScope(itemsOf(said, slot, entry), whole, change);
  return { statement: { ...withSlot(setting, slot, items, entry), range: said.range }, scope };
}

/** A statement of the block, in place of that of the same word. */
function withInner(setting: Setting, said: PartialSetting): Setting {
  const { part, ...rest } = said;
  const own: Setting = { ...rest, word: part.name };
  const block = setting.block ?? { kind: 'block' as const, statements: [], closed: true, range: said.range };
  const isSame = (one: Statement): boolean => one.kind === 'setting' && one.word.text === part.name.text;
  const isThere = block.statements.some(isSame);
  const statements = isThere ? block.statements.map((one) => (isSame(one) ? own : one)) : [...block.statements, own];
  return { ...setting, block: { ...block, statements }, range: said.range };
}

/** Written as in a whole statement: an option behind its word, a flag as its word alone. */
function itemsOf({ items, part }: PartialSetting, slot: Slot, entry: Word): readonly Item[] {
  const { name } = part;
  if (slot.type.flag)
    return [{ value: { kind: 'value', base: name, modifiers: [], range: name.range }, range: name.range }];
  return entry.options?.includes(slot) ? items.map((item) => ({ ...item, word: name })) : items;
}

function withSlot(setting: Setting, slot: Slot, items: readonly Item[], entry: Word): Setting {
  const replaced = match(setting, entry).filled.filter(
    (one) => one.slot === slot || (slot.oneOf !== undefined && one.slot.oneOf === slot.oneOf),
  );
  const isReplaced = ({ value }: Item): boolean =>
    replaced.some((one) => one.value === value || (one.value === undefined && one.word === value.base));
  const put = (before: readonly Item[]): readonly Item[] => {
    const at = before.findIndex(isReplaced);
    return before.flatMap((item, index) => (index === at ? items : isReplaced(item) ? [] : [item]));
  };
  if (setting.items.some(isReplaced)) return { ...setting, items: put(setting.items) };
  if (setting.phrases.some((phrase) => phrase.items.some(isReplaced)))
    return {
      ...setting,
      phrases: setting.phrases.map((phrase) => ({ ...phrase, items: put(phrase.items) })),
    };
  const label = Object.entries(entry.labels ?? {}).find(([, slots]) => slots.includes(slot))?.[0];
  if (label === undefined)
    return {
      ...setting,
      items: entry.items?.includes(slot) ? [...items, ...setting.items] : [...setting.items, ...items],
    };
  const { range } = items[0];
  const phrase: Phrase = { label: { kind: 'name', text: label, quoted: false, range }, items, range };
  return { ...setting, phrases: [...setting.phrases, phrase] };
}

/** The values keep the meaning of the place where they are written, the rest that of the whole statement. */
function inScope(
  items: readonly Item[],
  { scope }: Scoped,
  change: Scoped,
): { readonly items: readonly Item[]; readonly scope: Scoped['scope'] } {
  const isAlike = scope.file === change.scope.file && scope.substitutions === change.scope.substitutions;
  const substitutions = new Map(scope.substitutions);
  const bound = items.map((item): Item => {
    const { value } = item;
    if (isAlike || !namesNoun(value.base, change.scope)) return item;
    const name: Name = { kind: 'name', text: `${value.range.start} of a part`, quoted: true, range: value.range };
    substitutions.set(name.text, { value, scope: change.scope });
    return { ...item, value: { ...value, base: name, modifiers: [] } };
  });
  const variables = new Set([...scope.variables, ...change.scope.variables]);
  return { items: bound, scope: { ...scope, variables, substitutions, described: new Map() } };
}
function namesNoun(base: Expression | RangeExpression, scope: Scoped['scope']): boolean {
  if (base.kind === 'group') return namesNoun(base.expression, scope);
  if (base.kind === 'name') return scope.file.declared.has(base.text) || scope.substitutions.has(base.text);
  const entry = base.kind === 'call' ? functionEntry(base.callee.text) : undefined;
  return entry !== undefined && (isNoun(entry.result) || Boolean(entry.isPrefix ?? entry.isOfDynamics));
}
