import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ExpectationSummary, Summary } from '../results/contract.ts';
import { claimAtPoint, passes, shownVerdict } from '../results/shown-verdict.ts';
import type { ExperimentsChanged, ListedClaim, ListedExperiment } from '../server/listed-experiments.ts';
import { askExperiments } from './ask-experiments.ts';
import { presentText } from './present-text.ts';
import type { Outcomes } from './run-outcomes.ts';
import type { Runs } from './runs.ts';
import { type Finished, messageOf, type Outcome, type Target } from './target.ts';

/** Each `expect` is a test: it fails when the claim fails. Which there are, the language server says. */
export class TestExplorer implements vscode.Disposable {
  readonly controller = vscode.tests.createTestController('anlage', 'Anlage expectations');
  readonly #client: BaseLanguageClient;
  readonly #runs: Runs;
  readonly #targets = new WeakMap<vscode.TestItem, Target>();
  /** Experiments that are run from here: what comes of them is judged here. */
  readonly #judging = new Set<vscode.TestItem>();
  /** The text by which an experiment was judged last, by its item's id. */
  readonly #judged = new Map<string, string>();
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(client: BaseLanguageClient, runs: Runs, outcomes: Outcomes) {
    this.#client = client;
    this.#runs = runs;
    this.controller.createRunProfile(
      'Run',
      vscode.TestRunProfileKind.Run,
      (request, token) => this.#run(request, token),
      true,
    );
    this.#subscriptions = [
      client.onNotification('anlage/experimentsChanged', (changed: ExperimentsChanged) => this.#list(changed)),
      outcomes.onOutcome((outcome) => void this.#publish(outcome)),
      vscode.workspace.onDidChangeTextDocument(({ document }) =>
        this.#outdate(document.uri.toString(), document.getText()),
      ),
    ];
    // what was open before this listened
    for (const { languageId, uri } of vscode.workspace.textDocuments)
      if (languageId === 'anlage') void this.#ask(uri.toString()).catch(() => undefined);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
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

  #claim(experiment: vscode.TestItem, key: string, claim: ListedClaim): vscode.TestItem {
    const id = `${experiment.id}:${key}`;
    const item =
      experiment.children.get(id) ?? this.controller.createTestItem(id, `expect ${claim.text}`, experiment.uri);
    item.range = toRange(claim.range);
    return item;
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request);
    try {
      for (const experiment of this.#experimentsOf(request.include ?? collect(this.controller.items))) {
        if (token.isCancellationRequested) break;
        await this.#judgeByRunning(run, experiment, token);
      }
    } finally {
      run.end();
    }
  }

  async #judgeByRunning(
    run: vscode.TestRun,
    experiment: vscode.TestItem,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const target = this.#targets.get(experiment)!;
    const cancel = token.onCancellationRequested(() => this.#runs.cancel(target));
    this.#judging.add(experiment);
    try {
      await this.#ask(target.uri);
      for (const claim of collect(experiment.children)) run.started(claim);
      const finished = await this.#runs.start(target);
      judgeAll(run, experiment, finished);
    } catch (error) {
      run.errored(experiment, new vscode.TestMessage(messageOf(error)));
    } finally {
      this.#judging.delete(experiment);
      cancel.dispose();
    }
  }

  /** Every run judges the claims of its file, whoever asked for it; they are outdated where the text has changed. */
  async #publish({ target, text, finished }: Outcome): Promise<void> {
    if (finished.status === 'cancelled') return;
    if (!this.controller.items.get(target.uri)) await this.#ask(target.uri).catch(() => undefined);
    const experiment = this.#itemOf(target);
    if (!experiment) return;
    if (!this.#judging.has(experiment)) {
      const run = this.controller.createTestRun(
        new vscode.TestRunRequest(collect(experiment.children)),
        target.experiment,
        false,
      );
      judgeAll(run, experiment, finished);
      run.end();
    }
    this.#judged.set(experiment.id, text);
    this.#outdate(target.uri, await presentText(target.uri));
  }

  #outdate(uri: string, present: string | undefined): void {
    for (const experiment of collect(this.controller.items.get(uri)?.children)) {
      const judged = this.#judged.get(experiment.id);
      if (judged === undefined || judged === present) continue;
      this.controller.invalidateTestResults(experiment);
      this.#judged.delete(experiment.id);
    }
  }

  #itemOf({ uri, experiment }: Target): vscode.TestItem | undefined {
    return this.controller.items.get(uri)?.children.get(`${uri}#${experiment}`);
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
function judgeAll(run: vscode.TestRun, experiment: vscode.TestItem, finished: Finished): void {
  const verdicts = verdictsOf(finished.summary?.expectations ?? []);
  for (const claim of collect(experiment.children)) {
    const found = verdicts.get(claim.id.slice(experiment.id.length + 1)) ?? [];
    if (found.length === 0)
      run.errored(claim, new vscode.TestMessage(finished.message ?? `The run was ${finished.status}.`));
    else if (found.every(passes)) run.passed(claim);
    else
      run.failed(
        claim,
        found.filter((each) => !passes(each)).map((each) => messageAt(claim, each)),
      );
    for (const each of found)
      run.appendOutput(`${shownVerdict(each).word}: ${claimAtPoint(each)} — ${each.observed}\r\n`, undefined, claim);
  }
}
/** By the claims' keys: claims that say the same stand in the order of their lines. */
function verdictsOf(expectations: Summary['expectations']): ReadonlyMap<string, Summary['expectations']> {
  const lines = [...new Map(expectations.map((each) => [`${each.line} ${each.text}`, each])).values()];
  return new Map(
    distinct(lines, ({ text }) => text).map(([key, { line, text }]) => [
      key,
      expectations.filter((each) => each.line === line && each.text === text),
    ]),
  );
}

/** The editor draws what was found, and what was claimed of it, at the end of the line: there is little room. */
function messageAt(claim: vscode.TestItem, each: ExpectationSummary): vscode.TestMessage {
  const message = vscode.TestMessage.diff(
    `${shownVerdict(each).word}: ${claimAtPoint(each)}: ${each.observed}`,
    /(?:[<>]=?|=|\bin\b).*$/s.exec(each.text)?.[0] ?? each.text,
    each.observed.split(/ \[|, n = /)[0],
  );
  if (claim.uri && claim.range) message.location = new vscode.Location(claim.uri, claim.range);
  return message;
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

function collect(items: vscode.TestItemCollection | undefined): vscode.TestItem[] {
  const list: vscode.TestItem[] = [];
  items?.forEach((item) => {
    list.push(item);
  });
  return list;
}
