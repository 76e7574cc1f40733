import * as vscode from 'vscode';
import type { Results } from '../results/contract.ts';
import { runHistory } from '../results/run-history.ts';
import type { ResultsPanels } from './results-panels.ts';
import { runTextScheme } from './run-texts.ts';
import type { Runs } from './runs.ts';
import { finishedName, type RunFolders } from './run-folders.ts';
import { keyOf, type Outcome, type Target } from './target.ts';
import { folderOfRecord, type WorkspaceRuns } from './workspace-runs.ts';

/** How long a record must have been left alone before it is read, in milliseconds: a run's folder is moved last. */
const rest = 300;

/**
 * What came of experiments, whoever ran them: this window, another, or the command line; of a file that is opened, what
 * came of its last runs.
 */
export class Outcomes implements vscode.Disposable {
  readonly #runs: Runs;
  readonly #workspace: WorkspaceRuns;
  readonly #folders: RunFolders;
  readonly #told = new vscode.EventEmitter<Outcome>();
  /** Folders that have been told of, with the moment their run ended. */
  readonly #known = new Map<string, string | null>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #history = runHistory(async (address) =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(address))),
  );
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly onOutcome = this.#told.event;

  constructor(runs: Runs, panels: ResultsPanels, workspace: WorkspaceRuns, folders: RunFolders) {
    this.#runs = runs;
    this.#workspace = workspace;
    this.#folders = folders;
    this.#subscriptions = [
      this.#told,
      runs.onFinished((outcome) => void this.#tellOwn(outcome)),
      panels.onRestored((outcome) => void this.#tellOwn(outcome)),
      workspace.onChanged((record) => this.#wait(record)),
      vscode.workspace.onDidOpenTextDocument((document) => void this.#opened(document)),
    ];
  }
  /** Of the files that were open before anybody listened. */
  begin(): void {
    for (const document of vscode.workspace.textDocuments) void this.#opened(document);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #tellOwn(outcome: Outcome): Promise<void> {
    const { folder } = outcome.finished;
    if (folder) this.#known.set(folder, (await this.#ended(folder))?.results.run.finished ?? null);
    this.#told.fire(outcome);
  }

  #wait(record: vscode.Uri): void {
    const folder = finishedName(this.#folders.nameOf(folderOfRecord(record.toString())));
    clearTimeout(this.#timers.get(folder));
    this.#timers.set(
      folder,
      setTimeout(() => {
        this.#timers.delete(folder);
        void this.#tell(folder);
      }, rest),
    );
  }

  /** What is run here is told of when it ends. */
  async #tell(folder: string): Promise<void> {
    const found = await this.#ended(folder);
    if (!found || this.#runs.isGoing(found.target)) return;
    const { target, text, results } = found;
    const { finished, status } = results.run;
    if (this.#known.get(folder) === finished) return;
    this.#known.set(folder, finished);
    this.#told.fire({
      target,
      text,
      finished: { status: status === 'cached' ? status : 'done', folder, summary: results.summary },
    });
  }

  /** The last run of each experiment of a file. */
  async #opened({ languageId, uri }: vscode.TextDocument): Promise<void> {
    if (languageId !== 'anlage' || uri.scheme === runTextScheme) return;
    const { files } = await this.#workspace.find();
    const seen = new Set<string>();
    for (const run of await this.#history.update(files)) {
      if (!('record' in run) || (run.record.status !== 'done' && run.record.status !== 'cached')) continue;
      const folder = this.#folders.nameOf(folderOfRecord(run.path));
      const target = await this.#folders.targetOf(folder);
      if (target?.uri !== uri.toString() || seen.has(keyOf(target))) continue;
      seen.add(keyOf(target));
      await this.#tell(folder);
    }
  }

  /** A run that has ended with all its numbers; undefined of any other, and of what cannot be read. */
  async #ended(folder: string): Promise<EndedRun | undefined> {
    const target = await this.#folders.targetOf(folder);
    if (!target) return undefined;
    try {
      const results = await this.#folders.load(folder);
      const { status } = results.run;
      return status === 'done' || status === 'cached'
        ? { target, text: await this.#folders.text(folder), results }
        : undefined;
    } catch {
      return undefined; // the list of runs says what is wrong with it
    }
  }
}

interface EndedRun {
  readonly target: Target;
  readonly text: string;
  readonly results: Results;
}
