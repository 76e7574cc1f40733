import { alignment, type Aligned } from './alignment.ts';
import { parse } from './parse.ts';
import { linesOf, type Lines } from './lines.ts';
import { declarationHalves, statementHalves, type Halves } from './statement-text.ts';
import type { Block, Comment, Declaration, FileTree, LanguageLine, Range, Statement, Use } from './tree.ts';

/**
 * Canonical layout: two spaces of indentation, one statement a line or several joined by `; ` where they were joined,
 * at most one empty line, columns aligned where their author aligned them. Comments and meaning stay; what spans
 * several lines keeps its line breaks; a declaration with a mistake in it is left as it is.
 */
export function format(source: string): string {
  const { tree, errors } = parse(source);
  return fileText(
    tree,
    source,
    errors.map(({ range }) => range),
  );
}

/**
 * The text of a tree without mistakes. `source`, where there is one, says what stood on one line; without it, blocks
 * are on one line.
 */
export function print(tree: FileTree, source = ''): string {
  return fileText(tree, source, []);
}

interface Context {
  readonly source: string;
  readonly lines: Lines;
}
/**
 * Something written on a line of its own or behind another: `text` gets the indentation of the line and the column
 * where it begins.
 */
interface Written {
  readonly range: Range;
  readonly joins: boolean;
  text(indent: string, column: number): string;
}
type Element = LanguageLine | Use | Declaration;

const inside = (inner: Range, outer: Range): boolean => inner.start >= outer.start && inner.end <= outer.end;

function fileText(tree: FileTree, source: string, mistakes: readonly Range[]): string {
  const context: Context = { source, lines: linesOf(source) };
  const mark = source.startsWith('\uFEFF') ? 1 : 0;
  const elements: Element[] = [...(tree.language ? [tree.language] : []), ...tree.uses, ...tree.declarations].sort(
    (a, b) => a.range.start - b.range.start,
  );
  const starts = [
    mark,
    ...elements.map(({ range }) => Math.max(mark, startOfLine(context, range.start))),
    source.length,
  ];
  const damaged = starts.slice(1).map((end, index) => {
    const start = starts[index];
    return mistakes.some((range) => range.start >= start && (range.start < end || end === source.length))
      ? { start, end: start + source.slice(start, end).trimEnd().length }
      : undefined;
  });
  const columns = alignment(
    elements.map((element) => (element.kind === 'declaration' ? declarationColumn(context, element) : undefined)),
  );
  const comments = tree.comments.filter(({ range }) => !damaged.some((region) => region && inside(range, region)));
  const written = elements.map((element, index): Written => {
    const region = damaged[index + 1];
    return region
      ? untouched(source, region)
      : {
          range: element.range,
          joins: false,
          text: (indent, column) =>
            elementText(context, element, comments, { indent, column, aligned: columns[index] }),
        };
  });
  const before = damaged[0] ? [untouched(source, damaged[0])] : [];
  const outside = comments.filter(({ range }) => !elements.some((element) => inside(range, element.range)));
  const body = sequence(context, [...before, ...written], outside, '')
    .join('\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
  const whole = '\uFEFF'.repeat(mark) + (body ? `${body}\n` : '');
  return source.includes('\r\n') ? whole.replace(/\r?\n/g, '\r\n') : whole;
}

const untouched = (source: string, range: Range): Written => ({
  range,
  joins: false,
  text: () => source.slice(range.start, range.end).replace(/\r\n/g, '\n'),
});

/** The start of the line if only spaces stand before. */
function startOfLine({ source, lines }: Context, offset: number): number {
  const start = offset - lines.columnOf(offset);
  return source.slice(start, offset).trim() ? offset : start;
}

interface Place {
  readonly indent: string;
  readonly column: number;
  readonly aligned: number | undefined;
}

function elementText(context: Context, element: Element, comments: readonly Comment[], place: Place): string {
  if (element.kind === 'language') return `language ${element.version.text}`;
  if (element.kind === 'use') return `use "${element.path.value}"`;
  return halvesText(context, element, declarationHalves(element), comments, place);
}

/** A statement or a declaration: as it is where it spans lines or holds comments outside its blocks. */
function halvesText(
  context: Context,
  node: Statement | Declaration,
  { head, tail }: Halves,
  comments: readonly Comment[],
  { indent, column, aligned }: Place,
): string {
  const blocks = tail.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.block]));
  const own = comments.filter(
    ({ range }) => inside(range, node.range) && !blocks.some((block) => inside(range, block.range)),
  );
  if (own.length || spansLines(context, node.range, blocks)) return shifted(context, node.range, column);
  let text = tail.length ? head.padEnd(aligned ?? head.length + 1) : head;
  for (const piece of tail)
    text +=
      typeof piece === 'string' ? piece : blockText(context, piece.block, comments, indent, columnAfter(text, column));
  return text;
}

