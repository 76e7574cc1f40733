/** The second tier: what only computing or reading files can tell. Asynchronous, cancellable, cached. */
import { isLinear } from '../catalogue/laws-of-motion.ts';
import { fromGraph, roundingNote } from '../engine/connectivity/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import { tooLarge, undefinedNames } from '../engine/genes/index.ts';
import { type FieldPart, holdsConnections, holdsOnlyRules, readConnections, unweighted } from '../formats/index.ts';
import type { Declaration, Range } from '../grammar/tree.ts';
import type { TextAnalysis } from './text-analysis.ts';
import { assumed, cannotRecur, moreThanPairs, notFound, unreadable, withoutRows } from './checks/data-checks.ts';
import { studyEndings, type Written } from './checks/ending-checks.ts';
import { missingWarnings } from './checks/file-checks.ts';
import { checkScience } from './checks/index.ts';
import { faultsIn } from './checks/guarded.ts';
import { domainsOfFiles } from './checks/measure-checks.ts';
import { publishedIn } from './checks/published-checks.ts';
import { refusals } from './checks/running-checks.ts';
import { savedNetworks } from './checks/saved-network-checks.ts';
import { screensKnown } from './checks/screen-checks.ts';
import { founderOf, studyGrowth } from './checks/start-checks.ts';
import { tableProblems } from './checks/table-checks.ts';
import { usesOfTables } from './checks/table-use-checks.ts';
import type { Diagnostic } from './diagnostic.ts';
import { readFamilies, unreadableOf } from './families.ts';
import { joinedNodes } from './joined-nodes.ts';
import { isPattern } from './patterns.ts';
import { added } from './edits.ts';
import { partsNeeded } from './field-wiring.ts';
import { isOfField, penalisedFields, saidOnce, studyField, unlikeFields } from './field-study.ts';
import { fileOf } from './read-files.ts';
import { matrixSays } from './matrix-files.ts';
import { readNetworks } from './networks-known.ts';
import { filesOfChoice } from './nouns/chosen-recording.ts';
import { variesBySeed } from './nouns/genes-noun.ts';
import { largestTable, type Reader } from './reader.ts';
import { tablesOf } from './read-tables.ts';
import { quiet } from './quiet.ts';
import { nounsIn } from './nouns-within.ts';
import { recordingSays } from './recording-files.ts';
import type { ConnectNoun, DataNoun, GenesNoun, Noun, RecordingSpec } from './specification.ts';
import { type Cached, studyEdge, studyScale } from './spectra-of-files.ts';
import { conditionsStudied } from './studied.ts';
import { declarations, isSound, nounOfDeclaration, settingsNamed, type View } from './view.ts';

/** What was found before, by what it was found in; ranges are relative to the declaration. */
export type ScienceCache = Map<string, readonly Diagnostic[]>;
export interface ScienceOptions {
  readonly signal?: { readonly aborted: boolean };
  readonly cache?: ScienceCache;
  /** What computes eigenvalues, asked for when a file needs them; without it nothing is said of them. */
  readonly algebra?: () => Promise<LinearAlgebra>;
}

/**
 * All that the science says of a file; together with `analysis.diagnostics` this is the whole check.
 * Aborted, it gives what it has found so far.
 */
