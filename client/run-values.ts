import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Results } from '../results/contract.ts';
import { groupedBy } from '../results/grouped.ts';
import { passes } from '../results/shown-verdict.ts';
import { claimAtLine, claimsTogether, measureAtLine, type ShownAtLine } from '../results/values-at-lines.ts';
import type { ListedClaim, ListedExperiment } from '../server/listed-experiments.ts';
import { askExperiments } from './ask-experiments.ts';
import { OutdatedMarks } from './outdated-marks.ts';
import type { RunFolders } from './run-folders.ts';
import type { Outcomes } from './run-outcomes.ts';
import { keyOf, type Outcome } from './target.ts';

/** The last run of an experiment, and the text that it is of. */
interface Found extends Pick<Results, 'experiment' | 'summary'> {
  readonly text: string;
  readonly folder: string;
}
/** `before`: what stands before each thing that is said of a run; empty where the text is still that of the run. */
interface AtLines {
  readonly listed: ListedExperiment;
  readonly found: Found;
  readonly before: string;
}

/**
 * What the last run has found, at its lines: numbers behind each measure and each claim that passes; above a claim that
 * does not, and above the experiment, verdicts that lead to the results. (Behind a claim that fails the editor writes
 * what was found itself.) Of a run whose text has changed since it is said that it is earlier.
 */
export class RunValues implements vscode.Disposable, vscode.InlayHintsProvider, vscode.CodeLensProvider {
  readonly #client: BaseLanguageClient;
  readonly #folders: RunFolders;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #marks = new OutdatedMarks();
  readonly #found = new Map<string, Found>();
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly onDidChangeInlayHints = this.#changed.event;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(client: BaseLanguageClient, outcomes: Outcomes, folders: RunFolders) {
    this.#client = client;
    this.#folders = folders;
    const files = { language: 'anlage' };
    this.#subscriptions = [
      this.#changed,
      this.#marks,
      outcomes.onOutcome((outcome) => void this.#keep(outcome)),
      vscode.languages.registerInlayHintsProvider(files, this),
      vscode.languages.registerCodeLensProvider(files, this),
    ];
  }

  async provideInlayHints(document: vscode.TextDocument, asked: vscode.Range): Promise<vscode.InlayHint[]> {
    const all = await this.#atLines(document);
    return all.flatMap(({ listed: { measures, claims }, found, before }) =>
      [
        ...measures.map(({ name, statement }) => ({
          end: statement.end,
          shown: measureAtLine(found.experiment, found.summary, name),
        })),
        ...atOnePlace(claims).map(({ texts, range: { end } }) => {
          const verdicts = found.summary.expectations.filter((each) => texts.has(each.text));
          return { end, shown: verdicts.every(passes) ? claimAtLine(verdicts) : undefined };
        }),
      ].flatMap(({ end, shown }) => {
        const position = new vscode.Position(end.line, end.character);
        return shown && asked.contains(position) ? [hintOf(position, before, shown)] : [];
      }),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const all = await this.#atLines(document);
    const lensesOf = (shown: readonly AtLines[]): vscode.CodeLens[] => shown.flatMap((each) => this.#lenses(each));
    const present = lensesOf(all.filter(({ before }) => before === ''));
    this.#marks.given(
      document,
      present.map(({ range }) => range.start.line),
    );
    return [...present, ...lensesOf(all.filter(({ before }) => before !== ''))];
  }

  #lenses({ listed, found, before }: AtLines): vscode.CodeLens[] {
    const { expectations } = found.summary;
    const failing = atOnePlace(listed.claims).flatMap(({ texts, range }) => {
      const verdicts = expectations.filter((each) => texts.has(each.text));
      const shown = verdicts.every(passes) ? undefined : claimAtLine(verdicts);
      return shown ? [{ range, title: shown.short, tooltip: shown.whole.join('\n') }] : [];
    });
    const together = { range: listed.range, title: claimsTogether(expectations) || 'results', tooltip: found.folder };
    return [together, ...failing].map(({ range: { start }, title, tooltip }) => {
      const at = new vscode.Position(start.line, start.character);
      return new vscode.CodeLens(new vscode.Range(at, at), {
        title: `${before}${title}`,
        tooltip,
        command: 'anlage.showResults',
        arguments: [this.#folders.uriOf(found.folder)],
      });
    });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #keep({ target, text, finished: { folder, summary } }: Outcome): Promise<void> {
    if (!summary || !folder) return;
    // the list of runs says what is wrong with one that cannot be read
    const results = await this.#folders.load(folder).catch(() => undefined);
    if (!results) return;
    this.#found.set(keyOf(target), { text, folder, experiment: results.experiment, summary });
    this.#changed.fire();
  }

  async #atLines(document: vscode.TextDocument): Promise<readonly AtLines[]> {
    const uri = document.uri.toString();
    if (![...this.#found.keys()].some((key) => key.startsWith(`${uri}#`))) return [];
    const experiments = await askExperiments(this.#client, uri).catch(() => []);
    return experiments.flatMap((listed) => {
      const found = this.#found.get(keyOf({ uri, experiment: listed.name }));
      return found ? [{ listed, found, before: found.text === document.getText() ? '' : 'earlier: ' }] : [];
    });
  }
}

function hintOf(position: vscode.Position, before: string, { short, whole }: ShownAtLine): vscode.InlayHint {
  const hint = new vscode.InlayHint(position, `${before}${short}`);
  hint.paddingLeft = true;
  hint.tooltip = whole.join('\n');
  return hint;
}

/** Rows of one file of published values stand at one place. */
const atOnePlace = (
  claims: readonly ListedClaim[],
): { readonly texts: ReadonlySet<string>; readonly range: ListedClaim['range'] }[] =>
  [...groupedBy(claims, ({ range: { end } }) => `${end.line} ${end.character}`).values()].map((together) => ({
    texts: new Set(together.map(({ text }) => text)),
    range: together[0].range,
  }));
