import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { editorCommands } from './editor-commands.ts';
import { firstSteps } from './first-steps.ts';
import { PreviewPanel } from './preview-panel.ts';
import { ResultsPanels } from './results-panels.ts';
import type { RunFolders } from './run-folders.ts';
import { Outcomes } from './run-outcomes.ts';
import type { Refusal } from './run-refusals.ts';
import { RunTexts } from './run-texts.ts';
import { RunValues } from './run-values.ts';
import { Runs } from './runs.ts';
import { WorkspaceRuns } from './workspace-runs.ts';

/** What the extension needs of where it runs. */
export interface Surroundings {
  readonly client: BaseLanguageClient;
  readonly folders: RunFolders;
  /** Why nothing is run now; undefined where experiments are run. */
  readonly refusal: () => Refusal | undefined;
}

/** What the extension is in every editor, also in a browser: previews, and the results of runs. */
export function beginEverywhere(context: vscode.ExtensionContext, { client, folders, refusal }: Surroundings) {
  const panels = new ResultsPanels(client, context.extensionUri, folders);
  const runs = new Runs(client, panels, refusal);
  const workspace = new WorkspaceRuns();
  const outcomes = new Outcomes(runs, panels, workspace, folders);
  const texts = new RunTexts(folders);
  const preview = new PreviewPanel(client, context.extensionUri);
  context.subscriptions.push(
    client,
    panels,
    runs,
    workspace,
    outcomes,
    texts,
    preview,
    new RunValues(client, outcomes, folders),
    editorCommands(runs, panels, outcomes, folders),
    firstSteps(context, outcomes),
    vscode.window.registerWebviewPanelSerializer(PreviewPanel.viewType, preview),
    vscode.window.registerWebviewPanelSerializer(ResultsPanels.viewType, panels),
    vscode.commands.registerCommand('anlage.preview', () => preview.open()),
    vscode.commands.registerCommand('anlage.run', async (uri?: string, experiment?: string) => {
      const target = runs.refused() ? undefined : await runs.choose(uri, experiment);
      if (target) await runs.start(target);
    }),
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
  );
  outcomes.begin();
  panels.onRerun(
    ({ target, folder }) =>
      void runs.start(target, folder ? vscode.Uri.joinPath(folders.uriOf(folder), 'spec.anl') : undefined),
  );
  panels.onCancel((target) => runs.cancel(target));
  return { panels, runs, workspace, outcomes, texts };
}
