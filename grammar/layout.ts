import type { IToken, TokenType } from 'chevrotain';
import {
  belongs, Comma, Continuing, End, Kind, LeftBrace, LeftBracket, LeftParenthesis, Newline, Not, NumberToken, Quoted, Reserved, RightBrace, RightBracket, RightParenthesis, Separator, Strange, Word,
  type Lexed,
} from './tokens.ts';
import type { Range, SyntaxError as Mistake } from './tree.ts';
import { nouns } from './words.ts';

/**
 * From the tokens as written to the tokens that the parser reads: newlines have become separators or nothing, every brace and parenthesis
 * is closed (a closing one of zero width stands in for a missing one, with its error), and the words that begin declarations are marked.
 * Linear in the number of tokens.
 */
export interface Layout {
  readonly tokens: IToken[];
  readonly errors: readonly Mistake[];
  /** Pasted `targets, factors` lines: without meaning, like comments. */
  readonly headers: readonly Range[];
}

const deepest = 100;
const nounWords: ReadonlySet<string> = new Set(nouns);

export function layOut(source: string, lexed: Lexed): Layout {
  const tokens = limitDepth([...lexed.tokens, made(End, source.length, '')]);
  const lines = linesOf(source, tokens);
  const starts = tokens.map((_, index) => startsDeclaration(tokens, lines, index));
  const braces = matchBraces(tokens, lines, starts);
  const broken = unmatchedParentheses(tokens, starts);
  return emit(tokens, { lines, starts, braces, broken });
}

const rangeOf = (token: IToken): Range => ({ start: token.startOffset, end: token.startOffset + token.image.length });
const retag = (token: IToken, tokenType: TokenType): IToken => ({ ...token, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx! });
const made = (tokenType: TokenType, at: number, image: string): IToken =>
  ({ image, startOffset: at, endOffset: at + image.length - 1, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx! });
const opensGroup = (type: TokenType): boolean => type === LeftParenthesis || type === LeftBracket;
const closesGroup = (type: TokenType): boolean => type === RightParenthesis || type === RightBracket;
const isNameLike = (token: IToken): boolean => token.tokenType === Word || token.tokenType === Quoted;

/** Groups and blocks nested beyond all sense are unexpected text, so that the parser's recursion is bounded. */
function limitDepth(tokens: readonly IToken[]): IToken[] {
  let groups = 0;
  let blocks = 0;
  return tokens.map((token) => {
    const type = token.tokenType;
    if (opensGroup(type)) return ++groups > deepest ? retag(token, Strange) : token;
    if (closesGroup(type)) return groups > 0 && groups-- > deepest ? retag(token, Strange) : token;
    if (type === LeftBrace) { groups = 0; return ++blocks > deepest ? retag(token, Strange) : token; }
    if (type === RightBrace) { groups = 0; return blocks > 0 && blocks-- > deepest ? retag(token, Strange) : token; }
    return token;
  });
}

/** Of each token: the column of the first token of its line, and whether it is that token. */
interface Line { readonly indent: number; readonly first: boolean }

function linesOf(source: string, tokens: readonly IToken[]): readonly Line[] {
  let lineStart = source.startsWith('\uFEFF') ? 1 : 0;
  let indent = -1;
  return tokens.map((token) => {
    if (token.tokenType === Newline) {
      lineStart = token.startOffset + token.image.length;
      indent = -1;
      return { indent: 0, first: false };
    }
    const first = indent < 0;
    if (first) indent = token.startOffset - lineStart;
    return { indent, first };
  });
}

/** `KIND name` at column 1. */
function startsDeclaration(tokens: readonly IToken[], lines: readonly Line[], index: number): boolean {
  const token = tokens[index];
  return lines[index].first && lines[index].indent === 0 && nounWords.has(token.image) && isNameLike(tokens[index + 1]);
}

interface Braces {
  /** Indices of opening braces that nothing closes. */
  readonly unclosed: readonly number[];
  /** How many closing braces are missing before a token. */
  readonly missingBefore: ReadonlyMap<number, number>;
}

/** Between one declaration and the next; where something is left open, the indentation of the closing braces tells which one it is. */
function matchBraces(tokens: readonly IToken[], lines: readonly Line[], starts: readonly boolean[]): Braces {
  const unclosed: number[] = [];
  const missingBefore = new Map<number, number>();
  let from = 0;
  for (let to = 1; to <= tokens.length; to++) {
    if (to < tokens.length && !starts[to] && tokens[to].tokenType !== End) continue;
    const plain = matchRegion(tokens, lines, from, to, false);
    const byIndent = plain.unclosed.length ? matchRegion(tokens, lines, from, to, true) : plain;
    const best = byIndent.unclosed.length === plain.unclosed.length ? byIndent : plain;
    unclosed.push(...best.unclosed);
    for (const [index, count] of best.missingBefore) missingBefore.set(index, count);
    from = to;
  }
  return { unclosed, missingBefore };
}

