import { type CompletionItem, InsertTextFormat, MarkupKind } from 'vscode-languageserver';
import type { Allowed } from './allowed.ts';
import { allowedAt, wordBefore } from './allowed-at.ts';
import type { Analysed, Edited } from './documents.ts';
import { genesAround } from './genes-around.ts';
import { toLspRange } from './lsp-ranges.ts';
import type { NounFacts } from './noun-facts.ts';
import type { Names } from './offers.ts';
import { offersFor } from './offers-for.ts';
import { ranked } from './ranked-offers.ts';

type Named = Names['genes']['genes'] extends ReadonlyMap<string, infer N> ? N : never;
/** Words, names, labels and units that may stand at an offset, with what they mean. */
export async function completion(analysed: Edited, offset: number, facts: NounFacts): Promise<CompletionItem[]> {
  const { document, analysis } = analysed;
  const allowed = await withRules(allowedAt(analysed, offset), analysed, offset, facts);
  const range = toLspRange(document, { start: wordBefore(analysis.source, offset), end: offset });
  if (!allowed) return [];
  return ranked(offersFor(allowed, analysis, offset), allowed, analysis, offset).map(
    ({ label, kind, detail, text, snippet, documentation, later }, at) => ({
      label,
      kind,
      detail: later ? `later version: ${detail ?? ''}` : detail,
      sortText: String(at).padStart(4, '0'),
      textEdit: { range, newText: snippet ?? text ?? label },
      insertTextFormat: snippet ? InsertTextFormat.Snippet : undefined,
      documentation: documentation ? { kind: MarkupKind.Markdown, value: documentation } : undefined,
    }),
  );
}

/** Where a gene is due and a file knows more of them than the text: those too. */
async function withRules(
  allowed: Allowed | undefined,
  analysed: Analysed,
  offset: number,
  facts: NounFacts,
): Promise<Allowed | undefined> {
  if (!allowed || !('names' in allowed) || !allowed.names.genes.open) return allowed;
  if (allowed.kind === 'value' && !allowed.type.names?.includes('gene')) return allowed;
  const view = await facts.viewSoon(analysed);
  const network = view && genesAround(view, offset);
  if (!network) return allowed;
  const { genes } = allowed.names;
  const more = (known: typeof genes.genes, names: readonly string[]): typeof genes.genes =>
    new Map<string, Named>([...names.map((name) => [name, { range: { start: 0, end: 0 } }] as const), ...known]);
  return {
    ...allowed,
    names: {
      ...allowed.names,
      genes: {
        ...genes,
        genes: more(
          genes.genes,
          network.genes.map(({ name }) => name),
        ),
        inputs: more(genes.inputs, network.inputs),
      },
    },
  };
}
