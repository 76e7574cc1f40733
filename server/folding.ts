import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { linesOf, walk, type FileTree, type Lines } from '../grammar/index.ts';
import type { Analysed } from './documents.ts';

/** Blocks, `# region` … `# endregion`, and runs of `use` and of comment lines. */
export function foldingRanges({ analysis: { tree, source } }: Analysed): FoldingRange[] {
  const lines = linesOf(source);
  const ranges: FoldingRange[] = [];
  walk(tree, (node) => {
    if (!('kind' in node) || node.kind !== 'block') return;
    const [startLine, last] = [lines.lineOf(node.range.start), lines.lineOf(node.range.end)];
    const endLine = node.closed ? last - 1 : last;
    if (endLine > startLine) ranges.push({ startLine, endLine });
  });
  const comments = ownLines(tree, source, lines);
  return [
    ...ranges,
    ...regions(comments),
    ...runs(
      comments.filter(({ marks }) => !marks).map(({ line }) => line),
      FoldingRangeKind.Comment,
    ),
    ...runs(
      tree.uses.map(({ range }) => lines.lineOf(range.start)),
      FoldingRangeKind.Imports,
    ),
  ];
}

/** A comment with nothing before it on its line, and whether it begins or ends a region. */
interface CommentLine {
  readonly line: number;
  readonly marks?: 'begins' | 'ends';
}
function ownLines({ comments }: FileTree, source: string, lines: Lines): readonly CommentLine[] {
  return comments
    .filter(({ range }) => source.slice(range.start - lines.columnOf(range.start), range.start).trim() === '')
    .map(({ range }) => {
      const found = /^#?\s*(end)?region\b/.exec(source.slice(range.start, range.end));
      return { line: lines.lineOf(range.start), ...(found && { marks: found[1] ? 'ends' : 'begins' }) };
    });
}

/** Regions may stand in each other; what is never ended is none. */
function regions(comments: readonly CommentLine[]): readonly FoldingRange[] {
  const begun: number[] = [];
  return comments.flatMap(({ line, marks }) => {
    if (marks === 'begins') begun.push(line);
    const startLine = marks === 'ends' ? begun.pop() : undefined;
    return startLine === undefined ? [] : [{ startLine, endLine: line, kind: FoldingRangeKind.Region }];
  });
}

/** Of lines that follow each other. */
function runs(lines: readonly number[], kind: FoldingRangeKind): readonly FoldingRange[] {
  const found: FoldingRange[] = [];
  for (let from = 0, to = 0; from < lines.length; from = to) {
    to = from + 1;
    while (to < lines.length && lines[to] === lines[to - 1] + 1) to++;
    if (to > from + 1) found.push({ startLine: lines[from], endLine: lines[to - 1], kind });
  }
  return found;
}
