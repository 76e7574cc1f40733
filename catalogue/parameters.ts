/**
 * What a word takes: typed parameters with their defaults as values. The vocabulary's slots are a view of them, and the
 * function behind a word receives its arguments decoded: by name, in SI units, defaults filled in.
 */
import type { CitationKey } from './citations.ts';
import type { FunctionEntry, Slot, Status, Type } from './entry.ts';
import { choice, count, named, quantity, real, positiveShare, share as shareType } from './entry.ts';
import { type Form, isCallForm, isCounted, isFormula, isSpan, calculated } from './forms.ts';
import { type Dimension, meaningOf, time, toSI } from './units.ts';

/**
 * `decode` makes the value that a function receives from the canonical argument; `Place` is what it must know for that
 * (a study, where an argument is a matrix or a lag in bins), or nothing.
 */
export interface Parameter<Value, Place = unknown> {
  readonly type: Type;
  readonly documentation: string;
  readonly optional?: true;
  /** Takes every value that is left, as a list. */
  readonly many?: true;
  readonly default?: { readonly value: Form; readonly text: string; readonly source: string };
  /** What the call takes, where a call stands here. */
  readonly called?: Parameters<never>;
  readonly decode: (form: Form | undefined, place: Place) => Value;
}
// biome-ignore lint/suspicious/noExplicitAny: values of any type; `Arguments` gives each name its own
export type Parameters<Place = unknown> = Readonly<Record<string, Parameter<any, Place>>>;
export type Arguments<Takes> = {
  readonly [Name in keyof Takes]: Takes[Name] extends Parameter<infer Value, never> ? Value : never;
};

/** The arguments of a canonical call, decoded. @throws Error where a form is not what its parameter takes. */
export function decoded<Takes extends Parameters<Place>, Place>(
  takes: Takes,
  forms: Readonly<Record<string, Form>>,
  place: Place,
): Arguments<Takes> {
  return Object.fromEntries(
    Object.entries(takes).map(([name, { decode, default: otherwise }]) => [
      name,
      decode(forms[name] ?? otherwise?.value, place),
    ]),
  ) as Arguments<Takes>;
}

/** The same, where all parameters hold one type of value and their names are known by type only. */
export const decodedAlike = <Name extends string, Value>(
  takes: Readonly<Record<Name, Parameter<Value>>>,
  forms: Readonly<Record<string, Form>>,
): Readonly<Record<Name, Value>> => decoded(takes, forms, undefined) as Readonly<Record<Name, Value>>;

/** The defaults of a word, by parameter: what its canonical form holds where a text says nothing. */
export const defaultsOf = (takes: Parameters<never>): Readonly<Record<string, Form>> =>
  Object.fromEntries(
    Object.entries(takes).flatMap(([name, parameter]) => (parameter.default ? [[name, parameter.default.value]] : [])),
  );

/** The parameters as the vocabulary shows them. */
export const slotsOf = (takes: Parameters<never>): readonly Slot[] =>
  Object.entries(takes).map(([name, { type, documentation, optional, many, default: otherwise }]) => ({
    name,
    type,
    documentation,
    ...(optional && { optional }),
    ...(many && { many }),
    ...(otherwise && { default: { text: otherwise.text, source: otherwise.source, value: otherwise.value } }),
  }));

/** What every record of the catalogue says of its word. */
export interface Described {
  readonly name: string;
  readonly documentation: string;
  readonly example: string;
  /** Where its definition comes from. */
  readonly sources?: readonly CitationKey[];
  /** `later`: a word of a later version; it checks, and running it is refused in plain words. */
  readonly status?: Status;
}
/** The record of a word. @throws Error where there is none, which the text's check has said. */
export function called<Kind extends Described>(records: readonly Kind[], name: string): Kind {
  const found = records.find((record) => record.name === name);
  if (found) return found;
  throw new Error(`${name} is not among ${records.map((record) => record.name).join(', ')}`);
}
/** A word of the catalogue as the vocabulary shows it. */
export const entryOf = (
  { name, documentation, example, sources, status }: Described,
  result: FunctionEntry['result'],
  takes: Parameters<never>,
): FunctionEntry => ({
  name,
  result,
  documentation,
  example,
  parameters: slotsOf(takes),
  ...(sources && { sources }),
  ...(status && { status }),
});

// Kinds of parameters.

export const parameter = <Value, Place = unknown>(
  type: Type,
  documentation: string,
  decode: (form: Form | undefined, place: Place) => Value,
): Parameter<Value, Place> => ({ type, documentation, decode });

type Defaulted<Value, Place> = Parameter<Value, Place> & Required<Pick<Parameter<Value, Place>, 'default'>>;
/** The same parameter, with what it is where nothing is said. `text`: as a person writes it, where not as its value. */
export const defaulting = <Value, Place>(
  given: Parameter<Value, Place>,
  value: Form,
  source: string,
  text = defaultText(given.type, value),
): Defaulted<Value, Place> => ({ ...given, optional: true, default: { value, text, source } });
/** The same, a quantity as a person writes it: `50 ms`. */
export const defaultingIn = <Place>(
  given: Parameter<number, Place>,
  value: number,
  unit: string,
  source: string,
): Defaulted<number, Place> => defaulting(given, toSI(value, meaningOf(unit)), source, `${value} ${unit}`);
/** The same parameter, undefined where nothing is said. */
export const optional = <Value, Place>({
  type,
  documentation,
  decode,
}: Parameter<Value, Place>): Parameter<Value | undefined, Place> => ({
  type,
  documentation,
  optional: true,
  decode: (form, place) => (form === undefined ? undefined : decode(form, place)),
});

