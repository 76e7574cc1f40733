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
import { sharesMinute } from '../results/moments.ts';
import type { RunFolders } from './run-folders.ts';
import type { Runs } from './runs.ts';
import { folderOfRecord, type WorkspaceRuns } from './workspace-runs.ts';

/** What a command of the menus does with the runs that are chosen, the oldest first; true where some have gone. */
export type RunCommand = (folders: readonly string[]) => unknown;

/** The view that lists the workspace's runs by experiment, newest first; a click shows the results. */
export function registerRunsTree(
  runs: Runs,
  workspace: WorkspaceRuns,
  folders: RunFolders,
  commands: Readonly<Record<string, RunCommand>>,
): vscode.Disposable[] {
  const changed = new vscode.EventEmitter<void>();
  const history = runHistory(async (address) =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(address))),
  );
  let isShared = sharesMinute([]);
  const provider: vscode.TreeDataProvider<RunGroup | PastRun> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (shown) => {
      if (shown) return 'runs' in shown ? [...shown.runs] : [];
      const all = await history.update((await workspace.find()).files);
      isShared = sharesMinute(all.flatMap((run) => ('record' in run ? run.record.started : [])));
      return [...runGroups(all)];
    },
    getTreeItem: (shown) => ('runs' in shown ? groupItem(shown, folders) : runItem(shown, folders, isShared)),
  };
  const refresh = (): void => changed.fire();
  const view = vscode.window.createTreeView('anlage.runs', { treeDataProvider: provider, canSelectMany: true });
  const foldersOf = (chosen: readonly (RunGroup | PastRun)[]): string[] =>
    chosen
      .flatMap((each) => ('runs' in each ? [] : [each]))
      .sort((a, b) => startOf(a) - startOf(b))
      .map((run) => folders.nameOf(folderOf(run)));
  return [
    changed,
    view,
    workspace.onChanged(refresh),
    runs.onFinished(refresh),
    ...Object.entries(commands).map(([name, perform]) =>
      vscode.commands.registerCommand(name, async (run?: PastRun, chosen?: readonly (RunGroup | PastRun)[]) => {
        if ((await perform(foldersOf(chosen ?? (run ? [run] : view.selection)))) === true) refresh();
      }),
    ),
  ];
}

const folderOf = (run: PastRun): vscode.Uri => folderOfRecord(run.path);
type IsShared = ReturnType<typeof sharesMinute>;
/** As the reader's language writes it, to the second where another run began in the same minute. */
const lineOf = (run: PastRun, folders: RunFolders, isShared: IsShared): RunLine =>
  runLine(
    run,
    (moment) =>
      new Date(moment).toLocaleString(undefined, {
        dateStyle: 'short',
        timeStyle: isShared(moment) ? 'medium' : 'short',
      }),
    (of, record) => folders.stateOf(folders.nameOf(folderOf(of)), record),
  );

/** An experiment, with what became of its newest run, and where it is run if not in the workspace's own folder. */
function groupItem({ experiment, path, runs: [newest] }: RunGroup, folders: RunFolders): vscode.TreeItem {
  const item = new vscode.TreeItem(experiment, vscode.TreeItemCollapsibleState.Expanded);
  const place = vscode.Uri.joinPath(vscode.Uri.parse(path), '..', '..');
  const isRoot = vscode.workspace.workspaceFolders?.some(({ uri }) => uri.toString() === place.toString());
  const { state, description } = lineOf(newest, folders, () => false);
  item.id = path;
  item.description = [description, isRoot ? '' : vscode.workspace.asRelativePath(place)].filter(Boolean).join(' · ');
  item.iconPath = icons[state];
  return item;
}

function runItem(run: PastRun, folders: RunFolders, isShared: IsShared): vscode.TreeItem {
  const { label, description, tooltip, state } = lineOf(run, folders, isShared);
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
