import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ExpectationSummary, Summary } from '../results/contract.ts';
import { claimAtPoint, passes, shownVerdict } from '../results/shown-verdict.ts';
import { askExperiments } from './ask-experiments.ts';
import type { Outcomes } from './run-outcomes.ts';
import { keyOf } from './target.ts';

/** At the end of each `expect`, what the last run has found; said to be earlier where the text has changed since. */
export class ClaimValues implements vscode.Disposable, vscode.InlayHintsProvider {
  readonly #client: BaseLanguageClient;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #found = new Map<string, { readonly text: string; readonly expectations: Summary['expectations'] }>();
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(client: BaseLanguageClient, outcomes: Outcomes) {
    this.#client = client;
    this.#subscriptions = [
      this.#changed,
      outcomes.onOutcome(({ target, text, finished }) => {
        if (!finished.summary) return;
        this.#found.set(keyOf(target), { text, expectations: finished.summary.expectations });
        this.#changed.fire();
      }),
      vscode.languages.registerInlayHintsProvider({ language: 'anlage' }, this),
    ];
  }

  async provideInlayHints(document: vscode.TextDocument, asked: vscode.Range): Promise<vscode.InlayHint[]> {
    const uri = document.uri.toString();
    if (![...this.#found.keys()].some((key) => key.startsWith(`${uri}#`))) return [];
    const experiments = await askExperiments(this.#client, uri).catch(() => []);
    return experiments.flatMap(({ name, claims }) => {
      const found = this.#found.get(keyOf({ uri, experiment: name }));
      if (!found) return [];
      const isEarlier = found.text !== document.getText();
      return claims.flatMap(({ text, range: { end } }) => {
        const position = new vscode.Position(end.line, end.character);
        const verdicts = found.expectations.filter((each) => each.text === text);
        if (verdicts.length === 0 || !asked.contains(position)) return [];
        const hint = new vscode.InlayHint(position, `${isEarlier ? 'earlier: ' : ''}${valueText(verdicts)}`);
        hint.paddingLeft = true;
        hint.tooltip = verdicts.map(whole).join('\n');
        return [hint];
      });
    });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

/** `✓ 0.73 [0.70, 0.76], n = 6`; of several points of a sweep, at how many it passes. */
function valueText(verdicts: readonly ExpectationSummary[]): string {
  const [first, ...others] = verdicts;
  if (others.length === 0) return `${shownVerdict(first).mark} ${first.observed}`;
  const passing = verdicts.filter(passes).length;
  const mark = shownVerdict(verdicts.find((each) => !passes(each)) ?? first).mark;
  return `${mark} at ${passing} of ${verdicts.length} points`;
}
const whole = (each: ExpectationSummary): string =>
  `${shownVerdict(each).word}: ${claimAtPoint(each)} — ${each.observed}`;
