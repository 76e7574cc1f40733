import { belongs, Continuing, End, LeftBrace, Newline, RightBrace, Separator, Word, type Token } from './tokens.ts';

/** Where a token stands: its line, the column of the first token of that line, and whether it is that token. */
export interface Place {
  readonly line: number;
  readonly indent: number;
  readonly first: boolean;
}

/** What is to be put right so that every block opens and closes. All by the index of a token. */
export interface Braces {
  /** Opening braces that nothing closes. */
  readonly unclosed: readonly number[];
  /** How many closing braces are missing before a token. */
  readonly missingBefore: ReadonlyMap<number, number>;
  /** Tokens before which an opening brace is missing. */
  readonly unopenedBefore: ReadonlySet<number>;
  /** Opening braces that open nothing. */
  readonly stray: ReadonlySet<number>;
}
interface Attempt {
  readonly unclosed: number[];
  readonly missingBefore: Map<number, number>;
  readonly unopened: number[];
  readonly stray: number[];
  mistakes: number;
}

/**
 * Matches braces between one declaration and the next. Where they do not match, the indentation tells which one is
 * missing, unless that explains the text by more mistakes than matching alone.
 */
export function matchBraces(tokens: readonly Token[], places: readonly Place[], starts: readonly boolean[]): Braces {
  const unclosed: number[] = [];
  const missingBefore = new Map<number, number>();
  const unopenedBefore = new Set<number>();
  const stray = new Set<number>();
  let from = 0;
  for (let to = 1; to <= tokens.length; to++) {
    if (to < tokens.length && !starts[to] && tokens[to].tokenType !== End) continue;
    const plain = matchPlainly(tokens, from, to);
    const indented = plain.mistakes > 0 ? matchByIndentation(tokens, places, from, to) : plain;
    const best = indented.mistakes <= plain.mistakes ? indented : plain;
    unclosed.push(...best.unclosed);
    for (const [index, count] of best.missingBefore) missingBefore.set(index, count);
    for (const index of best.unopened) unopenedBefore.add(index);
    for (const index of best.stray) stray.add(index);
    from = to;
  }
  return { unclosed, missingBefore, unopenedBefore, stray };
}

function matchPlainly(tokens: readonly Token[], from: number, to: number): Attempt {
  const open: number[] = [];
  let mistakes = 0;
  for (let index = from; index < to; index++) {
    if (tokens[index].tokenType === LeftBrace) {
      if (followsNothing(tokens, index, from)) mistakes++;
      open.push(index);
    } else if (tokens[index].tokenType === RightBrace && open.pop() === undefined) mistakes++;
  }
  return {
    unclosed: open,
    missingBefore: new Map(open.length ? [[to, open.length]] : []),
    unopened: [],
    stray: [],
    mistakes: mistakes + open.length,
  };
}

function matchByIndentation(tokens: readonly Token[], places: readonly Place[], from: number, to: number): Attempt {
  const attempt: Attempt = { unclosed: [], missingBefore: new Map(), unopened: [], stray: [], mistakes: 0 };
  const open: number[] = [];
  /** Lines that are indented more than the line before, though that opens no block. */
  const indented: { readonly before: number; readonly indent: number }[] = [];
  let lineBefore: Place | undefined;
  const top = (): Place | undefined => places[open[open.length - 1]];
  const closeBefore = (index: number): void => {
    attempt.unclosed.push(open.pop()!);
    attempt.missingBefore.set(index, (attempt.missingBefore.get(index) ?? 0) + 1);
  };
  for (let index = from; index < to; index++) {
    const { tokenType: type } = tokens[index];
    const place = places[index];
    if (type === Newline) continue;
    if (place.first && type !== LeftBrace && type !== RightBrace) {
      while (open.length && top()!.indent >= place.indent && top()!.line < place.line) closeBefore(index);
      if (
        lineBefore &&
        place.indent > lineBefore.indent &&
        top()?.line !== lineBefore.line &&
        !belongs(tokenBefore(tokens, index).tokenType, Continuing)
      )
        indented.push({ before: index, indent: lineBefore.indent });
      lineBefore = place;
    }
    if (type === LeftBrace) {
      if (followsNothing(tokens, index, from)) attempt.stray.push(index);
      else open.push(index);
    } else if (type === RightBrace) {
      while (
        place.first &&
        open.length > 1 &&
        top()!.indent > place.indent &&
        open.some((brace) => places[brace].indent === place.indent)
      )
        closeBefore(index);
      const inLine = place.first || top()?.line === place.line ? undefined : openerInLine(tokens, places, index);
      if (inLine !== undefined) {
        attempt.unopened.push(inLine);
        continue;
      }
      const opener =
        place.first && (!open.length || top()!.indent < place.indent)
          ? lastAt(indented, place.indent, open[open.length - 1] ?? -1)
          : undefined;
      if (opener !== undefined) attempt.unopened.push(opener);
      else if (open.pop() === undefined) attempt.mistakes++;
    }
  }
  while (open.length) closeBefore(to);
  attempt.mistakes += attempt.unclosed.length + attempt.unopened.length + attempt.stray.length;
  return attempt;
}

/**
 * The last indented line below one of this indentation, after an offset. What is indented more is inside, and done
 * with.
 */
function lastAt(
  indented: { readonly before: number; readonly indent: number }[],
  indent: number,
  after: number,
): number | undefined {
  while (indented.length && indented[indented.length - 1].indent > indent) indented.pop();
  const last = indented[indented.length - 1];
  return last && last.indent === indent && last.before > after ? indented.pop()!.before : undefined;
}

/**
 * `train on digits optimiser adam(1e-3) }`: the word before which the `{` of a closing brace on this line is missing.
 */
function openerInLine(tokens: readonly Token[], places: readonly Place[], closing: number): number | undefined {
  let first = closing;
  while (first > 0 && places[first - 1].line === places[closing].line && !places[first].first) first--;
  for (let index = first + 2; index < closing; index++)
    if (tokens[index - 1].tokenType === Word && tokens[index].tokenType === Word) return index;
  return undefined;
}

/** A brace at the beginning of a statement opens nothing. */
function followsNothing(tokens: readonly Token[], index: number, from: number): boolean {
  return index > from && [LeftBrace, Separator].includes(tokenBefore(tokens, index).tokenType);
}

function tokenBefore(tokens: readonly Token[], index: number): Token {
  let before = index - 1;
  while (before > 0 && tokens[before].tokenType === Newline) before--;
  return tokens[Math.max(0, before)];
}
