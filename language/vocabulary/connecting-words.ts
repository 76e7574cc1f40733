import type { Word } from '../../catalogue/entry.ts';
import { studyWords } from './study-words.ts';
import { matchesWord } from './published-words.ts';

/**
 * The small words that belong to no noun: those that begin a line of the file, change a noun, or make up a claim.
 * Labels such as `to` and `until` are explained where they stand, by the word they follow.
 */
export interface ConnectingWord {
  readonly word: string;
  /** Where it stands: at the top of a file, behind the name of a noun or a condition, in a claim, in a rule. */
  readonly place: 'file' | 'noun' | 'condition' | 'claim' | 'rule';
  readonly documentation: string;
  /** As it stands in its place. */
  readonly example: string;
  /** What may stand in its braces. */
  readonly block?: readonly Word[];
}

export const connecting = {
  language: {
    place: 'file',
    documentation: 'The version of the language that this file is written in.',
    example: 'language 1',
  },
  use: {
    place: 'file',
    documentation: 'Takes the nouns of another file, relative to this one.',
    example: 'use "mouse-cortex.anl"',
  },
  let: {
    place: 'file',
    documentation:
      'Gives a number a name, which stands for it everywhere in the file and in those that use it. `vary` of the ' +
      'same name gives an experiment values of its own, `--set N=800` a run.',
    example: 'let N = 400, tau = 20 ms',
  },
  study: {
    place: 'file',
    documentation:
      'What a file is about, of whom: in its reports, in BibTeX, in `CITATION.cff` and the RO-Crate of an archive.',
    example: 'study { title "What grows learns sooner";  authors "Ada Lovelace";  licence "CC-BY-4.0" }',
    block: studyWords,
  },
  like: {
    place: 'noun',
    documentation: 'The noun this one is a variant of: what its block does not say is as it is there.',
    example: 'develop narrow like cortex { space 300 um, 1 mm }',
  },
  with: {
    place: 'condition',
    documentation: 'Replaces a noun wherever this one depends on it, and rebuilds what lies between.',
    example: 'mutant = reader with mouse = knock_out(mouse, Pax6)',
  },
  without: {
    place: 'condition',
    documentation: 'Takes a setting away; the width that a circuit gave stays.',
    example: 'none = reader without recurrent',
  },
  expect: {
    place: 'claim',
    documentation:
      'A claim that can fail. Against a number the mean over seeds decides; against another condition it ' +
      '`holds` by its sign and is `supported` if the 95 % interval excludes zero. Without a value it is `unknown`, ' +
      'and does not pass.',
    example: 'expect accuracy of grown > 90 %',
  },
  of: {
    place: 'claim',
    documentation: 'The condition that a measure is taken of; without it, every condition.',
    example: 'expect accuracy of grown > accuracy of none',
  },
  every: {
    place: 'claim',
    documentation: 'In a claim: in each seed.',
    example: 'expect every accuracy of grown > 85 %',
  },
  within: {
    place: 'claim',
    documentation:
      'In a claim: how far a number may be from another. `within 10 %` of a share are points, of any other number a ' +
      'part of it. Of two conditions the interval of the difference lies inside this.',
    example: 'expect accuracy of rewired = accuracy of grown within 1 %',
  },
  at: {
    place: 'claim',
    documentation: 'In a claim: at this value of a variable; without it, at every sweep point.',
    example: 'expect accuracy of grown > 90 % at size = 64',
  },
  in: {
    place: 'claim',
    documentation: 'In a claim: between these two values.',
    example: 'expect accuracy of grown in 80 % .. 95 %',
  },
  by: {
    place: 'claim',
    documentation:
      'In a claim: one for each value of a variable, a row each: `a .. b`, `0.5 within 0.05`, `0.5 within 10 %`, ' +
      '`> 0`. Each row has its own verdict.',
    example: 'expect accuracy of grown by size { 16: 80 % .. 90 %;  64: > 90 % }',
  },
  matches: {
    place: 'claim',
    documentation: matchesWord.documentation,
    example: 'expect accuracy of grown by size matches "published.csv" within 2 %',
    block: matchesWord.block,
  },
  and: {
    place: 'rule',
    documentation: 'Both; written `&` too. Binds more tightly than `or`.',
    example: 'Tbr1, Pax6 and not Hes1',
  },
  or: { place: 'rule', documentation: 'One or both; written `|` too.', example: 'Tbr1, Pax6 or Emx2' },
  not: {
    place: 'rule',
    documentation: 'The contrary; written `!` too. Binds more tightly than `and`.',
    example: 'Tbr1, not Sox2',
  },
} satisfies Readonly<Record<string, Omit<ConnectingWord, 'word'>>>;

export type ConnectingName = keyof typeof connecting;
export const connectingWords: readonly ConnectingWord[] = Object.entries(connecting).map(([word, entry]) => ({
  word,
  ...entry,
}));
export const connectingWord = (name: string): ConnectingWord | undefined =>
  connectingWords.find(({ word }) => word === name);
