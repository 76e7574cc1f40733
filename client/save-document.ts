import * as vscode from 'vscode';
import { base64 } from '../formats/index.ts';
import { fileNameOfName } from '../results/names-as-files.ts';
import type { MadeDocument } from '../server/making-documents.ts';
import type { FigureLook } from '../views/shell.ts';
import type { FromView } from '../views/view-messages.ts';
import { messageOf } from './target.ts';

/** Where a dialogue begins: beside the file that was run, else in the first folder of the workspace. */
const startAt = (folder: vscode.Uri | undefined): vscode.Uri | undefined =>
  folder ?? vscode.workspace.workspaceFolders?.[0]?.uri;

/** As the settings say. */
export function figureLook(): FigureLook {
  const settings = vscode.workspace.getConfiguration('anlage');
  return { width: settings.get('figureWidth', 180), palette: settings.get('palette', 'okabe-ito') };
}

/** Asks where and saves a figure that the view drew for print. */
export async function saveFigure(
  { name, format, content }: Extract<FromView, { type: 'export' }>,
  folder: vscode.Uri | undefined,
  pdfOf: (svg: string) => Promise<MadeDocument>,
): Promise<void> {
  const start = startAt(folder);
  const target = await vscode.window.showSaveDialog({
    defaultUri: start && vscode.Uri.joinPath(start, `${fileNameOfName(name)}.${format}`),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (!target) return;
  await saving(target, async () => {
    if (format === 'pdf') return pdfOf(content);
    return { base64: format === 'svg' ? base64(new TextEncoder().encode(content)) : content, unknownSigns: [] };
  });
}

/** Asks where and as what, and saves a run as a document. */
export async function saveReport(
  experiment: string,
  file: string,
  reportAs: (name: string) => Promise<MadeDocument>,
): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(file), '..', `${fileNameOfName(experiment)}-report.html`),
    filters: { HTML: ['html'], PDF: ['pdf'], Markdown: ['md'], LaTeX: ['tex'], BibTeX: ['bib'] },
    title: 'Save the run as a report',
  });
  if (!target || !(await saving(target, () => reportAs(target.path.slice(target.path.lastIndexOf('/') + 1))))) return;
  const open = 'Open';
  if ((await vscode.window.showInformationMessage(`The report is in ${shortly(target)}.`, open)) === open)
    await vscode.env.openExternal(target);
}

/** Says what went wrong, or what a reader must know. */
async function saving(target: vscode.Uri, make: () => Promise<MadeDocument>): Promise<boolean> {
  try {
    const made = await make();
    const { unknownSigns } = made;
    await vscode.workspace.fs.writeFile(
      target,
      Uint8Array.from(atob(made.base64), (sign) => sign.charCodeAt(0)),
    );
    void vscode.window.setStatusBarMessage(`Saved ${shortly(target)}`, 5000);
    if (unknownSigns.length > 0)
      void vscode.window.showWarningMessage(
        `The fonts of a PDF do not have ${unknownSigns.slice(0, 10).join(' ')}: each stands as □.`,
      );
    return true;
  } catch (error) {
    void vscode.window.showErrorMessage(`${shortly(target)} was not saved: ${messageOf(error)}`);
    return false;
  }
}
const shortly = (target: vscode.Uri): string => vscode.workspace.asRelativePath(target);
