import { createToken, Lexer, type IToken, type TokenType } from 'chevrotain';
import { labels, physicalUnits, reservedWords } from './words.ts';

const category = (name: string): TokenType => createToken({ name, pattern: Lexer.NA });
/** What may stand inside a statement. */
export const Inside = category('Inside');
/** Words that are names only in quotes. */
export const Reserved = category('Reserved');
/** Words that begin a phrase. */
export const Label = category('Label');
/** Operators between two operands. */
export const Binary = category('Binary');
/** A line that ends in one of these, or begins with one, continues. */
export const Continuing = category('Continuing');

const token = (name: string, pattern: RegExp, ...categories: TokenType[]): TokenType =>
  createToken({ name, pattern, categories: [Inside, ...categories] });
/** Reserved words match whole words only. */
const whole = (text: string): RegExp => new RegExp(`(?:${text})(?![A-Za-z0-9_])`);
const label = (name: string, text: string): TokenType => token(name, whole(text), Label, Reserved);

export const With = label('With', 'with');
export const Without = label('Without', 'without');
export const Within = label('Within', 'within');
export const By = label('By', 'by');
export const Of = label('Of', 'of');
export const At = label('At', 'at');
export const In = label('In', 'in');
export const Every = label('Every', 'every');
const own = new Set(['with', 'without', 'within', 'by', 'of', 'at', 'in', 'every']);
export const OtherLabel = label('OtherLabel', labels.filter((text) => !own.has(text)).join('|'));
export const Expect = token('Expect', whole('expect'), Reserved);
export const Language = token('Language', whole('language'), Reserved);
export const Use = token('Use', whole('use'), Reserved);
export const And = token('And', /&|and(?![A-Za-z0-9_])/, Reserved, Binary, Continuing);
export const Or = token('Or', /\||or(?![A-Za-z0-9_])/, Reserved, Binary, Continuing);
export const Not = token('Not', /!|not(?![A-Za-z0-9_])/, Reserved);

/** Words of two words, which are one name: `then train`, `per neuron`. */
export const Word = token(
  'Word',
  /(?:then[ \t]+train|per[ \t]+(?:neuron|type))(?![A-Za-z0-9_])|[A-Za-z_][A-Za-z0-9_]*/,
);
/** A word that begins a declaration, by where it stands: the layout finds these. */
export const Kind = createToken({ name: 'Kind', pattern: Lexer.NA });
/** `let`, where it begins a line outside all blocks: the layout finds it, so that a gene may be called `let`. */
export const Let = createToken({ name: 'Let', pattern: Lexer.NA });
/** `study`, where it begins a line outside all blocks and a brace follows: the layout finds it. */
export const Study = createToken({ name: 'Study', pattern: Lexer.NA });
export const Quoted = token('Quoted', /"[^"\r\n]*"/);
export const NumberToken = token('Number', /\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?/);

const physical = `(?:${[...physicalUnits].sort((a, b) => b.length - a.length).join('|')})(?![A-Za-z0-9_])`;
const compound = new RegExp(`${physical}(?:[/*]${physical})*`, 'y');
const count = /%|[A-Za-z_][A-Za-z0-9_]*/y;
const percent = /%/y;
const matchAt = (pattern: RegExp, text: string, offset: number): RegExpExecArray | null => {
  pattern.lastIndex = offset;
  return pattern.exec(text);
};

/** `per h`, `per step`: a label only before a unit, so that a gene may be called `per`. */
const Per = token('Per', new RegExp(`per(?=[ \\t]+(?:${physical}|steps?(?![A-Za-z0-9_])))`), Label);

/** Directly after a number any unreserved word is a unit; after `in`, only a unit's name is. */
export const Unit = createToken({
  name: 'Unit',
  categories: [Inside],
  line_breaks: false,
  start_chars_hint: [...'%_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  pattern: (text: string, offset: number, matched: IToken[]) => {
    const previous = matched[matched.length - 1]?.tokenType;
    if (previous === In) return matchAt(compound, text, offset) ?? matchAt(percent, text, offset);
    if (previous !== NumberToken && previous !== Per) return null;
    const unit = matchAt(compound, text, offset) ?? matchAt(count, text, offset);
    return unit && !reservedWords.has(unit[0]) ? unit : null;
  },
});

