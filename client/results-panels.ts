import path from 'node:path';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ExperimentSpec } from '../language/specification.ts';
import { loadRun } from '../runs/index.ts';
import type { ListedExperiment } from '../server/listed-experiments.ts';
import type { RunEvent } from '../results/contract.ts';
import type { FromView, ToView } from '../views/view-messages.ts';
import { resultsShell } from '../views/shell.ts';
import { askExperiments } from './ask-experiments.ts';
import { circuitData } from './circuit-data.ts';
import { saveFigure } from './save-figure.ts';
import type { Finished, Target } from './target.ts';

/** What a results view keeps across a reload of the window. */
interface ViewState {
  readonly file?: string;
  readonly experiment?: { readonly name: string };
  readonly folder?: string;
}

/** The results panels, one per experiment of a file. */
export class ResultsPanels implements vscode.Disposable, vscode.WebviewPanelSerializer<ViewState> {
  static readonly viewType = 'anlage.results';
  readonly #client: LanguageClient;
  readonly #extension: vscode.Uri;
  readonly #panels = new Map<string, ResultsPanel>();
  readonly #rerun = new vscode.EventEmitter<Target>();
  readonly #cancel = new vscode.EventEmitter<Target>();
  readonly onRerun = this.#rerun.event;
  readonly onCancel = this.#cancel.event;

  constructor(client: LanguageClient, extension: vscode.Uri) {
    this.#client = client;
    this.#extension = extension;
  }

  /** The panel of an experiment, made if there is none, brought to front. */
  async show(target: Target): Promise<ResultsPanel> {
    const existing = this.#panels.get(keyOf(target));
    if (existing) {
      existing.reveal();
      return existing;
    }
    const view = vscode.window.createWebviewPanel(
      ResultsPanels.viewType,
      `${target.experiment} · ${path.basename(vscode.Uri.parse(target.uri).path)}`,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      this.#options(),
    );
    return this.#adopt(view, target);
  }

  /** Shows a finished run's folder. */
  async showFolder(folder: vscode.Uri): Promise<void> {
    try {
      const results = await loadRun(folder.fsPath);
      const panel = await this.show({
        uri: vscode.Uri.joinPath(folder, 'spec.anl').toString(),
        experiment: results.experiment.name,
      });
      await panel.load(folder.fsPath);
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }

  async deserializeWebviewPanel(view: vscode.WebviewPanel, state: ViewState | undefined): Promise<void> {
    if (!state?.file || !state.experiment) {
      view.dispose();
      return;
    }
    view.webview.options = this.#options();
    const panel = this.#adopt(view, { uri: state.file, experiment: state.experiment.name });
    // the folder may be gone; the panel then stays empty and can be run again
    if (state.folder) await panel.load(state.folder).catch(() => undefined);
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.close();
    this.#rerun.dispose();
    this.#cancel.dispose();
  }

  #options(): vscode.WebviewOptions & vscode.WebviewPanelOptions {
    return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.#extension, 'dist', 'views')] };
  }

  #adopt(view: vscode.WebviewPanel, target: Target): ResultsPanel {
    const panel = new ResultsPanel(view, target, this.#extension, {
      rerun: () => this.#rerun.fire(target),
      cancel: () => this.#cancel.fire(target),
      experiments: () => askExperiments(this.#client, target.uri),
    });
    this.#panels.set(keyOf(target), panel);
    view.onDidDispose(() => this.#panels.delete(keyOf(target)));
    return panel;
  }
}

const keyOf = (target: Target): string => `${target.uri}#${target.experiment}`;

interface Requests {
  readonly rerun: () => void;
  readonly cancel: () => void;
  readonly experiments: () => Promise<readonly ListedExperiment[]>;
}

/** One webview: passes what happens to the view, and what the user asks of it to the host. */
class ResultsPanel {
  readonly #view: vscode.WebviewPanel;
  readonly #target: Target;
  readonly #requests: Requests;
  /** What the view must hear again when it is rebuilt (hidden and shown, or moved to another window). */
  #history: ToView[] = [];
  #ready = false;
  #folder: string | undefined;

  constructor(view: vscode.WebviewPanel, target: Target, extension: vscode.Uri, requests: Requests) {
    this.#view = view;
    this.#target = target;
    this.#requests = requests;
    view.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.svg');
    view.webview.onDidReceiveMessage((message: FromView) => void this.#answer(message));
    view.webview.html = resultsShell(view.webview.cspSource, (file) =>
      view.webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'views', file)).toString(),
    );
  }

  reveal(): void {
    this.#view.reveal(undefined, true);
  }
  close(): void {
    this.#view.dispose();
  }

  begin(experiment: ExperimentSpec): void {
    this.#history = [];
    this.#folder = undefined;
    this.#send({ type: 'init', experiment, file: this.#target.uri });
    this.#send({ type: 'status', status: 'running' });
  }

  event(event: RunEvent): void {
    this.#send({ type: 'event', event });
  }

  async end(finished: Finished): Promise<void> {
    if (finished.folder) {
      try {
        await this.load(finished.folder);
      } catch (error) {
        this.#send({
          type: 'status',
          status: 'failed',
          message: error instanceof Error ? error.message : String(error),
        });
        return;
      }
    }
    this.#send({ type: 'status', status: finished.status, message: finished.message });
  }

  /** Shows what a run's folder holds, finished or partial. */
  async load(folder: string): Promise<void> {
    const { circuits, ...results } = await loadRun(folder);
    this.#folder = folder;
    this.#history = [];
    this.#send({ type: 'init', experiment: results.experiment, file: this.#target.uri });
    this.#send({ type: 'results', results, folder });
    if (circuits.length > 0) this.#send({ type: 'circuits', circuits: circuits.map(circuitData(results.experiment)) });
    this.#send({ type: 'status', status: results.run.status });
  }

  #send(message: ToView): void {
    this.#history.push(message);
    if (this.#ready) void this.#view.webview.postMessage(message);
  }

  async #answer(message: FromView): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        for (const old of this.#history) await this.#view.webview.postMessage(old);
        return;
      case 'cancel':
        this.#requests.cancel();
        return;
      case 'rerun':
        this.#requests.rerun();
        return;
      case 'openFolder':
        if (this.#folder)
          await vscode.commands.executeCommand(
            'revealFileInOS',
            vscode.Uri.file(path.join(this.#folder, 'summary.json')),
          );
        return;
      case 'export':
        await saveFigure(message, this.#folder);
        return;
      case 'reveal':
        await this.#revealLine(message.line - 1);
        return;
      case 'revealName': {
        const experiments = await this.#requests.experiments();
        const ours = experiments.find(({ name }) => name === this.#target.experiment);
        await this.#revealLine(lineOf(ours, message));
      }
    }
  }

  /** Zero-based. */
  async #revealLine(line: number): Promise<void> {
    const at = new vscode.Position(line, 0);
    await vscode.window.showTextDocument(vscode.Uri.parse(this.#target.uri), {
      viewColumn: vscode.ViewColumn.One,
      selection: new vscode.Range(at, at),
    });
  }
}

/**
 * Where an experiment names a condition or a measure; the experiment itself where it does not (its only condition is
 * then a noun). Zero-based.
 */
function lineOf(
  experiment: ListedExperiment | undefined,
  { kind, name }: Extract<FromView, { type: 'revealName' }>,
): number {
  const named = kind === 'measure' ? experiment?.measures : experiment?.conditions;
  return (named?.find((each) => each.name === name) ?? experiment)?.range.start.line ?? 0;
}
