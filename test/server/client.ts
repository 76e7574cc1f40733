import { PassThrough, type Readable, type Writable } from 'node:stream';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import {
  type ClientCapabilities,
  CompletionItemKind,
  createConnection,
  type Diagnostic,
  type InitializeResult,
  type PublishDiagnosticsParams,
  type RegistrationParams,
  SymbolKind,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { algebraHere } from '../../runs/execute/algebra-here.ts';
import type { Host } from '../../server/index.ts';
import { startServer } from '../../server/index.ts';

/** Files that a test serves by name. */
export type Files = Readonly<Record<string, string>>;

/** A host without a machine: files are texts, beside every document. */
export function hostOf(files: Files = {}, more: Partial<Host> = {}): Host {
  return {
    reader: () => ({
      locate: async (reference) =>
        reference in files
          ? { found: true, location: `/files/${reference}`, size: files[reference].length }
          : { found: false, tried: ['/files'], remedy: 'Put it there.' },
      bytes: async (location) => new TextEncoder().encode(files[location.replace('/files/', '')]),
    }),
    uriOf: (location) => `file://${location}`,
    texts: {
      list: async () => ({
        uris: Object.keys(files)
          .filter((name) => name.endsWith('.anl'))
          .map((name) => `file:///files/${name}`),
        unknown: [],
      }),
      read: async (uri) => files[uri.replace('file:///files/', '')],
    },
    algebra: algebraHere,
    ...more,
  };
}

export interface Editor {
  readonly rpc: MessageConnection;
  readonly initialized: InitializeResult;
  /** Methods that the server has asked to be told of. */
  readonly registered: readonly string[];
  /** Diagnostics as they were sent. */
  readonly publications: readonly PublishDiagnosticsParams[];
  open(text: string, uri?: string): Promise<TextDocument>;
  change(text: string, uri?: string): void;
  /** The next diagnostics of a document, or those already there, that satisfy a test. */
  diagnostics(satisfy: (diagnostics: readonly Diagnostic[]) => boolean, uri?: string): Promise<readonly Diagnostic[]>;
  request<R>(method: string, parameters: object): Promise<R>;
  /** A request about the place of `‸` in the text, which is opened without it. */
  at<R>(
    method: string,
    marked: string,
    more?: object,
  ): Promise<{ readonly result: R; readonly document: TextDocument }>;
  close(): Promise<void>;
}

export const defaultUri = 'file:///files/test.anl';

/** What an editor declares that can take everything the server has to give. */
const everything: ClientCapabilities = {
  textDocument: {
    completion: {
      completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] },
      completionItemKind: { valueSet: Object.values(CompletionItemKind).filter((kind) => typeof kind === 'number') },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    signatureHelp: { signatureInformation: { documentationFormat: ['markdown', 'plaintext'] } },
    documentSymbol: {
      hierarchicalDocumentSymbolSupport: true,
      symbolKind: { valueSet: Object.values(SymbolKind).filter((kind) => typeof kind === 'number') },
    },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } }, isPreferredSupport: true },
    rename: { prepareSupport: true },
    publishDiagnostics: {
      relatedInformation: true,
      versionSupport: true,
      codeDescriptionSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
  },
  workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
};

export interface Setup {
  readonly capabilities?: ClientCapabilities;
  /** The folders that are open. */
  readonly folders?: readonly string[];
}

/** An editor and a server in one process, joined by two streams. */
export async function connect(host: Host, setup?: Setup): Promise<Editor> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(toServer, toClient), host);
  return editorOver(toClient, toServer, setup);
}

/** An editor that talks to a server over two streams. */
export async function editorOver(
  from: Readable,
  to: Writable,
  { capabilities = everything, folders }: Setup = {},
): Promise<Editor> {
  const rpc = createMessageConnection(new StreamMessageReader(from), new StreamMessageWriter(to));
  const published = new Map<string, readonly Diagnostic[]>();
  const publications: PublishDiagnosticsParams[] = [];
  const waiting = new Set<() => void>();
  const versions = new Map<string, number>();
  rpc.onNotification('textDocument/publishDiagnostics', (publication: PublishDiagnosticsParams) => {
    publications.push(publication);
    published.set(publication.uri, publication.diagnostics);
    for (const wake of [...waiting]) wake();
  });
  const registered: string[] = [];
  rpc.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
    registered.push(...registrations.map(({ method }) => method));
  });
  rpc.listen();
  const initialized: InitializeResult = await rpc.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders: folders?.map((uri) => ({ uri, name: uri })) ?? null,
  });
  await rpc.sendNotification('initialized', {});
  const editor: Editor = {
    rpc,
    initialized,
    registered,
    publications,
    open: async (text, uri = defaultUri) => {
      if (versions.has(uri)) editor.change(text, uri);
      else {
        versions.set(uri, 1);
        await rpc.sendNotification('textDocument/didOpen', {
          textDocument: { uri, languageId: uri.endsWith('.bnet') ? 'bnet' : 'anlage', version: 1, text },
        });
      }
      return TextDocument.create(uri, 'anlage', versions.get(uri)!, text);
    },
    change: (text, uri = defaultUri) => {
      versions.set(uri, versions.get(uri)! + 1);
      published.delete(uri);
      void rpc.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: versions.get(uri) },
        contentChanges: [{ text }],
      });
    },
    diagnostics: (satisfy, uri = defaultUri) =>
      new Promise((resolve) => {
        const look = (): void => {
          const known = published.get(uri);
          if (!known || !satisfy(known)) return;
          waiting.delete(look);
          resolve(known);
        };
        waiting.add(look);
        look();
      }),
    request: (method, parameters) => rpc.sendRequest(method, parameters),
    at: async (method, marked, more = {}) => {
      const offset = marked.indexOf('‸');
      const document = await editor.open(marked.slice(0, offset) + marked.slice(offset + 1));
      return {
        result: await rpc.sendRequest(method, {
          textDocument: { uri: document.uri },
          position: document.positionAt(offset),
          ...more,
        }),
        document,
      };
    },
    close: async () => {
      await rpc.sendRequest('shutdown');
      rpc.dispose();
    },
  };
  return editor;
}
