import type { Range as LspRange } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from '../grammar/index.ts';

export const toLspRange = (document: TextDocument, { start, end }: Range): LspRange => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});
export const toRange = (document: TextDocument, { start, end }: LspRange): Range => ({
  start: document.offsetAt(start),
  end: document.offsetAt(end),
});
export const holds = ({ start, end }: Range, offset: number): boolean => start <= offset && offset <= end;
export const touches = (a: Range, b: Range): boolean => a.start <= b.end && b.start <= a.end;
