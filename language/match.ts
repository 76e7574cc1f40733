/**
 * How a written statement fits its word: which value fills which slot. Read by checks, editor services and the
 * canonical form alike.
 */
import type { Block, Item, Name, Phrase, Setting, Value } from '../grammar/tree.ts';
import type { Slot, Word } from './vocabulary/index.ts';

/** A value and the slot it fills; `value` is absent where the slot is a flag. */
export interface Filled {
  readonly slot: Slot;
  readonly value?: Value;
  readonly word?: Name;
}
export interface Match {
  readonly entry: Word;
  readonly setting: Setting;
  readonly filled: readonly Filled[];
  readonly block?: Block;
  /** Labels and items that the word does not take. */
  readonly stray: readonly (Item | Phrase)[];
  /** Slots that must be filled and are not. */
  readonly missing: readonly { readonly slot: Slot; readonly label?: string }[];
}

/** Asked of a statement again and again: found once, for the word that it was asked for last. */
export function match(setting: Setting, entry: Word): Match {
  const known = matches.get(setting);
  if (known?.entry === entry) return known;
  const found = { ...fitted(setting.items, setting.phrases, entry), entry, setting, block: blockOf(setting, entry) };
  matches.set(setting, found);
  return found;
}
const matches = new WeakMap<Setting, Match>();

/** The name that a value is, when it is nothing more. */
export function bareName(value: Value | undefined): Name | undefined {
  return value && value.modifiers.length === 0 && value.base.kind === 'name' ? value.base : undefined;
}

/** Items and phrases against the slots of a word or of a declaration's header. */
export function fitted(
  items: readonly Item[],
  phrases: readonly Phrase[],
  entry: Pick<Word, 'items' | 'labels' | 'options'>,
): Pick<Match, 'filled' | 'stray' | 'missing'> {
  const filled: Filled[] = [];
  const stray: (Item | Phrase)[] = [];
  const missing: { slot: Slot; label?: string }[] = [];
  const options = new Map((entry.options ?? []).map((slot) => [slot.name, slot]));
  const take = (written: readonly Item[], slots: readonly Slot[], label?: string): void => {
    let next = 0;
    for (const item of written) {
      const expected = slots[next];
      const named = item.word && slots.find((slot) => slot.name === item.word?.text);
      const option = options.get(item.word?.text ?? bareName(item.value)?.text ?? '');
      if (named) filled.push({ slot: named, value: item.value, word: item.word });
      else if (item.word && expected?.named) filled.push({ slot: expected, value: item.value, word: item.word });
      else if (item.word)
        option && !option.type.flag
          ? filled.push({ slot: option, value: item.value, word: item.word })
          : stray.push(item);
      else if (
        expected &&
        !(option?.type.flag && (expected.optional || filled.some(({ slot }) => slot === expected)))
      ) {
        filled.push({ slot: expected, value: item.value });
        if (!expected.many) next++;
      } else if (option?.type.flag) filled.push({ slot: option, word: bareName(item.value) });
      else stray.push(item);
    }
    for (const slot of slots)
      if (!slot.optional && !filled.some((entry) => entry.slot === slot)) missing.push({ slot, label });
  };
  take(items, entry.items ?? []);
  const seen = new Set<string>();
  for (const phrase of phrases) {
    const slots = entry.labels?.[phrase.label.text];
    if (slots) take(phrase.items, slots, phrase.label.text);
    else stray.push(phrase);
    seen.add(phrase.label.text);
  }
  for (const slot of options.values())
    if (!slot.optional && !filled.some((entry) => entry.slot === slot)) missing.push({ slot });
  return { filled, stray, missing };
}

/** The block of a word that has one; a block behind the value of another word is an override of that value. */
function blockOf(setting: Setting, entry: Word): Block | undefined {
  if (!entry.block && !entry.conditions) return undefined;
  if (setting.block) return setting.block;
  const last = (setting.phrases.at(-1)?.items ?? setting.items).at(-1);
  const modifier = last?.value.modifiers.at(-1);
  return modifier?.kind === 'block' ? modifier : undefined;
}

export const filledBy = (found: Pick<Match, 'filled'>, slot: string): Filled | undefined =>
  found.filled.find((entry) => entry.slot.name === slot);
export const valuesOf = (found: Pick<Match, 'filled'>, slot: string): readonly Value[] =>
  found.filled.flatMap((entry) => (entry.slot.name === slot && entry.value ? [entry.value] : []));
