import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ExperimentSpec } from '../language/specification.ts';
import type { ToView } from '../views/view-messages.ts';
import { askFigure, askReport } from './ask-documents.ts';
import { askExperiments } from './ask-experiments.ts';
import { beginning, ResultsPanel, type Story } from './results-panel.ts';
import type { RunFolders } from './run-folders.ts';
import { type Finished, keyOf, messageOf, type Outcome, type Target, titleOf } from './target.ts';

/** What a results view keeps across a reload of the window. */
interface ViewState {
  readonly file?: string;
  readonly experiment?: { readonly name: string };
  readonly folder?: string;
}
/** What a panel asks to be run again: the file as it is now, or the text that a run kept in this folder. */
export interface Rerun {
  readonly target: Target;
  readonly folder?: string;
}

/** The results panels, one per experiment of a file, and what the runs in progress tell them. */
export class ResultsPanels implements vscode.Disposable, vscode.WebviewPanelSerializer<ViewState> {
  static readonly viewType = 'anlage.results';
  readonly #client: BaseLanguageClient;
  readonly #extension: vscode.Uri;
  readonly #folders: RunFolders;
  readonly #panels = new Map<string, ResultsPanel>();
  /** Of the runs in progress: a panel may be closed, and opened again, while they go on. */
  readonly #live = new Map<string, Story>();
  readonly #rerun = new vscode.EventEmitter<Rerun>();
  readonly #cancel = new vscode.EventEmitter<Target>();
  readonly #restored = new vscode.EventEmitter<Outcome>();
  readonly onRerun = this.#rerun.event;
  readonly onCancel = this.#cancel.event;
  /** A panel of the window as it was shows its run again, which had ended. */
  readonly onRestored = this.#restored.event;
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(client: BaseLanguageClient, extension: vscode.Uri, folders: RunFolders) {
    this.#client = client;
    this.#extension = extension;
    this.#folders = folders;
    const compare = ({ uri }: vscode.TextDocument): void => {
      for (const panel of this.#panels.values()) if (panel.target.uri === uri.toString()) void panel.compare();
    };
    this.#subscriptions = [
      this.#rerun,
      this.#cancel,
      this.#restored,
      vscode.workspace.onDidChangeTextDocument(({ document }) => compare(document)),
      vscode.workspace.onDidOpenTextDocument(compare),
      vscode.workspace.onDidCloseTextDocument(compare),
    ];
  }

  /** The panel of an experiment, made if there is none, brought to front. */
  async show(target: Target): Promise<void> {
    const existing = this.#panels.get(keyOf(target));
    if (existing) existing.reveal();
    else await this.#open(keyOf(target), target, titleOf(target));
  }

  begin(target: Target, experiment: ExperimentSpec, text: string): void {
    const story = beginning(experiment, target.uri, text);
    this.#live.set(keyOf(target), story);
    this.#panels.get(keyOf(target))?.tell(story);
  }
  /** The folder that is being written: from here on nothing is lost with the window. */
  begun(target: Target, folder: string): void {
    const story = this.#live.get(keyOf(target));
    if (story) story.folder = folder;
    this.report(target, { type: 'begun', folder });
  }
  report(target: Target, message: ToView): void {
    this.#live.get(keyOf(target))?.messages.push(message);
    this.#panels.get(keyOf(target))?.post(message);
  }
  async end(target: Target, { folder, status, message }: Finished): Promise<void> {
    this.#live.delete(keyOf(target));
    const panel = this.#panels.get(keyOf(target));
    if (!panel) return;
    try {
      if (folder) await panel.load(folder);
      panel.say(status, message);
    } catch (error) {
      panel.say('failed', messageOf(error));
    }
  }

  /** Shows a run's folder, in the panel of its experiment unless that shows a run in progress. */
  async showFolder(folder: vscode.Uri): Promise<void> {
    const where = this.#folders.nameOf(folder);
    const shown = [...this.#panels.values()].find((panel) => panel.folder === where);
    if (shown) {
      shown.reveal();
      if (!this.#live.has(keyOf(shown.target))) await shown.restore(where);
      return;
    }
    const target = await this.#folders.targetOf(where);
    if (!target) {
      void vscode.window.showErrorMessage(await this.#whyUnreadable(where));
      return;
    }
    const key = this.#live.has(keyOf(target)) ? `${keyOf(target)} ${where}` : keyOf(target);
    const title =
      key === keyOf(target)
        ? titleOf(target)
        : `${titleOf(target)} · ${folder.path.slice(folder.path.lastIndexOf('/') + 1)}`;
    const panel = this.#panels.get(key) ?? (await this.#open(key, target, title));
    panel.reveal();
    await panel.restore(where);
  }

  async deserializeWebviewPanel(view: vscode.WebviewPanel, state: ViewState | undefined): Promise<void> {
    const target = state?.file && state.experiment && { uri: state.file, experiment: state.experiment.name };
    if (!target || this.#panels.has(keyOf(target))) {
      view.dispose();
      return;
    }
    view.webview.options = this.#options();
    const panel = this.#adopt(keyOf(target), view, target);
    if (!this.#live.has(keyOf(target)) && state.folder) void this.#restore(panel, state.folder);
  }

  async #restore(panel: ResultsPanel, folder: string): Promise<void> {
    const loaded = await panel.restore(folder);
    if (!loaded || loaded.text === undefined || (loaded.state !== 'done' && loaded.state !== 'cached')) return;
    const finished = { status: loaded.state, folder, summary: loaded.summary };
    this.#restored.fire({ target: panel.target, text: loaded.text, finished });
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.close();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Of a folder whose record does not even say what was run there. */
  #whyUnreadable(folder: string): Promise<string> {
    return this.#folders.load(folder).then(({ run }) => `${folder} holds a run of ${run.experiment}.`, messageOf);
  }

  #options(): vscode.WebviewOptions & vscode.WebviewPanelOptions {
    return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.#extension, 'dist', 'views')] };
  }

  async #open(key: string, target: Target, title: string): Promise<ResultsPanel> {
    await vscode.window.tabGroups.close(notRestored(title));
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    return this.#adopt(
      key,
      vscode.window.createWebviewPanel(ResultsPanels.viewType, title, column, this.#options()),
      target,
    );
  }

  #adopt(key: string, view: vscode.WebviewPanel, target: Target): ResultsPanel {
    const panel = new ResultsPanel(view, target, this.#extension, this.#folders, {
      rerun: (folder) => this.#rerun.fire({ target, folder }),
      cancel: () => this.#cancel.fire(target),
      experiments: () => askExperiments(this.#client, target.uri),
      report: (folder, name) => askReport(this.#client, folder, name),
      figure: (svg) => askFigure(this.#client, svg),
    });
    this.#panels.set(key, panel);
    view.onDidDispose(() => {
      if (this.#panels.get(key) === panel) this.#panels.delete(key);
    });
    const live = this.#live.get(key);
    if (live) panel.tell(live);
    return panel;
  }
}

/** Tabs of the window as it was, which VS Code restores only when they are looked at; no panel stands behind them. */
const notRestored = (title: string): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input, label }) =>
        label === title && input instanceof vscode.TabInputWebview && input.viewType.endsWith(ResultsPanels.viewType),
    );
