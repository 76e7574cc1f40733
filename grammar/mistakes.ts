import type { IToken } from 'chevrotain';
import { Colon, Dot, End, LeftBracket, RightBrace, RightBracket, RightParenthesis, Separator, Strange, UnclosedQuote } from './tokens.ts';
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