export const Activates = token('Activates', /->/, Continuing);
export const Inhibits = token('Inhibits', /-\|/, Continuing);
export const Compare = token('Compare', /<=|>=|<|>/, Binary, Continuing);
export const Equals = token('Equals', /=/, Binary, Continuing);
export const Plus = token('Plus', /\+/, Binary, Continuing);
export const Minus = token('Minus', /-/, Binary, Continuing);
export const Times = token('Times', /[*/]/, Binary, Continuing);
export const Power = token('Power', /\^/, Binary, Continuing);
export const To = token('To', /\.\./, Continuing);
export const Comma = token('Comma', /,/, Continuing);
export const Dot = token('Dot', /\./);
export const Colon = token('Colon', /:/);
export const LeftParenthesis = token('LeftParenthesis', /\(/);
export const RightParenthesis = token('RightParenthesis', /\)/);
export const LeftBracket = token('LeftBracket', /\[/);
export const RightBracket = token('RightBracket', /\]/);
export const LeftBrace = token('LeftBrace', /\{/);
export const RightBrace = createToken({ name: 'RightBrace', pattern: /\}/ });

export const Newline = createToken({ name: 'Newline', pattern: /\r\n|\r|\n/, line_breaks: true });
/** What ends a statement, once the layout is known. */
export const Separator = createToken({ name: 'Separator', pattern: /;/ });
const Comment = createToken({ name: 'Comment', pattern: /#[^\r\n]*/, group: 'comments' });
const Space = createToken({
  name: 'Space',
  pattern: /[\t\v\f \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]+/,
  group: Lexer.SKIPPED,
});

/** Text that begins no token of the language: always an error, reported by the parser. */
export const UnclosedQuote = token('UnclosedQuote', /"[^"\r\n]*/);
// biome-ignore lint/suspicious/noControlCharactersInRegex: a file may hold any character, and each must be met
export const Strange = token('Strange', /[$%'?@\\`~\u0000-\u0008\u000E-\u001F\u007F-\uFFFF]+/);
/** Never matched: closes the token stream. */
export const End = createToken({ name: 'End', pattern: Lexer.NA });

export const tokenTypes: TokenType[] = [
  Space,
  Newline,
  Comment,
  Per,
  Unit,
  With,
  Without,
  Within,
  By,
  Of,
  At,
  In,
  Every,
  OtherLabel,
  Expect,
  Language,
  Use,
  And,
  Or,
  Not,
  Word,
  Kind,
  Let,
  Study,
  Quoted,
  UnclosedQuote,
  NumberToken,
  Activates,
  Inhibits,
  Compare,
  Equals,
  Plus,
  Minus,
  Times,
  Power,
  To,
  Comma,
  Dot,
  Colon,
  LeftParenthesis,
  RightParenthesis,
  LeftBracket,
  RightBracket,
  LeftBrace,
  RightBrace,
  Separator,
  Strange,
  Inside,
  Reserved,
  Label,
  Binary,
  Continuing,
  End,
];
const lexer = new Lexer(tokenTypes, { positionTracking: 'onlyOffset', skipValidations: true });

/** Whether a token belongs to a category. */
export const belongs = (type: TokenType, to: TokenType): boolean => type.CATEGORIES?.includes(to) ?? false;

export interface Lexed {
  readonly tokens: readonly IToken[];
  readonly comments: readonly IToken[];
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
  const { tokens, groups } = lexer.tokenize(source);
  if (tokens.length > mostTokens) return { ...nothing, tooLong: length(tokens.length, mostTokens, 'words and signs') };
  return { tokens, comments: groups.comments as IToken[] };
}
