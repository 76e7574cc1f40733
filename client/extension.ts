import * as vscode from 'vscode';
import { startLanguageServer } from './language-server.ts';
import { PreviewPanel } from './preview-panel.ts';
import { Runs } from './runs.ts';
import { ResultsPanels } from './results-panels.ts';
import { registerRunsTree } from './runs-tree.ts';
import { TestExplorer } from './test-explorer.ts';

/** What end-to-end tests get from `activate()`. */
export interface Api {
  readonly runs: Runs;
  readonly panels: ResultsPanels;
  readonly tests: TestExplorer;
}

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const client = await startLanguageServer(context);
  const panels = new ResultsPanels(client, context.extensionUri);
  const runs = new Runs(client, panels);
  const tests = new TestExplorer(client, runs, panels);
  const preview = new PreviewPanel(client, context.extensionUri);
  context.subscriptions.push(
    client,
    panels,
    runs,
    preview,
    vscode.window.registerWebviewPanelSerializer(PreviewPanel.viewType, preview),
    vscode.commands.registerCommand('anlage.preview', () => preview.open()),
    vscode.window.registerWebviewPanelSerializer(ResultsPanels.viewType, panels),
    vscode.commands.registerCommand('anlage.run', async (uri?: string, experiment?: string) => {
      const target = await runs.choose(uri, experiment);
      if (target) await runs.start(target);
    }),
    vscode.commands.registerCommand('anlage.cancel', () => runs.cancelAll()),
    vscode.commands.registerCommand('anlage.showResults', async (folder?: vscode.Uri) => {
      const chosen =
        folder ??
        (
          await vscode.window.showOpenDialog({
            canSelectFolders: true,
            canSelectFiles: false,
            openLabel: 'Show results',
          })
        )?.[0];
      if (chosen) await panels.showFolder(chosen);
    }),
    ...registerRunsTree(runs),
    tests,
  );
  panels.onRerun(
    ({ target, folder }) =>
      void runs.start(target, folder ? vscode.Uri.joinPath(vscode.Uri.file(folder), 'spec.anl') : undefined),
  );
  panels.onCancel((target) => runs.cancel(target));
  return { runs, panels, tests };
}
