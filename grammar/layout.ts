import type { Lexed } from './lexer.ts';
import {
  belongs,
  Colon,
  Comma,
  Continuing,
  End,
  Equals,
  Kind,
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  Let,
  Minus,
  Newline,
  Not,
  NumberToken,
  Quoted,
  Reserved,
  RightBrace,
  RightBracket,
  RightParenthesis,
  OtherLabel,
  Separator,
  Strange,
  Study,
  Unit,
  Word,
  type Token,
  type TokenType,
} from './tokens.ts';
import { type Braces, matchBraces, type Place } from './braces.ts';
import { didYouMean } from './mistakes.ts';
import type { Range, SyntaxError as Mistake } from './tree.ts';
import { nouns } from './words.ts';

/**
 * From the tokens as written to the tokens that the parser reads: newplaces have become separators or nothing, every
 * brace and parenthesis is closed (a closing one of zero width stands in for a missing one, with its error), and the
 * words that begin declarations are marked. Linear in the number of tokens.
 */
export interface Layout {
  readonly tokens: Token[];
  readonly errors: readonly Mistake[];
  /** Pasted `targets, factors` places: without meaning, like comments. */
  readonly headers: readonly Range[];
}

const deepest = 100;
const nounWords: ReadonlySet<string> = new Set(nouns);

export function layOut(source: string, lexed: Lexed): Layout {
  const tokens = limitDepth([...lexed.tokens, made(End, source.length, '')]);
  const places = placesOf(source, tokens);
  const starts = tokens.map((_, index) => startsDeclaration(tokens, places, index));
  const braces = matchBraces(tokens, places, starts);
  const broken = unmatchedParentheses(tokens, starts);
  return emit(tokens, { places, starts, braces, broken });
}

const rangeOf = (token: Token): Range => ({ start: token.startOffset, end: token.startOffset + token.image.length });
const retag = (token: Token, tokenType: TokenType): Token => ({
  ...token,
  tokenType,
});
const made = (tokenType: TokenType, at: number, image: string): Token => ({
  image,
  startOffset: at,
  tokenType,
});
const opensGroup = (type: TokenType): boolean => type === LeftParenthesis || type === LeftBracket;
const closesGroup = (type: TokenType): boolean => type === RightParenthesis || type === RightBracket;
const isNameLike = (token: Token): boolean => token.tokenType === Word || token.tokenType === Quoted;

/** Groups and blocks nested beyond all sense are unexpected text, so that the parser's recursion is bounded. */
function limitDepth(tokens: readonly Token[]): Token[] {
  let groups = 0;
  let blocks = 0;
  return tokens.map((token) => {
    const type = token.tokenType;
    if (opensGroup(type)) return ++groups > deepest ? retag(token, Strange) : token;
    if (closesGroup(type)) return groups > 0 && groups-- > deepest ? retag(token, Strange) : token;
    if (type === LeftBrace) {
      groups = 0;
      return ++blocks > deepest ? retag(token, Strange) : token;
    }
    if (type === RightBrace) {
      groups = 0;
      return blocks > 0 && blocks-- > deepest ? retag(token, Strange) : token;
    }
    return token;
  });
}

function placesOf(source: string, tokens: readonly Token[]): readonly Place[] {
  let lineStart = source.startsWith('\uFEFF') ? 1 : 0;
  let [line, indent] = [0, -1];
  return tokens.map((token) => {
    if (token.tokenType === Newline) {
      lineStart = token.startOffset + token.image.length;
      indent = -1;
      return { line: line++, indent: 0, first: false };
    }
    const first = indent < 0;
    if (first) indent = token.startOffset - lineStart;
    return { line, indent, first };
  });
}

/** `KIND name`, or `let name =`, at column 1. */
function startsDeclaration(tokens: readonly Token[], places: readonly Place[], index: number): boolean {
  const token = tokens[index];
  return (
    places[index].first &&
    places[index].indent === 0 &&
    ((nounWords.has(token.image) && isNameLike(tokens[index + 1])) || isLet(tokens, index) || isStudy(tokens, index))
  );
}
/** Also by letters that a name has in quotes alone: the parser says so. */
const mayBeNamed = (token: Token): boolean => isNameLike(token) || token.tokenType === Strange;
/** `let name =`, which no statement of a block is. */
const isLet = (tokens: readonly Token[], index: number): boolean =>
  tokens[index].image === 'let' && mayBeNamed(tokens[index + 1]) && tokens[index + 2].tokenType === Equals;

