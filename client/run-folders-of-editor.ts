import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { readRunRecord } from '../results/run-files.ts';
import type { RunFolders } from './run-folders.ts';

/** The folders of runs in whatever the editor has open, which the language server reads through it. */
export const runFoldersOf = (client: BaseLanguageClient): RunFolders => ({
  nameOf: (folder) => folder.toString(),
  uriOf: (folder) => vscode.Uri.parse(folder),
  load: (folder) => client.sendRequest('anlage/results', folder),
  text: (folder) => client.sendRequest('anlage/runText', folder),
  // whether its process lives is not known in a browser
  stateOf: (_folder, { status }) => status,
  async targetOf(folder) {
    const uri = vscode.Uri.parse(folder);
    try {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(uri, 'run.json'));
      const read = readRunRecord(new TextDecoder().decode(bytes));
      if ('problem' in read) return undefined;
      const { experiment, file = '../../../spec.anl' } = read.value;
      return { uri: vscode.Uri.joinPath(uri, file).toString(), experiment };
    } catch {
      return undefined; // what is wrong with it is said by whoever loads it
    }
  },
});
