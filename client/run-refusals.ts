import * as vscode from 'vscode';

/** Why experiments are not run, and what can be done about it here. */
export interface Refusal {
  readonly message: string;
  readonly remedy?: { readonly title: string; readonly command: string };
}

export const inBrowser = (): Refusal => ({
  message:
    'Experiments are not run in a browser: open this folder in VS Code on a computer or a server and run it there, ' +
    'or on the command line (anlage run FILE). What runs have left is shown here.',
});

/** A folder whose authors the user does not trust may hold settings that run programs. */
export const whereUntrusted = (): Refusal | undefined =>
  vscode.workspace.isTrusted
    ? undefined
    : {
        message:
          'Experiments are not run in a folder that is not trusted: they read its files and write results. All else ' +
          'works.',
        remedy: { title: 'Manage Trust', command: 'workbench.trust.manage' },
      };

export async function tellRefusal({ message, remedy }: Refusal): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(message, ...(remedy ? [remedy.title] : []));
  if (remedy && chosen === remedy.title) await vscode.commands.executeCommand(remedy.command);
}
