import type { TextDocument } from 'vscode-languageserver-textdocument';

/** Whether an open document is a file of gene rules (`.bnet`) and not a text of the language. */
export const holdsRules = (
  document: TextDocument | undefined,
): document is TextDocument & { readonly languageId: 'bnet' } => document?.languageId === 'bnet';
