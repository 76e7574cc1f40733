/** Gene rules that a file takes from other files, with what is wrong with them. */
import type { Inference } from '../engine/inference/index.ts';
import type { GeneNetwork } from '../engine/genes/gene-network.ts';
import type { Declaration, Range } from '../grammar/tree.ts';
import type { TextAnalysis } from './text-analysis.ts';
import { describeDeclaration, type Description } from './canonical/description.ts';
import { header, referenceOf } from './canonical/header-phrases.ts';
import { scopeIn } from './canonical/scope.ts';
import { assumed as assumedOf, notFound, unreadable } from './checks/data-checks.ts';
import { undefinedGene } from './checks/gene-checks.ts';
import { problemsOfFile } from './checks/rules-file-checks.ts';
import { cannotInfer, inferred } from './checks/inference-checks.ts';
import type { Diagnostic } from './diagnostic.ts';
import { fileOf, rulesOf } from './read-files.ts';
import { inferenceKey, inferenceOf, type InferenceRequest, inferFrom } from './inferred-genes.ts';
import type { Reader } from './reader.ts';
import { allowed, settingsNamed } from './view.ts';

export interface Networks {
  /** By path as written. */
  readonly networks: ReadonlyMap<string, GeneNetwork>;
  readonly diagnostics: readonly Diagnostic[];
  /** What readers assumed of the files or left out, by the name of the genes: the file and a sentence each. */
  readonly assumed: ReadonlyMap<string, readonly string[]>;
}

/** Aborted while rules are inferred, it gives what it has. */
export async function readNetworks(
  analysis: TextAnalysis,
  reader: Reader,
  signal?: { readonly aborted: boolean },
): Promise<Networks> {
  const networks = new Map<string, GeneNetwork>();
  const told = new Map<string, readonly string[]>();
  const diagnostics: Diagnostic[] = [];
  const scope = scopeIn(analysis.scope, networks);
  for (const { declaration, file } of analysis.scope.declared.values()) {
    if (declaration.noun.text !== 'genes') continue;
    const own = file === analysis.scope;
    const request = allowed(() => inferenceOf(describeDeclaration(declaration, file, scope)));
    if (request) {
      if (
        own &&
        analysis.diagnostics.some(
          ({ severity, range }) =>
            severity === 'error' && range.start >= declaration.range.start && range.end <= declaration.range.end,
        )
      )
        continue;
      const found = await inferredNetwork(request, declaration, own, reader, signal);
      if (found.network) networks.set(inferenceKey(request), found.network);
      told.set(
        inferenceKey(request),
        (found.notes ?? []).map((note) => `${request.path}: ${note}`),
      );
      diagnostics.push(
        ...found.diagnostics,
        ...(own && found.network ? fatesOf(declaration, found.network, analysis) : []),
      );
      continue;
    }
    const from = fileOf(declaration);
    if (!from) continue;
    const range = own ? from.range : { start: 0, end: 0 };
    const content = await rulesOf(from.path, reader);
    if ('missing' in content) diagnostics.push(notFound(from.path, range, content.missing));
    else if ('unreadable' in content) diagnostics.push(unreadable(from.path, range, 'gene rules', content.unreadable));
    else if ('ok' in content) {
      networks.set(from.path, content.ok.network);
      told.set(
        from.path,
        content.ok.notes.map((note) => `${from.path}: ${note}`),
      );
      if (own)
        diagnostics.push(
          ...problemsOfFile(content.ok, from.path, range),
          ...fatesOf(declaration, content.ok.network, analysis),
        );
    }
  }
  const assumed = new Map<string, readonly string[]>();
  for (const { declaration, file } of analysis.scope.declared.values()) {
    const notes = allowed(() => told.get(sourceOf(describeDeclaration(declaration, file, scope)) ?? ''));
    if (declaration.noun.text === 'genes' && notes) assumed.set(declaration.name.text, notes);
  }
  return { networks, diagnostics, assumed };
}

/** By what the network that genes are taken from is kept, be it through those that they are like. */
function sourceOf(description: Description): string | undefined {
  const request = inferenceOf(description),
    from = header(description, 'from');
  return request ? inferenceKey(request) : from && referenceOf(from.value);
}

async function inferredNetwork(
  request: InferenceRequest,
  declaration: Declaration,
  own: boolean,
  reader: Reader,
  signal: { readonly aborted: boolean } | undefined,
): Promise<{
  readonly network?: GeneNetwork;
  readonly diagnostics: readonly Diagnostic[];
  readonly notes?: readonly string[];
}> {
  const range = own ? (fileOf(declaration)?.range ?? declaration.name.range) : { start: 0, end: 0 };
  for (const [path, at] of filesOf(request, declaration, range)) {
    const located = await reader.locate(path);
    if (!located.found) return { diagnostics: [notFound(path, own ? at : range, located)] };
  }
  try {
    const found = await inferFrom(request, reader, { signal });
    return 'aborted' in found
      ? { diagnostics: [] }
      : {
          network: withOpen(found.inference),
          notes: found.notes,
          diagnostics: own
            ? [...inferred(found.inference, declaration, range), ...assumedOf(range, request.path, found.notes)]
            : [],
        };
  } catch (error) {
    return { diagnostics: [cannotInfer(error, declaration, request.path, range)] };
  }
}
/** What a noun may draw from, where it asks for members. */
const withOpen = ({ network, open }: Inference): GeneNetwork => (open.length > 0 ? { ...network, open } : network);
function filesOf(
  { path, reading }: InferenceRequest,
  declaration: Declaration,
  at: Range,
): readonly (readonly [path: string, at: Range])[] {
  const written = (word: string): Range => settingsNamed(declaration, word)[0]?.range ?? at;
  return [
    [path, at],
    ...(reading.cellColumns === undefined ? [] : [[reading.cellColumns, written('order')] as const]),
    ...(reading.names === undefined ? [] : [[reading.names, written('names')] as const]),
  ];
}

/** Names in the block of an imported network that neither the file nor the block knows. */
function fatesOf(declaration: Declaration, network: GeneNetwork, { walk }: TextAnalysis): readonly Diagnostic[] {
  const known = new Set([...network.genes.map(({ name }) => name), ...network.inputs]);
  return walk.occurrences
    .filter(
      ({ kind, range, declaration: declared, path }) =>
        kind === 'gene' &&
        !declared &&
        !path &&
        range.start >= declaration.range.start &&
        range.end <= declaration.range.end,
    )
    .flatMap(({ name, range }) => (known.has(name) ? [] : [undefinedGene(name, range, [...known])]));
}
