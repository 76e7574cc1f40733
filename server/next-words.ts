/**
 * Which word comes next, told by what follows the same words elsewhere: in the text itself, and in the examples that
 * the vocabulary documents its words with. Names that somebody chose are alike where they only lead up to a place.
 */
import { counts, units } from '../catalogue/units.ts';
import { connectingWords, functions, type Slot, type Word } from '../language/vocabulary/index.ts';
import { nouns } from '../language/nouns/index.ts';

interface Token {
  readonly text: string;
  /** As it leads up to a place: numbers, strings and chosen names are of one kind each. */
  readonly kind: string;
  readonly start: number;
}
/** How likely each word is, from 0 to 1; `name`: any chosen name. */
export interface Expected {
  readonly words: ReadonlyMap<string, number>;
  readonly name: number;
}

const pattern =
  /(#[^\n]*)|"[^"\n]*"?|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?|[A-Za-z_]\w*|[\n;]|\.\.|->|-\||<=|>=|[^\s\w]/g;
/** `named`: whether a word is a chosen name. */
function tokensOf(text: string, named: (word: string) => boolean): readonly Token[] {
  const tokens: Token[] = [];
  for (const { 0: found, 1: comment, index } of text.matchAll(pattern)) {
    if (comment !== undefined) continue;
    const word = found === ';' ? '\n' : found;
    if (word === '\n' && (tokens.at(-1)?.text ?? '\n') === '\n') continue;
    tokens.push({ text: word, kind: kindOf(word, named), start: index });
  }
  return tokens;
}
function kindOf(word: string, named: (word: string) => boolean): string {
  if (/^\d/.test(word)) return '0';
  if (word.startsWith('"')) return '"';
  return /^[A-Za-z_]/.test(word) && named(word) ? chosen : word;
}
const chosen = 'NAME';

/** Words further back tell nothing more. */
const farthest = 7;
/** Text further away is not looked through. */
const before = 40_000,
  behind = 10_000;

/**
 * What stands where the words before an offset do: what stands near counts more, the text itself more than the
 * examples, and a longer agreement more than any number of shorter ones.
 */
export function expectedAt(source: string, offset: number, isName: (word: string) => boolean): Expected {
  const from = Math.max(0, source.lastIndexOf('\n', offset - before));
  const line = source.indexOf('\n', offset);
  const context = tokensOf(source.slice(from, offset), isName);
  const later = line < 0 ? [] : tokensOf(source.slice(line, offset + behind), isName);
  const votes = new Votes();
  votes.add(context, context, (next) => ofText / (1 + (context.length - next) / fades));
  votes.add(context, later, (next) => ofText / (1 + next / fades));
  for (const example of documented()) votes.add(context, example, () => 1);
  return votes.counted();
}
/** How much a place of the text itself counts against one of an example, and how far away it counts half. */
const ofText = 4,
  fades = 40;

/** What stands at places before which a number of words agree, by that number. */
class Votes {
  readonly #votes = new Map<number, Map<string, number>>();

  add(context: readonly Token[], tokens: readonly Token[], weightOf: (next: number) => number): void {
    for (let next = 1; next < tokens.length; next++) {
      const long = agreement(context, tokens, next);
      if (long === 0) continue;
      const words = this.#votes.get(long) ?? new Map<string, number>();
      this.#votes.set(long, words);
      const { text, kind } = tokens[next],
        weight = weightOf(next);
      words.set(text, (words.get(text) ?? 0) + weight);
      if (kind === chosen) words.set(chosen, (words.get(chosen) ?? 0) + weight);
    }
  }

  counted(): Expected {
    const sums = new Map<string, number>();
    let all = 0;
    for (const [long, words] of this.#votes) {
      let total = 0;
      for (const [word, count] of words) if (word !== chosen) total += count;
      const weight = gain ** long * Math.min(1, total);
      for (const [word, count] of words) sums.set(word, (sums.get(word) ?? 0) + (weight * count) / total);
      all += weight;
    }
    return {
      words: new Map([...sums].map(([word, sum]) => [word, sum / all])),
      name: all ? (sums.get(chosen) ?? 0) / all : 0,
    };
  }
}
const gain = 3;
/** How many words before two places are alike. */
function agreement(context: readonly Token[], tokens: readonly Token[], next: number): number {
  if (tokens === context && next === context.length) return 0;
  let long = 0;
  while (
    long < farthest &&
    long < next &&
    long < context.length &&
    tokens[next - 1 - long].kind === context[context.length - 1 - long].kind
  )
    long++;
  return long;
}

/** The examples of nouns, words, functions and slots, each as a text of its own. */
function documented(): readonly (readonly Token[])[] {
  examples ??= exampleTexts().map((text) => tokensOf(text, (word) => !vocabularyWords().has(word)));
  return examples;
}
let examples: readonly (readonly Token[])[] | undefined;

function exampleTexts(): readonly string[] {
  const found: string[] = [];
  const slots = (of: readonly Slot[] | undefined): void => {
    for (const { type } of of ?? []) if (type.example) found.push(type.example);
  };
  const words = (of: readonly Word[]): void => {
    for (const word of of) {
      found.push(`\n${word.example}\n`);
      slots(word.items);
      for (const labelled of Object.values(word.labels ?? {})) slots(labelled);
      slots(word.options);
      words(word.block ?? []);
    }
  };
  for (const noun of nouns) {
    found.push(`\n${noun.example}\n`);
    words(noun.words);
  }
  for (const each of functions) {
    found.push(each.result === 'measure' ? `\nmeasure name = ${each.example}\n` : each.example);
    slots(each.parameters);
  }
  for (const { example } of connectingWords) found.push(`\n${example}\n`);
  return found;
}

/** Every word that the language knows. */
export function vocabularyWords(): ReadonlySet<string> {
  known ??= wordsOfVocabulary();
  return known;
}
let known: ReadonlySet<string> | undefined;
function wordsOfVocabulary(): ReadonlySet<string> {
  const found = new Set<string>([...Object.keys(units), ...Object.keys(counts)]);
  const slots = (of: readonly Slot[] | undefined): void => {
    for (const { name, type } of of ?? []) {
      found.add(name);
      for (const { word } of type.words ?? []) found.add(word);
      for (const { name: quantity } of type.expression?.quantities ?? []) found.add(quantity);
    }
  };
  const words = (of: readonly Word[]): void => {
    for (const { word, items, labels, options, block } of of) {
      for (const part of word.split(' ')) found.add(part);
      slots(items);
      slots(options);
      for (const [label, labelled] of Object.entries(labels ?? {})) {
        found.add(label);
        slots(labelled);
      }
      words(block ?? []);
    }
  };
  for (const { noun, labels, words: own } of nouns) {
    found.add(noun);
    for (const [label, labelled] of Object.entries(labels)) {
      found.add(label);
      slots(labelled);
    }
    words(own);
  }
  for (const { name, parameters } of functions) {
    found.add(name);
    slots(parameters);
  }
  for (const { word } of connectingWords) found.add(word);
  return found;
}
