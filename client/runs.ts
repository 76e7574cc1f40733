import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ExperimentSpec } from '../language/specification.ts';
import type { RunEvent } from '../results/contract.ts';
import { askExperiments } from './ask-experiments.ts';
import type { ResultsPanels } from './results-panels.ts';
import type { Finished, Target } from './target.ts';

interface Active {
  readonly target: Target;
  readonly finish: (finished: Finished) => void;
  readonly report: (event: RunEvent) => void;
}

/**
 * The runs in progress: started here, computed by the language server, shown in a results panel with a cancellable
 * notification.
 */
export class Runs implements vscode.Disposable {
  readonly #client: LanguageClient;
  readonly #panels: ResultsPanels;
  readonly #active = new Map<string, Active>();
  /** Notifications that arrived before the answer which names their run. */
  readonly #early = new Map<string, ((active: Active) => void)[]>();
  readonly #finished = new vscode.EventEmitter<{ target: Target; finished: Finished }>();
  readonly onFinished = this.#finished.event;
  readonly #subscriptions: vscode.Disposable[];

  constructor(client: LanguageClient, panels: ResultsPanels) {
    this.#client = client;
    this.#panels = panels;
    this.#subscriptions = [
      client.onNotification('anlage/progress', (p) =>
        this.#deliver(p.run, (active) =>
          active.report({
            t: p.t ?? 0,
            kind: 'progress',
            done: p.done,
            total: p.total,
            seconds_left: p.seconds_left,
            latest: p.latest,
          }),
        ),
      ),
      client.onNotification('anlage/measure', ({ run, ...event }) =>
        this.#deliver(run, (active) => active.report({ ...event, kind: 'measure' })),
      ),
      client.onNotification('anlage/finished', ({ run, ...finished }) =>
        this.#deliver(run, (active) => active.finish(finished)),
      ),
    ];
  }

  /**
   * The experiment meant by a command: the one named, or the only one of the active file, or the one the user picks.
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
    const names = (await askExperiments(this.#client, file)).map(({ name }) => name);
    if (names.length === 0)
      void vscode.window.showInformationMessage('This file has no experiment. Add one: experiment NAME { … }');
    const chosen =
      names.length > 1 ? await vscode.window.showQuickPick(names, { placeHolder: 'Which experiment?' }) : names[0];
    return chosen ? { uri: file, experiment: chosen } : undefined;
  }

  /** Runs an experiment and shows it; resolves when it has ended, however it ended. */
  async start(target: Target): Promise<Finished> {
    const running = [...this.#active.values()].find((active) => same(active.target, target));
    if (running) {
      await this.#panels.show(target);
      return { status: 'cancelled', folder: null, summary: null, message: 'already running' };
    }
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(target.uri));
    if (document.isDirty) await document.save();
    const panel = await this.#panels.show(target);
    const settings = vscode.workspace.getConfiguration('anlage', document.uri);
    const finished = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: `Running ${target.experiment}`, cancellable: true },
      async (progress, token) => {
        let run: string;
        try {
          const answer = await this.#client.sendRequest<{ run: string; experiment: ExperimentSpec }>('anlage/run', {
            ...target,
            options: { jobs: settings.get('jobs') || undefined, backend: settings.get('backend') || undefined },
          });
          run = answer.run;
          panel.begin(answer.experiment);
        } catch (error) {
          return {
            status: 'failed',
            folder: null,
            summary: null,
            message: error instanceof Error ? error.message : String(error),
          } satisfies Finished;
        }
        token.onCancellationRequested(() => void this.#client.sendRequest('anlage/cancel', { run }));
        let shown = 0;
        return new Promise<Finished>((resolve) => {
          const active: Active = {
            target,
            finish: resolve,
            report: (event) => {
              panel.event(event);
              if (event.kind !== 'progress') return;
              const percent = (100 * event.done) / Math.max(1, event.total);
              progress.report({ message: describe(event), increment: Math.max(0, percent - shown) });
              shown = Math.max(shown, percent);
            },
          };
          this.#active.set(run, active);
          for (const deliver of this.#early.get(run) ?? []) deliver(active);
          this.#early.delete(run);
        }).finally(() => this.#active.delete(run));
      },
    );
    await panel.end(finished);
    this.#finished.fire({ target, finished });
    return finished;
  }

  cancel(target: Target): void {
    for (const [run, active] of this.#active)
      if (same(active.target, target)) void this.#client.sendRequest('anlage/cancel', { run });
  }

  cancelAll(): void {
    for (const run of this.#active.keys()) void this.#client.sendRequest('anlage/cancel', { run });
  }

  dispose(): void {
    this.#finished.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #deliver(run: string, deliver: (active: Active) => void): void {
    const active = this.#active.get(run);
    if (active) deliver(active);
    else this.#early.set(run, [...(this.#early.get(run) ?? []), deliver]);
  }
}

const same = (a: Target, b: Target): boolean => a.uri === b.uri && a.experiment === b.experiment;

function describe(event: Extract<RunEvent, { kind: 'progress' }>): string {
  const left = event.seconds_left === null ? '' : `, about ${duration(event.seconds_left)} left`;
  return `${event.done} of ${event.total}${left}`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
