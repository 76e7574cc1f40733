import {
  type Range as LspRange,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensDelta,
  type SemanticTokensEdit,
  type SemanticTokensLegend,
} from 'vscode-languageserver';
import { type Range, tokens, type TokenKind } from '../grammar/index.ts';
import type { Analysed } from './documents.ts';
import { toLspRange, toRange, touches } from './lsp-ranges.ts';

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

/** Tokens as they were sent last of each document: of the next ones only what differs is sent. */
export class SentTokens {
  readonly #sent = new Map<string, { readonly id: string; readonly data: readonly number[] }>();
  #count = 0;

  whole(analysed: Analysed): SemanticTokens {
    const data = tokensOf(analysed);
    return { resultId: this.#keep(analysed, data), data };
  }

  /** `since`: which they are that the editor has; all, where these are not the last. */
  changed(analysed: Analysed, since: string): SemanticTokens | SemanticTokensDelta {
    const last = this.#sent.get(analysed.document.uri);
    if (last?.id !== since) return this.whole(analysed);
    const data = tokensOf(analysed);
    return { resultId: this.#keep(analysed, data), edits: difference(last.data, data) };
  }

  forget(uri: string): void {
    this.#sent.delete(uri);
  }

  #keep({ document: { uri } }: Analysed, data: readonly number[]): string {
    const id = String(++this.#count);
    this.#sent.set(uri, { id, data });
    return id;
  }
}

/** The one stretch that differs. */
function difference(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const [deleteCount, data] = [before.length - tail - start, after.slice(start, after.length - tail)];
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }];
}

/** Those that touch a range. */
export const tokensWithin = (analysed: Analysed, asked: LspRange): SemanticTokens => ({
  data: tokensOf(analysed, toRange(analysed.document, asked)),
});

function tokensOf({ document, analysis }: Analysed, asked?: Range): number[] {
  const builder = new SemanticTokensBuilder();
  const named = new Map(analysis.walk.occurrences.map((occurrence) => [occurrence.range.start, occurrence]));
  const known = new Set(
    analysis.walk.marks
      .filter(({ meaning }) => ['choice', 'option', 'function'].includes(meaning.kind))
      .map(({ range }) => range.start),
  );
  for (const { range, kind } of tokens(analysis.source, { tree: analysis.tree, errors: [] })) {
    if (asked && !touches(range, asked)) continue;
    const occurrence = named.get(range.start);
    const ofVocabulary = kind === 'name' && known.has(range.start) ? 'macro' : forms[kind];
    const type = occurrence ? (meanings[occurrence.kind] ?? 'class') : ofVocabulary;
    const { start, end } = toLspRange(document, range);
    const bits = (occurrence?.defines ? 1 : 0) | (!occurrence && known.has(range.start) ? 2 : 0);
    if (start.line === end.line)
      builder.push(start.line, start.character, end.character - start.character, types.indexOf(type), bits);
  }
  return builder.build().data;
}
