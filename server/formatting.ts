import type { TextEdit } from 'vscode-languageserver';
import { format } from '../grammar/index.ts';
import type { Analysed } from './documents.ts';
import { toLspRange } from './lsp-ranges.ts';

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