/** `study {`: a noun without a name. */
function isStudy(tokens: readonly Token[], index: number): boolean {
  let next = index + 1;
  while (tokens[next]?.tokenType === Newline) next++;
  return tokens[index].image === 'study' && tokens[index].tokenType === Word && tokens[next]?.tokenType === LeftBrace;
}

/** A group is left open where a brace, a `;` or a declaration comes before its end. */
function unmatchedParentheses(tokens: readonly Token[], starts: readonly boolean[]): ReadonlySet<number> {
  const unmatched = new Set<number>();
  let open: number[] = [];
  tokens.forEach(({ tokenType: type }, index) => {
    if (opensGroup(type)) open.push(index);
    else if (closesGroup(type)) open.pop();
    else if (type === LeftBrace || type === RightBrace || type === Separator || type === End || starts[index]) {
      for (const parenthesis of open) unmatched.add(parenthesis);
      open = [];
    }
  });
  return unmatched;
}

interface Found {
  readonly places: readonly Place[];
  readonly starts: readonly boolean[];
  readonly braces: Braces;
  readonly broken: ReadonlySet<number>;
}

function emit(tokens: readonly Token[], { places, starts, braces, broken }: Found): Layout {
  const result: Token[] = [];
  const errors: Mistake[] = braces.unclosed.map((index) => ({
    code: 'L002',
    message: 'This block is never closed: add `}` after its last statement.',
    range: rangeOf(tokens[index]),
  }));
  const headers: Range[] = [];
  let depth = 0;
  let blocks = 0;
  let noun = '';
  let open: Token[] = [];
  const closeGroups = (): void => {
    if (!open.length) return;
    errors.push({
      code: 'L003',
      message: `This \`${open[0].image}\` is never closed: add \`${open[0].image === '(' ? ')' : ']'}\`.`,
      range: rangeOf(open[0]),
    });
    for (const group of open.reverse())
      result.push(made(group.tokenType === LeftParenthesis ? RightParenthesis : RightBracket, endOfLast(result), ''));
    open = [];
  };
  for (let index = 0; index < tokens.length; index++) {
    const token = braces.stray.has(index) ? retag(tokens[index], Strange) : tokens[index];
    const type = token.tokenType;
    const missing = braces.missingBefore.get(index) ?? 0;
    for (let closed = 0; closed < missing; closed++) {
      closeGroups();
      result.push(made(RightBrace, endOfLast(result), ''));
      blocks--;
    }
    if (missing && type !== RightBrace) result.push(made(Separator, endOfLast(result), ''));
    if (braces.unopenedBefore.has(index)) {
      closeGroups();
      while (result.length && atStatementStart(result)) result.pop();
      const last = result.at(-1);
      const where = last ? `after \`${last.image}\`` : `before \`${token.image}\``;
      errors.push({ code: 'L003', message: `A \`{\` is missing ${where}.`, range: rangeOf(last ?? token) });
      result.push(made(LeftBrace, endOfLast(result), ''));
      blocks++;
    }
    if (starts[index] || type === End) blocks = 0;
    const beginsStatement = atStatementStart(result);
    if (type === Newline) {
      let next = index + 1;
      while (tokens[next].tokenType === Newline) next++;
      index = next - 1;
      if (depth === 0 && (starts[next] || endsStatement(tokens, result, next, noun))) {
        closeGroups();
        if (!beginsStatement) result.push(retag(token, Separator));
      }
    } else if (noun === 'genes' && beginsStatement && isHeader(tokens, index)) {
      headers.push({ start: token.startOffset, end: rangeOf(tokens[index + 2]).end });
      index += 2;
    } else if (blocks === 0 && type === Word && token.image === 'let' && mayBeNamed(tokens[index + 1])) {
      noun = '';
      result.push(retag(token, Let));
    } else if (blocks === 0 && places[index].first && isStudy(tokens, index)) {
      noun = '';
      result.push(retag(token, Study));
    } else if (blocks === 0 && places[index].first && type === Word && isDeclarationHead(tokens, places, index)) {
      if (!beginsStatement) result.push(made(Separator, endOfLast(result), ''));
      noun = token.image;
      result.push(retag(token, Kind));
    } else if (
      type === Word &&
      result[result.length - 2]?.tokenType === Kind &&
      isNameLike(result[result.length - 1]) &&
      didYouMean(token) &&
      isNameLike(tokens[index + 1])
    ) {
      const mistake = didYouMean(token)!;
      errors.push(mistake);
      result.push({ ...retag(token, OtherLabel), image: mistake.fixes![0].edits[0].text });
    } else {
      if (opensGroup(type)) {
        if (broken.has(index)) open.push(token);
        else depth++;
      }
      if (closesGroup(type)) depth = Math.max(0, depth - 1);
      if (type === LeftBrace || type === RightBrace || type === Separator || type === End) {
        closeGroups();
        depth = 0;
      }
      if (type === LeftBrace) blocks++;
      if (type === RightBrace) blocks = Math.max(0, blocks - 1);
      if (type !== Separator || !beginsStatement) result.push(token);
    }
  }
  return { tokens: result, errors, headers };
}

