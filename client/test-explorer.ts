import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { passes, shownVerdict } from '../results/shown-verdict.ts';
import type { Claim, ExperimentsChanged, ListedExperiment } from '../server/listed-experiments.ts';
import { askExperiments } from './ask-experiments.ts';
import type { Runs } from './runs.ts';
import type { Finished, Target } from './target.ts';

/** Each `expect` is a test: it fails when the claim fails. Which there are, the language server says. */
export class TestExplorer implements vscode.Disposable {
  readonly controller = vscode.tests.createTestController('anlage', 'Anlage expectations');
  readonly #client: LanguageClient;
  readonly #runs: Runs;
  readonly #targets = new WeakMap<vscode.TestItem, Target>();
  readonly #claims = new WeakMap<vscode.TestItem, Claim>();
  readonly #subscription: vscode.Disposable;

  constructor(client: LanguageClient, runs: Runs) {
    this.#client = client;
    this.#runs = runs;
    this.controller.createRunProfile(
      'Run',
      vscode.TestRunProfileKind.Run,
      (request, token) => this.#run(request, token),
      true,
    );
    this.#subscription = client.onNotification('anlage/experimentsChanged', (changed: ExperimentsChanged) =>
      this.#list(changed),
    );
    // what was open before this listened
    for (const { languageId, uri } of vscode.workspace.textDocuments)
      if (languageId === 'anlage') void this.#ask(uri.toString()).catch(() => undefined);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.controller.dispose();
  }

  async #ask(uri: string): Promise<void> {
    this.#list({ uri, experiments: await askExperiments(this.#client, uri) });
  }

  /** Items that stay keep what is known of them: an item is the same where its claim says the same. */
  #list({ uri, experiments }: ExperimentsChanged): void {
    const location = vscode.Uri.parse(uri);
    if (location.scheme !== 'file') return;
    const claiming = experiments.filter(({ claims }) => claims.length > 0);
    if (claiming.length === 0) {
      this.controller.items.delete(uri);
      return;
    }
    const label = vscode.workspace.asRelativePath(location);
    const file = this.controller.items.get(uri) ?? this.controller.createTestItem(uri, label, location);
    file.children.replace(distinct(claiming, ({ name }) => name).map(([id, each]) => this.#experiment(file, id, each)));
    this.controller.items.add(file);
  }

  #experiment(file: vscode.TestItem, key: string, { name, range, claims }: ListedExperiment): vscode.TestItem {
    const id = `${file.id}#${key}`;
    const item = file.children.get(id) ?? this.controller.createTestItem(id, name, file.uri);
    item.range = toRange(range);
    this.#targets.set(item, { uri: file.id, experiment: name });
    item.children.replace(distinct(claims, ({ text }) => text).map(([text, claim]) => this.#claim(item, text, claim)));
    return item;
  }

  #claim(experiment: vscode.TestItem, key: string, claim: Claim): vscode.TestItem {
    const id = `${experiment.id}:${key}`;
    const item =
      experiment.children.get(id) ?? this.controller.createTestItem(id, `expect ${claim.text}`, experiment.uri);
    item.range = toRange(claim.range);
    this.#claims.set(item, claim);
    return item;
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request);
    for (const experiment of this.#experimentsOf(request.include ?? collect(this.controller.items))) {
      if (token.isCancellationRequested) break;
      const target = this.#targets.get(experiment)!;
      const cancel = token.onCancellationRequested(() => this.#runs.cancel(target));
      try {
        await this.#judgeAll(run, experiment, target);
      } catch (error) {
        run.errored(experiment, new vscode.TestMessage(error instanceof Error ? error.message : String(error)));
      } finally {
        cancel.dispose();
      }
    }
    run.end();
  }

  async #judgeAll(run: vscode.TestRun, experiment: vscode.TestItem, target: Target): Promise<void> {
    await this.#ask(target.uri);
    // the claims of the text that is run: while it runs, typing may move or change them
    const claimed = collect(experiment.children).map((item) => ({ item, claim: this.#claims.get(item)! }));
    for (const { item } of claimed) run.started(item);
    const finished = await this.#runs.start(target);
    for (const { item, claim } of claimed) judge(run, item, claim, finished);
  }

  /** The experiments that items are, belong to or hold. */
  #experimentsOf(items: readonly vscode.TestItem[]): Set<vscode.TestItem> {
    const experiments = new Set<vscode.TestItem>();
    for (const item of items) {
      if (this.#targets.has(item)) experiments.add(item);
      else if (item.parent && this.#targets.has(item.parent)) experiments.add(item.parent);
      else for (const child of collect(item.children)) experiments.add(child);
    }
    return experiments;
  }
}

/** A claim has one verdict at each point of a sweep, and passes where each of them does. */
function judge(run: vscode.TestRun, item: vscode.TestItem, { text, line }: Claim, finished: Finished): void {
  const verdicts = (finished.summary?.expectations ?? []).filter((each) => each.line === line && each.text === text);
  const failed = verdicts.filter((each) => !passes(each));
  if (verdicts.length === 0)
    run.errored(item, new vscode.TestMessage(finished.message ?? `The run was ${finished.status}.`));
  else if (failed.length === 0) run.passed(item);
  else
    run.failed(
      item,
      failed.map((each) => new vscode.TestMessage(`${shownVerdict(each).word}: ${each.text}: ${each.observed}`)),
    );
}

/** Each with a key of its own: those that are called the same are told apart by their order. */
function distinct<T>(all: readonly T[], called: (one: T) => string): (readonly [string, T])[] {
  const counts = new Map<string, number>();
  return all.map((one) => {
    const name = called(one);
    const before = counts.get(name) ?? 0;
    counts.set(name, before + 1);
    return [before === 0 ? name : `${name} (${before + 1})`, one];
  });
}

const toRange = ({ start, end }: ListedExperiment['range']): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);

function collect(items: vscode.TestItemCollection): vscode.TestItem[] {
  const list: vscode.TestItem[] = [];
  items.forEach((item) => {
    list.push(item);
  });
  return list;
}
