import type { Aligned } from './alignment.ts';
import type { Lines } from './lines.ts';
import { statementHalves } from './statement-text.ts';
import type { Declaration, Let, Statement } from './tree.ts';

/** A text and where its lines begin. */
export interface SourceLines {
  readonly source: string;
  readonly lines: Lines;
}

export function declarationColumn(
  { lines }: SourceLines,
  { noun, name, phrases, block, range }: Declaration,
): Aligned | undefined {
  const next = phrases[0]?.label.range.start ?? block?.range.start;
  if (next === undefined || name.range.end === 0) return undefined;
  const width = noun.text.length + 1 + name.text.length + (name.quoted ? 2 : 0);
  return {
    key: noun.text,
    line: lines.lineOf(range.start),
    lastLine: lines.lineOf(range.end),
    width,
    column: next - range.start,
    gap: next - name.range.end,
  };
}

export function letColumn({ source, lines }: SourceLines, { name, range }: Let): Aligned {
  const start = source.indexOf('=', name.range.end);
  return {
    key: 'let',
    line: lines.lineOf(range.start),
    lastLine: lines.lineOf(range.end),
    width: 'let '.length + source.slice(name.range.start, name.range.end).length,
    column: start - range.start,
    gap: start - name.range.end,
  };
}

/** Only a statement alone on its line is aligned. */
export function statementColumn(
  context: SourceLines,
  statement: Statement,
  previous: Statement | undefined,
  next: Statement | undefined,
  opening: number,
): Aligned | undefined {
  const { lines } = context;
  const [line, lastLine] = [lines.lineOf(statement.range.start), lines.lineOf(statement.range.end)];
  const halves = secondHalf(context, statement);
  if (
    !halves ||
    line === opening ||
    (previous && lines.lineOf(previous.range.end) === line) ||
    (next && lines.lineOf(next.range.start) === lastLine)
  )
    return undefined;
  return {
    key: halves.key,
    line,
    lastLine,
    width: statementHalves(statement).head.length,
    column: halves.start - statement.range.start,
    gap: halves.start - halves.after,
  };
}

function secondHalf(
  { source }: SourceLines,
  statement: Statement,
): { readonly key: string; readonly after: number; readonly start: number } | undefined {
  const symbolAfter = (offset: number, symbol: string): number => source.indexOf(symbol, offset);
  switch (statement.kind) {
    case 'assignment': {
      const symbol = symbolAfter(statement.name.range.end, statement.symbol);
      return statement.symbol === '='
        ? { key: '=', after: statement.name.range.end, start: symbol }
        : { key: ',', after: symbol + 1, start: statement.value.range.start };
    }
    case 'definition':
      return {
        key: statement.word.text,
        after: statement.name.range.end,
        start: symbolAfter(statement.name.range.end, '='),
      };
    case 'setting': {
      const start = statement.items[0]?.range.start ?? statement.phrases[0]?.range.start;
      return start === undefined ? undefined : { key: '', after: statement.word.range.end, start };
    }
    case 'row': {
      const colon = symbolAfter(statement.value.range.end, ':') + 1;
      const { end } = statement.range;
      const start = colon + source.slice(colon, end).search(/\S|$/);
      return { key: ':', after: colon, start };
    }
    default:
      return undefined;
  }
}
