import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analyst, Queue } from './analyst.ts';
import { Answerer } from './answerer.ts';
import { type ClientFacts, factsOf } from './client-facts.ts';
import { codeActions } from './code-actions.ts';
import { codeLenses } from './code-lenses.ts';
import { completion } from './completion.ts';
import { definition } from './definition.ts';
import { Diagnostics } from './diagnostics.ts';
import { Documents, type Edited } from './documents.ts';
import { foldingRanges } from './folding.ts';
import { actionsFor, completionFor, editFor, hoverFor, signatureFor, symbolsFor } from './for-client.ts';
import { formatting } from './formatting.ts';
import type { Host } from './host.ts';
import { ExperimentList } from './listed-experiments.ts';
import { hover } from './hover.ts';
import { inlayHints, learnForHints } from './inlay-hints.ts';
import { NounFacts } from './noun-facts.ts';
import { Previews } from './previews.ts';
import { documentHighlights, references } from './references.ts';
import { prepareRename, rename } from './rename.ts';
import { holdsRules } from './gene-rules-documents.ts';
import { rulesDefinition, rulesDocument, rulesHover } from './rules-document.ts';
import { makeDocuments } from './making-documents.ts';
import { Running } from './running.ts';
import { legend, semanticTokens } from './semantic-tokens.ts';
import { signatureHelp } from './signature-help.ts';
import { documentSymbols } from './symbols.ts';
import { packed } from './typed-arrays.ts';
import { watchedFiles } from './watched-files.ts';
import { WorkspaceTexts } from './workspace-texts.ts';

const capabilitiesFor = (client: ClientFacts): InitializeResult['capabilities'] => ({
  textDocumentSync: TextDocumentSyncKind.Incremental,
  completionProvider: { triggerCharacters: ['(', ',', ':', '.'] },
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: client.renamePreparation ? { prepareProvider: true } : true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  documentFormattingProvider: true,
  codeActionProvider: client.codeActions && { codeActionKinds: ['quickfix'] },
  codeLensProvider: { resolveProvider: false },
  inlayHintProvider: { resolveProvider: false },
  semanticTokensProvider: { legend, full: true },
  ...(client.folders && { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }),
});
interface Positioned {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}
interface PreviewParameters {
  readonly uri: string;
  readonly position: Positioned['position'];
}
interface Whole {
  readonly textDocument: { readonly uri: string };
}
export interface Server {
  /** The URI of the folder open in the editor that holds a document. */
  workspaceOf(uri: string): string | undefined;
}

