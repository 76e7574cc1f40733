import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from '../grammar/index.ts';
import { ChangingText, loadImports, type Imports, type Reader, type TextAnalysis } from '../language/index.ts';
import { readerOfOpenDocuments } from './reader-of-open-documents.ts';
import { fileKeyOf, fileNameOf, unescaped } from './file-name-of.ts';
import { holdsRules } from './gene-rules-documents.ts';
import type { Host } from './host.ts';

/** A document as it is now, with what its text says. */
export interface Analysed {
  readonly document: TextDocument;
  readonly analysis: TextAnalysis;
}
export type Tried = Pick<TextAnalysis, 'source' | 'tree' | 'scope' | 'walk'>;
/** One that is open. */
export interface Edited extends Analysed {
  /** What the declaration around an offset would say if the text were another. */
  readonly tried: (source: string, at: number) => Tried;
}
interface Loaded {
  readonly uses: string;
  readonly imports: Imports;
}

/** The open documents and their analyses: one per version, made when first asked for. */
export class Documents {
  readonly open = new TextDocuments(TextDocument);
  /** Called when imported files have been read, so that an analysis may say more. */
  onImports: (uri: string) => void = () => {};
  readonly #host: Host;
  readonly #analyses = new Map<string, Edited>();
  readonly #imports = new Map<string, Loaded>();
  readonly #texts = new Map<string, ChangingText>();
  /** What is being read, and whether files have changed since that began. */
  readonly #loads = new Set<{ readonly uri: string; isOutdated: boolean }>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Undefined for what is not open, and for a file of gene rules. */
  analysed(uri: string): Edited | undefined {
    const document = this.open.get(uri);
    if (!document || holdsRules(document)) return undefined;
    const known = this.#analyses.get(uri);
    if (
      known?.document === document &&
      known.document.version === document.version &&
      known.analysis.source === document.getText()
    )
      return known;
    const text = this.#texts.get(uri) ?? new ChangingText();
    this.#texts.set(uri, text);
    const analysis = this.#analyse(uri, document.getText(), text);
    const analysed = {
      document,
      analysis,
      tried: (source: string, at: number) => text.try(source, analysis.imports, at),
    };
    this.#analyses.set(uri, analysed);
    return analysed;
  }

  /** The analysis with all imported files read. */
  async complete(uri: string): Promise<Edited | undefined> {
    const analysed = this.analysed(uri);
    if (analysed && analysed.analysis.tree.uses.length > 0 && analysed.analysis.imports.size === 0)
      await this.#load(uri, analysed.document.getText());
    return this.analysed(uri);
  }

  /** Reads files from where the host does, open documents as they are in the editor. */
  reader(uri: string): Reader {
    return readerOfOpenDocuments(this.#host.reader(uri), (location) => this.open.get(this.uriOf(location))?.getText());
  }

  /** The URI of a location that a reader gave: as the editor writes it, where that file is open. */
  uriOf(location: string): string {
    const uri = this.#host.uriOf(location);
    if (this.open.get(uri)) return uri;
    const key = fileKeyOf(uri);
    return this.open.keys().find((open) => fileKeyOf(open) === key) ?? uri;
  }

  /** URIs of files, by the path under which a document names them; those that are found. */
  async urisOf(uri: string, paths: Iterable<string>): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const path of paths) {
      const located = await this.#host.reader(uri).locate(path);
      if (located.found) found.set(path, this.uriOf(located.location));
    }
    return found;
  }

  /** The other open documents as they are in the editor, by the keys of their files. */
  openTexts(except: string): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.open
        .all()
        .filter(({ uri }) => uri !== except)
        .map((document) => [fileKeyOf(document.uri), document.getText()]),
    );
  }

  others(than: string): readonly string[] {
    return this.open.keys().filter((uri) => uri !== than);
  }

  /** Files changed: what was read from them is read again. Returns the documents that use other files. */
  forget(except?: string): readonly string[] {
    for (const load of this.#loads) if (load.uri !== except) load.isOutdated = true;
    const users = [...this.#imports.keys()].filter((uri) => uri !== except);
    for (const uri of users) {
      this.#imports.delete(uri);
      this.#analyses.delete(uri);
    }
    return users;
  }

  /**
   * Whether a file that has changed may be one that the open documents, or the files they use, name: itself or a folder
   * around it.
   */
  concerns(changed: string): boolean {
    const parts = unescaped(changed)
      .split('/')
      .slice(-4)
      .map((part) => part.split(' ').at(-1)!)
      .filter(Boolean);
    const texts = this.open.all().flatMap(({ uri }) => {
      const analysis = this.analysed(uri)?.analysis;
      return analysis ? [analysis.source, ...[...analysis.imports.values()].map(({ source }) => source)] : [];
    });
    const named = new Set(texts.flatMap((text) => text.split(/["/\\\s]+/)));
    return (
      this.open.get(changed) !== undefined ||
      parts.some((part) => named.has(part) || named.has(part.replace(/\.gz$/i, '')))
    );
  }

  close(uri: string): void {
    this.#analyses.delete(uri);
    this.#imports.delete(uri);
    this.#texts.delete(uri);
  }

  #analyse(uri: string, source: string, text: ChangingText): TextAnalysis {
    const loaded = this.#imports.get(uri);
    const analysis = text.analyse(source, loaded?.imports);
    if (analysis.tree.uses.length === 0) {
      this.#imports.delete(uri);
      return analysis;
    }
    if (loaded?.uses !== usesOf(analysis))
      this.#load(uri, source).then(
        () => this.onImports(uri),
        () => {},
      ); // what cannot be read stays unread; the check says so
    return analysis;
  }

  async #load(uri: string, source: string): Promise<void> {
    const parsed = parse(source);
    const load = { uri, isOutdated: false };
    this.#loads.add(load);
    try {
      const imports = await loadImports(parsed, this.reader(uri), fileNameOf(uri));
      if (load.isOutdated) return await this.#load(uri, source);
      this.#imports.set(uri, { uses: usesOf(parsed), imports });
      this.#analyses.delete(uri);
    } finally {
      this.#loads.delete(load);
    }
  }
}

const usesOf = ({ tree }: { readonly tree: TextAnalysis['tree'] }): string =>
  JSON.stringify(tree.uses.map(({ path }) => path.value));
