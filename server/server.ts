import {
  type CompletionParams,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { type Analyst, Queue } from './analyst.ts';
import { Answerer } from './answerer.ts';
import { answering, guarded, type Positioned, whileAsked } from './answering.ts';
import { type ClientFacts, factsOf } from './client-facts.ts';
import { actionKinds, codeActions, furtherActions } from './code-actions.ts';
import { ClosedDiagnostics } from './closed-diagnostics.ts';
import { codeLenses } from './code-lenses.ts';
import { begins, completion } from './completion.ts';
import { Diagnostics } from './diagnostics.ts';
import { Documents } from './documents.ts';
import { actionsFor, completionFor, hoverFor, LaterDocumentation, signatureFor } from './for-client.ts';
import type { Host } from './host.ts';
import { ExperimentList } from './listed-experiments.ts';
import { hover } from './hover.ts';
import { inlayHints, learnForHints } from './inlay-hints.ts';
import { answerOfNames, navigationCapabilities } from './navigation.ts';
import { NounFacts } from './noun-facts.ts';
import { Previews } from './previews.ts';
import { holdsRules } from './gene-rules-documents.ts';
import { rulesDocument, rulesHover } from './rules-document.ts';
import { makeDocuments } from './making-documents.ts';
import { Running } from './running.ts';
import { signatureHelp } from './signature-help.ts';
import { answerOfStructure, structureCapabilities } from './text-structure.ts';
import { packed } from './typed-arrays.ts';
import { watched } from './watched-files.ts';
import { WorkspaceTexts } from './workspace-texts.ts';

const capabilitiesFor = (client: ClientFacts): InitializeResult['capabilities'] => ({
  textDocumentSync: TextDocumentSyncKind.Incremental,
  completionProvider: {
    triggerCharacters: ['(', ',', ':', '.', '"', '/', ...(client.completionContext ? [' '] : [])],
    ...(client.laterDocumentation && { resolveProvider: true }),
  },
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  hoverProvider: true,
  ...navigationCapabilities(client),
  ...structureCapabilities,
  codeActionProvider: client.codeActions && { codeActionKinds: actionKinds },
  codeLensProvider: { resolveProvider: false },
  inlayHintProvider: { resolveProvider: false },
  ...(client.folders && { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }),
});
interface PreviewParameters {
  readonly uri: string;
  readonly position: Positioned['position'];
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
  const closed = new ClosedDiagnostics(connection, { documents, workspace, analyst }, shown);
  const services = { documents, workspace, facts };
  const later = new LaterDocumentation();
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
        .register(DidChangeWatchedFilesNotification.type, { watchers: [...watched] })
        .catch((error: unknown) => connection.console.warn(`Files are not watched: ${String(error)}`));
    if (client.folders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        workspace.folders = [...workspace.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        closed.look();
      });
    closed.look();
  });

  diagnostics.onScience = async (analysed, signal) => {
    await learnForHints(analysed, facts, signal, async () => {
      if (client.hintRefresh) await connection.languages.inlayHint.refresh();
    });
  };
  documents.onImports = (uri) => diagnostics.changed(uri);
  documents.open.onDidOpen(({ document }) => closed.opened(document.uri));
  documents.open.onDidChangeContent(({ document }) => {
    closed.edited(document.uri);
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
    closed.look();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    closed.changed(changes.map(({ uri }) => uri));
    if (!changes.some(({ uri }) => documents.concerns(uri))) return; // such as what a run writes
    documents.forget();
    facts.forget();
    previews.forget();
    for (const uri of documents.open.keys()) diagnostics.changed(uri);
  });

  const answers = answering(documents);
  const { whole, positioned, orRules } = answers;
  answerOfNames(connection, answers, services, () => client);
  answerOfStructure(connection, answers, documents, { client: () => client, pageOf: host.pageOf });
  connection.onCompletion(
    positioned(async (analysed, offset, { context }: CompletionParams) =>
      context?.triggerCharacter !== undefined && !begins(context.triggerCharacter, analysed.analysis.source, offset)
        ? null
        : completionFor(client, await completion(analysed, offset, services), later),
    ),
  );
  connection.onCompletionResolve((item) => later.resolved(item));
  connection.onSignatureHelp(positioned((analysed, offset) => signatureFor(client, signatureHelp(analysed, offset))));
  connection.onHover(
    orRules(
      positioned(async (analysed, offset) => hoverFor(client, await hover(analysed, offset, facts))),
      async (document, offset) => hoverFor(client, await rulesHover(document, offset, facts)),
    ),
  );
  connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }, token) =>
    whileAsked(token, async (signal) => {
      const document = documents.open.get(uri);
      if (!document) return [];
      const known = diagnostics.of(uri);
      const actions = codeActions(document, known, { range, only }, shown());
      const analysed = await documents.complete(uri);
      const further = analysed
        ? await furtherActions(analysed, known, { range, only }, shown(), { ...services, signal })
        : [];
      return actionsFor(client, [...actions, ...further]);
    }),
  );
  connection.onCodeLens(whole(codeLenses));
  connection.languages.inlayHint.on(whole((analysed, { range }) => inlayHints(analysed, range, facts)));
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
