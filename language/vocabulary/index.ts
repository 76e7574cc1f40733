/** The vocabulary: every word of the language, from one table per noun. */
import { connect } from './connect-words.ts';
import { data } from './data-words.ts';
import { develop } from './develop-words.ts';
import { dynamics } from './dynamics-words.ts';
import { measureEntries } from '../../catalogue/measures/index.ts';
import type { FunctionEntry, NounEntry, NounKind, Word } from '../../catalogue/entry.ts';
import { experiment } from './experiment-words.ts';
import { functions as general } from './functions.ts';
import { genes } from './genes-words.ts';
import { network } from './network-words.ts';
import { task } from './task-words.ts';

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
export { takesBeyondWords } from './beyond-words.ts';
export {
  type ConnectingName,
  type ConnectingWord,
  connecting,
  connectingWord,
  connectingWords,
} from './connecting-words.ts';
export { builtIn } from './data-words.ts';
export { reductions } from './reductions.ts';

export const nouns: readonly NounEntry[] = [genes, develop, connect, data, task, dynamics, network, experiment];
export const functions: readonly FunctionEntry[] = [...general, ...measureEntries];

const nounsByName = new Map<string, NounEntry>(nouns.map((entry) => [entry.noun, entry]));
const functionsByName = new Map<string, FunctionEntry>(functions.map((entry) => [entry.name, entry]));
export const nounEntry = (name: string): NounEntry | undefined => nounsByName.get(name);
export const functionEntry = (name: string): FunctionEntry | undefined => functionsByName.get(name);
export const wordEntry = (words: readonly Word[], name: string): Word | undefined =>
  words.find(({ word }) => word === name);
export const isNoun = (name: string): name is NounKind => nounsByName.has(name);
