export interface TokenType {
  readonly name: string;
  readonly categories: readonly TokenType[];
  /** Of a category, the types in it. */
  readonly members: TokenType[];
}
/** A piece of a text, and where it begins. */
export interface Token {
  readonly tokenType: TokenType;
  readonly image: string;
  readonly startOffset: number;
}

function type(name: string, ...categories: readonly TokenType[]): TokenType {
  const made: TokenType = { name, categories, members: [] };
  for (const { members } of categories) members.push(made);
  return made;
}
/** What may stand inside a statement. */
export const Inside = type('Inside');
/** Words that are names only in quotes. */
export const Reserved = type('Reserved');
/** Words that begin a phrase. */
export const Label = type('Label');
/** Operators between two operands. */
export const Binary = type('Binary');
/** A line that ends in one of these, or begins with one, continues. */
export const Continuing = type('Continuing');

const token = (name: string, ...categories: readonly TokenType[]): TokenType => type(name, Inside, ...categories);
const label = (name: string): TokenType => token(name, Label, Reserved);

export const With = label('With');
export const Without = label('Without');
export const Within = label('Within');
export const By = label('By');
export const Of = label('Of');
export const At = label('At');
export const In = label('In');
export const Every = label('Every');
export const OtherLabel = label('OtherLabel');
export const Expect = token('Expect', Reserved);
export const Language = token('Language', Reserved);
export const Use = token('Use', Reserved);
export const And = token('And', Reserved, Binary, Continuing);
export const Or = token('Or', Reserved, Binary, Continuing);
export const Not = token('Not', Reserved);

export const Word = token('Word');
/** A word that begins a declaration, by where it stands: the layout finds these. */
export const Kind = type('Kind');
/** `let`, where it begins a line outside all blocks: the layout finds it, so that a gene may be called `let`. */
export const Let = type('Let');
/** `study`, where it begins a line outside all blocks and a brace follows: the layout finds it. */
export const Study = type('Study');
export const Quoted = token('Quoted');
export const NumberToken = token('Number');
/** `per h`, `per step`: a label only before a unit, so that a gene may be called `per`. */
export const Per = token('Per', Label);
/** Directly after a number any unreserved word is a unit; after `in`, only a unit's name is. */
export const Unit = token('Unit');

export const Activates = token('Activates', Continuing);
export const Inhibits = token('Inhibits', Continuing);
export const Compare = token('Compare', Binary, Continuing);
export const Equals = token('Equals', Binary, Continuing);
export const Plus = token('Plus', Binary, Continuing);
export const Minus = token('Minus', Binary, Continuing);
export const Times = token('Times', Binary, Continuing);
export const Power = token('Power', Binary, Continuing);
export const To = token('To', Continuing);
export const Comma = token('Comma', Continuing);
export const Dot = token('Dot');
export const Colon = token('Colon');
export const LeftParenthesis = token('LeftParenthesis');
export const RightParenthesis = token('RightParenthesis');
export const LeftBracket = token('LeftBracket');
export const RightBracket = token('RightBracket');
export const LeftBrace = token('LeftBrace');
export const RightBrace = type('RightBrace');

export const Newline = type('Newline');
/** What ends a statement, once the layout is known. */
export const Separator = type('Separator');
export const Comment = type('Comment');

/** Text that begins no token of the language: always an error, reported by the parser. */
export const UnclosedQuote = token('UnclosedQuote');
export const Strange = token('Strange');
/** Closes the tokens of a text. */
export const End = type('End');

/** Whether a token belongs to a category. */
export const belongs = (type: TokenType, to: TokenType): boolean => type.categories.includes(to);