function defaultText(type: Type, value: Form): string {
  if (typeof value === 'number') {
    if (type.says === shareType.says) return `${value * 100} %`;
    return value !== 0 && Math.abs(value) < 0.01 ? value.toExponential() : String(value);
  }
  if (isSpan(value)) return `${value.from} .. ${value.to}`;
  return isCounted(value) ? `${value.value} ${value.counted}` : String(value);
}

export function numberOf(form: Form | undefined): number {
  if (typeof form === 'number') return form;
  if (isFormula(form)) return calculated(form);
  throw new Error(`${JSON.stringify(form)} stands where a number is taken`);
}
export const wordOf = (form: Form | undefined): string => {
  if (typeof form === 'string') return form;
  throw new Error(`${JSON.stringify(form)} stands where a word is taken`);
};

export const number = (documentation: string, example: string, least?: number, most?: number): Parameter<number> =>
  parameter(real(example, least, most), documentation, numberOf);
/** A whole number of something: `1000`, `40 ranks`. */
export const counted = (of: string, documentation: string, example: string, least = 0): Parameter<number> =>
  parameter(count(of, example, least), documentation, numberOf);
/** 0 .. 1. */
export const share = (documentation: string): Parameter<number> => parameter(shareType, documentation, numberOf);
/** More than 0. */
export const shareAboveNone = (documentation: string): Parameter<number> =>
  parameter(positiveShare, documentation, numberOf);
/** In SI units. */
export const measured = (
  dimension: Dimension,
  documentation: string,
  bounds: { readonly least?: number; readonly positive?: boolean } = {},
): Parameter<number> => parameter(quantity(dimension, bounds), documentation, numberOf);
/** A range of whole numbers. */
export const span = (of: string, documentation: string, example: string, least = 1): Parameter<Range> =>
  parameter({ ...count(of, example, least), range: true, says: 'a range', example }, documentation, spanOf);
export interface Range {
  readonly from: number;
  readonly to: number;
}
/** A single number is a range of one. */
export function spanOf(form: Form | undefined): Range {
  if (isSpan(form)) return { from: numberOf(form.from), to: numberOf(form.to) };
  const only = numberOf(form);
  return { from: only, to: only };
}
/** One of some words; those of a later version check, and are refused before they run. */
export const word = <const Word extends string>(
  words: Readonly<Record<Word, string>>,
  documentation: string,
  later: Readonly<Record<string, string>> = {},
): Parameter<Word> =>
  parameter(
    choice(
      ...Object.entries<string>(words).map(([name, says]) => [name, says] as const),
      ...Object.entries(later).map(([name, says]) => [name, says, 'later'] as const),
    ),
    documentation,
    (form) => {
      const chosen = wordOf(form);
      if (Object.hasOwn(words, chosen)) return chosen as Word;
      throw new Error(`\`${chosen}\` stands where one of ${Object.keys(words).join(', ')} is taken`);
    },
  );
/** The name of a fate or a gene. */
export const nameOf = (kind: 'fate' | 'gene', example: string, documentation: string): Parameter<string> =>
  parameter(named(kind, example), documentation, wordOf);
/** A time, or a number of bins or steps of the activity it is taken of: decoded to whole bins, at least one. */
export const lag = (documentation: string): Parameter<number, Binned> =>
  inBins(quantity(time, { counts: ['steps', 'bins'], positive: true }), documentation);
/** A range of times, or of bins or steps of the activity: decoded to whole bins, at least one. */
export const lags = (documentation: string): Parameter<Range, Binned> =>
  parameter(
    {
      ...quantity(time, { counts: ['steps', 'bins'], positive: true, inBins: true }),
      range: true,
      says: 'a range of times or bins',
      example: '1 .. 200 bins',
    },
    documentation,
    (form, { bin }) => {
      const { from, to } = spanOf(form);
      if (isSpan(form) && form.counts !== undefined) return { from, to };
      const whole = (end: number): number => Math.max(1, Math.round(end / bin()));
      return { from: whole(from), to: whole(to) };
    },
  );
/** A time, decoded to whole bins, at least one. */
export const inBins = (type: Type, documentation: string): Parameter<number, Binned> =>
  parameter(
    { ...type, ...(type.number && { number: { ...type.number, inBins: true } }) },
    documentation,
    (form, { bin }) => (isCounted(form) ? form.value : Math.max(1, Math.round(numberOf(form) / bin()))),
  );
/** What activity says of itself: seconds a bin. */
export interface Binned {
  readonly bin: () => number;
}
/** A call of one word: decoded to what that word takes. */
export const callOf = <Takes extends Parameters<Place>, Place>(
  called: { readonly name: string; readonly takes: Takes },
  type: Type,
  documentation: string,
): Parameter<Arguments<Takes>, Place> => ({
  type,
  documentation,
  called: called.takes,
  decode: (form, place) => {
    if (isCallForm(form) && form.call === called.name) return decoded(called.takes, form.takes, place);
    throw new Error(`${JSON.stringify(form)} stands where ${called.name}(…) is taken`);
  },
});
