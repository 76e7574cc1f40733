import * as vscode from 'vscode';
import { type PastRun, type RecordFile, runHistory, type RunLine, runLine } from '../results/run-history.ts';
import type { Runs } from './runs.ts';

/** The view that lists the workspace's runs, newest first; a click shows the results. */
export function registerRunsTree(runs: Runs): vscode.Disposable[] {
  const changed = new vscode.EventEmitter<void>();
  const watcher = vscode.workspace.createFileSystemWatcher('**/runs/*/*/run.json');
  const history = runHistory(async (address) =>
    Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.parse(address))).toString('utf8'),
  );
  const provider: vscode.TreeDataProvider<PastRun> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (element) => (element ? [] : [...(await history.update(await recordFiles()))]),
    getTreeItem: (run) => {
      const { label, description, tooltip, state } = runLine(run, (moment) => moment.toLocaleString());
      const item = new vscode.TreeItem(label);
      item.description = description;
      item.tooltip = tooltip;
      item.iconPath = new vscode.ThemeIcon(icons[state]);
      const folder = vscode.Uri.joinPath(vscode.Uri.parse(run.path), '..');
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

const icons: Readonly<Record<RunLine['state'], string>> = {
  queued: 'clock',
  running: 'run',
  done: 'pass',
  cached: 'pass',
  failed: 'error',
  cancelled: 'circle-slash',
  unreadable: 'warning',
};

/** Records that are listed at most. */
const mostRuns = 500;

async function recordFiles(): Promise<RecordFile[]> {
  const found = await vscode.workspace.findFiles('**/runs/*/*/run.json', '**/node_modules/**', mostRuns);
  const files = await Promise.all(
    found.map(async (file): Promise<RecordFile[]> => {
      try {
        return [{ path: file.toString(), modified: (await vscode.workspace.fs.stat(file)).mtime }];
      } catch {
        return []; // deleted since it was found
      }
    }),
  );
  return files.flat();
}
