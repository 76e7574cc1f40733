import * as vscode from 'vscode';

/** The text of a file: as it is in the editor, else as it is on the disk; undefined where there is no such file. */
export async function presentText(uri: string): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  if (open) return open.getText();
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(uri));
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}
