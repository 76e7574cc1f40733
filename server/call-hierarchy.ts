import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Range as LspRange,
  SymbolKind,
} from 'vscode-languageserver';
import { type Declaration, type Range, stringsIn } from '../grammar/index.ts';
import { nounEntry } from '../language/nouns/index.ts';
import { declarationSiteOf, placesNaming, type Services, uriOf } from './declaration-site.ts';
import type { Analysed } from './documents.ts';
import { fileKeyOf, fileNameOf } from './file-name-of.ts';
import { holds, toLspRange } from './lsp-ranges.ts';
import { type Occurrence, occurrenceAt } from './occurrences.ts';
import { kindOfNoun } from './symbols.ts';

/** As calls, what depends on a noun (its callers), and what it depends on: nouns, and files in quotes. */

/** The noun that is named at an offset; where none is, that which stands around it. */
export async function prepareHierarchy(
  analysed: Analysed,
  offset: number,
  services: Services,
): Promise<CallHierarchyItem[]> {
  const named = occurrenceAt(analysed.analysis, offset);
  const declared = named && nounEntry(named.kind) && (await declaredItem(analysed, named, services));
  if (declared) return [declared];
  const around = declarationAt(analysed, offset);
  return around ? [itemOf(analysed, around)] : [];
}

/** What depends on it. */
export async function dependents(item: CallHierarchyItem, services: Services): Promise<CallHierarchyIncomingCall[]> {
  const { uri, selectionRange } = item;
  const { files } = await placesNaming({ uri, range: selectionRange, holds: 'anlage' }, item.name, services);
  return files.flatMap(({ analysed, occurrences }) => {
    const uses = occurrences.filter(({ defines }) => !defines);
    const places = new Map<Declaration, LspRange[]>();
    for (const { range } of uses) {
      const by = declarationAt(analysed, range.start);
      if (by) places.set(by, [...(places.get(by) ?? []), toLspRange(analysed.document, range)]);
    }
    return [...places].map(([by, fromRanges]) => ({ from: itemOf(analysed, by), fromRanges }));
  });
}

/** What it depends on. */
export async function dependencies(item: CallHierarchyItem, services: Services): Promise<CallHierarchyOutgoingCall[]> {
  if (item.kind === SymbolKind.File) return [];
  const analysed = await services.workspace.analysed(item.uri);
  const declaration = declarationAt(analysed, analysed.document.offsetAt(item.selectionRange.start));
  if (!declaration) return [];
  const found = new Map<string, CallHierarchyOutgoingCall>();
  const add = (to: CallHierarchyItem, range: Range): void => {
    const key = `${fileKeyOf(to.uri)} ${to.selectionRange.start.line} ${to.selectionRange.start.character}`;
    const fromRanges = [...(found.get(key)?.fromRanges ?? []), toLspRange(analysed.document, range)];
    found.set(key, { to, fromRanges });
  };
  const named = analysed.analysis.walk.occurrences.filter(
    ({ defines, kind, range }) => !defines && nounEntry(kind) && isIn(range, declaration.range),
  );
  for (const occurrence of named) {
    const declared = await declaredItem(analysed, occurrence, services);
    if (declared) add(declared, occurrence.range);
  }
  const reader = services.documents.reader(item.uri);
  for (const { value, range } of stringsIn(declaration)) {
    const uri = await uriOf(value, reader, services.documents);
    if (uri !== undefined) add(fileItem(uri), range);
  }
  return [...found.values()];
}

async function declaredItem(
  analysed: Analysed,
  named: Occurrence,
  services: Services,
): Promise<CallHierarchyItem | undefined> {
  const site = await declarationSiteOf(analysed, named, services);
  if (site?.holds !== 'anlage') return undefined;
  const there =
    fileKeyOf(site.uri) === fileKeyOf(analysed.document.uri) ? analysed : await services.workspace.analysed(site.uri);
  const declaration = declarationAt(there, there.document.offsetAt(site.range.start));
  return declaration && itemOf(there, declaration);
}

const declarationAt = ({ analysis }: Analysed, offset: number): Declaration | undefined =>
  analysis.tree.declarations.find(({ range, name }) => name.text !== '' && holds(range, offset));

const itemOf = ({ document }: Analysed, { noun, name, range }: Declaration): CallHierarchyItem => ({
  name: name.text,
  kind: kindOfNoun(noun.text),
  detail: `${noun.text} in ${fileNameOf(document.uri)}`,
  uri: document.uri,
  range: toLspRange(document, range),
  selectionRange: toLspRange(document, name.range),
});
function fileItem(uri: string): CallHierarchyItem {
  const start = { line: 0, character: 0 };
  return {
    name: fileNameOf(uri),
    kind: SymbolKind.File,
    detail: 'file',
    uri,
    range: { start, end: start },
    selectionRange: { start, end: start },
  };
}
const isIn = (inner: Range, outer: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;
