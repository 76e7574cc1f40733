import type { Connection, InitializeResult } from 'vscode-languageserver';
import type { Answering } from './answering.ts';
import type { ClientFacts } from './client-facts.ts';
import { documentLinks } from './document-links.ts';
import type { Documents } from './documents.ts';
import { foldingRanges } from './folding.ts';
import { symbolsFor } from './for-client.ts';
import { formatting, onTypeFormatting, rangeFormatting } from './formatting.ts';
import type { Host } from './host.ts';
import { selectionRanges } from './selection-ranges.ts';
import { legend, SentTokens, tokensWithin } from './semantic-tokens.ts';
import { symbolsOf } from './symbols.ts';

export const structureCapabilities: InitializeResult['capabilities'] = {
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: { resolveProvider: false },
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
  semanticTokensProvider: { legend, full: { delta: true }, range: true },
};

/** What a text is made of, and how it is laid out: what its tree alone answers. */
export function answerOfStructure(
  connection: Connection,
  { whole, positioned }: Answering,
  documents: Documents,
  { client, pageOf }: { client(): ClientFacts; readonly pageOf: Host['pageOf'] },
): void {
  const sent = new SentTokens();
  documents.open.onDidClose(({ document }) => sent.forget(document.uri));
  connection.onDocumentSymbol(
    whole(({ document, analysis: { tree } }) => symbolsFor(client(), document.uri, symbolsOf(document, tree))),
  );
  connection.onFoldingRanges(whole(foldingRanges));
  connection.onSelectionRanges(whole((analysed, { positions }) => selectionRanges(analysed, positions)));
  connection.onDocumentLinks(whole((analysed) => documentLinks(analysed, documents, pageOf)));
  connection.onDocumentFormatting(whole(formatting));
  connection.onDocumentRangeFormatting(whole((analysed, { range }) => rangeFormatting(analysed, range)));
  connection.onDocumentOnTypeFormatting(
    positioned((analysed, offset, { ch }) => onTypeFormatting(analysed, offset, ch)),
  );
  const { semanticTokens } = connection.languages;
  semanticTokens.on(async (asked, token) => (await whole((all) => sent.whole(all))(asked, token)) ?? { data: [] });
  semanticTokens.onDelta(
    async (asked, token) =>
      (await whole((all, { previousResultId }: typeof asked) => sent.changed(all, previousResultId))(asked, token)) ?? {
        data: [],
      },
  );
  semanticTokens.onRange(
    async (asked, token) =>
      (await whole((all, { range }: typeof asked) => tokensWithin(all, range))(asked, token)) ?? { data: [] },
  );
}