/** Whether the text outside the blocks breaks into lines. */
function spansLines({ source }: Context, { start, end }: Range, blocks: readonly Block[]): boolean {
  const ends = [start, ...blocks.map(({ range }) => range.end)];
  const starts = [...blocks.map(({ range }) => range.start), end];
  return ends.some((from, index) => /[\r\n]/.test(source.slice(from, starts[index]).trim()));
}

/** The text as it is, its later lines moved with the first. */
function shifted({ source, lines }: Context, { start, end }: Range, column: number): string {
  const shift = column - lines.columnOf(start);
  const [first, ...rest] = source.slice(start, end).split(/\r\n|\r|\n/);
  const move = (line: string): string =>
    shift >= 0 ? ' '.repeat(shift) + line : line.slice(Math.min(-shift, line.length - line.trimStart().length));
  return [first, ...rest.map(move)].map((line) => line.trimEnd()).join('\n');
}

const columnAfter = (text: string, column: number): number =>
  text.includes('\n') ? text.length - text.lastIndexOf('\n') - 1 : column + text.length;

function blockText(
  context: Context,
  block: Block,
  comments: readonly Comment[],
  indent: string,
  column: number,
): string {
  const { lines } = context;
  const statements = block.statements;
  const within = comments.filter(({ range }) => inside(range, block.range));
  const own = within.filter(({ range }) => !statements.some((statement) => inside(range, statement.range)));
  if (!statements.length && !own.length) return '{ }';
  const [opening, closing] = [lines.lineOf(block.range.start), lines.lineOf(block.range.end)];
  const columns = alignment(
    statements.map((statement, index) =>
      statementColumn(context, statement, statements[index - 1], statements[index + 1], opening),
    ),
  );
  const written = statements.map(
    (statement, index): Written => ({
      range: statement.range,
      joins: true,
      text: (inner, at) =>
        halvesText(context, statement, statementHalves(statement), within, {
          indent: inner,
          column: at,
          aligned: columns[index],
        }),
    }),
  );
  const inline =
    !own.length &&
    lines.lineOf(statements[0].range.start) === opening &&
    lines.lineOf(statements[statements.length - 1].range.end) === closing;
  if (inline)
    return `{ ${sequence(context, written, [], ' '.repeat(column + 2))
      .join('\n')
      .trimStart()} }`;
  const beside = own.filter(
    ({ range }) =>
      lines.lineOf(range.start) === opening &&
      isComment(range, context) &&
      !statements.some((statement) => statement.range.start < range.start),
  );
  let head = '{';
  for (const { range, text } of beside) head = withComment(context, head, indent, column, { range, text });
  return [
    head,
    ...sequence(
      context,
      written,
      own.filter((comment) => !beside.includes(comment)),
      `${indent}  `,
    ),
    `${indent}}`,
  ].join('\n');
}

const isComment = ({ start }: Range, { source }: Context): boolean => source[start] === '#';

/** A comment behind the code keeps its column, at least two spaces away. */
function withComment(
  { source, lines }: Context,
  code: string,
  indent: string,
  column: number,
  { range, text }: Comment,
): string {
  const lineStart = range.start - lines.columnOf(range.start);
  const sourceIndent = /^\s*/.exec(source.slice(lineStart, range.start))![0].length;
  const wanted = lines.columnOf(range.start) + indent.length - sourceIndent;
  return code + ' '.repeat(Math.max(2, wanted - columnAfter(code, column))) + text;
}

/** Lines of statements and comments in the order of the source. */
function sequence(
  context: Context,
  written: readonly Written[],
  comments: readonly Comment[],
  indent: string,
): string[] {
  const { lines } = context;
  const result: string[] = [];
  let before: Range | undefined;
  for (const entry of [...written, ...comments].sort((a, b) => a.range.start - b.range.start)) {
    const line = lines.lineOf(entry.range.start);
    const lineBefore = before && lines.lineOf(before.end);
    const last = result[result.length - 1];
    if (line === lineBefore && !('joins' in entry) && isComment(entry.range, context))
      result[result.length - 1] = withComment(context, last, indent, 0, entry);
    else if (line === lineBefore && 'joins' in entry && entry.joins)
      result[result.length - 1] = `${last};  ${entry.text(indent, columnAfter(`${last};  `, 0))}`;
    else {
      if (lineBefore !== undefined && line > lineBefore + 1) result.push('');
      result.push(indent + ('joins' in entry ? entry.text(indent, indent.length) : entry.text));
    }
    before = entry.range;
  }
  return result;
}

function declarationColumn(
  { lines }: Context,
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

/** Only a statement alone on its line is aligned. */
function statementColumn(
  context: Context,
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
  { source }: Context,
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
    default:
      return undefined;
  }
}