export async function analyseScience(
  analysis: TextAnalysis,
  files: Reader,
  { signal, cache = new Map(), algebra }: ScienceOptions = {},
): Promise<readonly Diagnostic[]> {
  const reader = lookingOnce(files);
  const found: Diagnostic[] = [];
  const faults = faultsIn(analysis.tree);
  const { networks, diagnostics } = await readNetworks(analysis, reader, signal);
  found.push(...diagnostics);
  const families = await readFamilies(analysis, reader);
  found.push(...families.diagnostics, ...(await unreadableOf(families, analysis, reader)));
  const isSaid = ({ range }: Diagnostic): boolean =>
    analysis.diagnostics.some((problem) => problem.severity === 'error' && problem.range.start === range.start);
  const view: View = {
    source: analysis.source,
    tree: analysis.tree,
    walk: analysis.walk,
    scope: analysis.scope,
    networks,
    errors: analysis.diagnostics.filter(({ severity }) => severity === 'error').map(({ range }) => range),
    guard: faults.guard,
  };
  const founders = view.guard(() => foundersOf(view), new Map()),
    fieldParts = view.guard(() => partsOfFields(view), new Map());
  const cached = async (
    declaration: Declaration,
    what: unknown,
    study: () => Promise<readonly Diagnostic[]> | readonly Diagnostic[],
  ): Promise<void> => {
    const key = JSON.stringify([what, analysis.source.slice(declaration.range.start, declaration.range.end)]);
    const offset = declaration.range.start;
    const earlier = cache.get(key);
    if (earlier) {
      found.push(...earlier.map((diagnostic) => moved(diagnostic, offset)));
      return;
    }
    if (signal) await pause();
    const fresh = await study();
    cache.set(
      key,
      fresh.map((diagnostic) => moved(diagnostic, -offset)),
    );
    found.push(...fresh);
  };
  const tables = tablesOf(reader);
  const study = async (declaration: Declaration): Promise<void> => {
    found.push(...(await missingFiles(declaration, reader)).filter((missing) => !isSaid(missing)));
    const noun = nounOfDeclaration(view, declaration);
    if (noun?.noun === 'genes')
      await cached(declaration, [noun, founders.get(noun.name)], () =>
        studyGenes(view, declaration, noun, founders.get(noun.name)),
      );
    else if (noun?.noun === 'develop' && !variesBySeed(noun.genes) && founders.has(noun.genes.name))
      await cached(declaration, noun, () => studyGrowth(declaration, noun));
    else if (noun?.noun === 'data' && noun.table)
      await cached(declaration, [noun, await whereabouts(noun, reader)], async () =>
        tableProblems(declaration, noun, await tables(noun)),
      );
    else if (noun?.noun === 'data' && noun.recording)
      await studyRecording(declaration, { ...noun, recording: noun.recording }, reader, cached);
    else if (noun?.noun === 'dynamics' && isLinear(noun) && algebra)
      await studyEdge(declaration, noun.matrix, reader, algebra, cached);
    else if (noun?.noun === 'connect') {
      await studyMatrix(
        declaration,
        noun,
        fileOf(declaration)?.range ?? declaration.name.range,
        reader,
        cached,
        fieldParts,
      );
      await studyScale(declaration, noun, reader, algebra, cached);
    }
  };
  /** Files that a condition reads otherwise than any declaration does. */
  const studyConditions = async (experiment: Declaration): Promise<void> => {
    const declared = new Set(
      view.tree.declarations.map((declaration) => JSON.stringify(sourceOf(nounOfDeclaration(view, declaration)))),
    );
    for (const { noun, range } of conditionsStudied(view, experiment))
      for (const part of nounsIn(noun))
        if (part.noun === 'connect' && !declared.has(JSON.stringify(part.source))) {
          declared.add(JSON.stringify(part.source));
          await studyMatrix(experiment, part, range, reader, cached, fieldParts);
        }
  };
  for (const declaration of analysis.tree.declarations) {
    if (signal?.aborted) return quiet(found, analysis);
    await study(declaration).catch(faults.add);
  }
  for (const experiment of declarations(view, 'experiment')) {
    if (signal?.aborted) return quiet(found, analysis);
    await studyConditions(experiment).catch(faults.add);
  }
  if (!signal?.aborted) await domainsOfFiles(view, reader, cache).then((wrong) => found.push(...wrong), faults.add);
  if (!signal?.aborted) await unlikeFields(view, reader).then((wrong) => found.push(...wrong), faults.add);
  if (!signal?.aborted) await penalisedFields(view, reader).then((wrong) => found.push(...wrong), faults.add);
  if (!signal?.aborted)
    await usesOfTables(view, tables).then((wrong) => {
      // what is wrong with a table is said once, at its own statement where that says it
      for (const one of wrong) if (!found.some(({ message }) => message === one.message)) found.push(one);
    }, faults.add);
  if (!signal?.aborted) await publishedIn(view, reader).then(({ problems }) => found.push(...problems), faults.add);
  if (!signal?.aborted) await savedNetworks(view, reader).then((wrong) => found.push(...wrong), faults.add);
  if (!signal?.aborted)
    found.push(
      ...checkScience(view),
      ...view.guard(() => screensKnown(view), []).filter((problem) => !isSaid(problem)),
    );
  const isWhole = (): boolean => ![...analysis.diagnostics, ...found].some(({ severity }) => severity === 'error');
  if (!signal?.aborted && isWhole()) found.push(...view.guard(() => refusals(view), []));
  const complete = isWhole();
  found.splice(0, found.length, ...saidOnce(found));
  found.push(...faults.found().filter(({ message }) => !analysis.diagnostics.some((said) => said.message === message)));
  const given = new Set([...analysis.given, ...found.map(({ code }) => code)]);
  return [...quiet(found, analysis), ...(complete ? missingWarnings(analysis.tree, given) : [])];
}

/** What is drawn for each seed has no attractors of its own. */
const studyGenes = (
  view: View,
  declaration: Declaration,
  noun: GenesNoun,
  founders: readonly number[] | undefined,
): readonly Diagnostic[] =>
  variesBySeed(noun) ? [] : studyEndings(noun.name, noun, placesOf(view, declaration), founders);
