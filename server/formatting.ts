import type { Range as LspRange, TextEdit } from 'vscode-languageserver';
import { format, linesOf, nodesAt, type Range } from '../grammar/index.ts';
import { changedLines } from './layout-lines.ts';
import type { Analysed } from './documents.ts';
import { toLspRange, toRange } from './lsp-ranges.ts';

/** Canonical layout as one edit of the part that changes. */
export function formatting({ document, analysis: { source } }: Analysed): TextEdit[] {
  const text = format(source);
  if (text === source) return [];
  let start = 0;
  while (start < source.length && source[start] === text[start]) start++;
  let tail = 0;
  while (
    tail < Math.min(source.length, text.length) - start &&
    source[source.length - 1 - tail] === text[text.length - 1 - tail]
  )
    tail++;
  return [
    {
      range: toLspRange(document, { start, end: source.length - tail }),
      newText: text.slice(start, text.length - tail),
    },
  ];
}

/** What the canonical layout changes of the lines of a range. */
export function rangeFormatting(analysed: Analysed, asked: LspRange): TextEdit[] {
  return within(analysed, toRange(analysed.document, asked));
}

/** After `}` the lines of the block that it ends, after a new line the line before; the line typed in stays. */
export function onTypeFormatting(analysed: Analysed, offset: number, typed: string): TextEdit[] {
  const { tree, source } = analysed.analysis;
  if (typed === '}') {
    const block = nodesAt(tree, offset).findLast((node) => 'kind' in node && node.kind === 'block');
    return block?.range.end === offset ? within(analysed, block.range) : [];
  }
  const start = offset - linesOf(source).columnOf(offset);
  const before = source.lastIndexOf('\n', start - 2) + 1;
  return start > 0 ? within(analysed, { start: before, end: start - 1 }, start) : [];
}

/** `before`: what reaches beyond is left as it is. */
function within({ document, analysis: { source } }: Analysed, { start, end }: Range, before = Infinity): TextEdit[] {
  return changedLines(source, format(source))
    .filter(({ range }) => range.start <= end && start < Math.max(range.end, range.start + 1) && range.end <= before)
    .map(({ range, text }) => ({ range: toLspRange(document, range), newText: text }));
}
