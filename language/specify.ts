/** From a text to the canonical form that runs. */
import type { TextAnalysis } from './text-analysis.ts';
import { specificationOf } from './experiments/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import { readNetworks } from './networks-known.ts';
import type { Reader } from './reader.ts';
import type { Specification } from './specification.ts';

/**
 * The canonical form of a file. Reads the gene rules it takes from files, nothing else.
 * With an error in the text or in those files there is no specification, and `diagnostics` says why.
 */
export async function specify(
  analysis: TextAnalysis,
  reader: Reader,
): Promise<{ readonly specification?: Specification; readonly diagnostics: readonly Diagnostic[] }> {
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { diagnostics: errors };
  const { networks, diagnostics } = await readNetworks(analysis, reader);
  const wrong = diagnostics.filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) return { diagnostics: wrong };
  return {
    specification: specificationOf(analysis.tree, { text: analysis.source, file: analysis.scope, networks }),
    diagnostics: [],
  };
}
