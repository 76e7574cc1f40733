import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  LSPErrorCodes,
  ProposedFeatures,
  ResponseError,
} from 'vscode-languageserver/browser';
import { type LinearAlgebra, wasmBackend } from '../engine/kernels/index.ts';
import { type CheckedFolder, readRun } from '../runs/keep/read-run.ts';
import type { ClientFiles } from './client-files.ts';
import { clientReader } from './client-reader.ts';
import { readInMemory } from './run-in-memory.ts';
import { startServer } from './server.ts';

/**
 * The language server in a worker of a browser. What it does not have the editor gives: files, and the kernels
 * (`anlage/kernels`). It runs no experiment, and reads what runs have left: `anlage/results`, `anlage/runText`.
 */
const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(worker),
  new BrowserMessageWriter(worker),
);
const files: ClientFiles = {
  size: (uri) => connection.sendRequest('anlage/size', uri),
  names: (uri) => connection.sendRequest('anlage/names', uri),
  bytes: (uri) => connection.sendRequest('anlage/bytes', uri),
};
let algebra: Promise<LinearAlgebra> | undefined;

const read =
  <T>(what: (run: CheckedFolder) => T) =>
  (folder: string): Promise<T> =>
    readInMemory(files, folder, what).catch((error: unknown) => {
      throw new ResponseError(LSPErrorCodes.RequestFailed, error instanceof Error ? error.message : String(error));
    });
connection.onRequest('anlage/results', read(readRun));
connection.onRequest(
  'anlage/runText',
  read((run) => run.text('spec.anl')),
);
const server = startServer(connection, {
  reader: (uri) => clientReader(files, uri, server.workspaceOf(uri)),
  uriOf: (location) => location,
  algebra: () => {
    algebra ??= connection
      .sendRequest<Uint8Array>('anlage/kernels')
      .then((bytes) => wasmBackend(bytes, 'wasm').algebra);
    return algebra;
  },
});
