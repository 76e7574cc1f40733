import { parse } from '../grammar/index.ts';
import { analyseText, loadImports } from '../language/index.ts';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysed, Documents } from './documents.ts';
import { fileKeyOf, fileNameOf } from './file-name-of.ts';
import type { Host } from './host.ts';

export interface Users {
  readonly analysed: readonly Analysed[];
  /** Why there may be others: files and folders that cannot be looked into. */
  readonly unknown: readonly string[];
}

/**
 * The texts of the folders that are open in the editor, open and closed ones. Closed ones are listed and read when they
 * are asked for, so that what is said of them is never of an earlier state.
 */
export class WorkspaceTexts {
  readonly #documents: Documents;
  readonly #host: Host;
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
   * a file.
   */
  async holding(words: readonly string[], beside: string): Promise<Users> {
    const open = (await Promise.all(this.#documents.open.all().map(({ uri }) => this.#documents.complete(uri)))).filter(
      (analysed) => analysed !== undefined,
    );
    const { uris, unknown } = await this.#closed(beside);
    const closed: Analysed[] = [];
    const unread: string[] = [];
    for (const uri of uris) {
      try {
        const source = await this.#host.texts!.read(uri);
        if (words.some((word) => source.includes(word))) closed.push(await this.#analysed(uri, source));
      } catch (error) {
        unread.push(error instanceof Error ? error.message : String(error));
      }
    }
    return { analysed: [...open, ...closed], unknown: [...unknown, ...unread] };
  }

  async #closed(beside: string): Promise<{ readonly uris: readonly string[]; readonly unknown: readonly string[] }> {
    const { texts } = this.#host;
    if (!texts) return { uris: [], unknown: [] };
    const folder = beside.slice(0, beside.lastIndexOf('/'));
    const lists = await Promise.all([
      ...this.folders.map((each) => texts.list(each, 'with what is below')),
      ...(folder.startsWith('file:') && this.folderOf(beside) === undefined ? [texts.list(folder, 'alone')] : []),
    ]);
    const open = new Set(this.#documents.open.keys().map(fileKeyOf));
    const found = new Map(lists.flatMap(({ uris }) => uris).map((uri) => [fileKeyOf(uri), uri]));
    return {
      uris: [...found].filter(([key]) => !open.has(key)).map(([, uri]) => uri),
      unknown: lists.flatMap(({ unknown }) => unknown),
    };
  }

  async #analysed(uri: string, source: string): Promise<Analysed> {
    const parsed = parse(source);
    const imports =
      parsed.tree.uses.length > 0 ? await loadImports(parsed, this.#documents.reader(uri), fileNameOf(uri)) : undefined;
    return { document: TextDocument.create(uri, 'anlage', 0, source), analysis: analyseText(source, imports, parsed) };
  }
}

function isIn(folder: string, uri: string): boolean {
  const [around, inner] = [fileKeyOf(folder), fileKeyOf(uri)];
  return inner.startsWith(around.endsWith('/') ? around : `${around}/`);
}
