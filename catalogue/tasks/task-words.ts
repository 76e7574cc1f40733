/** Settings that several tasks take, as one word of the vocabulary. */
import type { Default, Slot, Type, Word } from '../entry.ts';
import { wordsOf } from '../settings.ts';
import type { Task } from './task-record.ts';

interface Taken {
  readonly task: string;
  readonly word: Word;
}

/** Each setting once, with what it is to each of the tasks that take it. */
export function mergedWords(tasks: readonly Task[]): readonly Word[] {
  const taken = tasks.flatMap(({ name, takes, behind }) =>
    wordsOf(takes, behind).map((word): Taken => ({ task: name, word })),
  );
  const names = [...new Set(taken.map(({ word }) => word.word))];
  return names.map((name) => merged(taken.filter(({ word }) => word.word === name)));
}
function merged(same: readonly Taken[]): Word {
  const [{ word: first }] = same;
  if (same.length === 1) return first;
  const options = [...new Set(same.flatMap(({ word }) => (word.options ?? []).map(({ name }) => name)))];
  return {
    word: first.word,
    documentation: told(same.map(({ task, word }) => ({ task, says: said(word.documentation, word.default) }))),
    example: first.example,
    items: [mergedSlot(same.flatMap(({ task, word }) => (word.items ?? []).map((slot) => ({ task, slot }))))],
    ...(options.length > 0 && {
      options: options.map((option) =>
        mergedSlot(
          same.flatMap(({ task, word }) =>
            (word.options ?? []).filter(({ name }) => name === option).map((slot) => ({ task, slot })),
          ),
        ),
      ),
    }),
    ...common(same.map(({ word }) => word.default)),
  };
}
function mergedSlot(same: readonly { readonly task: string; readonly slot: Slot }[]): Slot {
  const [{ slot: first }] = same;
  if (same.length === 1) return first;
  const { default: _, ...rest } = first;
  return {
    ...rest,
    type: typeOf(same.map(({ slot }) => slot.type)),
    documentation: told(same.map(({ task, slot }) => ({ task, says: said(slot.documentation, slot.default) }))),
    ...(same.some(({ slot }) => slot.many) && { many: true }),
    ...common(same.map(({ slot }) => slot.default)),
  };
}
/** What may stand there in any of the tasks; each of them refuses what is not for it. */
function typeOf(types: readonly Type[]): Type {
  const [first] = types,
    words = types.flatMap((type) => type.words ?? []),
    least = Math.min(...types.map(({ number }) => number?.least ?? Number.NEGATIVE_INFINITY));
  return {
    ...first,
    ...(first.number && Number.isFinite(least) && { number: { ...first.number, least } }),
    ...(types.some(({ range }) => range) && { range: true }),
    ...(words.length > 0 && {
      says: `one of ${[...new Set(words.map(({ word }) => `\`${word}\``))].join(', ')}`,
      words: words.filter(({ word }, place) => words.findIndex((other) => other.word === word) === place),
    }),
  };
}
/** A default is the word's where all tasks have the same. */
const common = (defaults: readonly (Default | undefined)[]): { readonly default?: Default } =>
  defaults[0] && defaults.every((each) => each?.text === defaults[0]?.text) ? { default: defaults[0] } : {};
const said = (documentation: string, otherwise: Default | undefined): string =>
  otherwise ? `${documentation} Without it: ${otherwise.text}.` : documentation;
/** One sentence where all say the same, else that of each task. */
function told(each: readonly { readonly task: string; readonly says: string }[]): string {
  const sentences = [...new Set(each.map(({ says }) => says))];
  if (sentences.length === 1) return sentences[0];
  return sentences
    .map(
      (says) =>
        `${each
          .filter((other) => other.says === says)
          .map(({ task }) => `\`${task}\``)
          .join(', ')}: ${says}`,
    )
    .join(' ');
}