function matchRegion(tokens: readonly IToken[], lines: readonly Line[], from: number, to: number, byIndent: boolean): Braces {
  const open: number[] = [];
  const unclosed: number[] = [];
  const missingBefore = new Map<number, number>();
  for (let index = from; index < to; index++) {
    if (tokens[index].tokenType === LeftBrace) open.push(index);
    if (tokens[index].tokenType !== RightBrace) continue;
    const { indent, first } = lines[index];
    while (byIndent && first && open.length > 1 && lines[open[open.length - 1]].indent > indent && open.some((brace) => lines[brace].indent === indent)) {
      unclosed.push(open.pop()!);
      missingBefore.set(index, (missingBefore.get(index) ?? 0) + 1);
    }
    open.pop();
  }
  if (open.length) missingBefore.set(to, open.length);
  return { unclosed: [...unclosed, ...open], missingBefore };
}

/** A group is left open where a brace, a `;` or a declaration comes before its end. */
function unmatchedParentheses(tokens: readonly IToken[], starts: readonly boolean[]): ReadonlySet<number> {
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

interface Found { readonly lines: readonly Line[]; readonly starts: readonly boolean[]; readonly braces: Braces; readonly broken: ReadonlySet<number> }

function emit(tokens: readonly IToken[], { lines, starts, braces, broken }: Found): Layout {
  const result: IToken[] = [];
  const errors: Mistake[] = braces.unclosed.map((index) => ({
    code: 'L002', message: 'This block is never closed: add `}` after its last statement.', range: rangeOf(tokens[index]),
  }));
  const headers: Range[] = [];
  let depth = 0;
  let blocks = 0;
  let noun = '';
  let open: IToken[] = [];
  const closeGroups = (): void => {
    if (!open.length) return;
    errors.push({ code: 'L003', message: `This \`${open[0].image}\` is never closed: add \`${open[0].image === '(' ? ')' : ']'}\`.`, range: rangeOf(open[0]) });
    for (const group of open.reverse()) result.push(made(group.tokenType === LeftParenthesis ? RightParenthesis : RightBracket, endOfLast(result), ''));
    open = [];
  };
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    const type = token.tokenType;
    for (let missing = braces.missingBefore.get(index) ?? 0; missing > 0; missing--) {
      closeGroups();
      result.push(made(RightBrace, endOfLast(result), ''));
      blocks--;
    }
    if (starts[index] || type === End) blocks = 0;
    const beginsStatement = atStatementStart(result);
    if (type === Newline) {
      let next = index + 1;
      while (tokens[next].tokenType === Newline) next++;
      index = next - 1;
      if (depth === 0 && (starts[next] || endsStatement(tokens, result[result.length - 1], next, noun))) {
        closeGroups();
        if (!beginsStatement) result.push(retag(token, Separator));
      }
    } else if (noun === 'genes' && beginsStatement && isHeader(tokens, index)) {
      headers.push({ start: token.startOffset, end: rangeOf(tokens[index + 2]).end });
      index += 2;
    } else if (blocks === 0 && lines[index].first && type === Word && isDeclarationHead(tokens, lines, index)) {
      if (!beginsStatement) result.push(made(Separator, endOfLast(result), ''));
      noun = token.image;
      result.push(retag(token, Kind));
    } else {
      if (opensGroup(type)) { if (broken.has(index)) open.push(token); else depth++; }
      if (closesGroup(type)) depth = Math.max(0, depth - 1);
      if (type === LeftBrace || type === RightBrace || type === Separator || type === End) { closeGroups(); depth = 0; }
      if (type === LeftBrace) blocks++;
      if (type === RightBrace) blocks = Math.max(0, blocks - 1);
      if (type !== Separator || !beginsStatement) result.push(token);
    }
  }
  return { tokens: result, errors, headers };
}

const endOfLast = (tokens: readonly IToken[]): number => tokens.length ? rangeOf(tokens[tokens.length - 1]).end : 0;

function atStatementStart(before: readonly IToken[]): boolean {
  const last = before[before.length - 1]?.tokenType;
  return last === undefined || last === Separator || last === LeftBrace;
}

/**
 * A newline ends a statement unless the line ends in an operator or a comma, or the next one begins with one. A block may open on the next line.
 * A line that can only begin a statement of its own begins one even after an operator: the operator is the mistake then.
 */
function endsStatement(tokens: readonly IToken[], previous: IToken | undefined, next: number, noun: string): boolean {
  const type = tokens[next].tokenType;
  const following = tokens[next + 1]?.tokenType;
  if (previous?.tokenType === Not || previous && belongs(previous.tokenType, Continuing)) {
    if (belongs(type, Reserved) && !belongs(type, Continuing) && type !== Not) return true;
    if (previous.tokenType === Comma || type !== Word) return false;
    return following === Word || following === NumberToken || following === Quoted || noun === 'genes' && following === Comma;
  }
  return !belongs(type, Continuing) && type !== LeftBrace;
}

function isHeader(tokens: readonly IToken[], index: number): boolean {
  return /^targets?$/i.test(tokens[index].image) && tokens[index + 1].tokenType === Comma
    && /^(factors|functions)$/i.test(tokens[index + 2].image) && [Newline, Separator, RightBrace].includes(tokens[index + 3].tokenType);
}

/** Outside all blocks: a noun at column 1, or with its name wherever the line begins; any other word with a name, at column 1. */
function isDeclarationHead(tokens: readonly IToken[], lines: readonly Line[], index: number): boolean {
  const margin = lines[index].indent === 0;
  const named = isNameLike(tokens[index + 1]);
  return nounWords.has(tokens[index].image) ? margin || named : margin && named;
}
