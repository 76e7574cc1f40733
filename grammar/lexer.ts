import {
  Activates,
  And,
  At,
  By,
  Colon,
  Comma,
  Comment,
  Compare,
  Dot,
  Equals,
  Every,
  Expect,
  In,
  Inhibits,
  Language,
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  Minus,
  Newline,
  Not,
  NumberToken,
  Of,
  Or,
  OtherLabel,
  Per,
  Plus,
  Power,
  Quoted,
  RightBrace,
  RightBracket,
  RightParenthesis,
  Separator,
  Strange,
  Times,
  To,
  type Token,
  type TokenType,
  UnclosedQuote,
  Unit,
  Use,
  With,
  Within,
  Without,
  Word,
} from './tokens.ts';
import { labels, physicalUnits, reservedWords } from './words.ts';

export interface Lexed {
  readonly tokens: readonly Token[];
  readonly comments: readonly Token[];
  /** How long the text is, where it is too long: then nothing of it is read. */
  readonly tooLong?: string;
}

/** A longer text would hold up whoever types, and take the memory of the editor: some 20,000 lines are shorter. */
const mostCharacters = 2 ** 20;
const mostTokens = 200_000;
const length = (count: number, most: number, what: string): string =>
  `${count.toLocaleString('en')} ${what}, and at most ${most.toLocaleString('en')} are read`;

/** Never fails: what is not a token of the language is `Strange` or `UnclosedQuote`. */
export function lex(source: string): Lexed {
  const nothing = { tokens: [], comments: [] };
  if (source.length > mostCharacters)
    return { ...nothing, tooLong: length(source.length, mostCharacters, 'characters') };
  const tokens: Token[] = [],
    comments: Token[] = [];
  for (let at = 0; at < source.length; ) {
    const code = source.charCodeAt(at);
    const spaces = code === blank ? 1 : isSign(code) ? 0 : matchAt(space, source, at).length;
    if (spaces === 0) {
      const token = tokenAt(source, at, tokens[tokens.length - 1]?.tokenType);
      (token.tokenType === Comment ? comments : tokens).push(token);
      at += token.image.length;
    } else at += spaces;
  }
  return tokens.length > mostTokens
    ? { ...nothing, tooLong: length(tokens.length, mostTokens, 'words and signs') }
    : { tokens, comments };
}
const blank = 0x20;
/** Of ASCII, and neither space nor control. */
const isSign = (code: number): boolean => code > blank && code < 0x7f;
const isLetter = (code: number): boolean =>
  (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;

const space = /[\t\v\f \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]+/y;
const newline = /\r\n|\r|\n/y;
const comment = /#[^\r\n]*/y;
const number = /\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?/y;
/** A quote that is closed, or not, in its line. */
const quoted = /"[^"\r\n]*"?/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
/** Words of two words, which are one name: `then train`, `per neuron`. */
const doubleWord = /(?:then[ \t]+train|per[ \t]+(?:neuron|type))(?![A-Za-z0-9_])/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a file may hold any character, and each must be met
const strange = /[$%'?@\\`~\u0000-\u0008\u000E-\u001F\u007F-\uFFFF]+/y;

const physical = `(?:${[...physicalUnits].sort((a, b) => b.length - a.length).join('|')})(?![A-Za-z0-9_])`;
const compound = new RegExp(`${physical}(?:[/*]${physical})*`, 'y');
const percent = /%/y;
const count = /%|[A-Za-z_][A-Za-z0-9_]*/y;
const per = new RegExp(`per(?=[ \\t]+(?:${physical}|steps?(?![A-Za-z0-9_])))`, 'y');

const words: ReadonlyMap<string, TokenType> = new Map([
  ...labels.map((text) => [text, OtherLabel] as const),
  ['with', With],
  ['without', Without],
  ['within', Within],
  ['by', By],
  ['of', Of],
  ['at', At],
  ['in', In],
  ['every', Every],
  ['expect', Expect],
  ['language', Language],
  ['use', Use],
  ['and', And],
  ['or', Or],
  ['not', Not],
]);
/** The longer ones first. */
const signs: readonly (readonly [string, TokenType])[] = [
  ['&', And],
  ['|', Or],
  ['!', Not],
  ['->', Activates],
  ['-|', Inhibits],
  ['<=', Compare],
  ['>=', Compare],
  ['<', Compare],
  ['>', Compare],
  ['=', Equals],
  ['+', Plus],
  ['-', Minus],
  ['*', Times],
  ['/', Times],
  ['^', Power],
  ['..', To],
  [',', Comma],
  ['.', Dot],
  [':', Colon],
  ['(', LeftParenthesis],
  [')', RightParenthesis],
  ['[', LeftBracket],
  [']', RightBracket],
  ['{', LeftBrace],
  ['}', RightBrace],
  [';', Separator],
];
/** By the code of the first character. */
const signsFrom: (typeof signs)[] = Array.from({ length: 0x80 }, (_, code) =>
  signs.filter(([text]) => text.charCodeAt(0) === code),
);

/** `previous`: of the token before, which decides what is a unit. */
function tokenAt(source: string, at: number, previous: TokenType | undefined): Token {
  const code = source.charCodeAt(at);
  if (isLetter(code)) return wordAt(source, at, previous);
  if (code < 0x80)
    for (const [text, type] of signsFrom[code]) if (source.startsWith(text, at)) return token(type, text, at);
  if (code === 0x25) {
    const unit = unitAt(source, at, previous);
    if (unit !== '') return token(Unit, unit, at);
  }
  for (const [type, pattern] of others) {
    const image = matchAt(pattern, source, at);
    if (image !== '') return token(type, image, at);
  }
  const image = matchAt(quoted, source, at);
  return token(image.length > 1 && image.endsWith('"') ? Quoted : UnclosedQuote, image, at);
}
const token = (tokenType: TokenType, image: string, startOffset: number): Token => ({ tokenType, image, startOffset });
const others: readonly (readonly [TokenType, RegExp])[] = [
  [NumberToken, number],
  [Newline, newline],
  [Comment, comment],
  [Strange, strange],
];

function wordAt(source: string, at: number, previous: TokenType | undefined): Token {
  const name = matchAt(word, source, at);
  if (name === 'per' && matchAt(per, source, at) !== '') return token(Per, name, at);
  const unit = unitAt(source, at, previous);
  if (unit !== '') return token(Unit, unit, at);
  const reserved = words.get(name);
  if (reserved) return token(reserved, name, at);
  return token(Word, ((name === 'then' || name === 'per') && matchAt(doubleWord, source, at)) || name, at);
}

function unitAt(source: string, at: number, previous: TokenType | undefined): string {
  if (previous === In) return matchAt(compound, source, at) || matchAt(percent, source, at);
  if (previous !== NumberToken && previous !== Per) return '';
  const unit = matchAt(compound, source, at) || matchAt(count, source, at);
  return reservedWords.has(unit) ? '' : unit;
}

/** What is there of a pattern, or nothing. */
function matchAt(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.test(text) ? text.slice(offset, pattern.lastIndex) : '';
}
