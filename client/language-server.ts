import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { withDataFolders } from './data-folders.ts';

/** Where a debugger finds the server while the extension is debugged: the same as in .vscode/launch.json. */
const debugPort = 6009;

/** Starts the language server in its own process; typing never waits for it. */
export async function startLanguageServer(context: vscode.ExtensionContext): Promise<LanguageClient> {
  const module = context.asAbsolutePath('dist/server.mjs');
  const client = new LanguageClient(
    'anlage',
    'Anlage',
    {
      run: { module, transport: TransportKind.ipc, options: optionsOf() },
      debug: {
        module,
        transport: TransportKind.ipc,
        options: optionsOf(['--nolazy', `--inspect=${debugPort}`]),
      },
    },
    {
      documentSelector: [{ language: 'anlage' }, { language: 'bnet' }],
    },
  );
  await client.start();
  return client;
}

/** The environment is asked for whenever the server starts. */
const optionsOf = (execArgv?: string[]) => ({
  ...(execArgv && { execArgv }),
  get env() {
    return withDataFolders();
  },
});
