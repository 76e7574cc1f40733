import type { Gene, OpenRule, Sign, UpdateScheme } from '../../engine/genes/index.ts';

/** Where something stands in a file: 1-based line and column, and its number of characters, at least 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** What is wrong at a place, in a sentence that ends with what to do. */
export interface RulesProblem extends Place {
  readonly kind: 'syntax' | 'two rules for one gene' | 'not supported';
  readonly message: string;
}

/** The gene rules of a file, whatever its format; what could be read is there even where something is wrong. */
export interface RulesFile {
  /** In the order of their rules; of two rules for one gene the first is kept. */
  readonly genes: readonly Gene[];
  /** Names without a rule: those the file declares first, then those that rules use, in order of first appearance. */
  readonly inputs: readonly string[];
  /** The signs that the file states, in its order. */
  readonly signs: readonly Sign[];
  /** Rules that the file leaves open; what stands in `genes` for them names their regulators. */
  readonly open?: readonly OpenRule[];
  /** Values at the start, where the file gives some. */
  readonly initial?: Readonly<Record<string, 0 | 1>>;
  /** How its program updates genes, where it has but one way. */
  readonly update?: UpdateScheme;
  /** In order of appearance. */
  readonly problems: readonly RulesProblem[];
  /** What was assumed of the file, or left out: a sentence each. */
  readonly notes: readonly string[];
  /** Where each gene is defined, and where each input is first named. */
  readonly places: ReadonlyMap<string, Place>;
}

/** One line of a text with its 1-based number. */
export interface Line {
  readonly text: string;
  readonly number: number;
}
export const linesOf = (text: string): readonly Line[] =>
  text.split(/\r\n|\r|\n/).map((line, i) => ({ text: line, number: i + 1 }));

/** 1-based line and column of an offset; the lines of the text are found once. */
export function placesIn(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  };
}

/** Stops the reading of one line or element; it becomes a problem of the file. */
export class Misread extends Error {
  readonly place: Place;
  readonly kind: RulesProblem['kind'];
  constructor(message: string, place: Place, kind: RulesProblem['kind'] = 'syntax') {
    super(message);
    this.place = place;
    this.kind = kind;
  }
}
export const notSupported = (message: string, place: Place): Misread => new Misread(message, place, 'not supported');
