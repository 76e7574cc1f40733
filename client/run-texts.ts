import * as vscode from 'vscode';
import type { RunFolders } from './run-folders.ts';
import { messageOf } from './target.ts';

export const runTextScheme = 'anlage-run';

/** The texts that were run, as they were, which nobody can write into. */
export class RunTexts implements vscode.Disposable, vscode.TextDocumentContentProvider {
  readonly #folders: RunFolders;
  readonly #provided = vscode.workspace.registerTextDocumentContentProvider(runTextScheme, this);

  constructor(folders: RunFolders) {
    this.#folders = folders;
  }
  dispose(): void {
    this.#provided.dispose();
  }

  async open(folder: string): Promise<void> {
    const file = vscode.Uri.joinPath(this.#folders.uriOf(folder), 'spec.anl');
    const text = file.with({ scheme: runTextScheme, query: folder });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(text), { preview: true });
  }
  async provideTextDocumentContent({ query: folder }: vscode.Uri): Promise<string> {
    try {
      return await this.#folders.text(folder);
    } catch (error) {
      return `# ${messageOf(error).replaceAll('\n', '\n# ')}\n`;
    }
  }
}
