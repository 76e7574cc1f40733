import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** Starts the language server in its own process; typing never waits for it. */
export async function startLanguageServer(context: vscode.ExtensionContext): Promise<LanguageClient> {
  const module = context.asAbsolutePath('dist/server.mjs');
  const client = new LanguageClient('anlage', 'Anlage', { run: { module, transport: TransportKind.ipc }, debug: { module, transport: TransportKind.ipc } }, {
    documentSelector: [{ language: 'anlage' }, { language: 'bnet' }],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/*.{anl,bnet,aeon,sbml,xml,booleannet,txt,csv,tsv,graphml,h5ad,h5,mtx,npy,zip}') },
  });
  await client.start();
  return client;
}
