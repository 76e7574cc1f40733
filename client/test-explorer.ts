import * as vscode from 'vscode';
import type { Summary } from '../results/contract.ts';
import type { Runs } from './runs.ts';
import type { Finished, Target } from './target.ts';

/** Each `expect` line is a test: it fails when the claim fails. */
export function registerTestExplorer(runs: Runs): vscode.Disposable {
  const controller = vscode.tests.createTestController('anlage', 'Anlage expectations');
  const targets = new WeakMap<vscode.TestItem, Target>();

  const discover = (document: vscode.TextDocument): void => {
    if (document.languageId !== 'anlage' || document.uri.scheme !== 'file') return;
    const file = controller.createTestItem(
      document.uri.toString(),
      vscode.workspace.asRelativePath(document.uri),
      document.uri,
    );
    let experiment: vscode.TestItem | undefined;
    for (let number = 0; number < document.lineCount; number++) {
      const { text, range } = document.lineAt(number);
      const opened = /^experiment\s+(\w+)/.exec(text);
      const claim = /^\s+(expect\s.*?)\s*(#.*)?$/.exec(text);
      if (opened) {
        experiment = controller.createTestItem(`${document.uri}#${opened[1]}`, opened[1], document.uri);
        targets.set(experiment, { uri: document.uri.toString(), experiment: opened[1] });
        experiment.range = range;
      } else if (claim && experiment) {
        const item = controller.createTestItem(`${experiment.id}:${number + 1}`, claim[1], document.uri);
        item.range = range;
        experiment.children.add(item);
        file.children.add(experiment);
      }
    }
    if (file.children.size > 0) controller.items.add(file);
    else controller.items.delete(file.id);
  };

  const show = (run: vscode.TestRun, experiment: vscode.TestItem, finished: Finished): void => {
    experiment.children.forEach((item) => {
      const verdicts = (finished.summary?.expectations ?? []).filter(
        (each) => each.line === item.range!.start.line + 1,
      );
      const failed = verdicts.filter((each) => each.verdict === 'fails');
      if (verdicts.length === 0)
        run.errored(item, new vscode.TestMessage(finished.message ?? `The run was ${finished.status}.`));
      else if (failed.length === 0) run.passed(item);
      else
        run.failed(
          item,
          failed.map((each) => new vscode.TestMessage(observed(each))),
        );
    });
  };

  controller.createRunProfile(
    'Run',
    vscode.TestRunProfileKind.Run,
    async (request, token) => {
      const run = controller.createTestRun(request);
      for (const experiment of experimentsOf(request.include ?? collect(controller.items), targets)) {
        if (token.isCancellationRequested) break;
        const target = targets.get(experiment)!;
        const cancel = token.onCancellationRequested(() => runs.cancel(target));
        experiment.children.forEach((item) => {
          run.started(item);
        });
        show(run, experiment, await runs.start(target));
        cancel.dispose();
      }
      run.end();
    },
    true,
  );

  vscode.workspace.textDocuments.forEach(discover);
  return vscode.Disposable.from(
    controller,
    vscode.workspace.onDidOpenTextDocument(discover),
    vscode.workspace.onDidSaveTextDocument(discover),
  );
}

const observed = (each: Summary['expectations'][number]): string => `${each.text}: ${each.observed}`;

function experimentsOf(
  items: readonly vscode.TestItem[],
  targets: WeakMap<vscode.TestItem, Target>,
): Set<vscode.TestItem> {
  const found = new Set<vscode.TestItem>();
  for (const item of items) {
    if (targets.has(item)) found.add(item);
    else if (item.parent && targets.has(item.parent)) found.add(item.parent);
    else for (const child of collect(item.children)) found.add(child);
  }
  return found;
}

function collect(items: vscode.TestItemCollection): vscode.TestItem[] {
  const list: vscode.TestItem[] = [];
  items.forEach((item) => {
    list.push(item);
  });
  return list;
}
