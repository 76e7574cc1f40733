import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver';
import type { Analysed } from './documents.ts';
import { type Services, declarationSiteOf, placesNaming } from './declaration-site.ts';
import { occurrenceAt, sameName } from './occurrences.ts';
import { toLspRange } from './lsp-ranges.ts';

/** In the open documents and the files of the workspace; `missed` is told why there may be others. */
export async function references(
  analysed: Analysed,
  offset: number,
  includeDeclaration: boolean,
  services: Services,
  missed: (reasons: readonly string[]) => void,
): Promise<Location[]> {
  const named = occurrenceAt(analysed.analysis, offset);
  if (!named) return [];
  const site = await declarationSiteOf(analysed, named, services);
  if (!site)
    return sameName(analysed.analysis, named).map(({ range }) => ({
      uri: analysed.document.uri,
      range: toLspRange(analysed.document, range),
    }));
  const { files, unknown } = await placesNaming(site, named.name, services);
  if (unknown.length > 0) missed(unknown);
  const found = files.flatMap(({ analysed: { document }, occurrences }) =>
    occurrences
      .filter(({ defines }) => includeDeclaration || !defines)
      .map(({ range }): Location => ({ uri: document.uri, range: toLspRange(document, range) })),
  );
  return site.holds === 'rules' && includeDeclaration ? [{ uri: site.uri, range: site.range }, ...found] : found;
}

export function documentHighlights({ document, analysis }: Analysed, offset: number): DocumentHighlight[] {
  const named = occurrenceAt(analysis, offset);
  if (!named) return [];
  return sameName(analysis, named).map(({ range, defines }) => ({
    range: toLspRange(document, range),
    kind: defines ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}
