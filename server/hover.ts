import { type Hover, MarkupKind } from 'vscode-languageserver';
import { linesOf } from '../grammar/index.ts';
import type { TextAnalysis } from '../language/index.ts';
import { meaningText } from './describe.ts';
import type { Analysed } from './documents.ts';
import { type Occurrence, occurrenceAt } from './names.ts';
import { holds, toLspRange } from './places.ts';

/** What stands under the cursor: a word of the vocabulary, or a name and how it is declared. */
export function hover({ document, analysis }: Analysed, offset: number): Hover | null {
  const named = occurrenceAt(analysis, offset);
  if (named) return { contents: { kind: MarkupKind.Markdown, value: nameText(analysis, named) }, range: toLspRange(document, named.range) };
  const marks = analysis.walk.marks.filter(({ range }) => holds(range, offset)).sort((a, b) => (a.range.end - a.range.start) - (b.range.end - b.range.start));
  if (marks.length === 0) return null;
  return { contents: { kind: MarkupKind.Markdown, value: meaningText(marks[0].meaning) }, range: toLspRange(document, marks[0].range) };
}

function nameText({ source, scope, imports }: TextAnalysis, { name, kind, declaration, path }: Occurrence): string {
  const declared = scope.declared.get(name)?.declaration;
  const text = path === undefined ? source : imports.get(path)?.source;
  const at = declaration ?? (declared?.noun.text === kind ? declared.name.range : undefined);
  const line = text !== undefined && at ? lineAt(text, at.start) : '';
  const comment = text !== undefined && at ? commentAbove(text, at.start) : '';
  return [`**${name}** ${kind}${path ? ` of ${path}` : ''}`, line && `\`\`\`anlage\n${line}\n\`\`\``, comment].filter(Boolean).join('\n\n');
}

function lineAt(text: string, offset: number): string {
  return text.slice(offset - linesOf(text).columnOf(offset)).split(/\r\n|\r|\n/, 1)[0].trim();
}

/** The comment lines directly above a declaration at column 1 say what it is for. */
function commentAbove(text: string, offset: number): string {
  const lines = text.slice(0, offset - linesOf(text).columnOf(offset)).split(/\r\n|\r|\n/).slice(0, -1);
  const above: string[] = [];
  for (const line of lines.reverse()) {
    if (!/^#(?! warns:)/.test(line)) break;
    above.unshift(line.replace(/^#\s?/, ''));
  }
  return above.join('\n');
}
