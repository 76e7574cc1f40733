import * as vscode from 'vscode';
import { askFigure } from './ask-documents.ts';
import { AssistantTools } from './assistant-tools.ts';
import { ComparisonPanels } from './comparison-panels.ts';
import { followDataFolders } from './data-folders.ts';
import { beginEverywhere } from './everywhere.ts';
import { HistoryPanel } from './history-panel.ts';
import { startLanguageServer } from './language-server.ts';
import type { ResultsPanels } from './results-panels.ts';
import { RunActions } from './run-actions.ts';
import { runFoldersHere } from './run-folders-here.ts';
import { whereUntrusted } from './run-refusals.ts';
import type { Runs } from './runs.ts';
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
  const surroundings = { client, folders: runFoldersHere, refusal: whereUntrusted };
  const { panels, runs, workspace, outcomes, texts } = beginEverywhere(context, surroundings);
  const tests = new TestExplorer(client, runs, outcomes);
  const actions = new RunActions(runs, panels, texts);
  const comparisons = new ComparisonPanels(context.extensionUri, actions, (svg) => askFigure(client, svg));
  const history = new HistoryPanel(context.extensionUri, workspace, actions, comparisons);
  context.subscriptions.push(
    tests,
    comparisons,
    history,
    vscode.commands.registerCommand('anlage.cancel', () => runs.cancelAll()),
    vscode.commands.registerCommand('anlage.history', () => history.open()),
    vscode.window.registerWebviewPanelSerializer(ComparisonPanels.viewType, comparisons),
    vscode.window.registerWebviewPanelSerializer(HistoryPanel.viewType, history),
    ...registerRunsTree(runs, workspace, runFoldersHere, {
      'anlage.openRunText': ([folder]) => folder !== undefined && actions.openText(folder),
      'anlage.runAgain': ([folder]) => folder !== undefined && actions.again(folder),
      'anlage.compareRuns': (folders) => (folders.length < 2 ? history.open() : comparisons.open(folders)),
      'anlage.deleteRuns': (folders) => folders.length > 0 && actions.remove(folders),
    }),
    followDataFolders(client, runs),
    new AssistantTools(context, panels),
  );
  return { runs, panels, tests };
}
