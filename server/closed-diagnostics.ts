import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analyst, Answers } from './analyst.ts';
import { breath } from './answering.ts';
import { type Shown, toLspDiagnostic } from './diagnostics.ts';
import type { Documents } from './documents.ts';
import { fileKeyOf, fileNameOf } from './file-name-of.ts';
import type { WorkspaceTexts } from './workspace-texts.ts';

/** Of a folder with more files, or of a longer file, no more is checked before it is opened. */
const mostFiles = 500;
const longest = 1_000_000;
/** How long nothing must have changed before the files are looked through, in milliseconds. */
const rest = 300;

/** What has been said of a closed file: its URI, and the diagnostics as they were sent. */
interface Said {
  readonly uri: string;
  readonly text: string;
}

interface Sources {
  readonly documents: Documents;
  readonly workspace: WorkspaceTexts;
  readonly analyst: Analyst;
}
type Checked = Answers['text'] & { readonly source: string };

/**
 * Errors and warnings of the closed files of the folders that are open: what their text says. What must be computed, or
 * read from files of data, is said of them once they are opened.
 */
export class ClosedDiagnostics {
  readonly #connection: Connection;
  readonly #documents: Documents;
  readonly #workspace: WorkspaceTexts;
  readonly #analyst: Analyst;
  readonly #shown: () => Shown;
  readonly #said = new Map<string, Said>();
  readonly #checks = new Map<string, Checked>();
  /** Names of the files that they use. */
  #used = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the looks: one that another has overtaken ends. */
  #looks = 0;

  constructor(connection: Connection, { documents, workspace, analyst }: Sources, shown: () => Shown) {
    this.#connection = connection;
    this.#documents = documents;
    this.#workspace = workspace;
    this.#analyst = analyst;
    this.#shown = shown;
  }

  /** Where the editor tells of changed files: else what was said of them could be of an earlier state. */
  look(): void {
    if (!this.#shown().client.fileWatching || this.#workspace.folders.length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#look().catch((error: unknown) => this.#connection.console.warn(`Closed files: ${String(error)}`));
    }, rest);
  }

  /** Files have been written, made or removed; of a folder that is gone, those in it are too. */
  changed(uris: readonly string[]): void {
    const said = [...this.#said.keys()];
    if (uris.some((uri) => uri.endsWith('.anl') || said.some((key) => key.startsWith(`${fileKeyOf(uri)}/`))))
      this.look();
  }

  /** An open document says something else. */
  edited(uri: string): void {
    if (this.#used.has(fileNameOf(uri))) this.look();
  }

  /** From now on its diagnostics are those of the document. */
  opened(uri: string): void {
    const key = fileKeyOf(uri);
    const said = this.#said.get(key);
    this.#said.delete(key);
    if (said && said.uri !== uri) this.#send(said.uri, []);
  }

  async #look(): Promise<void> {
    const look = ++this.#looks;
    const uris = (await this.#workspace.closed()).uris.slice(0, mostFiles);
    const gone = new Set(this.#said.keys());
    this.#used = new Set();
    for (const uri of uris) {
      gone.delete(fileKeyOf(uri));
      await this.#check(uri, () => look !== this.#looks);
      await breath();
      if (look !== this.#looks) return;
    }
    for (const key of gone) {
      this.#send(this.#said.get(key)!.uri, []);
      this.#said.delete(key);
    }
  }

  async #check(uri: string, isOvertaken: () => boolean): Promise<void> {
    const source = await this.#workspace.read(uri).catch(() => ''); // why it cannot be read is said when it is opened
    const { diagnostics, uses } = await this.#checked(uri, source.length > longest ? '' : source);
    for (const used of uses) this.#used.add(fileNameOf(used));
    const isOpen = this.#documents.open.get(this.#documents.uriOf(uri)) !== undefined;
    if (isOvertaken() || isOpen) return;
    const shown = this.#shown();
    const document = TextDocument.create(uri, 'anlage', 0, source);
    const found = diagnostics
      .filter(({ severity }) => severity !== 'hint')
      .map((diagnostic) => toLspDiagnostic(document, diagnostic, shown));
    const key = fileKeyOf(uri);
    const text = JSON.stringify(found);
    if ((this.#said.get(key)?.text ?? '[]') === text) return;
    this.#said.set(key, { uri, text });
    this.#send(uri, found);
  }

  /** Found out away from where typing is answered; of a text that has not changed and uses no other, once. */
  async #checked(uri: string, source: string): Promise<Checked> {
    const known = this.#checks.get(uri);
    if (known?.source === source && known.uses.length === 0) return known;
    const question = { kind: 'text', uri, source, openTexts: this.#documents.openTexts(uri) } as const;
    const checked = { source, ...(await this.#analyst.ask(question)) };
    this.#checks.set(uri, checked);
    return checked;
  }

  #send(uri: string, diagnostics: ReturnType<typeof toLspDiagnostic>[]): void {
    void this.#connection.sendDiagnostics({ uri, diagnostics });
  }
}
