import {
  type Connection,
  type Diagnostic as LspDiagnostic,
  DiagnosticSeverity,
  DiagnosticTag as LspDiagnosticTag,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { changedStretch } from '../grammar/index.ts';
import {
  analyseRulesFile,
  faultAt,
  faultCode,
  type Diagnostic,
  type DiagnosticTag,
  type Severity,
} from '../language/index.ts';
import { Abandoned, type Analyst } from './analyst.ts';
import type { ClientFacts } from './client-facts.ts';
import type { Analysed, Documents } from './documents.ts';
import { toLspRange } from './lsp-ranges.ts';
import { fileNameOf } from './file-name-of.ts';
import { holdsRules } from './gene-rules-documents.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};

const tags: Readonly<Record<DiagnosticTag, LspDiagnosticTag>> = {
  unnecessary: LspDiagnosticTag.Unnecessary,
  deprecated: LspDiagnosticTag.Deprecated,
};

/** How diagnostics are shown: what the editor can take, where the page of a code is. */
export interface Shown {
  readonly client: ClientFacts;
  readonly pageOf?: (code: string) => string | undefined;
}

/**
 * `files`: URIs of the files that a diagnostic is also about, by path. An editor that cannot take such places is told
 * of them in the message.
 */
export function toLspDiagnostic(
  document: TextDocument,
  { range, severity, code, message, tag, related = [] }: Diagnostic,
  { client, pageOf }: Shown,
  files: ReadonlyMap<string, string> = new Map(),
): LspDiagnostic {
  const relatedInformation = related.flatMap(({ path, line, column, length, message: about }) => {
    const uri = files.get(path);
    const start = { line: line - 1, character: column - 1 };
    return uri === undefined
      ? []
      : [
          {
            location: { uri, range: { start, end: { ...start, character: start.character + length } } },
            message: about,
          },
        ];
  });
  const places = related.map(({ path, line, message: about }) => `${path}, line ${line}: ${about}`);
  const href = client.diagnosticPages ? pageOf?.(code) : undefined;
  return {
    range: toLspRange(document, range),
    severity: severities[severity],
    code,
    message: client.relatedInformation ? message : [message, ...places].join('\n'),
    source: 'anlage',
    ...(href !== undefined && { codeDescription: { href } }),
    ...(tag && client.diagnosticTags.has(tags[tag]) && { tags: [tags[tag]] }),
    ...(client.relatedInformation && relatedInformation.length > 0 && { relatedInformation }),
  };
}

/** How long typing must pause before the text is checked, and from then on before its science is, in milliseconds. */
const textPause = 5;
const sciencePause = 150;

interface Pending {
  text?: ReturnType<typeof setTimeout>;
  science?: ReturnType<typeof setTimeout>;
  abort?: AbortController;
}
/** What the science said of a text. */
interface Known {
  readonly source: string;
  readonly science: readonly Diagnostic[];
  readonly files?: ReadonlyMap<string, string>;
}

/** Publishes what is wrong: what the text says at once, what the science says when it is known. */
export class Diagnostics {
  readonly #connection: Connection;
  readonly #documents: Documents;
  readonly #analyst: Analyst;
  readonly #shown: () => Shown;
  /** Called when the science has said what it has to say of a text. */
  onScience: (analysed: Analysed, signal: AbortSignal) => Promise<void> = async () => {};
  readonly #pending = new Map<string, Pending>();
  readonly #known = new Map<string, Known>();

  constructor(connection: Connection, documents: Documents, analyst: Analyst, shown: () => Shown) {
    this.#connection = connection;
    this.#documents = documents;
    this.#analyst = analyst;
    this.#shown = shown;
  }

  /** The text has changed, or what it imports. */
  changed(uri: string): void {
    const pending = this.#stop(uri);
    pending.text = setTimeout(() => {
      this.#guarded(uri, async () => this.#publish(uri));
      pending.science = setTimeout(() => {
        this.#guarded(uri, () => this.#checkScience(uri));
      }, sciencePause);
    }, textPause);
  }

  closed(uri: string): void {
    this.#stop(uri);
    this.#pending.delete(uri);
    this.#known.delete(uri);
    void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** Everything known of a document as it is now; what the science said of text that has not changed since stays. */
  of(uri: string): readonly Diagnostic[] {
    const document = this.#documents.open.get(uri);
    const known = this.#known.get(uri);
    return document ? [...this.#ofText(document), ...(known ? carriedOver(known, document.getText()) : [])] : [];
  }

  #ofText(document: TextDocument): readonly Diagnostic[] {
    return holdsRules(document)
      ? analyseRulesFile(document.getText(), fileNameOf(document.uri), { endings: false })
      : (this.#documents.analysed(document.uri)?.analysis.diagnostics ?? []);
  }

  #publish(uri: string): void {
    const document = this.#documents.open.get(uri);
    if (!document) return;
    const shown = this.#shown();
    for (const { code, message } of this.#ofText(document)) if (code === faultCode) this.failed(uri, message);
    void this.#connection.sendDiagnostics({
      uri,
      ...(shown.client.diagnosticVersions && { version: document.version }),
      diagnostics: this.of(uri).map((diagnostic) =>
        toLspDiagnostic(document, diagnostic, shown, this.#known.get(uri)?.files),
      ),
    });
  }

  async #checkScience(uri: string): Promise<void> {
    const { signal } = (this.#pending.get(uri)!.abort = new AbortController());
    const document = this.#documents.open.get(uri);
    if (holdsRules(document)) {
      await this.#checkRules(document, signal);
      return;
    }
    const analysed = await this.#documents.complete(uri);
    if (!analysed || signal.aborted) return;
    const { source } = analysed.analysis;
    const science = await this.#analyst
      .ask({ kind: 'science', uri, source, openTexts: this.#documents.openTexts(uri) }, signal)
      .catch((error: unknown) => {
        if (error instanceof Abandoned) throw error;
        return [faultAt({ start: 0, end: 0 }, error)];
      });
    if (signal.aborted) return;
    for (const { code, message } of science) if (code === faultCode) this.failed(uri, message);
    this.#known.set(uri, {
      source,
      science,
      files: await this.#documents.urisOf(
        uri,
        new Set(science.flatMap(({ related = [] }) => related.map(({ path }) => path))),
      ),
    });
    this.#publish(uri);
    await this.onScience(analysed, signal);
  }

  async #checkRules(document: TextDocument, signal: AbortSignal): Promise<void> {
    const source = document.getText();
    const said = new Set(this.#ofText(document).map((diagnostic) => JSON.stringify(diagnostic)));
    const all = await this.#analyst.ask({ kind: 'rules', text: source, path: fileNameOf(document.uri) }, signal);
    if (signal.aborted) return;
    this.#known.set(document.uri, {
      source,
      science: all.filter((diagnostic) => !said.has(JSON.stringify(diagnostic))),
    });
    this.#publish(document.uri);
  }

  /** A check that fails is a fault of this tool: it is written to the editor's log, and the server goes on. */
  failed(uri: string, error: unknown): void {
    this.#connection.console.error(
      `Checking ${uri} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }

  #guarded(uri: string, check: () => Promise<void>): void {
    check().catch((error: unknown) => error instanceof Abandoned || this.failed(uri, error));
  }

  #stop(uri: string): Pending {
    const pending = this.#pending.get(uri) ?? {};
    clearTimeout(pending.text);
    clearTimeout(pending.science);
    pending.abort?.abort();
    this.#pending.set(uri, pending);
    return pending;
  }
}

/** Diagnostics of an earlier text: those before the change where they were, those after it moved, those in it gone. */
function carriedOver({ source: before, science }: Known, after: string): readonly Diagnostic[] {
  if (before === after) return science;
  const { start, end, by } = changedStretch(before, after);
  return science.flatMap((diagnostic) => {
    const { range } = diagnostic;
    if (range.end < start) return [{ ...diagnostic, fixes: undefined }];
    return range.start > end
      ? [{ ...diagnostic, fixes: undefined, range: { start: range.start + by, end: range.end + by } }]
      : [];
  });
}
