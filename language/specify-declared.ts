/** From a text to what it declares: gene networks, matrices. */
import type { TextAnalysis } from './text-analysis.ts';
import { connectOf } from './nouns/connect-noun.ts';
import { describeDeclaration, type Description } from './canonical/description.ts';
import { genesOf } from './nouns/genes-noun.ts';
import { scopeIn } from './canonical/scope.ts';
import { readNetworks } from './networks-known.ts';
import type { Reader } from './reader.ts';
import type { ConnectNoun, GenesNoun } from './specification.ts';
import { allowed } from './view.ts';

/**
 * The canonical form of every `genes` of a file and of the files it uses, those of the file first; where one has an
 * error, it is left out.
 */
export const specifyGenes = (analysis: TextAnalysis, reader: Reader): Promise<readonly GenesNoun[]> =>
  specifyDeclared(analysis, reader, 'genes', genesOf);
/** The same of every `connect`. */
export const specifyMatrices = (analysis: TextAnalysis, reader: Reader): Promise<readonly ConnectNoun[]> =>
  specifyDeclared(analysis, reader, 'connect', connectOf);

async function specifyDeclared<Noun>(
  analysis: TextAnalysis,
  reader: Reader,
  kind: string,
  make: (description: Description) => Noun,
): Promise<readonly Noun[]> {
  const { networks } = await readNetworks(analysis, reader);
  const scope = scopeIn(analysis.scope, networks);
  const wrong = analysis.diagnostics.filter(({ severity }) => severity === 'error').map(({ range }) => range);
  const declared = [...analysis.scope.declared.values()].filter(({ declaration }) => declaration.noun.text === kind);
  const own = declared.filter(
    ({ file, declaration: { range } }) =>
      file === analysis.scope && !wrong.some(({ start }) => start >= range.start && start < range.end),
  );
  return [...own, ...declared.filter(({ file }) => file !== analysis.scope)].flatMap(
    ({ declaration, file }) => allowed(() => make(describeDeclaration(declaration, file, scope))) ?? [],
  );
}
