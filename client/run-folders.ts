import type * as vscode from 'vscode';
import type { FoundState, Results, RunRecord } from '../results/contract.ts';
import type { Target } from './target.ts';

/**
 * How the extension sees the folders of runs. A folder is called by its path on this machine; where there is none, in a
 * browser, by its URI.
 */
export interface RunFolders {
  nameOf(folder: vscode.Uri): string;
  uriOf(folder: string): vscode.Uri;
  /** @throws an error that a person can read */
  load(folder: string): Promise<Results>;
  /** The text that was run. @throws as `load` does */
  text(folder: string): Promise<string>;
  stateOf(folder: string, record: RunRecord): FoundState;
  /** What was run there; undefined where its record does not say. */
  targetOf(folder: string): Promise<Target | undefined>;
}

/** What `.KEY.partial` is called when its run is done. */
export const finishedName = (folder: string): string => folder.replace(/([/\\])\.([^/\\]*)\.partial$/, '$1$2');
