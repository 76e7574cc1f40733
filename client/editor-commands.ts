import * as vscode from 'vscode';
import { keyOf, type Target } from './target.ts';
import type { Outcomes } from './run-outcomes.ts';
import type { ResultsPanels } from './results-panels.ts';
import type { RunFolders } from './run-folders.ts';
import { RunStatus } from './run-status.ts';
import type { Runs } from './runs.ts';

/** Commands about the file in the editor: what is wrong with it, and what its last run found. */
export function editorCommands(
  runs: Runs,
  panels: ResultsPanels,
  outcomes: Outcomes,
  folders: RunFolders,
): vscode.Disposable {
  const status = new RunStatus(runs, outcomes);
  const shown = new Map<string, string>();
  const show = async (target: Target): Promise<void> => {
    const folder = runs.isGoing(target) ? undefined : shown.get(keyOf(target));
    if (folder) await panels.showFolder(folders.uriOf(folder));
    else await panels.show(target);
  };
  return vscode.Disposable.from(
    status,
    outcomes.onOutcome(({ target, finished: { folder } }) => {
      if (folder) shown.set(keyOf(target), folder);
    }),
    vscode.commands.registerCommand(RunStatus.command, async () => {
      if (status.shown) await show(status.shown.target);
    }),
    vscode.commands.registerCommand('anlage.openResults', async () => {
      const target = await runs.choose();
      if (target) await show(target);
    }),
    vscode.commands.registerCommand('anlage.check', check),
  );
}

/** Goes to the next thing that is wrong, or says that nothing is. */
async function check(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !['anlage', 'bnet'].includes(document.languageId)) {
    void vscode.window.showInformationMessage('Open an .anl file to check it.');
    return;
  }
  const found = vscode.languages.getDiagnostics(document.uri);
  if (found.length > 0) await vscode.commands.executeCommand('editor.action.marker.next');
  else
    void vscode.window.showInformationMessage(
      `${vscode.workspace.asRelativePath(document.uri)}: nothing to object to.`,
    );
}
