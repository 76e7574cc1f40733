import type { TextAnalysis } from '../language/index.ts';
import { holds } from './lsp-ranges.ts';

export type Occurrence = TextAnalysis['walk']['occurrences'][number];

/** The name at an offset: that which is being defined, where a place both names and defines. */
export function occurrenceAt({ walk }: TextAnalysis, offset: number): Occurrence | undefined {
  const here = walk.occurrences.filter(({ range }) => holds(range, offset));
  return here.find(({ range }) => range.start === offset) ?? here[0];
}

/** All places in this text where the same thing is named, each once. */
export function sameName({ walk }: TextAnalysis, wanted: Occurrence): readonly Occurrence[] {
  const found = walk.occurrences.filter(
    (other) =>
      other.name === wanted.name &&
      (wanted.declaration
        ? other.declaration?.start === wanted.declaration.start
        : !other.declaration && other.path === wanted.path && other.kind === wanted.kind),
  );
  return [...new Map(found.map((occurrence) => [occurrence.range.start, occurrence])).values()].sort(
    (a, b) => a.range.start - b.range.start,
  );
}
