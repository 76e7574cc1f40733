import path from 'node:path';
import * as vscode from 'vscode';
import type { Results } from '../results/contract.ts';
import { runHistory } from '../results/run-history.ts';
import { loadRun, originOf, sourceOfRun } from '../runs/index.ts';
import type { ResultsPanels } from './results-panels.ts';
import type { Runs } from './runs.ts';
import { keyOf, type Outcome, type Target } from './target.ts';
import { finishedName, folderOfRecord, type WorkspaceRuns } from './workspace-runs.ts';

/** How long a record must have been left alone before it is read, in milliseconds: a run's folder is moved last. */
const rest = 300;

/**
 * What came of experiments, whoever ran them: this window, another, or the command line; of a file that is opened, what
 * came of its last runs.
 */
export class Outcomes implements vscode.Disposable {
  readonly #runs: Runs;
  readonly #workspace: WorkspaceRuns;
  readonly #told = new vscode.EventEmitter<Outcome>();
  /** Folders that have been told of, with the moment their run ended. */
  readonly #known = new Map<string, string | null>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #history = runHistory(async (address) =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(address))),
  );
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly onOutcome = this.#told.event;

  constructor(runs: Runs, panels: ResultsPanels, workspace: WorkspaceRuns) {
    this.#runs = runs;
    this.#workspace = workspace;
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
    if (folder) this.#known.set(folder, (await endedRun(folder))?.results.run.finished ?? null);
    this.#told.fire(outcome);
  }

  #wait(record: vscode.Uri): void {
    const folder = finishedName(path.dirname(record.fsPath));
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
    const found = await endedRun(folder);
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
    if (languageId !== 'anlage' || uri.scheme !== 'file') return;
    const { files } = await this.#workspace.find();
    const seen = new Set<string>();
    for (const run of await this.#history.update(files)) {
      if (!('record' in run) || (run.record.status !== 'done' && run.record.status !== 'cached')) continue;
      const folder = folderOfRecord(run.path).fsPath;
      const target = targetOf(folder);
      if (target?.uri !== uri.toString() || seen.has(keyOf(target))) continue;
      seen.add(keyOf(target));
      await this.#tell(folder);
    }
  }
}

interface EndedRun {
  readonly target: Target;
  readonly text: string;
  readonly results: Results;
}
/** A run that has ended with all its numbers; undefined of any other, and of what cannot be read. */
async function endedRun(folder: string): Promise<EndedRun | undefined> {
  const target = targetOf(folder);
  if (!target) return undefined;
  try {
    const results = await loadRun(folder);
    const { status } = results.run;
    return status === 'done' || status === 'cached' ? { target, text: sourceOfRun(folder), results } : undefined;
  } catch {
    return undefined; // the list of runs says what is wrong with it
  }
}

/** What was run in a folder. */
export function targetOf(folder: string): Target | undefined {
  const { file, experiment } = originOf(path.join(folder, 'spec.anl'));
  return experiment === undefined ? undefined : { uri: vscode.Uri.file(file).toString(), experiment };
}
