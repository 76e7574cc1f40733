import type { Position, SelectionRange } from 'vscode-languageserver';
import { nodesAt, type Range } from '../grammar/index.ts';
import type { Analysed } from './documents.ts';
import { holds, toLspRange } from './lsp-ranges.ts';

/** What stands around each position, from the smallest to the file: a block without its braces, then with them. */
export function selectionRanges({ document, analysis: { tree, source } }: Analysed, at: readonly Position[]) {
  return at.map((position): SelectionRange => {
    const offset = document.offsetAt(position);
    const around = [
      { start: 0, end: source.length },
      ...nodesAt(tree, offset).flatMap((node) => rangesOf(node, source)),
    ];
    const nested: Range[] = [];
    for (const range of around) {
      const last = nested.at(-1);
      if (holds(range, offset) && (!last || (isWithin(range, last) && !isWithin(last, range)))) nested.push(range);
    }
    return nested.reduce<SelectionRange | undefined>(
      (parent, range) => ({ range: toLspRange(document, range), ...(parent && { parent }) }),
      undefined,
    )!;
  });
}

const isWithin = (inner: Range, outer: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;

function rangesOf(node: { readonly range: Range }, source: string): readonly Range[] {
  if (!('kind' in node) || node.kind !== 'block' || !('closed' in node) || !node.closed) return [node.range];
  const [start, end] = [node.range.start + 1, node.range.end - 1];
  const inner = source.slice(start, end);
  const content = {
    start: start + (inner.length - inner.trimStart().length),
    end: end - (inner.length - inner.trimEnd().length),
  };
  return content.start < content.end ? [node.range, content] : [node.range];
}
