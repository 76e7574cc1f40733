/** A check: one code, one page of the manual, one bad and one good example. */
import { distance, nearest } from '../../grammar/spelling.ts';
import type { Block, Range } from '../../grammar/tree.ts';
import { isPlainName } from '../../grammar/words.ts';
import type { Diagnostic, DiagnosticTag, Fix, Severity } from '../diagnostic.ts';
import { added, removed } from '../edits.ts';
import type { View } from '../view.ts';

/** Every code. The catalogue is a total record of them, so that each has its check and no check stands outside it. */
export type Code =
  | `L00${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | `L01${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | 'L020'
  | 'L021'
  | 'L022'
  | `G00${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | `G01${0 | 1 | 2 | 3 | 4 | 5}`
  | `G02${0 | 1 | 2 | 3 | 4 | 5 | 6}`
  | `G03${0 | 1 | 2 | 3}`
  | `D00${1 | 2}`
  | `D01${0 | 4 | 5 | 8 | 9}`
  | 'D020'
  | 'D021'
  | 'D022'
  | 'D023'
  | 'D024'
  | 'D025'
  | 'D026'
  | 'D027'
  | 'D028'
  | `C02${0 | 1 | 2 | 3 | 4}`
  | `C03${1 | 2 | 3 | 4}`
  | `C04${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | `C05${0 | 1 | 2 | 3 | 4 | 5}`
  | `C06${5 | 8 | 9}`
  | `C07${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`
  | `C08${0 | 1 | 2 | 5 | 6 | 7 | 8}`
  | `N05${0 | 1 | 4}`
  | 'N060'
  | `N06${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | `N07${0 | 1 | 2 | 3 | 4 | 5 | 6 | 8 | 9}`
  | `S06${1 | 2 | 3}`
  | `N08${6 | 7 | 8 | 9}`
  | 'S080'
  | 'S100'
  | 'S101'
  | 'S102'
  | 'S103'
  | 'S104'
  | `S08${2 | 3 | 4 | 7 | 8 | 9}`
  | `T04${0 | 1 | 2 | 5 | 6 | 7 | 8 | 9}`
  | 'T050'
  | `U07${0 | 1 | 2 | 4 | 5 | 6 | 7 | 8 | 9}`;

/** Looks through a whole text. Several checks may be found by one. */
export type Finder = (view: View) => readonly Diagnostic[];
/**
 * What says a check as it goes along: the parser, the walk at each word, the reader of a file, the study of one
 * declaration; `fault`: what guards the checks, so that no text is meant to give it.
 */
export type Sayer = 'parser' | 'walk' | 'reader' | 'study' | 'fault';

export interface Check {
  readonly code: Code;
  readonly severity: Severity;
  /** How an editor may show the text it is about. */
  readonly tag?: DiagnosticTag;
  /** One line, as the manual's list shows it. */
  readonly title: string;
  /** Why it matters and what to do. */
  readonly explanation: string;
  /** A file that gives this diagnostic, once; empty where none is meant to. */
  readonly bad: string;
  /** The same file put right: it does not give it. */
  readonly good: string;
  /** `science`: found by computing or by reading files, after the text's own checks. */
  readonly tier: 'text' | 'science';
  readonly find: Finder | Sayer;
}

export const diagnostic = (
  check: Check,
  range: Range,
  message: string,
  fixes?: readonly Fix[],
  severity: Severity = check.severity,
): Diagnostic => ({
  code: check.code,
  severity,
  message,
  range,
  ...(check.tag && { tag: check.tag }),
  ...(fixes && fixes.length > 0 && { fixes }),
});
export const replaceBy = (range: Range, text: string, title = `Change to \`${text}\``): Fix => ({
  title,
  edits: [{ range, text }],
});
/** A statement, or a declaration, taken out. */
export const takingOut = (range: Range, source: string, title = 'Remove it'): Fix => ({
  title,
  edits: [removed(range, source)],
});
/** A comma stands not farther from what it parts: looking for it takes no longer in a long text. */
const farthest = 200;
/** One of several between commas, with the comma before it; of the first, with that behind it. */
export function takingOutOf({ start, end }: Range, source: string, title = 'Remove it'): Fix {
  const before = /\s*,\s*$/.exec(source.slice(Math.max(0, start - farthest), start))?.[0].length;
  const after = /^\s*,\s*/.exec(source.slice(end))?.[0].length ?? 0;
  const range = before === undefined ? { start, end: end + after } : { start: start - before, end };
  return { title, edits: [{ range, text: '' }] };
}
/** A statement put at the end of a block. */
export const puttingIn = (block: Block, statement: string, source: string): Fix => ({
  title: `Add \`${statement}\``,
  edits: [added(block, statement, source)],
});
/** A name as a text writes it: in quotes where it must. */
export const asName = (name: string): string => (isPlainName(name) ? name : `"${name}"`);
/** ` Did you mean …?` and the fix for it. */
export function suggestion(
  word: string,
  known: readonly string[],
  range: Range,
  written = (name: string): string => name,
): { readonly text: string; readonly fixes: readonly Fix[] } {
  const near = nearest(word, known) ?? onlyLonger(word, known) ?? onlyAlike(word, known);
  return near === undefined
    ? { text: '', fixes: [] }
    : { text: ` Did you mean \`${near}\`?`, fixes: [replaceBy(range, written(near))] };
}
/** The one name that goes on where the word ends: `size` of `size_mean`. */
function onlyLonger(word: string, known: readonly string[]): string | undefined {
  if (word.length <= 3) return undefined;
  let longer: string | undefined;
  for (const name of known) {
    if (!name.startsWith(word) || name[word.length] !== '_') continue;
    if (longer !== undefined) return undefined;
    longer = name;
  }
  return longer;
}
/** The one name of as many letters that begins alike and is two steps away: `adam` of `admn`. */
function onlyAlike(word: string, known: readonly string[]): string | undefined {
  const alike = known.filter(
    (name) =>
      name.length === word.length &&
      name.length > 3 &&
      name.slice(0, 2) === word.slice(0, 2).toLowerCase() &&
      distance(name, word.toLowerCase()) === 2,
  );
  return alike.length === 1 ? alike[0] : undefined;
}
/** A diagnostic that several conditions give at one place is one. */
export const distinct = (found: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(found.map((problem) => [`${problem.code} ${problem.range.start}`, problem])).values(),
];
export const listed = (words: readonly string[], most = 8): string =>
  words
    .slice(0, most)
    .map((word) => `\`${word}\``)
    .join(', ') + (words.length > most ? ', …' : '');
