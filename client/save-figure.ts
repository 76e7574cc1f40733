import * as vscode from 'vscode';
import { fileNameOfName } from '../results/names-as-files.ts';
import type { FromView } from '../views/view-messages.ts';

/** Asks where and saves a figure that the view drew for print. */
export async function saveFigure(
  figure: Extract<FromView, { type: 'export' }>,
  folder: string | undefined,
): Promise<void> {
  const start = folder ? vscode.Uri.file(folder) : vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    defaultUri: start && vscode.Uri.joinPath(start, `${fileNameOfName(figure.name)}.${figure.format}`),
    filters: figure.format === 'svg' ? { SVG: ['svg'] } : { PNG: ['png'] },
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, Buffer.from(figure.content, figure.format === 'svg' ? 'utf8' : 'base64'));
  void vscode.window.setStatusBarMessage(`Saved ${vscode.workspace.asRelativePath(target)}`, 5000);
}
