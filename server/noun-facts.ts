import type { Control, NetworkAnalysis, UpdateScheme } from '../engine/genes/index.ts';
import type { Declaration } from '../grammar/index.ts';
import { type DataNoun, type GenesNoun, guardedBy, type Noun, type TextAnalysis } from '../language/index.ts';
import { type ReadRules, fileOf, rulesOf } from '../language/read-files.ts';
import { nounOfDeclaration, type View } from '../language/view.ts';
import type { Analyst, Foreseen, Foresight } from './analyst.ts';
import type { Analysed, Documents } from './documents.ts';
import { patience, AnswerCache, within } from './answer-cache.ts';
import type { TableFacts } from './table-text.ts';

/**
 * What is known of the nouns of the open documents: their canonical forms, where their genes end and what their spectra
 * will be like, each computed once.
 */
export class NounFacts {
  readonly #documents: Documents;
  readonly #analyst: Analyst;
  #views = new WeakMap<TextAnalysis, Promise<View>>();
  readonly #endings = new AnswerCache<NetworkAnalysis>();
  readonly #controls = new AnswerCache<Control>();
  readonly #spectra = new AnswerCache<Foresight>();
  #tables = new AnswerCache<TableFacts>();

  constructor(documents: Documents, analyst: Analyst) {
    this.#documents = documents;
    this.#analyst = analyst;
  }

  /** A document's nouns, with the rules that it takes from files. */
  view({ document, analysis }: Analysed): Promise<View> {
    const known = this.#views.get(analysis);
    if (known) return known;
    const takes = [...analysis.scope.declared.values()].some(
      ({ declaration }) => declaration.noun.text === 'genes' && fileOf(declaration),
    );
    const networks: Promise<View['networks']> = takes
      ? this.#analyst.ask({
          kind: 'networks',
          uri: document.uri,
          source: analysis.source,
          openTexts: this.#documents.openTexts(document.uri),
        })
      : Promise.resolve(new Map());
    const made = networks.then(
      (read): View => ({
        source: analysis.source,
        tree: analysis.tree,
        walk: analysis.walk,
        scope: analysis.scope,
        networks: read,
        errors: analysis.diagnostics.filter(({ severity }) => severity === 'error').map(({ range }) => range),
        guard: guardedBy(() => {}), // the check of the text says it
      }),
    );
    this.#views.set(analysis, made);
    made.catch(() => this.#views.delete(analysis));
    return made;
  }
  /** The same, if it is known within about a second. */
  viewSoon(analysed: Analysed): Promise<View | undefined> {
    return within(patience, this.view(analysed));
  }

  /** Files have changed, or a document other than this one: rules are read again. */
  forget(except?: string): void {
    this.#tables = new AnswerCache();
    const kept = except === undefined ? undefined : this.#documents.analysed(except)?.analysis;
    const view = kept && this.#views.get(kept);
    this.#views = new WeakMap(kept && view ? [[kept, view]] : []);
  }

  /** Where a network ends, if that is known. */
  knownEndings(network: GenesNoun, update: UpdateScheme = network.update): NetworkAnalysis | undefined {
    return this.#endings.known(keyOf(network, update));
  }
  /** Where a network ends, computed if need be. */
  endings(network: GenesNoun, update: UpdateScheme = network.update, signal?: AbortSignal): Promise<NetworkAnalysis> {
    return this.#endings.find(keyOf(network, update), this.#endingsOf(network, update), signal);
  }
  /** The same, if it is known within about a second; it is computed all the same, and known when asked again. */
  endingsSoon(network: GenesNoun, update: UpdateScheme = network.update): Promise<NetworkAnalysis | undefined> {
    return this.#endings.soon(keyOf(network, update), this.#endingsOf(network, update));
  }
  #endingsOf(network: GenesNoun, update: UpdateScheme) {
    return (signal?: AbortSignal) => this.#analyst.ask({ kind: 'endings', network, update }, signal);
  }

  /** Which genes to hold so that a network ends in a fate, if that is known within about a second. */
  controlSoon(network: GenesNoun, fate: string): Promise<Control | undefined> {
    return this.#controls.soon(`${fate} ${keyOf(network, network.update)}`, () =>
      this.#analyst.ask({ kind: 'control', network, fate }),
    );
  }

  /** What a table holds, if that is known within about a second. */
  tableSoon(data: DataNoun, { document: { uri } }: Analysed): Promise<TableFacts | undefined> {
    return this.#tables.soon(JSON.stringify([data, uri]), () => this.#analyst.ask({ kind: 'table', data, uri }));
  }

  /** What a spectrum will be like, if that is known. */
  knownSpectrum(drawn: Foreseen): Foresight | undefined {
    return this.#spectra.known(JSON.stringify(drawn));
  }
  spectrum(drawn: Foreseen, signal?: AbortSignal): Promise<Foresight> {
    return this.#spectra.find(
      JSON.stringify(drawn),
      (stop) => this.#analyst.ask({ kind: 'spectrum', drawn }, stop),
      signal,
    );
  }
  spectrumSoon(drawn: Foreseen): Promise<Foresight | undefined> {
    return this.#spectra.soon(JSON.stringify(drawn), () => this.#analyst.ask({ kind: 'spectrum', drawn }));
  }
}

/**
 * The canonical form of a noun that can be named in a document, of this file or one that it uses; none where it has an
 * error.
 */
export function nounNamed(view: View, name: string): Noun | undefined {
  const declared = view.scope.declared.get(name);
  return (
    declared &&
    nounOfDeclaration(declared.file === view.scope ? view : foreign(view, declared.file), declared.declaration)
  );
}
export function genesNamed(view: View, name: string): GenesNoun | undefined {
  const noun = nounNamed(view, name);
  return noun?.noun === 'genes' ? noun : undefined;
}
/** The document as one of the files that it uses sees it; where that file has errors, its own check says so. */
const foreignViews = new WeakMap<View, Map<View['scope'], View>>();
function foreign(view: View, scope: View['scope']): View {
  const known = foreignViews.get(view) ?? new Map<View['scope'], View>();
  foreignViews.set(view, known);
  const made = known.get(scope) ?? { ...view, scope, errors: [] };
  known.set(scope, made);
  return made;
}

/** The rules of the file that a declaration takes its genes from. */
export async function rulesFileOf(
  declaration: Declaration,
  { document }: Analysed,
  documents: Documents,
): Promise<(ReadRules & { readonly path: string }) | undefined> {
  const from = fileOf(declaration);
  const content = from && (await rulesOf(from.path, documents.reader(document.uri)));
  return content && 'ok' in content ? { ...content.ok, path: from.path } : undefined;
}

/** All that its attractors and fates depend on; not its name. */
const keyOf = ({ genes, inputs, fates, fixed }: GenesNoun, update: UpdateScheme): string =>
  JSON.stringify([update, genes, inputs, fates, fixed]);
