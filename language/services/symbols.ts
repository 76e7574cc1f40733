/** Names of a file: where each stands, what it is, and where it is declared. */
import type { Range } from '../../grammar/tree.ts';
import { isPlainName } from '../../grammar/index.ts';
import type { TextAnalysis } from '../analysis.ts';
import type { Fix } from '../diagnostic.ts';
import type { Occurrence } from '../walk/context.ts';

/** Every occurrence of every name, in order of the text. */
export const symbols = ({ walk }: TextAnalysis): readonly Occurrence[] => [...walk.occurrences].sort((a, b) => a.range.start - b.range.start);

/** The occurrence at an offset (its end included, as a cursor stands there). */
export const occurrenceAt = ({ walk }: TextAnalysis, offset: number): Occurrence | undefined =>
  walk.occurrences.filter(({ range }) => range.start <= offset && offset <= range.end).sort((a, b) => (a.range.end - a.range.start) - (b.range.end - b.range.start))[0];

/** All occurrences of the name at an offset, its declaration included; none for a name that another file declares. */
export function referencesAt(analysis: TextAnalysis, offset: number): readonly Occurrence[] {
  const declaration = occurrenceAt(analysis, offset)?.declaration;
  if (!declaration) return [];
  const seen = new Set<number>();
  return symbols(analysis).filter((other) => other.declaration?.start === declaration.start && !seen.has(other.range.start) && seen.add(other.range.start));
}

/** Edits that give the name at an offset another name everywhere; quoted where it must be. */
export function renameAt(analysis: TextAnalysis, offset: number, name: string): Fix['edits'] {
  const text = isPlainName(name) ? name : `"${name.replaceAll('"', '')}"`;
  return referencesAt(analysis, offset).map(({ range }) => ({ range, text }));
}

/** The outline: nouns, and inside them genes, inputs, fates, conditions, measures, variables. */
export interface OutlineEntry { readonly name: string; readonly kind: string; readonly range: Range; readonly selection: Range; readonly children: readonly OutlineEntry[] }
export function outline(analysis: TextAnalysis): readonly OutlineEntry[] {
  const declared = symbols(analysis).filter(({ defines, name }) => defines && name !== '');
  return analysis.tree.declarations.filter(({ name }) => name.text !== '').map((declaration) => ({
    name: declaration.name.text, kind: declaration.noun.text, range: declaration.range, selection: declaration.name.range,
    children: declared.filter(({ range }) => range.start > declaration.name.range.start && range.end <= declaration.range.end)
      .map(({ name, kind, range }) => ({ name, kind, range, selection: range, children: [] })),
  }));
}
