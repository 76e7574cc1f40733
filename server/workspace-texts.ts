import { parse } from '../grammar/index.ts';
import { analyseText, loadImports } from '../language/index.ts';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Abandoned } from './analyst.ts';
import { breath } from './answering.ts';
import type { Analysed, Documents } from './documents.ts';
import { fileKeyOf, fileNameOf } from './file-name-of.ts';
import type { Host, TextList } from './host.ts';

export interface Users {
  readonly analysed: readonly Analysed[];
  /** Why there may be others: files and folders that cannot be looked into. */
  readonly unknown: readonly string[];
}
/** Of so many closed files the analysis is kept, for as long as they, and what they use, say the same. */
const mostKept = 500;

/**
 * The texts of the folders that are open in the editor, open and closed ones. Closed ones are listed and read when they
 * are asked for, so that what is said of them is never of an earlier state.
 */
export class WorkspaceTexts {
  readonly #documents: Documents;
  readonly #host: Host;
  readonly #kept = new Map<string, Analysed>();
  /** The folders open in the editor. */
  folders: readonly string[] = [];

  constructor(documents: Documents, host: Host) {
    this.#documents = documents;
    this.#host = host;
  }

  /** The URI of the folder open in the editor that holds a document. */
  folderOf(uri: string): string | undefined {
    return this.folders.filter((folder) => isIn(folder, uri)).sort((a, b) => b.length - a.length)[0];
  }

  /**
   * The texts that hold one of these words: the open documents, those of the open folders, and those that stand beside
   * a file. @throws Abandoned when the signal says so
   */
  async holding(words: readonly string[], beside: string, signal?: AbortSignal): Promise<Users> {
    const open = await this.open();
    const { uris, unknown } = await this.closed(beside);
    const closed: Analysed[] = [];
    const unread: string[] = [];
    for (const uri of uris) {
      if (signal?.aborted) throw new Abandoned();
      try {
        const source = await this.#host.texts!.read(uri);
        if (!words.some((word) => source.includes(word))) continue;
        closed.push(await this.analyse(uri, source));
        await breath();
      } catch (error) {
        unread.push(error instanceof Error ? error.message : String(error));
      }
    }
    return { analysed: [...open, ...closed], unknown: [...unknown, ...unread] };
  }

  async open(): Promise<readonly Analysed[]> {
    const all = await Promise.all(this.#documents.open.all().map(({ uri }) => this.#documents.complete(uri)));
    return all.filter((analysed) => analysed !== undefined);
  }

  /** The files of the open folders, and of that beside a file, which are not open. */
  async closed(beside?: string): Promise<TextList> {
    const { texts } = this.#host;
    if (!texts) return { uris: [], unknown: [] };
    const folder = beside?.slice(0, beside.lastIndexOf('/'));
    const lists = await Promise.all([
      ...this.folders.map((each) => texts.list(each, 'with what is below')),
      ...(folder?.startsWith('file:') && this.folderOf(beside!) === undefined ? [texts.list(folder, 'alone')] : []),
    ]);
    const open = new Set(this.#documents.open.keys().map(fileKeyOf));
    const found = new Map(lists.flatMap(({ uris }) => uris).map((uri) => [fileKeyOf(uri), uri]));
    return {
      uris: [...found].filter(([key]) => !open.has(key)).map(([, uri]) => uri),
      unknown: lists.flatMap(({ unknown }) => unknown),
    };
  }

  /** What a closed file says. @throws Error that says why it cannot be read */
  async read(uri: string): Promise<string> {
    if (!this.#host.texts) throw new Error(`${fileNameOf(uri)} cannot be read here`);
    return this.#host.texts.read(uri);
  }

  /** Of an open document, or of a closed file. @throws Error that says why it cannot be read */
  async analysed(uri: string): Promise<Analysed> {
    const open = this.#documents.uriOf(uri);
    return (await this.#documents.complete(open)) ?? this.analyse(uri, await this.read(uri));
  }

  /** Of a closed file that says this. */
  async analyse(uri: string, source: string): Promise<Analysed> {
    const parsed = parse(source);
    const imports =
      parsed.tree.uses.length > 0 ? await loadImports(parsed, this.#documents.reader(uri), fileNameOf(uri)) : new Map();
    const kept = this.#kept.get(uri);
    const isSame =
      kept?.analysis.source === source &&
      kept.analysis.imports.size === imports.size &&
      [...imports].every(([path, { source: used, problem }]) => {
        const before = kept.analysis.imports.get(path);
        return before !== undefined && before.source === used && before.problem?.kind === problem?.kind;
      });
    const analysed = isSame
      ? kept
      : {
          document: TextDocument.create(uri, 'anlage', 0, source),
          analysis: analyseText(source, imports, parsed),
        };
    this.#kept.delete(uri);
    this.#kept.set(uri, analysed);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept) this.#kept.delete(oldest);
    return analysed;
  }
}

function isIn(folder: string, uri: string): boolean {
  const [around, inner] = [fileKeyOf(folder), fileKeyOf(uri)];
  return inner.startsWith(around.endsWith('/') ? around : `${around}/`);
}
