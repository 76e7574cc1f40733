import { type SemanticTokens, SemanticTokensBuilder, type SemanticTokensLegend } from 'vscode-languageserver';
import { tokens, type TokenKind } from '../grammar/index.ts';
import type { Analysed } from './documents.ts';
import { toLspRange } from './lsp-ranges.ts';

const types = [
  'comment',
  'string',
  'number',
  'type',
  'operator',
  'keyword',
  'property',
  'function',
  'parameter',
  'variable',
  'class',
  'enumMember',
  'macro',
] as const;
const modifiers = ['declaration', 'defaultLibrary'] as const;
export const legend: SemanticTokensLegend = { tokenTypes: [...types], tokenModifiers: [...modifiers] };
type Type = (typeof types)[number];

/** By form: what a token is wherever it stands. */
const forms: Readonly<Record<TokenKind, Type>> = {
  comment: 'comment',
  string: 'string',
  number: 'number',
  unit: 'type',
  operator: 'operator',
  label: 'keyword',
  keyword: 'keyword',
  noun: 'keyword',
  declaration: 'class',
  word: 'property',
  definition: 'variable',
  call: 'function',
  argument: 'parameter',
  name: 'variable',
};
/** By meaning: what a name stands for. */
const meanings: Readonly<Record<string, Type>> = {
  gene: 'variable',
  input: 'parameter',
  fate: 'enumMember',
  condition: 'variable',
  factor: 'parameter',
  level: 'enumMember',
  measure: 'function',
  variable: 'parameter',
  parameter: 'parameter',
};

export function semanticTokens({ document, analysis }: Analysed): SemanticTokens {
  const named = new Map(analysis.walk.occurrences.map((occurrence) => [occurrence.range.start, occurrence]));
  const known = new Set(
    analysis.walk.marks
      .filter(({ meaning }) => ['choice', 'option', 'function'].includes(meaning.kind))
      .map(({ range }) => range.start),
  );
  const builder = new SemanticTokensBuilder();
  for (const { range, kind } of tokens(analysis.source, { tree: analysis.tree, errors: [] })) {
    const occurrence = named.get(range.start);
    const ofVocabulary = kind === 'name' && known.has(range.start) ? 'macro' : forms[kind];
    const type = occurrence ? (meanings[occurrence.kind] ?? 'class') : ofVocabulary;
    const { start, end } = toLspRange(document, range);
    const bits = (occurrence?.defines ? 1 : 0) | (!occurrence && known.has(range.start) ? 2 : 0);
    if (start.line === end.line)
      builder.push(start.line, start.character, end.character - start.character, types.indexOf(type), bits);
  }
  return builder.build();
}
