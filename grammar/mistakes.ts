import { distance } from './spelling.ts';
import { labels } from './words.ts';
import {
  Colon,
  Dot,
  End,
  LeftBracket,
  RightBrace,
  RightBracket,
  RightParenthesis,
  Separator,
  Strange,
  UnclosedQuote,
  Word,
  type Token,
} from './tokens.ts';
import type { SyntaxError as Mistake } from './tree.ts';

/** How a token is named in a message, with what is known about why it cannot stand anywhere. */
export function explain(token: Token): string {
  const type = token.tokenType;
  if (type === End || token.image === '') return 'end of the file';
  if (type === Separator) return token.image === ';' ? '`;`' : 'end of the line';
  if (type === UnclosedQuote) return 'text without its closing `"`';
  if (type === Strange && /[“”„«»‘’'`]/.test(token.image))
    return `\`${token.image}\` (strings stand in straight double quotes)`;
  if (type === Strange && /[−–—]/.test(token.image)) return `\`${token.image}\` (the minus sign is \`-\`)`;
  if (type === Strange && /[×·]/.test(token.image)) return `\`${token.image}\` (the sign of multiplication is \`*\`)`;
  if (type === Strange && /^[µμ]/.test(token.image))
    return `\`${token.image}\` (a micrometre is written \`um\`, a microsecond \`us\`)`;
  if (type === Strange && token.image in signs) return `\`${token.image}\` (${signs[token.image]})`;
  if (type === Strange && /\p{L}/u.test(token.image))
    return `\`${token.image}\` (a name of other letters than A to Z stands in double quotes)`;
  if (type === LeftBracket || type === RightBracket) return `\`${token.image}\` (lists are written with commas alone)`;
  if (type === RightParenthesis) return '`)`, which closes nothing here';
  if (type === RightBrace) return '`}`';
  if (type === Dot) return '`.` (a number has digits before and after its point)';
  if (type === Colon) return '`:` (it stands only after the name of an argument)';
  return `\`${token.image}\``;
}

const signs: Readonly<Record<string, string>> = {
  '~': 'not is written `!`',
  '≤': 'it is written `<=`',
  '≥': 'it is written `>=`',
  '≠': 'it is written `!(a = b)`',
  '∧': 'and is written `&`',
  '∨': 'or is written `|`',
  '¬': 'not is written `!`',
};

/** Two signs of other languages, and what is written here. */
const doubled: Readonly<Record<string, string>> = {
  '&&': '&',
  '||': '|',
  '==': '=',
  '**': '^',
  '//': '#',
  '/*': '#',
  '--': '#',
};
/** `&&`, `==`: a sign that another language writes twice. */
export function otherLanguage(previous: Token, next: Token): Mistake | undefined {
  const written = previous.image + next.image;
  const touching = previous.startOffset + previous.image.length === next.startOffset;
  const word = next.tokenType === Word && ['AND', 'OR', 'NOT'].includes(next.image) ? next.image : undefined;
  const meant = word?.toLowerCase() ?? (touching ? doubled[written] : undefined);
  if (!meant) return undefined;
  const range = { start: word ? next.startOffset : previous.startOffset, end: next.startOffset + next.image.length };
  return {
    code: 'L003',
    message:
      meant === '#'
        ? `A comment begins with \`#\`, not with \`${written}\`.`
        : `\`${word ?? written}\` is written \`${meant}\` here.`,
    range,
    fixes: [{ title: `Write ${meant}`, edits: [{ range, text: meant }] }],
  };
}

/** Words with which a line begins in other languages, what is written here, and the word for it where that is all. */
const foreign: Readonly<Record<string, { readonly says: string; readonly word?: string }>> = {
  ...Object.fromEntries(
    ['const', 'param', 'parameter', 'var', 'set', 'define'].map((word) => [
      word,
      {
        says: 'a number gets a name by `let N = 400`, and an experiment varies it by `vary N in 400, 800`.',
        word: 'let',
      },
    ]),
  ),
  ...Object.fromEntries(
    ['import', 'include', 'require'].map((word) => [
      word,
      { says: 'another file is taken by `use "file.anl"`.', word: 'use' },
    ]),
  ),
  ...Object.fromEntries(
    ['vary', 'seeds', 'compare', 'train', 'measure', 'expect', 'plot', 'screen'].map((word) => [
      word,
      { says: `\`${word}\` stands inside an experiment: \`experiment NAME { ${word} … }\`.` },
    ]),
  ),
};
export function foreignWord(token: Token): Mistake | undefined {
  const known = Object.hasOwn(foreign, token.image) ? foreign[token.image] : undefined;
  const range = { start: token.startOffset, end: token.startOffset + token.image.length };
  return (
    known && {
      code: 'L003',
      message: `\`${token.image}\` begins no declaration: ${known.says}`,
      range,
      ...(known.word && { fixes: [{ title: `Write \`${known.word}\``, edits: [{ range, text: known.word }] }] }),
    }
  );
}

export function quoteFix(text: string, start: number): NonNullable<Mistake['fixes']> {
  return [{ title: `Write "${text}"`, edits: [{ range: { start, end: start + text.length }, text: `"${text}"` }] }];
}

/** Capitals, or one slip of the pen. */
export const isSlip = (written: string, meant: string): boolean =>
  written !== meant && distance(written.toLowerCase(), meant) <= 1;

/** Labels as other languages have them. */
const otherLabels: ReadonlyMap<string, string> = new Map([
  ['no', 'without'],
  ['vs', 'by'],
  ['versus', 'by'],
  ['against', 'by'],
]);
/** A word that is a slip of the pen away from a label: two letters swapped, or one letter more, less or other. */
export function didYouMean(token: Token): Mistake | undefined {
  const label =
    token.tokenType === Word
      ? (otherLabels.get(token.image) ?? labels.find((one) => one.length > 3 && isSlip(token.image, one)))
      : undefined;
  if (!label) return undefined;
  const range = { start: token.startOffset, end: token.startOffset + token.image.length };
  return {
    code: 'L003',
    message: `Unexpected \`${token.image}\`: did you mean \`${label}\`?`,
    range,
    fixes: [{ title: `Write ${label}`, edits: [{ range, text: label }] }],
  };
}
