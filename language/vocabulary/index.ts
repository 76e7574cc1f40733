/** The vocabulary: every word of the language, from one table per noun. */
import { connect } from './connect.ts';
import { data } from './data.ts';
import { develop } from './develop.ts';
import { dynamics } from './dynamics.ts';
import type { FunctionEntry, NounEntry, NounKind, Word } from './entry.ts';
import { experiment } from './experiment.ts';
import { functions as general } from './functions.ts';
import { genes } from './genes.ts';
import { measures } from './measures.ts';
import { network } from './network.ts';
import { task } from './task.ts';

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
} from './entry.ts';
export { builtIn } from './data.ts';
export { measures, reductions } from './measures.ts';

export const nouns: readonly NounEntry[] = [genes, develop, connect, data, task, dynamics, network, experiment];
export const functions: readonly FunctionEntry[] = [...general, ...measures];

const nounsByName = new Map<string, NounEntry>(nouns.map((entry) => [entry.noun, entry]));
const functionsByName = new Map<string, FunctionEntry>(functions.map((entry) => [entry.name, entry]));
export const nounEntry = (name: string): NounEntry | undefined => nounsByName.get(name);
export const functionEntry = (name: string): FunctionEntry | undefined => functionsByName.get(name);
export const wordEntry = (words: readonly Word[], name: string): Word | undefined =>
  words.find(({ word }) => word === name);
export const isNoun = (name: string): name is NounKind => nounsByName.has(name);
