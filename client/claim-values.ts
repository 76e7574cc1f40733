import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ExpectationSummary, Summary } from '../results/contract.ts';
import { groupedBy } from '../results/grouped.ts';
import { claimAtPoint, passes, shownVerdict } from '../results/shown-verdict.ts';
import { askExperiments } from './ask-experiments.ts';
import type { Outcomes } from './run-outcomes.ts';
import { keyOf } from './target.ts';

/** At the end of each `expect`, what the last run has found; said to be earlier where the text has changed since. */
export class ClaimValues implements vscode.Disposable, vscode.InlayHintsProvider {
  readonly #client: LanguageClient;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #found = new Map<string, { readonly text: string; readonly expectations: Summary['expectations'] }>();
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(client: LanguageClient, outcomes: Outcomes) {
    this.#client = client;
    this.#subscriptions = [
      this.#changed,
      outcomes.onOutcome(({ target, text, finished }) => {
        if (!finished.summary) return;
        this.#found.set(keyOf(target), { text, expectations: finished.summary.expectations });
        this.#changed.fire();
      }),
      vscode.languages.registerInlayHintsProvider({ language: 'anlage', scheme: 'file' }, this),
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
      const places = groupedBy(claims, ({ range: { end } }) => `${end.line} ${end.character}`);
      return [...places.values()].flatMap((together) => {
        const { end } = together[0].range;
        const position = new vscode.Position(end.line, end.character);
        const texts = new Set(together.map(({ text }) => text));
        const verdicts = found.expectations.filter((each) => texts.has(each.text));
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
