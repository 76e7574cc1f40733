import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  MarkupKind,
  type Range as LspRange,
} from 'vscode-languageserver';
import type { Range } from '../grammar/index.ts';
import type { Reader } from '../language/index.ts';
import type { Allowed } from './allowed.ts';
import { allowedAt, type Quoted, quotedAt, wordBefore } from './allowed-at.ts';
import type { Analysed, Documents, Edited } from './documents.ts';
import { genesAround } from './genes-around.ts';
import { toLspRange } from './lsp-ranges.ts';
import type { NounFacts } from './noun-facts.ts';
import { named, type Names, type Offer } from './offers.ts';
import { offersFor } from './offers-for.ts';
import { pathOffers } from './path-offers.ts';
import { ranked } from './ranked-offers.ts';
import { columnsOfFile } from './table-columns.ts';
import { widthOffers } from './width-offers.ts';

type Named = Names['genes']['genes'] extends ReadonlyMap<string, infer N> ? N : never;
/** Words, names, labels, units and files that may stand at an offset, with what they mean. */
export async function completion(
  analysed: Edited,
  offset: number,
  { facts, documents }: { readonly facts: NounFacts; readonly documents: Documents },
): Promise<CompletionList> {
  const { document, analysis } = analysed;
  const { source } = analysis;
  const allowed = await withRules(allowedAt(analysed, offset), analysed, offset, facts);
  if (!allowed) return { isIncomplete: false, items: [] };
  const quoted = quotedAt(source, offset);
  const reader = documents.reader(document.uri);
  const { offers: stored, more } = await storedOffers(allowed, quoted && source.slice(quoted.start, offset), reader);
  const known = [...(await widthOffers(allowed, analysed, offset, facts)), ...stored];
  const labels = new Set(known.map(({ label }) => label));
  const words = offersFor(allowed, analysis, offset).filter(({ label }) => !labels.has(label));
  const offers = ranked([...known, ...(quoted ? namesIn(words) : words)], allowed, analysis, offset);
  const place = (range: Range): LspRange => toLspRange(document, range);
  const start = quoted ? pathStart(source, quoted, offset) : wordBefore(source, offset);
  const end = quoted ? quoted.end : wordEnd(source, offset);
  const insert = place({ start, end: offset });
  const edited = end === offset ? { range: insert } : { insert, replace: place({ start, end }) };
  const items = offers.map(
    ({ label, kind, detail, text, snippet, documentation, later }, at): CompletionItem => ({
      label,
      kind,
      detail: later ? `later version: ${detail ?? ''}` : detail,
      sortText: String(at).padStart(4, '0'),
      textEdit: { ...edited, newText: snippet ?? text ?? label },
      insertTextFormat: snippet ? InsertTextFormat.Snippet : undefined,
      documentation: documentation ? { kind: MarkupKind.Markdown, value: documentation } : undefined,
    }),
  );
  return { isIncomplete: more, items };
}

/** What files hold that may be named: paths, in quotes or to be quoted, and columns of tables. */
async function storedOffers(
  allowed: Allowed,
  written: string | undefined,
  reader: Reader,
): Promise<{ readonly offers: readonly Offer[]; readonly more: boolean }> {
  if (allowed.kind !== 'value') return { offers: [], more: false };
  const { type, tables = [] } = allowed;
  const isQuoted = written !== undefined;
  const paths = type.path ? await pathOffers(type.path, written ?? '', reader) : { offers: [], more: false };
  const read = await Promise.all(tables.map((table) => columnsOfFile(table, reader)));
  const columns = named(new Set(read.flat()), 'column').map((offer) => ({ ...offer, favour: 0.6 }));
  return {
    offers: [
      ...(isQuoted
        ? paths.offers
        : paths.offers
            .filter(({ favour = 0 }) => favour > 1)
            .map((offer) => ({ ...offer, text: `"${offer.label}"`, favour: 0 }))),
      ...(isQuoted ? namesIn(columns) : columns),
    ],
    more: paths.more,
  };
}
/** Inside quotes a name is written as it is. */
const namesIn = (offers: readonly Offer[]): readonly Offer[] =>
  offers
    .filter(({ kind }) => kind === CompletionItemKind.Variable || kind === CompletionItemKind.Class)
    .map(({ snippet: _, ...offer }) => ({ ...offer, text: offer.label }));
/** Folder by folder: what is written of a path before the last `/` stays. */
const pathStart = (source: string, { start }: Quoted, offset: number): number =>
  start + source.slice(start, offset).lastIndexOf('/') + 1;
function wordEnd(source: string, offset: number): number {
  let end = offset;
  while (/\w/.test(source[end] ?? '')) end++;
  return end;
}

/** Whether a sign that was typed begins something: a blank behind a word, a quote that opens, a `/` of a path. */
export function begins(sign: string, source: string, offset: number): boolean {
  if (sign === '"' || sign === '/') return quotedAt(source, offset) !== undefined;
  return sign !== ' ' || (quotedAt(source, offset) === undefined && /[^\s{;] $/.test(source.slice(offset - 2, offset)));
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
