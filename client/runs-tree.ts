import * as vscode from 'vscode';
import {
  type PastRun,
  type RunGroup,
  runGroups,
  runHistory,
  type RunLine,
  runLine,
  startOf,
} from '../results/run-history.ts';
import { stateOf } from '../runs/index.ts';
import type { ComparisonPanels } from './comparison-panels.ts';
import type { HistoryPanel } from './history-panel.ts';
import type { RunActions } from './run-actions.ts';
import type { Runs } from './runs.ts';
import { folderOfRecord, type WorkspaceRuns } from './workspace-runs.ts';

/** What the menus of the tree do. */
export interface TreeActions {
  readonly actions: RunActions;
  readonly comparisons: ComparisonPanels;
  readonly history: HistoryPanel;
}

/** The view that lists the workspace's runs by experiment, newest first; a click shows the results. */
export function registerRunsTree(runs: Runs, workspace: WorkspaceRuns, does: TreeActions): vscode.Disposable[] {
  const changed = new vscode.EventEmitter<void>();
  const history = runHistory(async (address) =>
    Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.parse(address))).toString('utf8'),
  );
  const provider: vscode.TreeDataProvider<RunGroup | PastRun> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (shown) => {
      if (!shown) return [...runGroups(await history.update((await workspace.find()).files))];
      return 'runs' in shown ? [...shown.runs] : [];
    },
    getTreeItem: (shown) => ('runs' in shown ? groupItem(shown) : runItem(shown)),
  };
  const refresh = (): void => changed.fire();
  const view = vscode.window.createTreeView('anlage.runs', { treeDataProvider: provider, canSelectMany: true });
  const act = (name: string, perform: (folders: readonly string[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, (run?: PastRun, chosen?: readonly (RunGroup | PastRun)[]) =>
      perform(foldersOf(chosen ?? (run ? [run] : view.selection))),
    );
  return [
    changed,
    view,
    workspace.onChanged(refresh),
    runs.onFinished(refresh),
    act('anlage.openRunText', ([folder]) => folder !== undefined && does.actions.openText(folder)),
    act('anlage.runAgain', ([folder]) => folder !== undefined && does.actions.again(folder)),
    act('anlage.compareRuns', (folders) => (folders.length < 2 ? does.history.open() : does.comparisons.open(folders))),
    act('anlage.deleteRuns', async (folders) => {
      if (folders.length > 0 && (await does.actions.remove(folders))) refresh();
    }),
  ];
}

/** The oldest first: the tree has the newest above. */
const foldersOf = (chosen: readonly (RunGroup | PastRun)[]): string[] =>
  chosen
    .flatMap((each) => ('runs' in each ? [] : [each]))
    .sort((a, b) => startOf(a) - startOf(b))
    .map((run) => folderOf(run).fsPath);
const folderOf = (run: PastRun): vscode.Uri => folderOfRecord(run.path);
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
  item.contextValue = 'run';
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
