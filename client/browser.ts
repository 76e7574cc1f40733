import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { beginEverywhere } from './everywhere.ts';
import type { ResultsPanels } from './results-panels.ts';
import type { RunFolders } from './run-folders.ts';
import { runFoldersOf } from './run-folders-of-editor.ts';
import { inBrowser } from './run-refusals.ts';
import type { Runs } from './runs.ts';
import { registerRunsTree } from './runs-tree.ts';
import { startServerWorker } from './server-worker.ts';

/** What end-to-end tests get from `activate()`. */
export interface BrowserApi {
  readonly runs: Runs;
  readonly panels: ResultsPanels;
  readonly folders: RunFolders;
  readonly client: BaseLanguageClient;
}

/** The extension in a browser without a server: all but runs. `script`: that of all parts. */
export async function activate(context: vscode.ExtensionContext, script: Uint8Array): Promise<BrowserApi> {
  // hides what there is not (package.json, `when`)
  await vscode.commands.executeCommand('setContext', 'anlage.inBrowser', true);
  const client = await startServerWorker(context.extensionUri, script);
  const folders = runFoldersOf(client);
  const { panels, runs, workspace, texts } = beginEverywhere(context, { client, folders, refusal: inBrowser });
  context.subscriptions.push(
    ...registerRunsTree(runs, workspace, folders, {
      'anlage.openRunText': ([folder]) => folder !== undefined && texts.open(folder),
    }),
  );
  return { runs, panels, folders, client };
}
