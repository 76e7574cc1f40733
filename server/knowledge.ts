import type { NetworkAnalysis, UpdateScheme } from '../engine/genes/index.ts';
import type { Declaration } from '../grammar/index.ts';
import type { GenesNoun, Noun, TextAnalysis } from '../language/index.ts';
import { type ReadRules, fileOf, rulesOf } from '../language/files.ts';
import { nounOfDeclaration, type View } from '../language/view.ts';
import { Abandoned, type Analyst } from './analyst.ts';
import type { Analysed, Documents } from './documents.ts';

/** How long an answer to a person may wait for what is being computed, in milliseconds. */
const patience = 1000;
const mostKept = 200;

/** What is known of the nouns of the open documents: their canonical forms, and where their genes end, computed once for each network. */
export class Knowledge {
  readonly #documents: Documents;
  readonly #analyst: Analyst;
  #views = new WeakMap<TextAnalysis, Promise<View>>();
  readonly #endings = new Map<string, NetworkAnalysis | Promise<NetworkAnalysis>>();

  constructor(documents: Documents, analyst: Analyst) {
    this.#documents = documents;
    this.#analyst = analyst;
  }

  /** A document's nouns, with the rules that it takes from files. */
  view({ document, analysis }: Analysed): Promise<View> {
    const known = this.#views.get(analysis);
    if (known) return known;
    const takes = [...analysis.scope.declared.values()].some(({ declaration }) => declaration.noun.text === 'genes' && fileOf(declaration));
    const networks: Promise<View['networks']> = takes ? this.#analyst.ask({ kind: 'networks', uri: document.uri, source: analysis.source, edited: this.#documents.edited(document.uri) }) : Promise.resolve(new Map());
    const made = networks.then((read): View => ({
      source: analysis.source, tree: analysis.tree, walk: analysis.walk, scope: analysis.scope, networks: read,
      errors: analysis.diagnostics.filter(({ severity }) => severity === 'error').map(({ range }) => range),
    }));
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
    const kept = except === undefined ? undefined : this.#documents.analysed(except)?.analysis;
    const view = kept && this.#views.get(kept);
    this.#views = new WeakMap(kept && view ? [[kept, view]] : []);
  }

  /** Where a network ends, if that is known. */
  known(network: GenesNoun, update: UpdateScheme = network.update): NetworkAnalysis | undefined {
    const found = this.#endings.get(keyOf(network, update));
    return found instanceof Promise ? undefined : found;
  }

  /** Where a network ends, computed if need be. */
  async endings(network: GenesNoun, update: UpdateScheme = network.update, signal?: AbortSignal): Promise<NetworkAnalysis> {
    const key = keyOf(network, update);
    const found = this.#endings.get(key);
    if (found instanceof Promise) return found.catch((error: unknown) => { if (error instanceof Abandoned && !signal?.aborted) return this.endings(network, update, signal); throw error; }); // another had asked, and lost interest
    if (found) return found;
    const asked = this.#analyst.ask({ kind: 'endings', network, update }, signal);
    this.#keep(key, asked);
    try {
      const analysis = await asked;
      this.#keep(key, analysis);
      return analysis;
    } catch (error) {
      if (this.#endings.get(key) === asked) this.#endings.delete(key);
      throw error;
    }
  }

  /** The same, if it is known within about a second; it is computed all the same, and known when asked again. */
  async soon(network: GenesNoun, update: UpdateScheme = network.update): Promise<NetworkAnalysis | undefined> {
    const known = this.known(network, update);
    return known ?? within(patience, this.endings(network, update));
  }

  #keep(key: string, value: NetworkAnalysis | Promise<NetworkAnalysis>): void {
    this.#endings.delete(key);
    this.#endings.set(key, value);
    const [[oldest]] = this.#endings;
    if (this.#endings.size > mostKept) this.#endings.delete(oldest);
  }
}

/** The canonical form of a noun that can be named in a document, of this file or one that it uses; none where it has an error. */
export function nounNamed(view: View, name: string): Noun | undefined {
  const declared = view.scope.declared.get(name);
  return declared && nounOfDeclaration(declared.file === view.scope ? view : foreign(view, declared.file), declared.declaration);
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
export async function rulesFileOf(declaration: Declaration, { document }: Analysed, documents: Documents): Promise<(ReadRules & { readonly path: string }) | undefined> {
  const from = fileOf(declaration);
  const content = from && await rulesOf(from.path, documents.reader(document.uri));
  return content && 'ok' in content ? { ...content.ok, path: from.path } : undefined;
}

export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await Promise.race([promise, new Promise<undefined>((resolve) => { timer = setTimeout(resolve, milliseconds, undefined); })]);
  } catch (error) {
    if (error instanceof Abandoned) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** All that its attractors and fates depend on; not its name. */
const keyOf = ({ genes, inputs, fates, fixed }: GenesNoun, update: UpdateScheme): string => JSON.stringify([update, genes, inputs, fates, fixed]);
