import type { Range as LspRange } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Reader } from '../language/index.ts';
import { fileOf } from '../language/read-files.ts';
import type { Analysed, Documents } from './documents.ts';
import { fileKeyOf } from './file-name-of.ts';
import { genesAround } from './genes-around.ts';
import { type NounFacts, rulesFileOf } from './noun-facts.ts';
import type { Occurrence } from './occurrences.ts';
import { toLspRange } from './lsp-ranges.ts';
import type { WorkspaceTexts } from './workspace-texts.ts';

/** What finding a thing in other files takes. */
export interface Services {
  readonly documents: Documents;
  readonly workspace: WorkspaceTexts;
  readonly facts: NounFacts;
  /** Ends a search that is no longer asked for. */
  readonly signal?: AbortSignal;
}

/**
 * Where a thing is declared; two names mean the same where their sites are the same. `path`: as this file names the
 * other.
 */
export interface DeclarationSite {
  readonly uri: string;
  readonly range: LspRange;
  readonly path?: string;
  readonly holds: 'anlage' | 'rules';
}

/** Where what an occurrence names is declared: here, in a file that this one uses, or in a file of gene rules. */
export async function declarationSiteOf(
  analysed: Analysed,
  named: Occurrence,
  { documents, facts }: Services,
): Promise<DeclarationSite | undefined> {
  const { document, analysis } = analysed;
  if (named.declaration) return { uri: document.uri, range: toLspRange(document, named.declaration), holds: 'anlage' };
  const reader = documents.reader(document.uri);
  if (named.path !== undefined) {
    const uri = await uriOf(named.path, reader, documents);
    const imported = analysis.imports.get(named.path);
    return uri === undefined || !imported || !named.within
      ? undefined
      : {
          uri,
          range: toLspRange(TextDocument.create(uri, 'anlage', 0, imported.source), named.within),
          path: named.path,
          holds: 'anlage',
        };
  }
  if (named.kind !== 'gene' && named.kind !== 'input') return undefined;
  const around = genesAround(await facts.view(analysed), named.range.start, named.name)?.name;
  const declared = [...analysis.scope.declared.values()]
    .map(({ declaration }) => declaration)
    .filter((declaration) => declaration.noun.text === 'genes' && fileOf(declaration));
  for (const declaration of declared.sort((a, b) => Number(b.name.text === around) - Number(a.name.text === around))) {
    const rules = await rulesFileOf(declaration, analysed, documents);
    const place = rules?.places.get(named.name);
    const uri = rules && place && (await uriOf(rules.path, reader, documents));
    if (uri === undefined || !rules || !place) continue;
    const start = { line: place.line - 1, character: place.column - 1 };
    return {
      uri,
      range: { start, end: { line: start.line, character: start.character + place.length } },
      path: rules.path,
      holds: 'rules',
    };
  }
  return undefined;
}
const same = (a: DeclarationSite, b: DeclarationSite | undefined): boolean =>
  b !== undefined &&
  fileKeyOf(a.uri) === fileKeyOf(b.uri) &&
  a.range.start.line === b.range.start.line &&
  a.range.start.character === b.range.start.character;

export async function uriOf(path: string, reader: Reader, documents: Documents): Promise<string | undefined> {
  const located = await reader.locate(path);
  return located.found ? documents.uriOf(located.location) : undefined;
}

export interface Places {
  readonly files: readonly { readonly analysed: Analysed; readonly occurrences: readonly Occurrence[] }[];
  /** Why there may be others. */
  readonly unknown: readonly string[];
}

/**
 * Every place where a thing is named, in the open documents and the files of the workspace; with `other`, also the
 * texts that hold only that word, in which it is named nowhere.
 */
export async function placesNaming(
  site: DeclarationSite,
  name: string,
  services: Services,
  other: readonly string[] = [],
): Promise<Places> {
  const { analysed: texts, unknown } = await services.workspace.holding([name, ...other], site.uri, services.signal);
  const files = await Promise.all(
    texts.map(async (analysed) => {
      const candidates = analysed.analysis.walk.occurrences.filter((occurrence) => occurrence.name === name);
      const once = [...new Map(candidates.map((occurrence) => [occurrence.range.start, occurrence])).values()].sort(
        (a, b) => a.range.start - b.range.start,
      );
      const matching = await Promise.all(
        once.map(async (occurrence) => same(site, await declarationSiteOf(analysed, occurrence, services))),
      );
      return { analysed, occurrences: once.filter((_, index) => matching[index]) };
    }),
  );
  return { files: other.length > 0 ? files : files.filter(({ occurrences }) => occurrences.length > 0), unknown };
}
