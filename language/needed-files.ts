/** What stands in the way of some experiments of a file, where others of it need files that are not there. */
import type { Declaration } from '../grammar/tree.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { TextAnalysis } from './text-analysis.ts';

type Text = Pick<TextAnalysis, 'source' | 'tree' | 'diagnostics'>;

/**
 * Of what was found in files, what stands in no declaration but those that these experiments can do without; mistakes
 * of the text stand in the way of all of them. Without names, all of it.
 */
export function inTheWayOf(
  found: readonly Diagnostic[],
  analysis: Text,
  experiments: readonly string[],
): readonly Diagnostic[] {
  if (experiments.length === 0) return found;
  const needed = neededBy(analysis, experiments);
  const unneeded = analysis.tree.declarations.filter((declaration) => !needed.has(declaration));
  const isOfText = new Set(analysis.diagnostics);
  return found.filter(
    (one) =>
      isOfText.has(one) || !unneeded.some(({ range }) => range.start <= one.range.start && one.range.start < range.end),
  );
}

/** Declarations that experiments name, and those that these name. */
function neededBy({ source, tree }: Text, experiments: readonly string[]): ReadonlySet<Declaration> {
  const needed = new Set<Declaration>();
  const left = tree.declarations.filter(
    ({ noun, name }) => noun.text === 'experiment' && experiments.includes(name.text),
  );
  for (let one = left.pop(); one; one = left.pop()) {
    needed.add(one);
    const words = namesIn(source.slice(one.range.start, one.range.end));
    left.push(...tree.declarations.filter((other) => !needed.has(other) && words.has(other.name.text)));
  }
  return needed;
}
/** Words, and what stands in quotes, without comments. */
const namesIn = (text: string): ReadonlySet<string> =>
  new Set(text.match(/#.*|\w+|"[^"\r\n]*"/g)?.map((word) => (word.startsWith('"') ? word.slice(1, -1) : word)));
