import * as vscode from 'vscode';
import type { HistoryRow } from '../results/history-rows.ts';
import { momentText } from '../results/moments.ts';
import { noRemark } from '../results/run-remark.ts';
import { type ListedRun, newsOf, runList } from '../runs/index.ts';
import { historyShell } from '../views/shell.ts';
import type { FromHistory, ToHistory } from '../views/view-messages.ts';
import type { ComparisonPanels } from './comparison-panels.ts';
import { targetOf } from './run-folders-here.ts';
import type { RunActions } from './run-actions.ts';
import { folderOfRecord, type WorkspaceRuns } from './workspace-runs.ts';

/** How long records must rest before the table follows them, in milliseconds. */
const rest = 200;

/** One panel: all runs of the workspace as a table. */
export class HistoryPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  static readonly viewType = 'anlage.history';
  readonly #extension: vscode.Uri;
  readonly #workspace: WorkspaceRuns;
  readonly #actions: RunActions;
  readonly #comparisons: ComparisonPanels;
  readonly #list = runList();
  readonly #subscription: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(extension: vscode.Uri, workspace: WorkspaceRuns, actions: RunActions, comparisons: ComparisonPanels) {
    this.#extension = extension;
    this.#workspace = workspace;
    this.#actions = actions;
    this.#comparisons = comparisons;
    this.#subscription = workspace.onChanged(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.refresh(), rest);
    });
  }

  open(): void {
    if (this.#panel) this.#panel.reveal();
    else
      this.#adopt(
        vscode.window.createWebviewPanel(
          HistoryPanel.viewType,
          'Run History',
          vscode.ViewColumn.Active,
          this.#options(),
        ),
      );
  }
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    panel.webview.options = this.#options();
    this.#adopt(panel);
  }

  async refresh(): Promise<void> {
    const panel = this.#panel;
    if (!panel) return;
    const { files, isWhole } = await this.#workspace.find();
    const runs = await this.#list.update(files.map((file) => folderOfRecord(file.path).fsPath));
    const message: ToHistory = { type: 'history', rows: rowsOf(runs), isWhole };
    if (panel === this.#panel) await panel.webview.postMessage(message);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
    this.#panel?.dispose();
  }

  #options(): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.#extension, 'dist', 'views')] };
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    panel.iconPath = vscode.Uri.joinPath(this.#extension, 'media', 'icon.svg');
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: FromHistory) => void this.#answer(message));
    panel.webview.html = historyShell(panel.webview.cspSource, (file) =>
      panel.webview.asWebviewUri(vscode.Uri.joinPath(this.#extension, 'dist', 'views', file)).toString(),
    );
  }

  async #answer(message: FromHistory): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.refresh();
      case 'show':
        return this.#actions.show(message.folder);
      case 'text':
        return this.#actions.openText(message.folder);
      case 'again':
        return this.#actions.again(message.folder);
      case 'compare':
        return this.#comparisons.open(message.folders);
      case 'remark':
        this.#actions.remark(message.folder, message.remark);
        return this.refresh();
      case 'delete':
        if (await this.#actions.remove(message.folders)) await this.refresh();
    }
  }
}

function rowsOf(runs: readonly ListedRun[]): HistoryRow[] {
  const begun = momentText(runs.flatMap(({ record }) => record?.started ?? []));
  return runs.map((run) => rowOf(run, begun));
}
function rowOf(run: ListedRun, begun: (started: string) => string): HistoryRow {
  const { folder, bytes, remark, problem, record, state, claims, seeds } = run;
  const target = targetOf(folder);
  return {
    folder,
    bytes,
    ...(remark ?? noRemark),
    ...(problem !== undefined && { problem }),
    ...(record &&
      state && {
        known: {
          record,
          begun: begun(record.started),
          state,
          ...(claims && { claims }),
          ...(seeds && { seeds: seeds.length }),
        },
      }),
    file: target ? vscode.workspace.asRelativePath(vscode.Uri.parse(target.uri)) : '',
    news: newsOf(run),
  };
}
