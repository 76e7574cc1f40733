import { type CodeAction, CodeActionKind, type Range as LspRange } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from '../language/index.ts';
import { type Shown, toLspDiagnostic } from './diagnostics.ts';
import { toLspRange, toRange, touches } from './lsp-ranges.ts';

/** The fixes of the diagnostics that touch a range. */
export function codeActions(
  document: TextDocument,
  diagnostics: readonly Diagnostic[],
  asked: LspRange,
  shown: Shown,
): CodeAction[] {
  const range = toRange(document, asked);
  return diagnostics
    .filter((diagnostic) => touches(diagnostic.range, range))
    .flatMap((diagnostic) =>
      (diagnostic.fixes ?? []).map((fix, index) => ({
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        isPreferred: index === 0,
        diagnostics: [toLspDiagnostic(document, diagnostic, shown)],
        edit: {
          changes: {
            [document.uri]: fix.edits.map((edit) => ({ range: toLspRange(document, edit.range), newText: edit.text })),
          },
        },
      })),
    );
}
