import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Runs } from './runs.ts';

export const dataFoldersSetting = 'anlage.dataFolders';

/** What a process of ours is started with: the folders of the setting are looked in before those of ANLAGE_DATA. */
export function withDataFolders(): { readonly ANLAGE_DATA?: string } {
  const listed = vscode.workspace.getConfiguration().get<readonly string[]>(dataFoldersSetting, []);
  const folders = [...listed.map(wholePath), ...(process.env.ANLAGE_DATA ? [process.env.ANLAGE_DATA] : [])];
  return folders.length > 0 ? { ANLAGE_DATA: folders.join(path.delimiter) } : {};
}

/** `~` is the user's own folder; what is not whole is of the folder that is open. */
function wholePath(folder: string): string {
  if (folder === '~' || /^~[\\/]/.test(folder)) return path.join(os.homedir(), folder.slice(1));
  const [open] = vscode.workspace.workspaceFolders ?? [];
  return path.resolve(open?.uri.fsPath ?? os.homedir(), folder);
}

/** Where the setting changes, the language server begins anew with it, once nothing runs any more. */
export function followDataFolders(client: LanguageClient, runs: Runs): vscode.Disposable {
  let isChanged = false;
  const restart = (): void => {
    if (!isChanged || runs.inProgress().length > 0) return;
    isChanged = false;
    void client.restart();
  };
  return vscode.Disposable.from(
    runs.onProgress(restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(dataFoldersSetting)) return;
      isChanged = true;
      restart();
    }),
  );
}
