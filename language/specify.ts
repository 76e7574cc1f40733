/** From a text to the canonical form that runs. */
import type { GeneNetwork } from '../engine/genes/network.ts';
import type { TextAnalysis } from './analysis.ts';
import { specificationOf } from './canonical/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import { fileOf, rulesOf } from './files.ts';
import type { Reader } from './reader.ts';
import type { Specification } from './specification.ts';

/**
 * The canonical form of a file. Reads the gene rules it takes from files, nothing else.
 * With an error in the text or in those files there is no specification, and `diagnostics` says why.
 */
export async function specify(analysis: TextAnalysis, reader: Reader): Promise<{ readonly specification?: Specification; readonly diagnostics: readonly Diagnostic[] }> {
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { diagnostics: errors };
  const { networks, diagnostics } = await readNetworks(analysis, reader);
  if (diagnostics.length > 0) return { diagnostics };
  return { specification: specificationOf(analysis.tree, { text: analysis.source, file: analysis.scope, networks }), diagnostics: [] };
}

async function readNetworks(analysis: TextAnalysis, reader: Reader): Promise<{ readonly networks: ReadonlyMap<string, GeneNetwork>; readonly diagnostics: readonly Diagnostic[] }> {
  const networks = new Map<string, GeneNetwork>();
  const diagnostics: Diagnostic[] = [];
  for (const { declaration } of analysis.scope.declared.values()) {
    const file = declaration.noun.text === 'genes' ? fileOf(declaration) : undefined;
    if (!file || networks.has(file.path)) continue;
    const content = await rulesOf(file.path, reader);
    if ('ok' in content) networks.set(file.path, content.ok.network);
    else if ('missing' in content) diagnostics.push({ code: 'D001', severity: 'error', range: file.range, message: `"${file.path}" was not found. Looked in ${content.missing.tried.join(', ')}. ${content.missing.remedy ?? ''}`.trim() });
    else if ('unreadable' in content) diagnostics.push({ code: 'D002', severity: 'error', range: file.range, message: `"${file.path}" cannot be read as gene rules: ${content.unreadable}` });
  }
  return { networks, diagnostics };
}
