import type { TextAnalysis } from '../language/index.ts';
import { nouns, studiedKinds } from '../language/nouns/index.ts';
import type { NounKind, Slot, Word } from '../language/vocabulary/index.ts';

/** How often each word stands in a text, the line of an offset left out. */
export function usesOf(source: string, offset: number): ReadonlyMap<string, number> {
  const start = source.lastIndexOf('\n', offset - 1) + 1,
    end = source.indexOf('\n', offset);
  const uses = new Map<string, number>();
  for (const part of [source.slice(0, start), end < 0 ? '' : source.slice(end)])
    for (const [word] of part.replace(/#.*/g, '').matchAll(/[A-Za-z_]\w*/g)) uses.set(word, (uses.get(word) ?? 0) + 1);
  return uses;
}

export const takesOneOf = (kinds: readonly NounKind[], there: ReadonlySet<string>): boolean =>
  kinds.some((kind) => there.has(kind));

/** Nouns that take what is declared before a place and used nowhere: how well each fits there. */
export function takersOf({ tree, source }: TextAnalysis, offset: number): ReadonlyMap<string, number> {
  const uses = usesOf(source, offset);
  const idle = new Set(
    tree.declarations
      .filter(({ name, range }) => range.start < offset && name.text && (uses.get(name.text) ?? 0) <= 1)
      .map(({ noun }) => noun.text),
  );
  const found = new Map<string, number>();
  for (const { noun, labels, words } of nouns) {
    const inHeader = Object.values(labels).flatMap(kindsOf),
      inBlock = words.flatMap(kindsIn);
    const needs = inHeader.some((kind) => idle.has(kind)) ? 0.5 : 0;
    found.set(noun, needs || (inBlock.some((kind) => idle.has(kind)) ? 0.3 : 0));
  }
  if (studiedKinds.some((kind) => idle.has(kind))) found.set('experiment', 0.45);
  return found;
}
const kindsOf = (slots: readonly Slot[]): readonly NounKind[] => slots.flatMap(({ type }) => type.nouns ?? []);
const kindsIn = ({ items = [], labels = {}, options = [], block = [] }: Word): readonly NounKind[] => [
  ...kindsOf([...items, ...options, ...Object.values(labels).flat()]),
  ...block.flatMap(kindsIn),
];