/** Listens on a connection until it closes. Knows nothing of where it runs: files, URIs and runs come from the host. */
export function startServer(connection: Connection, host: Host): Server {
  const documents = new Documents(host);
  const analyst = host.analyst ?? analystHere(host);
  let client = factsOf({});
  const shown = () => ({ client, pageOf: host.pageOf });
  const diagnostics = new Diagnostics(connection, documents, analyst, shown);
  const facts = new NounFacts(documents, analyst);
  const workspace = new WorkspaceTexts(documents, host);
  const services = { documents, workspace, facts };
  const previews = new Previews(facts, analyst);
  const running = new Running(connection, documents, host);
  const experiments = new ExperimentList(connection, documents);

  connection.onInitialize(({ workspaceFolders, rootUri, capabilities }) => {
    client = factsOf(capabilities);
    workspace.folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    return { capabilities: capabilitiesFor(client), serverInfo: { name: 'anlage' } };
  });
  connection.onInitialized(() => {
    if (client.fileWatching)
      connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: watchedFiles }] })
        .catch((error: unknown) => connection.console.warn(`Files are not watched: ${String(error)}`));
    if (client.folders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        workspace.folders = [...workspace.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
      });
  });

  diagnostics.onScience = async (analysed, signal) => {
    await learnForHints(analysed, facts, signal, async () => {
      if (client.hintRefresh) await connection.languages.inlayHint.refresh();
    });
  };
  documents.onImports = (uri) => diagnostics.changed(uri);
  documents.open.onDidChangeContent(({ document }) => {
    diagnostics.changed(document.uri);
    experiments.changed(document.uri);
    facts.forget(document.uri);
    for (const uri of holdsRules(document) ? documents.others(document.uri) : documents.forget(document.uri))
      diagnostics.changed(uri);
  });
  documents.open.onDidClose(({ document }) => {
    documents.close(document.uri);
    diagnostics.closed(document.uri);
    experiments.closed(document.uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (!changes.some(({ uri }) => documents.concerns(uri))) return; // such as what a run writes
    documents.forget();
    facts.forget();
    previews.forget();
    for (const uri of documents.open.keys()) diagnostics.changed(uri);
  });

  /** Answers from the analysis of a document, with the files that it uses; nothing for one that is not open. */
  const whole =
    <P extends Whole, R>(answer: (analysed: Edited, parameters: P) => R | Promise<R>) =>
    async (parameters: P): Promise<R | null> => {
      const analysed = await documents.complete(parameters.textDocument.uri);
      return analysed ? guarded(() => answer(analysed, parameters)) : null;
    };
  const positioned = <P extends Positioned, R>(
    answer: (analysed: Edited, offset: number, parameters: P) => R | Promise<R>,
  ) =>
    whole<P, R>((analysed, parameters) =>
      answer(analysed, analysed.document.offsetAt(parameters.position), parameters),
    );

  connection.onCompletion(
    positioned(async (analysed, offset) => completionFor(client, await completion(analysed, offset, facts))),
  );
  connection.onSignatureHelp(positioned((analysed, offset) => signatureFor(client, signatureHelp(analysed, offset))));
  /** The same for open files of gene rules, which some requests know too. */
  const orRules =
    <P extends Positioned, R>(
      answer: (parameters: P) => Promise<R | null>,
      ofRules: (document: TextDocument, offset: number) => R | null | Promise<R | null>,
    ) =>
    async (parameters: P): Promise<R | null> => {
      const document = documents.open.get(parameters.textDocument.uri);
      return holdsRules(document)
        ? guarded(() => ofRules(document, document.offsetAt(parameters.position)))
        : answer(parameters);
    };
  connection.onHover(
    orRules(
      positioned(async (analysed, offset) => hoverFor(client, await hover(analysed, offset, facts))),
      async (document, offset) => hoverFor(client, await rulesHover(document, offset, facts)),
    ),
  );
  connection.onDefinition(
    orRules(
      positioned((analysed, offset) => definition(analysed, offset, services)),
      rulesDefinition,
    ),
  );
  connection.onReferences(
    positioned((analysed, offset, { context }) =>
      references(analysed, offset, context.includeDeclaration, services, (reasons) =>
        connection.sendNotification(ShowMessageNotification.type, {
          type: MessageType.Warning,
          message: `There may be more references: ${reasons.join('; ')}.`,
        }),
      ),
    ),
  );
  connection.onDocumentHighlight(positioned(documentHighlights));
  connection.onPrepareRename(positioned((analysed, offset) => prepareRename(analysed, offset, services)));
  connection.onRenameRequest(
    positioned(async (analysed, offset, { newName }) =>
      editFor(client, await rename(analysed, offset, newName, services), (uri) => documents.open.get(uri)?.version),
    ),
  );
  connection.onDocumentSymbol(
    whole((analysed) => symbolsFor(client, analysed.document.uri, documentSymbols(analysed))),
  );
  connection.onFoldingRanges(whole(foldingRanges));
  connection.onDocumentFormatting(whole(formatting));
  connection.onCodeAction(({ textDocument: { uri }, range }) => {
    const document = documents.open.get(uri);
    return document ? actionsFor(client, codeActions(document, diagnostics.of(uri), range, shown())) : [];
  });
  connection.onCodeLens(whole(codeLenses));
  connection.languages.inlayHint.on(whole((analysed, { range }) => inlayHints(analysed, range, facts)));
  connection.languages.semanticTokens.on(
    async (parameters) => (await whole(semanticTokens)(parameters)) ?? { data: [] },
  );
  connection.onRequest('anlage/preview', async ({ uri, position }: PreviewParameters, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const document = documents.open.get(uri);
    if (holdsRules(document))
      return packed(await guarded(() => previews.of(rulesDocument(document).network, uri, controller.signal)));
    const analysed = await documents.complete(uri);
    return analysed
      ? packed(await guarded(() => previews.at(analysed, analysed.document.offsetAt(position), controller.signal)))
      : null;
  });
  running.listen();
  makeDocuments(connection, host);
  experiments.listen();
  documents.open.listen(connection);
  connection.listen();
  return { workspaceOf: (uri) => workspace.folderOf(uri) };
}

/** On this thread, one question after another, each begun when what has arrived meanwhile is answered. */
function analystHere(host: Host): Analyst {
  const answerer = new Answerer(host);
  return new Queue(async (question, signal) => {
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    return answerer.answer(question, signal);
  });
}

/** A request that fails answers with its reason; the server goes on. */
async function guarded<R>(answer: () => R | Promise<R>): Promise<R> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    throw new ResponseError(LSPErrorCodes.RequestFailed, error instanceof Error ? error.message : String(error));
  }
}
