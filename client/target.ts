import * as vscode from 'vscode';
import type { RunStatus, Summary } from '../results/contract.ts';

/** An experiment of a file: what is run, shown and cancelled. */
export interface Target {
  readonly uri: string;
  readonly experiment: string;
}
export const keyOf = ({ uri, experiment }: Target): string => `${uri}#${experiment}`;
/** Tells the experiment from every other of the workspace. */
export const titleOf = ({ uri, experiment }: Target): string =>
  `${experiment} · ${vscode.workspace.asRelativePath(vscode.Uri.parse(uri))}`;

/** How its run ended; `folder` and `summary` are null where it never began or failed. */
export interface Finished {
  readonly status: RunStatus;
  readonly folder: string | null;
  readonly summary: Summary | null;
  readonly message?: string;
}
/** What came of an experiment, and the text that says so. */
export interface Outcome {
  readonly target: Target;
  readonly text: string;
  readonly finished: Finished;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
