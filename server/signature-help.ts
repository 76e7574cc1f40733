import { MarkupKind, type SignatureHelp } from 'vscode-languageserver';
import { nodesAt, type Call } from '../grammar/index.ts';
import { functionEntry } from '../language/vocabulary/index.ts';
import { functionText, parameterText, signature, slotText } from './meaning-text.ts';
import type { Analysed } from './documents.ts';

/** The parameters of the call around an offset. */
export function signatureHelp({ analysis }: Analysed, offset: number): SignatureHelp | null {
  const call = nodesAt(analysis.tree, offset).findLast(
    (node): node is Call => 'kind' in node && node.kind === 'call' && offset > node.callee.range.end,
  );
  const entry = call && functionEntry(call.callee.text);
  if (!entry) return null;
  const written = call.arguments.filter(({ range }) => range.start <= offset);
  const given = written.at(-1)?.name?.text;
  const place = Math.max(0, analysis.source.slice(call.callee.range.end, offset).split(',').length - 1);
  const byName = given === undefined ? -1 : entry.parameters.findIndex(({ name }) => name === given);
  return {
    activeSignature: 0,
    activeParameter: byName >= 0 ? byName : Math.min(place, Math.max(0, entry.parameters.length - 1)),
    signatures: [
      {
        label: signature(entry),
        documentation: { kind: MarkupKind.Markdown, value: functionText(entry) },
        parameters: entry.parameters.map((slot) => ({
          label: parameterText(slot),
          documentation: { kind: MarkupKind.Markdown, value: slotText(slot) },
        })),
      },
    ],
  };
}
