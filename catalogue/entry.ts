/**
 * The shape of the vocabulary: data that names every word, what it takes, what it means, and where its default comes
 * from.
 */
import { nouns as nounKinds } from '../grammar/words.ts';
import type { CitationKey } from './citations.ts';
import type { Form } from './forms.ts';
import type { Dimension } from './units.ts';
import { describe, exampleOf } from './units.ts';

/** `later`: a word of a later version; it checks, and running it is refused in plain words. */
export type Status = 'now' | 'later';
/** `value`: the canonical argument, where a parameter of a function has a default. */
export interface Default {
  readonly text: string;
  readonly source: string;
  readonly value?: Form;
}
/** The grammar's list is the only one. */
export type NounKind = (typeof nounKinds)[number];
export { nounKinds };
export const isNoun = (name: string): name is NounKind => nounKinds.some((kind) => kind === name);
/** What a name can stand for besides a noun. */
export type NameKind =
  | 'gene'
  | 'input'
  | 'fate'
  | 'condition'
  | 'factor'
  | 'level'
  | 'measure'
  | 'variable'
  | 'parameter';
/** What a function gives, and so where its call may stand. */
export type Result =
  | 'number'
  | 'boolean'
  | 'distribution'
  | 'initialisation'
  | 'optimiser'
  | 'schedule'
  | 'activation'
  | 'matrix'
  | 'cells'
  | 'modes'
  | 'measure'
  | NounKind;
export interface Choice {
  readonly word: string;
  readonly documentation: string;
  readonly status?: Status;
}
/** A name that an expression knows at its place of use: `distance`, `pre.fate`. */
export interface PlaceQuantity {
  readonly name: string;
  readonly dimension: Dimension | 'boolean' | 'fate' | 'any';
  readonly documentation: string;
}

/** What numbers may stand in a place. */
export interface Domain {
  readonly integer?: boolean;
  readonly least?: number;
  readonly most?: number;
  readonly positive?: boolean;
}

/** What may stand in a slot: any of the alternatives given. */
export interface Type {
  /** How a message names it: `a length`, `a connect noun`. */
  readonly says: string;
  readonly example: string;
  readonly number?: Domain & {
    readonly dimension: Dimension;
    readonly counts?: readonly string[];
    /** A time that holds a whole number of bins of the activity: another one is rounded. */
    readonly inBins?: true;
  };
  readonly words?: readonly Choice[];
  readonly nouns?: readonly NounKind[];
  readonly names?: readonly NameKind[];
  readonly calls?: readonly Result[];
  /** A file or built-in data set, as a string. */
  readonly file?: boolean;
  /** Of a path: how the names of files that fit end, the likeliest first; whether it may stand for several. */
  readonly path?: { readonly endings: readonly string[]; readonly patterns?: true };
  /** Any name: a column of a file, a gene still unknown. */
  readonly free?: boolean;
  /** Columns of the tables that its statement or its noun names. */
  readonly ofTable?: true;
  readonly range?: boolean;
  /** An expression over quantities of its place; its result has `dimension`, and a constant lies in the domain. */
  readonly expression?: Domain & {
    readonly quantities: readonly PlaceQuantity[];
    readonly dimension: Dimension | 'boolean' | 'any';
  };
  /** A unit on its own, after `in` or `per`: any, or one of a dimension. */
  readonly unit?: true | Dimension;
  /** A column of a table, `cells.tau`: of any dimension, or of one. */
  readonly columnOf?: true | Dimension;
  /** No value: the word alone says it. */
  readonly flag?: boolean;
}
/** One value a word takes; `name` is unique within the word. */
export interface Slot {
  readonly name: string;
  readonly type: Type;
  readonly documentation: string;
  readonly optional?: boolean;
  /** Takes every value that is left. */
  readonly many?: boolean;
  /** How many there may be, where not any number. */
  readonly counts?: readonly number[];
  /** Each value stands behind a name of its own: `E 80 %`. */
  readonly named?: true;
  /** What it is one of, where only one of them can hold: an activation. */
  readonly oneOf?: string;
  readonly default?: Default;
  readonly status?: Status;
}
export interface Word {
  readonly word: string;
  /** The word that is written, where this is another form of it. */
  readonly formOf?: string;
  readonly documentation: string;
  readonly example: string;
  readonly status?: Status;
  /** Values in order, straight after the word. */
  readonly items?: readonly Slot[];
  /** Values behind a label: `every 12 h`. */
  readonly labels?: Readonly<Record<string, readonly Slot[]>>;
  /** After a comma: `spread 50 um`, or the word alone for a flag. */
  readonly options?: readonly Slot[];
  readonly block?: readonly Word[];
  /** The block holds `NAME = value` conditions. */
  readonly conditions?: boolean;
  /** A definition `word NAME = expression` and the kind of name it makes or means. */
  readonly defines?: NameKind;
  /** May stand more than once; an override replaces the statement with the same first item. */
  readonly repeats?: boolean;
  /** May stand more than once, and joins with the others; an override replaces all of them. */
  readonly joins?: boolean;
  readonly required?: boolean;
  readonly default?: Default;
}
export interface NounEntry<Kind extends NounKind = NounKind> {
  readonly noun: Kind;
  readonly documentation: string;
  readonly example: string;
  readonly status?: Status;
  /** Header phrases: `from`, `of`, `is`. `like` is known to every noun. */
  readonly labels: Readonly<Record<string, readonly Slot[]>>;
  readonly requires?: readonly string[];
  readonly words: readonly Word[];
  /** The block holds gene rules and signs. */
  readonly rules?: boolean;
}
export interface FunctionEntry {
  readonly name: string;
  /** Written before its one argument, without brackets: `trained rnn`. */
  readonly isPrefix?: true;
  /** Makes a matrix of a dynamics: `tuned(echo)`. */
  readonly isOfDynamics?: true;
  readonly result: Result;
  /** Of what it measures; absent where unknown. */
  readonly dimension?: Dimension;
  /** The parameter whose column it has the unit of. */
  readonly inUnitOf?: string;
  /** A measure that is a series, and over what: a claim needs one number of it. */
  readonly series?: string;
  /** A measure between 0 and 1. */
  readonly share?: boolean;
  readonly parameters: readonly Slot[];
  readonly documentation: string;
  readonly example: string;
  readonly status?: Status;
  /** Where its definition comes from. */
  readonly sources?: readonly CitationKey[];
  /** For controls and interventions (noun → noun): what stays as it was. */
  readonly preserves?: string;
  /** For controls of matrices: what they change. */
  readonly changes?: string;
  /** For surrogates of recordings: the measures that it is a null of. */
  readonly nullOf?: readonly string[];
  readonly default?: Default;
}