function placesOf({ source }: View, declaration: Declaration): Written {
  const at = declaration.name.range;
  const [update] = settingsNamed(declaration, 'update');
  const { block, phrases } = declaration;
  const end = phrases.at(-1)?.range.end ?? at.end;
  const fates = new Map(
    (block?.statements ?? []).flatMap((statement) =>
      statement.kind === 'definition' ? [[statement.name.text, statement.name.range] as const] : [],
    ),
  );
  return {
    at,
    scheme: update?.range ?? at,
    fate: (name) => fates.get(name) ?? at,
    asynchronous: update
      ? { range: update.range, text: 'update asynchronous' }
      : block
        ? added(block, 'update asynchronous', source)
        : { range: { start: end, end }, text: ' { update asynchronous }' },
  };
}

/**
 * The states from which developments start, by the name of their genes (none listed where there are too many states);
 * only of developments and genes without errors.
 */
function foundersOf(view: View): ReadonlyMap<string, readonly number[]> {
  const founders = new Map<string, readonly number[]>();
  for (const declaration of declarations(view, 'develop')) {
    const noun = nounOfDeclaration(view, declaration);
    const genes =
      noun?.noun === 'develop' && !variesBySeed(noun.genes)
        ? view.scope.declared.get(noun.genes.name)?.declaration
        : undefined;
    if (noun?.noun !== 'develop' || !genes || !isSound(view, genes) || undefinedNames(noun.genes).length > 0) continue;
    const founder = tooLarge(noun.genes) ? undefined : founderOf(noun);
    founders.set(noun.genes.name, [
      ...(founders.get(noun.genes.name) ?? []),
      ...(founder === undefined ? [] : [founder]),
    ]);
  }
  return founders;
}

const sourceOf = (noun: Noun | undefined): unknown => (noun?.noun === 'connect' ? noun.source : undefined);
/** What the matrices of each folder of a field need of it, by its path. */
function partsOfFields(view: View): ReadonlyMap<string, readonly FieldPart[]> {
  const found = new Map<string, readonly FieldPart[]>();
  for (const declaration of declarations(view, 'connect')) {
    const noun = nounOfDeclaration(view, declaration);
    if (noun?.noun !== 'connect' || !isOfField(noun)) continue;
    const { path } = noun.source;
    found.set(path, [...(found.get(path) ?? []), ...partsNeeded(noun.source)]);
  }
  return found;
}
/** What a run would refuse of a recording is said now, and what its reader assumes. */
async function studyRecording(
  declaration: Declaration,
  noun: DataNoun & { readonly recording: RecordingSpec },
  reader: Reader,
  cached: Cached,
): Promise<void> {
  const { reference, recording } = noun,
    files = await Promise.all(
      [reference, recording.positions?.path, ...filesOfChoice(recording.chosen ?? {})].map((path) =>
        path === undefined ? undefined : reader.locate(path),
      ),
    );
  if (files.some((located) => located?.found === false)) return;
  await cached(declaration, [recording, files], async () => {
    const says = await recordingSays(noun, reader),
      at = (file: string): Range =>
        referencesOf(declaration).find((named) => named.reference === file)?.range ?? declaration.name.range;
    if (!says) return [];
    return 'wrong' in says
      ? [
          unreadable(
            says.file,
            at(says.file),
            says.file === reference ? 'a recording' : says.file === recording.positions?.path ? 'positions' : 'a table',
            says.wrong,
          ),
        ]
      : assumed(at(reference), reference, says.notes);
  });
}

