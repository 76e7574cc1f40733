import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { filesForServer } from './files-for-server.ts';

/** Of browsers, whose types are not those of this folder. */
declare const Worker: new (address: string, options: { readonly name: string }) => object;

/**
 * What begins the server within the script of all parts (scripts/build.mjs). Editors begin workers with classic
 * scripts, and only with those of a page's own: the script is read, and given to the worker as a blob.
 */
const before =
  "const parts = {}; const none = (name) => { throw new Error('a browser has no ' + name); };" +
  '(function (exports, require, module, __filename, __dirname, importHere, importMetaUrl) {';
const after =
  "\n})(parts, none, { exports: parts }, '', '', async (name) => none(name), ''); parts['server-in-browser']();";

/**
 * Starts the language server in a worker of the browser, and gives it files as the editor has them. `program`: the
 * script of all parts.
 */
export async function startServerWorker(extension: vscode.Uri, program: Uint8Array): Promise<LanguageClient> {
  const script = new Blob([before, program as Uint8Array<ArrayBuffer>, after], { type: 'text/javascript' });
  const address = URL.createObjectURL(script);
  const worker = new Worker(address, { name: 'Anlage' });
  const client = new LanguageClient('anlage', 'Anlage', worker, {
    documentSelector: [{ language: 'anlage' }, { language: 'bnet' }],
  });
  const kernels = vscode.Uri.joinPath(extension, 'engine', 'kernels', 'prebuilt', 'kernels.wasm');
  for (const [method, answer] of Object.entries(filesForServer())) client.onRequest(method, answer);
  client.onRequest('anlage/kernels', () => vscode.workspace.fs.readFile(kernels));
  await client.start();
  URL.revokeObjectURL(address);
  return client;
}
