import path from 'node:path';
import * as vscode from 'vscode';
import type { RunRecord } from '../results/contract.ts';
import type { Runs } from './runs.ts';

interface FinishedRun {
  readonly folder: vscode.Uri;
  readonly record: RunRecord;
}

/** The view that lists the workspace's runs, newest first; a click shows the results. */
export function registerRunsTree(runs: Runs): vscode.Disposable[] {
  const changed = new vscode.EventEmitter<void>();
  const watcher = vscode.workspace.createFileSystemWatcher('**/runs/*/*/run.json');
  const provider: vscode.TreeDataProvider<FinishedRun> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (element) => (element ? [] : finishedRuns()),
    getTreeItem: ({ folder, record }) => {
      const item = new vscode.TreeItem(record.experiment);
      item.description = `${path.basename(folder.fsPath)} · ${new Date(record.started).toLocaleString()}`;
      item.tooltip = `${record.status}, ${record.backend}, ${record.seconds.toFixed(1)} s`;
      item.iconPath = new vscode.ThemeIcon(
        record.status === 'failed' ? 'error' : record.status === 'cancelled' ? 'circle-slash' : 'pass',
      );
      item.command = { command: 'anlage.showResults', title: 'Show results', arguments: [folder] };
      return item;
    },
  };
  const refresh = (): void => changed.fire();
  return [
    changed,
    watcher,
    watcher.onDidCreate(refresh),
    watcher.onDidChange(refresh),
    watcher.onDidDelete(refresh),
    runs.onFinished(refresh),
    vscode.window.registerTreeDataProvider('anlage.runs', provider),
  ];
}

async function finishedRuns(): Promise<FinishedRun[]> {
  const files = await vscode.workspace.findFiles('**/runs/*/*/run.json', '**/node_modules/**', 500);
  const found = await Promise.all(
    files.map(async (file): Promise<FinishedRun[]> => {
      try {
        const record = JSON.parse(Buffer.from(await vscode.workspace.fs.readFile(file)).toString('utf8')) as RunRecord;
        return [{ folder: vscode.Uri.joinPath(file, '..'), record }];
      } catch {
        return [];
      } // being written, or not ours
    }),
  );
  return found.flat().sort((a, b) => b.record.started.localeCompare(a.record.started));
}
