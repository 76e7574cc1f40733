/** The vocabulary: functions, and the small words that belong to no noun. Those of a noun are in `nouns/`. */
import { measureEntries } from '../../catalogue/measures/index.ts';
import type { FunctionEntry, Word } from '../../catalogue/entry.ts';
import { functions as general } from './functions.ts';

export type {
  Choice,
  Default,
  FunctionEntry,
  NameKind,
  NounEntry,
  NounKind,
  PlaceQuantity,
  Result,
  Slot,
  Status,
  Type,
  Word,
} from '../../catalogue/entry.ts';
export { isNoun } from '../../catalogue/entry.ts';
export { takesBeyondWords } from './beyond-words.ts';
export {
  type ConnectingName,
  type ConnectingWord,
  connecting,
  connectingWord,
  connectingWords,
} from './connecting-words.ts';
export { claimFunctions, effectWord, functionsOfNumbers, reductions } from './reductions.ts';

export const functions: readonly FunctionEntry[] = [...general, ...measureEntries];

const byName = (entries: readonly FunctionEntry[]): ReadonlyMap<string, FunctionEntry> =>
  new Map(entries.map((entry) => [entry.name, entry]));
const functionsByName = byName([...measureEntries, ...general]),
  measuresByName = byName(functions);
/** Of a name that a measure shares with a function, such as `mean`, the function. */
export const functionEntry = (name: string): FunctionEntry | undefined => functionsByName.get(name);
/** What a call means where a measure stands: the measure, of a name that both have. */
export const measuringEntry = (name: string): FunctionEntry | undefined => measuresByName.get(name);
export const wordEntry = (words: readonly Word[], name: string): Word | undefined =>
  words.find(({ word }) => word === name);
