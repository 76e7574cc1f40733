import { CompletionItemKind } from 'vscode-languageserver';
import type { TextAnalysis } from '../language/index.ts';
import type { Allowed } from './allowed.ts';
import { wordBefore } from './allowed-at.ts';
import { expectedAt, vocabularyWords } from './next-words.ts';
import type { Offer } from './offers.ts';

/**
 * Offers, the likeliest first: what stands behind the same words elsewhere in the text, and in the documented examples;
 * what fits the place; what is called like the thing that it is to be; and the order of the vocabulary.
 */
export function ranked(
  offers: readonly Offer[],
  allowed: Allowed,
  { source, scope, tree }: TextAnalysis,
  offset: number,
): readonly Offer[] {
  const start = wordBefore(source, offset);
  const vocabulary = vocabularyWords();
  const isName = (word: string): boolean => scope.declared.has(word) || !vocabulary.has(word);
  const expected = expectedAt(source, start, isName);
  const called = allowed.kind === 'value' ? allowed.defines?.name : undefined;
  const written = new Set([...source.matchAll(/\d[ \t]+([A-Za-z%][\w/]*)/g)].map(([, unit]) => unit));
  const said = spoken(tree, source, start);
  const isMeasured = allowed.kind === 'claim' || (allowed.kind === 'value' && allowed.type.names?.includes('measure'));
  const score = ({ label, kind, favour = 0, later }: Offer, at: number): number =>
    2.5 * (expected.words.get(label) ?? 0) +
    (isName(label) ? expected.name : 0) +
    (called === undefined ? 0 : likeness(label, called)) +
    favour +
    (kind === CompletionItemKind.Unit && written.has(label) ? 0.3 : 0) +
    (isMeasured && allowed.names.measures.has(label) && !said.has(label) ? 0.4 : 0) +
    0.5 / (1 + at / 2) -
    (later ? 9 : 0);
  const once = new Map(offers.map((offer) => [`${offer.kind} ${offer.label}`, offer]));
  return [...once.values()]
    .map((offer, at) => ({ offer, score: score(offer, at) }))
    .sort((a, b) => b.score - a.score)
    .map(({ offer }) => offer);
}

/** Words of the statements around a place that begin as its own does. */
function spoken({ declarations }: TextAnalysis['tree'], source: string, start: number): ReadonlySet<string> {
  const around = declarations.find(({ range }) => range.start <= start && start <= range.end);
  const line = source.lastIndexOf('\n', start - 1) + 1;
  const [, word] = /(?:^|[{;])\s*(\w+)[^{;]*$/.exec(source.slice(line, start)) ?? [];
  const found = new Set<string>();
  for (const { range } of around?.block?.statements ?? []) {
    const statement = source.slice(range.start, range.end);
    if (!(range.start <= start && start <= range.end) && word !== undefined && statement.startsWith(`${word} `))
      for (const [one] of statement.matchAll(/\w+/g)) found.add(one);
  }
  return found;
}

/** How much a word is what something is called: 1 the same, less for a part of it. */
function likeness(word: string, called: string): number {
  const [one, other] = [word.toLowerCase(), called.toLowerCase()];
  if (one === other) return 1;
  return Math.min(one.length, other.length) > 2 && (one.includes(other) || other.includes(one)) ? 0.6 : 0;
}
