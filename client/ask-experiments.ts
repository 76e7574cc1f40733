import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ListedExperiment } from '../server/listed-experiments.ts';

/**
 * The experiments of a file, from the language server: only its tree knows them. A file that is not open is opened,
 * unseen. @throws where it cannot be read
 */
export async function askExperiments(client: BaseLanguageClient, uri: string): Promise<readonly ListedExperiment[]> {
  await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  return (await client.sendRequest<readonly ListedExperiment[] | null>('anlage/experiments', { uri })) ?? [];
}
