import * as vscode from 'vscode';
import { overlaidFigures } from '../figures/index.ts';
import { compareRuns, loadRun, type RunToCompare, sourceOfRun } from '../runs/index.ts';
import type { Results } from '../results/contract.ts';
import { comparisonShell } from '../views/shell.ts';
import type { FromComparison, ToComparison } from '../views/view-messages.ts';
import type { MadeDocument } from '../server/making-documents.ts';
import type { RunActions } from './run-actions.ts';
import { done } from './first-steps.ts';
import { figureLook, saveFigure } from './save-document.ts';
import { messageOf } from './target.ts';

/** What a panel keeps across a reload of the window. */
interface ViewState {
  readonly folders?: readonly string[];
}

/** Panels of runs beside each other, one for each choice of runs. */
export class ComparisonPanels implements vscode.Disposable, vscode.WebviewPanelSerializer<ViewState> {
  static readonly viewType = 'anlage.comparison';
  readonly #extension: vscode.Uri;
  readonly #actions: RunActions;
  readonly #pdfOf: (svg: string) => Promise<MadeDocument>;
  readonly #panels = new Map<string, vscode.WebviewPanel>();

  constructor(extension: vscode.Uri, actions: RunActions, pdfOf: (svg: string) => Promise<MadeDocument>) {
    this.#extension = extension;
    this.#actions = actions;
    this.#pdfOf = pdfOf;
  }

  /** The first folder is what the others are held against. */
  async open(folders: readonly string[]): Promise<void> {
    done('hasCompared');
    const existing = this.#panels.get(keyOf(folders));
    if (existing) {
      existing.reveal();
      return;
    }
    const title = `${folders.length} Runs Compared`;
    this.#adopt(
      vscode.window.createWebviewPanel(ComparisonPanels.viewType, title, vscode.ViewColumn.Active, this.#options()),
      folders,
    );
  }
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: ViewState | undefined): Promise<void> {
    const folders = state?.folders;
    if (!folders || this.#panels.has(keyOf(folders))) {
      panel.dispose();
      return;
    }
    panel.webview.options = this.#options();
    this.#adopt(panel, folders);
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.dispose();
  }

  #options(): vscode.WebviewOptions & vscode.WebviewPanelOptions {
    return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.#extension, 'dist', 'views')] };
  }

  #adopt(panel: vscode.WebviewPanel, folders: readonly string[]): void {
    this.#panels.set(keyOf(folders), panel);
    panel.iconPath = vscode.Uri.joinPath(this.#extension, 'media', 'icon.svg');
    panel.onDidDispose(() => {
      if (this.#panels.get(keyOf(folders)) === panel) this.#panels.delete(keyOf(folders));
    });
    panel.webview.onDidReceiveMessage(async (message: FromComparison) => {
      if (message.type === 'ready') await panel.webview.postMessage(await comparisonOf(folders));
      else if (message.type === 'export') await saveFigure(message, undefined, this.#pdfOf);
      else if (message.type === 'show') await this.#actions.show(message.folder);
      else if (message.type === 'text') await this.#actions.openText(message.folder);
      else await this.#actions.again(message.folder);
    });
    panel.webview.html = comparisonShell(
      panel.webview.cspSource,
      (file) => panel.webview.asWebviewUri(vscode.Uri.joinPath(this.#extension, 'dist', 'views', file)).toString(),
      figureLook(),
    );
  }
}

const keyOf = (folders: readonly string[]): string => folders.join('\n');

async function comparisonOf(folders: readonly string[]): Promise<ToComparison> {
  try {
    const runs: (RunToCompare & { readonly results: Results })[] = [];
    for (const folder of folders) runs.push({ folder, results: await loadRun(folder), source: sourceOfRun(folder) });
    const comparison = compareRuns(runs);
    const labelled = runs.map(({ results }, place) => ({ label: comparison.runs[place].label, results }));
    return { type: 'comparison', comparison, figures: overlaidFigures(labelled) };
  } catch (error) {
    return { type: 'problem', text: messageOf(error) };
  }
}
