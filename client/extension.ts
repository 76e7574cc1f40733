import * as vscode from 'vscode';
import { askFigure } from './ask-documents.ts';
import { AssistantTools } from './assistant-tools.ts';
import { ComparisonPanels } from './comparison-panels.ts';
import { followDataFolders } from './data-folders.ts';
import { editorCommands } from './editor-commands.ts';
import { firstSteps } from './first-steps.ts';
import { HistoryPanel } from './history-panel.ts';
import { startLanguageServer } from './language-server.ts';
import { Outcomes } from './run-outcomes.ts';
import { PreviewPanel } from './preview-panel.ts';
import { RunActions } from './run-actions.ts';
import { RunValues } from './run-values.ts';
import { Runs } from './runs.ts';
import { ResultsPanels } from './results-panels.ts';
import { registerRunsTree } from './runs-tree.ts';
import { TestExplorer } from './test-explorer.ts';
import { WorkspaceRuns } from './workspace-runs.ts';

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
  const workspace = new WorkspaceRuns();
  const outcomes = new Outcomes(runs, panels, workspace);
  const tests = new TestExplorer(client, runs, outcomes);
  const actions = new RunActions(runs, panels);
  const comparisons = new ComparisonPanels(context.extensionUri, actions, (svg) => askFigure(client, svg));
  const history = new HistoryPanel(context.extensionUri, workspace, actions, comparisons);
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
    ...registerRunsTree(runs, workspace, { actions, comparisons, history }),
    workspace,
    outcomes,
    tests,
    new RunValues(client, outcomes),
    actions,
    comparisons,
    history,
    vscode.window.registerWebviewPanelSerializer(ComparisonPanels.viewType, comparisons),
    vscode.window.registerWebviewPanelSerializer(HistoryPanel.viewType, history),
    vscode.commands.registerCommand('anlage.history', () => history.open()),
    followDataFolders(client, runs),
    editorCommands(runs, panels, outcomes),
    firstSteps(context, outcomes),
    new AssistantTools(context, panels),
  );
  outcomes.begin();
  panels.onRerun(
    ({ target, folder }) =>
      void runs.start(target, folder ? vscode.Uri.joinPath(vscode.Uri.file(folder), 'spec.anl') : undefined),
  );
  panels.onCancel((target) => runs.cancel(target));
  return { runs, panels, tests };
}
