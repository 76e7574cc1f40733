import * as vscode from 'vscode';
import {
  type PastRun,
  type RecordFile,
  type RunGroup,
  runGroups,
  runHistory,
  type RunLine,
  runLine,
} from '../results/run-history.ts';
import { stateOf } from '../runs/index.ts';
import type { Runs } from './runs.ts';

/** The view that lists the workspace's runs by experiment, newest first; a click shows the results. */
export function registerRunsTree(runs: Runs): vscode.Disposable[] {
  const changed = new vscode.EventEmitter<void>();
  const watcher = vscode.workspace.createFileSystemWatcher('**/runs/*/*/run.json');
  const history = runHistory(async (address) =>
    Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.parse(address))).toString('utf8'),
  );
  const provider: vscode.TreeDataProvider<RunGroup | PastRun> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (shown) => {
      if (!shown) return [...runGroups(await history.update(await recordFiles()))];
      return 'runs' in shown ? [...shown.runs] : [];
    },
    getTreeItem: (shown) => ('runs' in shown ? groupItem(shown) : runItem(shown)),
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

const folderOf = (run: PastRun): vscode.Uri => vscode.Uri.joinPath(vscode.Uri.parse(run.path), '..');
const lineOf = (run: PastRun): RunLine =>
  runLine(
    run,
    (moment) => moment.toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' }),
    (of, record) => stateOf(folderOf(of).fsPath, record),
  );

/** An experiment, with what became of its newest run, and where it is run if not in the workspace's own folder. */
function groupItem({ experiment, path, runs: [newest] }: RunGroup): vscode.TreeItem {
  const item = new vscode.TreeItem(experiment, vscode.TreeItemCollapsibleState.Expanded);
  const place = vscode.Uri.joinPath(vscode.Uri.parse(path), '..', '..');
  const isRoot = vscode.workspace.workspaceFolders?.some(({ uri }) => uri.toString() === place.toString());
  const { state, description } = lineOf(newest);
  item.id = path;
  item.description = [description, isRoot ? '' : vscode.workspace.asRelativePath(place)].filter(Boolean).join(' · ');
  item.iconPath = icons[state];
  return item;
}

function runItem(run: PastRun): vscode.TreeItem {
  const { label, description, tooltip, state } = lineOf(run);
  const item = new vscode.TreeItem(label);
  item.id = run.path;
  item.description = description;
  item.tooltip = tooltip;
  item.iconPath = icons[state];
  item.command = { command: 'anlage.showResults', title: 'Show results', arguments: [folderOf(run)] };
  return item;
}

const icon = (name: string, colour?: string): vscode.ThemeIcon =>
  new vscode.ThemeIcon(name, colour === undefined ? undefined : new vscode.ThemeColor(colour));
const icons: Readonly<Record<RunLine['state'], vscode.ThemeIcon>> = {
  queued: icon('clock'),
  running: icon('run'),
  done: icon('check'),
  cached: icon('check'),
  passed: icon('pass', 'testing.iconPassed'),
  failed: icon('error', 'testing.iconFailed'),
  unknown: icon('question', 'testing.iconQueued'),
  cancelled: icon('circle-slash'),
  interrupted: icon('debug-pause'),
  unreadable: icon('warning'),
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
