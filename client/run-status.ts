import * as vscode from 'vscode';
import { passes } from '../results/shown-verdict.ts';
import type { Outcomes } from './run-outcomes.ts';
import { durationText, type Progress } from './progress-text.ts';
import type { Runs } from './runs.ts';
import { keyOf, type Outcome, type Target } from './target.ts';

/** What the status bar says. */
export interface RunStatusText {
  readonly text: string;
  readonly tooltip: string;
  /** What a click shows. */
  readonly target: Target;
}

/**
 * In the status bar: the runs in progress, with the time that is left; else, beside an .anl file, what became of its
 * claims, and whether its results are of an earlier text. A click shows the panel.
 */
export class RunStatus implements vscode.Disposable {
  static readonly command = 'anlage.showStatus';
  readonly #item = vscode.window.createStatusBarItem('anlage.runs', vscode.StatusBarAlignment.Left, 10);
  readonly #runs: Runs;
  readonly #outcomes = new Map<string, Outcome>();
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(runs: Runs, outcomes: Outcomes) {
    this.#runs = runs;
    this.#item.name = 'Anlage: Runs';
    this.#item.command = RunStatus.command;
    const update = (): void => this.#update();
    this.#subscriptions = [
      this.#item,
      runs.onProgress(update),
      outcomes.onOutcome((outcome) => {
        this.#outcomes.set(keyOf(outcome.target), outcome);
        update();
      }),
      vscode.window.onDidChangeActiveTextEditor(update),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === vscode.window.activeTextEditor?.document) update();
      }),
    ];
  }

  /** Undefined where there is nothing to say. */
  get shown(): RunStatusText | undefined {
    const going = this.#runs.inProgress();
    if (going.length > 0) return ofRuns(going);
    const document = vscode.window.activeTextEditor?.document;
    const found = [...this.#outcomes.values()].filter(({ target }) => target.uri === document?.uri.toString());
    return document && found.length > 0 ? ofOutcomes(found, document.getText()) : undefined;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #update(): void {
    const { shown } = this;
    if (!shown) {
      this.#item.hide();
      return;
    }
    this.#item.text = shown.text;
    this.#item.tooltip = shown.tooltip;
    this.#item.show();
  }
}

function ofRuns(going: readonly { readonly target: Target; readonly progress?: Progress }[]): RunStatusText {
  const known = going.flatMap(({ progress }) => progress ?? []);
  const sum = (of: (progress: Progress) => number): number => known.reduce((total, each) => total + of(each), 0);
  const left = Math.max(...known.map(({ seconds_left: seconds }) => seconds ?? Number.NaN));
  const what = going.length === 1 ? going[0].target.experiment : `${going.length} runs`;
  const count = known.length > 0 ? ` ${sum(({ done }) => done)} of ${sum(({ total }) => total)}` : '';
  return {
    text: `$(sync~spin) ${what}${count}${Number.isFinite(left) ? ` · ${durationText(left)}` : ''}`,
    tooltip: `Anlage is running ${going.map(({ target }) => target.experiment).join(', ')}: show the results so far`,
    target: going[0].target,
  };
}

/** Of several experiments the claims together; results of another text are said to be that, whatever they found. */
function ofOutcomes(found: readonly Outcome[], present: string): RunStatusText | undefined {
  const ended = found.filter(({ finished }) => finished.summary);
  if (ended.length === 0) return undefined;
  const stale = ended.filter(({ text }) => text !== present);
  const names = (of: readonly Outcome[]): string => of.map(({ target }) => target.experiment).join(', ');
  if (stale.length > 0)
    return {
      text: '$(history) earlier results',
      tooltip: `The file has changed since ${names(stale)} was run: show those results, and run it again there`,
      target: stale[0].target,
    };
  const claims = ended.flatMap(({ finished }) => finished.summary?.expectations ?? []);
  const passed = claims.filter(passes).length;
  const first = ended.find(({ finished }) => !finished.summary?.expectations.every(passes)) ?? ended[0];
  const where = `in ${names(ended)}: show them`;
  if (claims.length === 0) return { text: '$(graph) results', tooltip: `Results ${where}`, target: first.target };
  const count = `${passed} of ${claims.length} ${claims.length === 1 ? 'claim' : 'claims'}`;
  return {
    text: `$(${passed === claims.length ? 'pass' : 'error'}) ${count}`,
    tooltip: `${count} pass ${where}`,
    target: first.target,
  };
}
