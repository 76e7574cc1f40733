import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ExperimentSpec } from '../language/specification.ts';
import type { RunEvent } from '../results/contract.ts';
import { askExperiments } from './ask-experiments.ts';
import { presentText } from './present-text.ts';
import { type Progress, progressText } from './progress-text.ts';
import type { ResultsPanels } from './results-panels.ts';
import { type Refusal, tellRefusal } from './run-refusals.ts';
import { type Finished, keyOf, messageOf, type Outcome, type Target } from './target.ts';

/** A run in progress: from the moment it is asked for, before the server has named it. */
interface Going {
  readonly ended: Promise<Finished>;
  readonly cancel: () => void;
  readonly target: Target;
  /** What it runs, once that is known. */
  text?: string;
  /** How far it is. */
  progress?: Progress;
}
/** What the server sends of a run. */
interface Listener {
  /** Data are fetched before it begins. */
  readonly fetching: (what: string, bytes: number) => void;
  readonly begun: (folder: string) => void;
  readonly report: (event: RunEvent) => void;
  readonly finish: (finished: Finished) => void;
}

/**
 * The runs in progress: started here, computed by the language server, shown in a results panel with a cancellable
 * notification.
 */
export class Runs implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #panels: ResultsPanels;
  readonly #refusal: () => Refusal | undefined;
  readonly #going = new Map<string, Going>();
  readonly #listeners = new Map<string, Listener>();
  /** Notifications that arrived before the answer which names their run. */
  readonly #early = new Map<string, ((listener: Listener) => void)[]>();
  readonly #finished = new vscode.EventEmitter<Outcome>();
  readonly #progress = new vscode.EventEmitter<void>();
  readonly onFinished = this.#finished.event;
  /** A run has begun, got further or ended. */
  readonly onProgress = this.#progress.event;
  readonly #subscriptions: vscode.Disposable[];

  constructor(client: BaseLanguageClient, panels: ResultsPanels, refusal: () => Refusal | undefined = () => undefined) {
    this.#client = client;
    this.#panels = panels;
    this.#refusal = refusal;
    this.#subscriptions = [
      client.onNotification('anlage/fetching', ({ run, what, bytes }) =>
        this.#deliver(run, ({ fetching }) => fetching(what, bytes)),
      ),
      client.onNotification('anlage/begun', ({ run, folder }) => this.#deliver(run, ({ begun }) => begun(folder))),
      client.onNotification('anlage/progress', ({ run, t = 0, ...progress }) =>
        this.#deliver(run, ({ report }) => report({ ...progress, t, kind: 'progress' })),
      ),
      client.onNotification('anlage/measure', ({ run, ...event }) =>
        this.#deliver(run, ({ report }) => report({ ...event, kind: 'measure' })),
      ),
      client.onNotification('anlage/finished', ({ run, ...finished }) =>
        this.#deliver(run, ({ finish }) => finish(finished)),
      ),
    ];
  }

  /**
   * The experiment meant by a command: the one named, or the one at the cursor, or the only one of the active file, or
   * the one the user picks.
   */
  async choose(uri?: string, experiment?: string): Promise<Target | undefined> {
    const document = uri
      ? await vscode.workspace.openTextDocument(vscode.Uri.parse(uri))
      : vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'anlage') {
      void vscode.window.showInformationMessage('Open an .anl file to run one of its experiments.');
      return undefined;
    }
    const file = document.uri.toString();
    if (experiment) return { uri: file, experiment };
    const experiments = await askExperiments(this.#client, file);
    const cursor = uri === undefined ? vscode.window.activeTextEditor?.selection.active.line : undefined;
    const here = experiments.find(
      ({ range: { start, end } }) => cursor !== undefined && start.line <= cursor && cursor <= end.line,
    );
    if (here) return { uri: file, experiment: here.name };
    const names = experiments.map(({ name }) => name);
    if (names.length === 0)
      void vscode.window.showInformationMessage('This file has no experiment. Add one: experiment NAME { … }');
    const chosen =
      names.length > 1 ? await vscode.window.showQuickPick(names, { placeHolder: 'Which experiment?' }) : names[0];
    return chosen ? { uri: file, experiment: chosen } : undefined;
  }

  /**
   * Runs an experiment and shows it; resolves when it has ended, however it ended. What runs already is joined. `kept`:
   * a text of the experiment that an earlier run kept, in place of the file as it is now.
   */
  async start(target: Target, kept?: vscode.Uri): Promise<Finished> {
    const refused = this.refused();
    if (refused) return failed(new Error(refused.message));
    const running = this.#going.get(keyOf(target));
    if (running) {
      await this.#panels.show(target);
      void this.#offerRestart(target, running);
      return running.ended;
    }
    const stop = new vscode.CancellationTokenSource();
    let end: (finished: Finished) => void = () => {};
    const going: Going = {
      ended: new Promise((resolve) => {
        end = resolve;
      }),
      cancel: () => stop.cancel(),
      target,
    };
    this.#going.set(keyOf(target), going);
    this.#progress.fire();
    const finished = await this.#run(target, kept ?? vscode.Uri.parse(target.uri), going, stop.token).catch(failed);
    this.#going.delete(keyOf(target));
    await this.#panels.end(target, finished);
    this.#finished.fire({ target, finished, text: going.text ?? '' });
    this.#progress.fire();
    end(finished);
    return finished;
  }

  /** Why nothing is run, which is told; undefined where it is. */
  refused(): Refusal | undefined {
    const refused = this.#refusal();
    if (refused) void tellRefusal(refused);
    return refused;
  }

  inProgress(): readonly { readonly target: Target; readonly progress?: Progress }[] {
    return [...this.#going.values()];
  }

  isGoing(target: Target): boolean {
    return this.#going.has(keyOf(target));
  }

  cancel(target: Target): void {
    this.#going.get(keyOf(target))?.cancel();
  }

  cancelAll(): void {
    for (const { cancel } of this.#going.values()) cancel();
  }

  dispose(): void {
    this.#finished.dispose();
    this.#progress.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #run(target: Target, source: vscode.Uri, going: Going, stopped: vscode.CancellationToken): Promise<Finished> {
    await this.#panels.show(target);
    const document = await vscode.workspace.openTextDocument(source);
    if (document.isDirty) await document.save();
    const settings = vscode.workspace.getConfiguration('anlage', document.uri);
    const text = document.getText();
    going.text = text;
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: `Running ${target.experiment}`, cancellable: true },
      async (progress, token) => {
        const { run, experiment } = await this.#client.sendRequest<{ run: string; experiment: ExperimentSpec }>(
          'anlage/run',
          {
            uri: source.toString(),
            experiment: target.experiment,
            options: {
              jobs: settings.get('jobs') || undefined,
              backend: settings.get('backend') || undefined,
              sweep: sweepIn(settings),
            },
          },
        );
        this.#panels.begin(target, experiment, text);
        const cancel = (): void => void this.#client.sendRequest('anlage/cancel', { run });
        if (stopped.isCancellationRequested) cancel();
        const subscriptions = [stopped.onCancellationRequested(cancel), token.onCancellationRequested(cancel)];
        let shown = 0;
        return new Promise<Finished>((finish) => {
          this.#listen(run, {
            finish,
            fetching: (what, bytes) =>
              progress.report({ message: `getting ${what}, once: ${(bytes / 1e6).toFixed(0)} MB` }),
            begun: (folder) => this.#panels.begun(target, folder),
            report: (event) => {
              this.#panels.report(target, { type: 'event', event });
              if (event.kind !== 'progress') return;
              going.progress = event;
              this.#progress.fire();
              const percent = (100 * event.done) / Math.max(1, event.total);
              progress.report({ message: progressText(event), increment: Math.max(0, percent - shown) });
              shown = Math.max(shown, percent);
            },
          });
        }).finally(() => {
          this.#listeners.delete(run);
          for (const subscription of subscriptions) subscription.dispose();
        });
      },
    );
  }

  /** Where the file says something else by now than what runs. */
  async #offerRestart(target: Target, running: Going): Promise<void> {
    const present = await presentText(target.uri);
    if (present === undefined || running.text === undefined || present === running.text) return;
    const restart = 'Restart with the present text';
    const chosen = await vscode.window.showInformationMessage(
      `${target.experiment} is running an older text: the file has changed since.`,
      restart,
    );
    if (chosen !== restart) return;
    running.cancel();
    await running.ended;
    await this.start(target);
  }

  #listen(run: string, listener: Listener): void {
    this.#listeners.set(run, listener);
    for (const deliver of this.#early.get(run) ?? []) deliver(listener);
    this.#early.delete(run);
  }

  #deliver(run: string, deliver: (listener: Listener) => void): void {
    const listener = this.#listeners.get(run);
    if (listener) deliver(listener);
    else this.#early.set(run, [...(this.#early.get(run) ?? []), deliver]);
  }
}

/** Where the settings say that runs are tasks of a cluster. */
function sweepIn(settings: vscode.WorkspaceConfiguration): object | undefined {
  const engine = settings.get<string>('runOn');
  if (engine !== 'slurm' && engine !== 'local') return undefined;
  const { setup, flags, through, node, chunk, processes, ...options } = settings.get<Record<string, unknown>>(
    'sweep',
    {},
  );
  return { engine, setup, flags, through, node, chunk, processes, options };
}

const failed = (error: unknown): Finished => ({
  status: 'failed',
  folder: null,
  summary: null,
  message: messageOf(error),
});
