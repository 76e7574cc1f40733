import type { Setting } from '../grammar/index.ts';
import { partsOf } from '../language/canonical/partial-statement.ts';
import { type Word, wordEntry } from '../language/vocabulary/index.ts';

/** What its word takes; of a part of a statement, what the part does. */
export function entryOf({ word, part }: Setting, words: readonly Word[]): Word | undefined {
  const whole = part && wordEntry(words, part.of.text);
  if (!whole) return wordEntry(words, word.text);
  const slot = partsOf(whole).find(({ name }) => name === part.name.text);
  return slot
    ? { word: slot.name, documentation: slot.documentation, example: slot.type.example, items: [slot] }
    : wordEntry(whole.block ?? [], part.name.text);
}
