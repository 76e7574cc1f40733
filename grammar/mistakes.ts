import type { IToken } from 'chevrotain';
import { distance } from './spelling.ts';
import { labels } from './words.ts';
import { Colon, Dot, End, LeftBracket, RightBrace, RightBracket, RightParenthesis, Separator, Strange, UnclosedQuote, Word } from './tokens.ts';
import type { SyntaxError as Mistake } from './tree.ts';

/** How a token is named in a message, with what is known about why it cannot stand anywhere. */
export function explain(token: IToken): string {
  const type = token.tokenType;
  if (type === End || token.image === '') return 'end of the file';
  if (type === Separator) return token.image === ';' ? '`;`' : 'end of the line';
  if (type === UnclosedQuote) return 'text without its closing `"`';
  if (type === Strange && /[“”„«»‘’'`]/.test(token.image)) return `\`${token.image}\` (strings stand in straight double quotes)`;
  if (type === Strange && /[−–—]/.test(token.image)) return `\`${token.image}\` (the minus sign is \`-\`)`;
  if (type === Strange && /[×·]/.test(token.image)) return `\`${token.image}\` (the sign of multiplication is \`*\`)`;
  if (type === Strange && /\p{L}/u.test(token.image)) return `\`${token.image}\` (a name of other letters than A to Z stands in double quotes)`;
  if (type === LeftBracket || type === RightBracket) return `\`${token.image}\` (lists are written with commas alone)`;
  if (type === RightParenthesis) return '`)`, which closes nothing here';
  if (type === RightBrace) return '`}`';
  if (type === Dot) return '`.`';
  if (type === Colon) return '`:` (it stands only after the name of an argument)';
  return `\`${token.image}\``;
}

export function quoteFix(text: string, start: number): NonNullable<Mistake['fixes']> {
  return [{ title: `Write "${text}"`, edits: [{ range: { start, end: start + text.length }, text: `"${text}"` }] }];
}

/** A word that is a slip of the pen away from a label: two letters swapped, or one letter more, less or other. */
export function didYouMean(token: IToken): Mistake | undefined {
  const label = token.tokenType === Word ? labels.find((one) => one.length > 3 && distance(token.image.toLowerCase(), one) === 1) : undefined;
  if (!label) return undefined;
  const range = { start: token.startOffset, end: token.startOffset + token.image.length };
  return { code: 'L003', message: `Unexpected \`${token.image}\`: did you mean \`${label}\`?`, range, fixes: [{ title: `Write ${label}`, edits: [{ range, text: label }] }] };
}