/** `at`: what is wrong is said there. */
async function studyMatrix(
  declaration: Declaration,
  noun: ConnectNoun,
  at: Range,
  reader: Reader,
  cached: Cached,
  needed: ReadonlyMap<string, readonly FieldPart[]>,
): Promise<void> {
  const { source } = noun;
  if (isOfField(noun)) {
    const { path } = noun.source,
      located = await reader.locate(path);
    if (!located.found) return;
    const names = (await reader.list?.(located.location).catch(() => undefined)) ?? [];
    const sizes = await Promise.all(names.map((name) => reader.locate(`${path}/${name}`)));
    await cached(
      declaration,
      [noun.name, noun.stream, source, at.start - declaration.range.start, located, names, sizes, needed.get(path)],
      () => studyField(declaration, noun, at, located.location, reader, needed.get(path) ?? []),
    );
    return;
  }
  if (source.kind !== 'matrix' && (source.kind !== 'file' || !holdsConnections(source.path))) return;
  const located = await reader.locate(source.path);
  if (!located.found) return;
  await cached(declaration, [source, at.start - declaration.range.start, located.location, located.size], async () => {
    if (source.kind === 'matrix') {
      const says = await matrixSays(source, located, reader);
      return 'wrong' in says
        ? [unreadable(source.path, at, 'a matrix', says.wrong)]
        : assumed(at, source.path, says.notes);
    }
    try {
      const own = readConnections(await reader.bytes(located.location, largestTable), source.path, source.columns),
        beside = source.nodes && (await reader.locate(source.nodes.path));
      const joined =
        source.nodes && beside?.found
          ? joinedNodes(own, source.nodes, await reader.bytes(beside.location, largestTable))
          : undefined;
      const graph = joined ?? own;
      const circuit = fromGraph(graph, {
        rows: source.rows,
        cells: source.cells,
        edges: source.edges,
        weight: source.columns?.weight,
      });
      const named = declaration.noun.text === 'connect' ? declaration.name.range : at;
      return [
        ...moreThanPairs(circuit, named),
        ...cannotRecur(circuit, named),
        ...withoutRows(source, joined?.withoutRow ?? [], graph.nodes.length, nodesOf(declaration) ?? at),
        ...assumed(at, source.path, [
          ...(graph.notes ?? []),
          ...unweighted(graph, source.columns?.weight),
          ...roundingNote(circuit.matrix),
        ]),
      ];
    } catch (error) {
      return [unreadable(source.path, at, 'a graph', error instanceof Error ? error.message : String(error))];
    }
  });
}

/** Where a declaration names its table of nodes. */
const nodesOf = (declaration: Declaration): Range | undefined => settingsNamed(declaration, 'nodes')[0]?.range;
/**
 * Files and data sets that a declaration names and that are nowhere. (Gene rules are read, and missed, by
 * `readNetworks`.)
 */
async function missingFiles(declaration: Declaration, reader: Reader): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const { reference, range } of referencesOf(declaration)) {
    if (declaration.noun.text === 'data' && isPattern(reference)) continue;
    const located = await reader.locate(reference);
    if (!located.found) found.push(notFound(reference, range, located));
    else if (holdsOnlyRules(reference))
      found.push(
        unreadable(
          reference,
          range,
          declaration.noun.text === 'connect' ? 'a graph' : 'data',
          'it holds gene rules; take them with `genes NAME from`.',
        ),
      );
  }
  return found;
}
function referencesOf(declaration: Declaration): readonly { readonly reference: string; readonly range: Range }[] {
  if (declaration.noun.text === 'genes') return [];
  const settings = (declaration.block?.statements ?? []).flatMap((statement) =>
    statement.kind === 'setting' ? [statement] : [],
  );
  const phrases = [...declaration.phrases, ...settings.flatMap((setting) => setting.phrases)];
  return [
    ...phrases.filter(({ label }) => label.text === 'from'),
    ...settings.filter(({ word }) => declaration.noun.text === 'data' && word.text === 'join'),
  ]
    .flatMap(({ items }) => items)
    .flatMap(({ value: { base } }) => {
      if (base.kind === 'string') return [{ reference: base.value, range: base.range }];
      return declaration.noun.text === 'data' && base.kind === 'name'
        ? [{ reference: base.text, range: base.range }]
        : [];
    });
}

/** Where the files of a table lie, and how large they are. */
const whereabouts = ({ reference, table }: DataNoun, reader: Reader): Promise<unknown> =>
  Promise.all([reference, ...(table?.joins ?? []).map(({ path }) => path)].map((path) => reader.locate(path)));

function moved(diagnostic: Diagnostic, by: number): Diagnostic {
  const shifted = ({ start, end }: Range): Range => ({ start: start + by, end: end + by });
  return {
    ...diagnostic,
    range: shifted(diagnostic.range),
    ...(diagnostic.fixes && {
      fixes: diagnostic.fixes.map((fix) => ({
        ...fix,
        edits: fix.edits.map((edit) => ({ ...edit, range: shifted(edit.range) })),
      })),
    }),
  };
}
/** Many declarations may name the same file. */
function lookingOnce(reader: Reader): Reader {
  const located = new Map<string, ReturnType<Reader['locate']>>();
  return {
    ...reader,
    locate: (reference) => {
      const looked = located.get(reference) ?? reader.locate(reference);
      located.set(reference, looked);
      return looked;
    },
  };
}

/** Lets other work, and a cancellation, through: at most every 10 milliseconds. */
async function pause(): Promise<void> {
  if (Date.now() - lastPause < 10) return;
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 0);
  });
  lastPause = Date.now();
}
let lastPause = 0;
declare function setTimeout(callback: () => void, milliseconds: number): unknown;
