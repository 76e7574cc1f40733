import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver';
import type { Analysed } from './documents.ts';
import { occurrenceAt, sameName } from './names.ts';
import { toLspRange } from './places.ts';

export function references({ document, analysis }: Analysed, offset: number, includeDeclaration: boolean): Location[] {
  const named = occurrenceAt(analysis, offset);
  if (!named) return [];
  return sameName(analysis, named).filter(({ defines }) => includeDeclaration || !defines).map(({ range }) => ({ uri: document.uri, range: toLspRange(document, range) }));
}

export function documentHighlights({ document, analysis }: Analysed, offset: number): DocumentHighlight[] {
  const named = occurrenceAt(analysis, offset);
  if (!named) return [];
  return sameName(analysis, named).map(({ range, defines }) => ({ range: toLspRange(document, range), kind: defines ? DocumentHighlightKind.Write : DocumentHighlightKind.Read }));
}
