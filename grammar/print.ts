import { alignment } from './alignment.ts';
import { commentsIn, commentsOutside } from './comments-in.ts';
import { parse } from './parse.ts';
import { linesOf } from './lines.ts';
import { declarationColumn, letColumn, type SourceLines, statementColumn } from './second-halves.ts';
import { declarationHalves, letHalves, statementHalves, studyHalves, type Halves } from './statement-text.ts';
import type { Block, Comment, Declaration, FileTree, LanguageLine, Let, Range, Statement, Study, Use } from './tree.ts';

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

/**
 * Something written on a line of its own or behind another: `text` gets the indentation of the statement and what
 * stands before it on its line.
 */
interface Written {
  readonly range: Range;
  readonly joins: boolean;
  text(indent: string, before: string): string;
}
type Element = LanguageLine | Use | Let | Study | Declaration;

function fileText(tree: FileTree, source: string, mistakes: readonly Range[]): string {
  const context: SourceLines = { source, lines: linesOf(source) };
  const mark = source.startsWith('\uFEFF') ? 1 : 0;
  const elements: Element[] = [
    ...(tree.language ? [tree.language] : []),
    ...tree.uses,
    ...tree.lets,
    ...tree.studies,
    ...tree.declarations,
  ].sort((a, b) => a.range.start - b.range.start);
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
    elements.map((element) =>
      element.kind === 'declaration'
        ? declarationColumn(context, element)
        : element.kind === 'let'
          ? letColumn(context, element)
          : undefined,
    ),
  );
  const comments = commentsOutside(
    tree.comments,
    damaged.filter((region) => region !== undefined),
  );
  const written = elements.map((element, index): Written => {
    const region = damaged[index + 1];
    return region
      ? untouched(source, region)
      : {
          range: element.range,
          joins: false,
          text: (indent, line) =>
            elementText(context, element, comments, { indent, before: line, aligned: columns[index] }),
        };
  });
  const before = damaged[0] ? [untouched(source, damaged[0])] : [];
  const outside = commentsOutside(
    comments,
    elements.map(({ range }) => range),
  );
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
function startOfLine({ source, lines }: SourceLines, offset: number): number {
  const start = offset - lines.columnOf(offset);
  return source.slice(start, offset).trim() ? offset : start;
}

interface Place {
  readonly indent: string;
  /** What stands before it on its line. */
  readonly before: string;
  readonly aligned: number | undefined;
}

function elementText(context: SourceLines, element: Element, comments: readonly Comment[], place: Place): string {
  if (element.kind === 'language') return `language ${element.version.text}`;
  if (element.kind === 'use') return `use "${element.path.value}"`;
  if (element.kind === 'let') return halvesText(context, element, letHalves(element), comments, place);
  if (element.kind === 'study') return halvesText(context, element, studyHalves(element), comments, place);
  return halvesText(context, element, declarationHalves(element), comments, place);
}

/** A statement or a declaration: as it is where it spans lines or holds comments outside its blocks. */
function halvesText(
  context: SourceLines,
  node: Statement | Declaration | Let | Study,
  { head, tail }: Halves,
  comments: readonly Comment[],
  { indent, before, aligned }: Place,
): string {
  const blocks = tail.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.block]));
  const own = commentsOutside(
    commentsIn(comments, node.range),
    blocks.map(({ range }) => range),
  );
  if (own.length || spansLines(context, node.range, blocks)) return shifted(context, node.range, before.length);
  let text = tail.length ? head.padEnd(aligned ?? head.length + 1) : head;
  for (const piece of tail)
    text +=
      typeof piece === 'string' ? piece : blockText(context, piece.block, comments, indent, lastLine(before + text));
  return text;
}

/** Whether the text outside the blocks breaks into lines. */
function spansLines({ source }: SourceLines, { start, end }: Range, blocks: readonly Block[]): boolean {
  const ends = [start, ...blocks.map(({ range }) => range.end)];
  const starts = [...blocks.map(({ range }) => range.start), end];
  return ends.some((from, index) => /[\r\n]/.test(source.slice(from, starts[index]).trim()));
}

/** The text as it is, its later lines moved with the first. */
function shifted({ source, lines }: SourceLines, { start, end }: Range, column: number): string {
  const shift = column - lines.columnOf(start);
  const [first, ...rest] = source.slice(start, end).split(/\r\n|\r|\n/);
  const move = (line: string): string =>
    shift >= 0 ? ' '.repeat(shift) + line : line.slice(Math.min(-shift, line.length - line.trimStart().length));
  return [first, ...rest.map(move)].map((line) => line.trimEnd()).join('\n');
}

const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n') + 1);
const widthOfIndent = (line: string): number => line.length - line.trimStart().length;

function blockText(
  context: SourceLines,
  block: Block,
  comments: readonly Comment[],
  indent: string,
  before: string,
): string {
  const { lines } = context;
  const statements = block.statements;
  const within = commentsIn(comments, block.range);
  const own = commentsOutside(
    within,
    statements.map(({ range }) => range),
  );
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
      text: (inner, line) =>
        halvesText(context, statement, statementHalves(statement), within, {
          indent: inner,
          before: line,
          aligned: columns[index],
        }),
    }),
  );
  const inline =
    !own.length &&
    lines.lineOf(statements[0].range.start) === opening &&
    lines.lineOf(statements[statements.length - 1].range.end) === closing;
  if (inline)
    return `${sequence(context, written, [], ' '.repeat(before.length + 2), `${before}{ `)
      .join('\n')
      .slice(before.length)} }`;
  const beside = own.filter(
    ({ range }) =>
      lines.lineOf(range.start) === opening &&
      isComment(range, context) &&
      !(statements.length > 0 && statements[0].range.start < range.start),
  );
  let head = '{';
  for (const comment of beside) head = withComment(context, head, before, comment);
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

const isComment = ({ start }: Range, { source }: SourceLines): boolean => source[start] === '#';

/** A comment behind the code keeps its column from the beginning of its line, at least two spaces away. */
function withComment({ source, lines }: SourceLines, code: string, before: string, { range, text }: Comment): string {
  const line = lastLine(before + code);
  const column = lines.columnOf(range.start);
  const wanted = column - widthOfIndent(source.slice(range.start - column, range.start)) + widthOfIndent(line);
  return code + ' '.repeat(Math.max(2, wanted - line.length)) + text;
}

/** Lines of statements and comments in the order of the source; `opening`: what stands before the first of them. */
function sequence(
  context: SourceLines,
  written: readonly Written[],
  comments: readonly Comment[],
  indent: string,
  opening = indent,
): string[] {
  const { lines } = context;
  const result: string[] = [];
  let before: Range | undefined;
  for (const entry of [...written, ...comments].sort((a, b) => a.range.start - b.range.start)) {
    const line = lines.lineOf(entry.range.start);
    const lineBefore = before && lines.lineOf(before.end);
    const last = result[result.length - 1];
    if (line === lineBefore && !('joins' in entry) && isComment(entry.range, context))
      result[result.length - 1] = withComment(context, last, '', entry);
    else if (line === lineBefore && 'joins' in entry && entry.joins)
      result[result.length - 1] = `${last};  ${entry.text(indent, lastLine(`${last};  `))}`;
    else {
      if (lineBefore !== undefined && line > lineBefore + 1) result.push('');
      const start = result.length === 0 ? opening : indent;
      result.push(start + ('joins' in entry ? entry.text(indent, start) : entry.text));
    }
    before = entry.range;
  }
  return result;
}