// Types, as the tables write them.
export const quantity = (dimension: Dimension, extra: Partial<NonNullable<Type['number']>> = {}): Type => ({
  says: describe(dimension),
  example: exampleOf(dimension),
  number: { dimension, ...extra },
});
const plain: Dimension = [0, 0, 0, 0];
export const real = (example = '0.5', least?: number, most?: number): Type => ({
  says: 'a number',
  example,
  number: { dimension: plain, least, most },
});
export const count = (of: string, example = `10 ${of}`, least = 0, most = Number.MAX_SAFE_INTEGER): Type => ({
  says: `a number of ${of}`,
  example,
  number: { dimension: plain, counts: [of], integer: true, least, most },
});
export const share: Type = {
  says: 'a share between 0 and 1, or in %',
  example: '10 %',
  number: { dimension: plain, least: 0, most: 1 },
};
export const positiveShare: Type = {
  says: 'a share above 0 up to 1, or in %',
  example: '10 %',
  number: { dimension: plain, positive: true, most: 1 },
};
export const choice = (...words: readonly (readonly [string, string] | readonly [string, string, Status])[]): Type => ({
  says: `one of ${words.map(([word]) => `\`${word}\``).join(', ')}`,
  example: words[0][0],
  words: words.map(([word, documentation, status]) => ({ word, documentation, status })),
});
export const noun = (...nouns: readonly NounKind[]): Type => ({
  says: `the name of ${nouns.map((name) => `a \`${name}\``).join(' or ')}`,
  example: nouns[0],
  nouns,
  calls: nouns,
});
export const named = (kind: NameKind, example: string): Type => ({
  says: `the name of a ${kind}`,
  example,
  names: [kind],
});
export const call = (result: Result, example: string): Type => ({
  says: `a call such as \`${example}\``,
  example,
  calls: [result],
});
export const fileEndingIn = (...endings: readonly string[]): Type => ({
  says: 'a file in double quotes',
  example: '"circuit.csv"',
  file: true,
  path: { endings },
});
/** A table. */
export const file: Type = fileEndingIn('.csv', '.tsv', '.txt', '.npy');
export const column: Type = { says: 'the name of a column', example: 'tau', free: true, ofTable: true };
/** `cells.tau`: of any dimension, or of one. */
export const columnOf = (dimension: true | Dimension = true, example = 'cells.tau'): Type => ({
  says: dimension === true ? 'a column of a table' : `a column of a table that is ${describe(dimension)}`,
  example,
  columnOf: dimension,
});
export const range: Type = { says: 'a range', example: '1 .. 10', range: true };
export const distribution = (example: string): Type => ({ says: 'a distribution', example, calls: ['distribution'] });
/** A unit on its own, of one dimension. */
export const unitOf = (dimension: Dimension, example: string): Type => ({
  says: `a unit such as \`${example}\``,
  example,
  unit: dimension,
});
export const flag: Type = { says: 'nothing', example: '', flag: true };
export const over = (
  dimension: Dimension | 'boolean' | 'any',
  example: string,
  quantities: readonly PlaceQuantity[] = [],
  domain: Domain = {},
): Type => ({
  says: dimension === 'boolean' ? 'a condition' : 'an expression',
  example,
  expression: { quantities, dimension, ...domain },
});
/** Either of two types. */
export const either = (first: Type, second: Type, says = `${first.says} or ${second.says}`): Type => ({
  ...first,
  ...second,
  words: joined(first.words, second.words),
  nouns: joined(first.nouns, second.nouns),
  calls: joined(first.calls, second.calls),
  names: joined(first.names, second.names),
  says,
  example: first.example,
});
const joined = <T>(first: readonly T[] | undefined, second: readonly T[] | undefined): readonly T[] | undefined =>
  first || second ? [...(first ?? []), ...(second ?? [])] : undefined;
