// What suites do in an editor, in Node or in a browser.
import * as vscode from 'vscode';

export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  milliseconds = 60_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`timed out: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Position just after the first occurrence of `text` (or inside it, by `offset` from its start). */
export function placeIn(document: vscode.TextDocument, text: string, offset = text.length): vscode.Position {
  const at = document.getText().indexOf(text);
  if (at < 0) throw new Error(`the file does not say '${text}'`);
  return document.positionAt(at + offset);
}

export async function replaceIn(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(placeIn(document, from, 0), placeIn(document, from)), to);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`'${from}' was not replaced`);
}

export function equal(found: unknown, expected: unknown): void {
  const [is, should] = [found, expected].map((value) => JSON.stringify(value));
  if (is !== should) throw new Error(`it is ${is}, and should be ${should}`);
}
export function matches(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw new Error(`${JSON.stringify(text)} should match ${pattern}`);
}