const endOfLast = (tokens: readonly Token[]): number => (tokens.length ? rangeOf(tokens[tokens.length - 1]).end : 0);

function atStatementStart(before: readonly Token[]): boolean {
  const last = before[before.length - 1]?.tokenType;
  return last === undefined || last === Separator || last === LeftBrace;
}

/**
 * A newline ends a statement unless the line ends in an operator or a comma, or the next one begins with one. A block
 * may open on the next line. A line that can only begin a statement of its own begins one even after an operator: the
 * operator is the mistake then.
 */
function endsStatement(tokens: readonly Token[], before: readonly Token[], next: number, noun: string): boolean {
  const [previous, name, beginning] = [
    before[before.length - 1]?.tokenType,
    before[before.length - 2]?.tokenType,
    before.slice(-3, -2),
  ];
  const [type, following] = [tokens[next].tokenType, tokens[next + 1]?.tokenType];
  if (previous === undefined || (previous !== Not && !belongs(previous, Continuing)))
    return isRowBelowZero(tokens, next) || (!belongs(type, Continuing) && type !== LeftBrace);
  if (belongs(type, Reserved) && !belongs(type, Continuing) && type !== Not) return true;
  if (type !== Word) return false;
  if (previous === Comma)
    return (
      noun === 'genes' &&
      following === Comma &&
      (((name === Word || name === Quoted) && atStatementStart(beginning)) || inRule(before))
    );
  if (following === LeftBrace || following === Equals)
    return previous === Equals ? following === Equals : following === LeftBrace;
  return (
    following === Word || following === NumberToken || following === Quoted || (noun === 'genes' && following === Comma)
  );
}

/** `-5 mV: …`, a row of claims: the sign takes nothing away from the line before. */
function isRowBelowZero(tokens: readonly Token[], at: number): boolean {
  const [sign, number, unit, colon] = [0, 1, 2, 3].map((ahead) => tokens[at + ahead]?.tokenType);
  return sign === Minus && number === NumberToken && (unit === Colon || (unit === Unit && colon === Colon));
}

/** Whether the statement so far is a rule, `Gene, …`: its second comma ends nothing that could go on. */
function inRule(before: readonly Token[]): boolean {
  let start = before.length;
  while (start > 0 && !atStatementStart(before.slice(start - 1, start))) start--;
  return before[start + 1]?.tokenType === Comma && start + 2 < before.length - 1;
}

function isHeader(tokens: readonly Token[], index: number): boolean {
  return (
    /^targets?$/i.test(tokens[index].image) &&
    tokens[index + 1].tokenType === Comma &&
    /^(factors|functions)$/i.test(tokens[index + 2].image) &&
    [Newline, Separator, RightBrace].includes(tokens[index + 3].tokenType)
  );
}

/**
 * Outside all blocks: a noun at column 1, or with its name wherever the line begins; any other word with a name, at
 * column 1.
 */
function isDeclarationHead(tokens: readonly Token[], places: readonly Place[], index: number): boolean {
  const margin = places[index].indent === 0;
  const named = isNameLike(tokens[index + 1]);
  return nounWords.has(tokens[index].image) ? margin || named : margin && named;
}
