import type { Location } from 'vscode-languageserver';
import { nodesAt } from '../grammar/index.ts';
import type { Analysed } from './documents.ts';
import { type Services, declarationSiteOf, uriOf } from './declaration-site.ts';
import { occurrenceAt } from './occurrences.ts';

const beginning = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/**
 * Where the name at an offset is declared: in this file, one that it uses, or a file of gene rules; of a file in
 * quotes, the file.
 */
export async function definition(analysed: Analysed, offset: number, services: Services): Promise<Location | null> {
  const { document, analysis } = analysed;
  const named = occurrenceAt(analysis, offset);
  const site = named && (await declarationSiteOf(analysed, named, services));
  if (site) return { uri: site.uri, range: site.range };
  const node = nodesAt(analysis.tree, offset).at(-1);
  if (!node || !('kind' in node) || node.kind !== 'string') return null;
  const uri = await uriOf(node.value, services.documents.reader(document.uri), services.documents);
  return uri === undefined ? null : { uri, range: beginning };
}
