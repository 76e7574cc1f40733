import path from 'node:path';
import * as vscode from 'vscode';
import { loadRun, originOf, sourceOfRun, stateOf } from '../runs/index.ts';
import type { RunFolders } from './run-folders.ts';
import type { Target } from './target.ts';

/** The folders of runs on this machine. */
export const runFoldersHere: RunFolders = {
  nameOf: (folder) => folder.fsPath,
  uriOf: (folder) => vscode.Uri.file(folder),
  load: loadRun,
  text: async (folder) => sourceOfRun(folder),
  stateOf,
  targetOf: async (folder) => targetOf(folder),
};

/** What was run in a folder. */
export function targetOf(folder: string): Target | undefined {
  const { file, experiment } = originOf(path.join(folder, 'spec.anl'));
  return experiment === undefined ? undefined : { uri: vscode.Uri.file(file).toString(), experiment };
}
