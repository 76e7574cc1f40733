import * as vscode from 'vscode';
import type { ExperimentSpec } from '../language/specification.ts';
import { circuitData } from '../results/circuit-data.ts';
import type { Summary } from '../results/contract.ts';
import type { ListedExperiment } from '../server/listed-experiments.ts';
import type { MadeDocument } from '../server/making-documents.ts';
import { resultsShell } from '../views/shell.ts';
import type { FromView, ShownState, TextState, ToView } from '../views/view-messages.ts';
import { presentText } from './present-text.ts';
import { figureLook, saveFigure, saveReport } from './save-document.ts';
import { finishedName, type RunFolders } from './run-folders.ts';
import { messageOf, type Target } from './target.ts';

/** What a panel has to tell, in order; the view hears all of it again when it is rebuilt. */
export interface Story {
  readonly messages: ToView[];
  /** The text that it is of, where it is known. */
  readonly text?: string;
  folder?: string;
}

export interface Requests {
  /** The file as it is now; with a folder, the text that a run there kept. */
  readonly rerun: (folder?: string) => void;
  readonly cancel: () => void;
  readonly experiments: () => Promise<readonly ListedExperiment[]>;
  readonly report: (folder: string, name: string) => Promise<MadeDocument>;
  readonly figure: (svg: string) => Promise<MadeDocument>;
}

/** One webview: passes what happens to the view, and what the user asks of it to the host. */
export class ResultsPanel {
  readonly target: Target;
  readonly #view: vscode.WebviewPanel;
  readonly #folders: RunFolders;
  readonly #requests: Requests;
  #story: Story = { messages: [] };
  #ready = false;
  #isClosed = false;

  constructor(
    view: vscode.WebviewPanel,
    target: Target,
    extension: vscode.Uri,
    folders: RunFolders,
    requests: Requests,
  ) {
    this.#view = view;
    this.target = target;
    this.#folders = folders;
    this.#requests = requests;
    view.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.svg');
    view.onDidDispose(() => {
      this.#isClosed = true;
    });
    view.webview.onDidReceiveMessage((message: FromView) => void this.#answer(message));
    view.webview.html = resultsShell(
      view.webview.cspSource,
      (file) => view.webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'views', file)).toString(),
      figureLook(),
    );
  }

  get folder(): string | undefined {
    return this.#story.folder;
  }
  reveal(): void {
    this.#view.reveal(undefined, true);
  }
  close(): void {
    this.#view.dispose();
  }

  /** Tells a story from its beginning; whoever writes it posts what comes after. */
  tell(story: Story): void {
    this.#story = story;
    if (this.#ready) this.#tellAll();
    void this.compare();
  }
  post(message: ToView): void {
    if (this.#ready) void this.#view.webview.postMessage(message);
  }
  /** Something to say of what is shown. */
  say(status: ShownState, message?: string): void {
    this.#add({ type: 'status', status, message });
  }

  /** Shows what a run's folder holds, as it is now. @throws where it cannot be read */
  async load(folder: string): Promise<Loaded> {
    const { circuits, ...results } = await this.#folders.load(folder);
    const found = this.#folders.stateOf(folder, results.run);
    const state = found === 'running' || found === 'queued' ? 'elsewhere' : found;
    const messages: ToView[] = [
      { type: 'init', experiment: results.experiment, file: this.target.uri },
      { type: 'status', status: state },
      { type: 'results', results, folder },
      // last: of large circuits it takes a while
      ...(circuits.length > 0
        ? [{ type: 'circuits' as const, circuits: circuits.map(circuitData(results.experiment)) }]
        : []),
    ];
    const text = await presentText(this.#in(folder, 'spec.anl').toString());
    this.tell({ messages, folder, text });
    return { state, text, summary: results.summary };
  }

  /**
   * Shows again what was shown before the window was closed. A run that was going on then has ended since, or goes on
   * in another window: then what is shown follows it, until another is shown. Of a folder that is gone or damaged it is
   * said alone what is wrong with it.
   */
  async restore(folder: string): Promise<Loaded | undefined> {
    for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
      let loaded: Loaded;
      try {
        loaded = await this.load(folder);
      } catch (error) {
        if (finishedName(folder) !== folder) return this.restore(finishedName(folder));
        this.tell({ messages: [{ type: 'status', status: 'failed', message: messageOf(error) }], folder });
        return undefined;
      }
      if (loaded.state !== 'elsewhere') return loaded;
      const shown = this.#story;
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (this.#isClosed || this.#story !== shown) return undefined;
    }
  }

  /** Says whether the text on screen is that of what is shown. */
  async compare(): Promise<void> {
    const { text } = this.#story;
    if (text === undefined) return;
    const present = await presentText(this.target.uri);
    const state: TextState = present === undefined ? 'gone' : present === text ? 'same' : 'newer';
    const former = this.#story.messages.findLast((message) => message.type === 'text');
    if ((former?.text ?? 'same') !== state) this.#add({ type: 'text', text: state });
  }

  #add(message: ToView): void {
    this.#story.messages.push(message);
    this.post(message);
  }

  /** At once: what happens next is told after it, and once. */
  #tellAll(): void {
    this.#ready = true;
    this.post({ type: 'target', name: this.target.experiment, file: this.target.uri });
    for (const message of this.#story.messages) this.post(message);
  }

  async #answer(message: FromView): Promise<void> {
    const { folder } = this.#story;
    switch (message.type) {
      case 'ready':
        this.#tellAll();
        return;
      case 'cancel':
        this.#requests.cancel();
        return;
      case 'rerun':
        this.#requests.rerun(message.text === 'old' ? folder : undefined);
        return;
      case 'openFolder':
        if (folder) await vscode.commands.executeCommand('revealFileInOS', this.#in(folder, 'summary.json'));
        return;
      case 'export':
        await saveFigure(
          message,
          folder === undefined ? undefined : this.#folders.uriOf(folder),
          this.#requests.figure,
        );
        return;
      case 'report':
        if (folder)
          await saveReport(this.target.experiment, this.target.uri, (name) => this.#requests.report(folder, name));
        return;
      case 'reveal':
        await this.#revealLine(message.line - 1);
        return;
      case 'revealName': {
        const experiments = await this.#requests.experiments();
        const ours = experiments.find(({ name }) => name === this.target.experiment);
        await this.#revealLine(lineOf(ours, message));
      }
    }
  }

  #in(folder: string, name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folders.uriOf(folder), name);
  }

  /** Zero-based. */
  async #revealLine(line: number): Promise<void> {
    const at = new vscode.Position(line, 0);
    await vscode.window.showTextDocument(vscode.Uri.parse(this.target.uri), {
      viewColumn: vscode.ViewColumn.One,
      selection: new vscode.Range(at, at),
    });
  }
}

export interface Loaded {
  readonly state: ShownState;
  readonly text: string | undefined;
  readonly summary: Summary;
}

/** What a panel tells of a run that begins. */
export const beginning = (experiment: ExperimentSpec, file: string, text: string): Story => ({
  messages: [
    { type: 'init', experiment, file },
    { type: 'status', status: 'running' },
  ],
  text,
});

/** How often a run of another window is looked at, in milliseconds: a server that is being closed ends soon. */
const firstPause = 250;
const longestPause = 2000;

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
