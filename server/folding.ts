import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { linesOf, walk, type FileTree } from '../grammar/index.ts';
import type { Analysed } from './documents.ts';

/** Blocks, and runs of comment lines. */
export function foldingRanges({ analysis: { tree, source } }: Analysed): FoldingRange[] {
  const lines = linesOf(source);
  const ranges: FoldingRange[] = [];
  walk(tree, (node) => {
    if (!('kind' in node) || node.kind !== 'block') return;
    const [startLine, last] = [lines.lineOf(node.range.start), lines.lineOf(node.range.end)];
    const endLine = node.closed ? last - 1 : last;
    if (endLine > startLine) ranges.push({ startLine, endLine });
  });
  return [...ranges, ...commentRuns(tree, source, lines)];
}

function commentRuns(tree: FileTree, source: string, lines: ReturnType<typeof linesOf>): FoldingRange[] {
  const own = tree.comments
    .filter(({ range }) => source.slice(range.start - lines.columnOf(range.start), range.start).trim() === '')
    .map(({ range }) => lines.lineOf(range.start));
  const runs: FoldingRange[] = [];
  for (let from = 0, to = 0; from < own.length; from = to) {
    to = from + 1;
    while (to < own.length && own[to] === own[to - 1] + 1) to++;
    if (to > from + 1) runs.push({ startLine: own[from], endLine: own[to - 1], kind: FoldingRangeKind.Comment });
  }
  return runs;
}
