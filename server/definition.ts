import type { Location } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { nodesAt } from '../grammar/index.ts';
import type { Analysed, Documents } from './documents.ts';
import type { Host } from './host.ts';
import { declaredIn, occurrenceAt } from './names.ts';
import { toLspRange } from './places.ts';

const beginning = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Where the name at an offset is declared, in this file or one that it uses; of a file in quotes, the file. */
export async function definition({ document, analysis }: Analysed, offset: number, documents: Documents, host: Host): Promise<Location | null> {
  const named = occurrenceAt(analysis, offset);
  if (named?.declaration) return { uri: document.uri, range: toLspRange(document, named.declaration) };
  const node = nodesAt(analysis.tree, offset).at(-1);
  const path = named?.path ?? (node && 'kind' in node && node.kind === 'string' ? node.value : undefined);
  if (path === undefined) return null;
  const located = await documents.reader(document.uri).locate(path);
  if (!located.found) return null;
  const uri = host.uriOf(located.location);
  const imported = analysis.imports.get(path);
  const range = named && declaredIn(analysis, named);
  return { uri, range: imported && range ? toLspRange(TextDocument.create(uri, 'anlage', 0, imported.source), range) : beginning };
}
