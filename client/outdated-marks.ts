import * as vscode from 'vscode';

/** The lines that have a lens of the text as it was then. */
interface Lenses {
  readonly text: string;
  readonly lines: readonly number[];
}

/**
 * The editor asks for lenses anew when typing rests. Until then the line below a verdict says that the text is no
 * longer the one that was run.
 */
export class OutdatedMarks implements vscode.Disposable {
  readonly #mark = vscode.window.createTextEditorDecorationType({
    after: {
      contentText: 'verdict of an earlier text',
      color: new vscode.ThemeColor('editorCodeLens.foreground'),
      fontStyle: 'italic',
      margin: '0 0 0 2em',
    },
  });
  readonly #lenses = new Map<string, Lenses>();
  readonly #listening = vscode.workspace.onDidChangeTextDocument((change) => this.#changed(change));

  /** What lenses at these lines say is of the present text; other lenses say themselves that they are not. */
  given(document: vscode.TextDocument, lines: readonly number[]): void {
    this.#lenses.set(document.uri.toString(), { text: document.getText(), lines });
    this.#show(document, []);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#mark.dispose();
  }

  #changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const lenses = this.#lenses.get(document.uri.toString());
    if (!lenses || lenses.lines.length === 0) return;
    const lines = contentChanges.reduce(movedBy, lenses.lines);
    this.#lenses.set(document.uri.toString(), { ...lenses, lines });
    this.#show(document, document.getText() === lenses.text ? [] : lines);
  }

  #show(document: vscode.TextDocument, lines: readonly number[]): void {
    const last = document.lineCount - 1;
    const ends = lines.filter((line) => line <= last).map((line) => document.lineAt(line).range.end);
    for (const editor of vscode.window.visibleTextEditors)
      if (editor.document === document)
        editor.setDecorations(
          this.#mark,
          ends.map((end) => new vscode.Range(end, end)),
        );
  }
}

/** Lines after a change move with it. */
function movedBy(
  lines: readonly number[],
  { range: { start, end }, text }: vscode.TextDocumentContentChangeEvent,
): readonly number[] {
  const more = text.split('\n').length - 1 - (end.line - start.line);
  const from = start.character === 0 && start.line === end.line ? start.line : end.line + 1;
  return lines.map((line) => (line >= from ? line + more : line));
}
