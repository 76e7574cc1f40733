/** Gene rules that a file takes from other files, with what is wrong with them. */
import type { GeneNetwork } from '../engine/genes/network.ts';
import type { Declaration, Range } from '../grammar/tree.ts';
import type { TextAnalysis } from './analysis.ts';
import { notFound, unreadable } from './checks/data.ts';
import { freeInputs, twoRules, undefinedGene } from './checks/genes.ts';
import { rulesOfFile } from './checks/rules.ts';
import type { Diagnostic } from './diagnostic.ts';
import { fileOf, type ReadRules, rulesOf } from './files.ts';
import type { Reader } from './reader.ts';

export interface Networks {
  /** By path as written. */
  readonly networks: ReadonlyMap<string, GeneNetwork>;
  readonly diagnostics: readonly Diagnostic[];
}

export async function readNetworks(analysis: TextAnalysis, reader: Reader): Promise<Networks> {
  const networks = new Map<string, GeneNetwork>();
  const diagnostics: Diagnostic[] = [];
  for (const { declaration, file } of analysis.scope.declared.values()) {
    const from = declaration.noun.text === 'genes' ? fileOf(declaration) : undefined;
    if (!from) continue;
    const own = file === analysis.scope;
    const range = own ? from.range : { start: 0, end: 0 };
    const content = await rulesOf(from.path, reader);
    if ('missing' in content) diagnostics.push(notFound(from.path, range, content.missing));
    else if ('unreadable' in content) diagnostics.push(unreadable(from.path, range, 'gene rules', content.unreadable));
    else if ('ok' in content) {
      networks.set(from.path, content.ok.network);
      if (own) diagnostics.push(...problemsOf(content.ok, from.path, range), ...fatesOf(declaration, content.ok.network, analysis));
    }
  }
  return { networks, diagnostics };
}

function problemsOf({ network, problems }: ReadRules, path: string, at: Range): readonly Diagnostic[] {
  return [
    ...problems.map(({ kind, message, line }) => (kind === 'two rules for one gene'
      ? { ...twoRules('', at), message: `"${path}", line ${line}: ${message}` }
      : unreadable(path, at, 'gene rules', `line ${line}: ${message}`))),
    ...rulesOfFile(network, at),
    ...(network.inputs.length > 0 ? [freeInputs(network.inputs, at)] : []),
  ];
}

/** Names in the block of an imported network that neither the file nor the block knows. */
function fatesOf(declaration: Declaration, network: GeneNetwork, { walk }: TextAnalysis): readonly Diagnostic[] {
  const known = new Set([...network.genes.map(({ name }) => name), ...network.inputs]);
  return walk.occurrences
    .filter(({ kind, range, declaration: declared, path }) => kind === 'gene' && !declared && !path && range.start >= declaration.range.start && range.end <= declaration.range.end)
    .flatMap(({ name, range }) => (known.has(name) ? [] : [undefinedGene(name, range, [...known])]));
}
