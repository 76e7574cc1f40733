import { CompletionItemKind } from 'vscode-languageserver';
import { isPlainName } from '../grammar/index.ts';
import type { TextAnalysis } from '../language/index.ts';
import { nouns } from '../language/nouns/index.ts';
import type { Allowed } from './allowed.ts';
import { named, type Offer, wordOffer } from './offers.ts';

/** What a noun has and can do without: settings, and the fates of genes. */
export function removable(base: Base, { scope }: TextAnalysis): Offer[] {
  const declaration = base.kind === 'name' ? scope.declared.get(base.text)?.declaration : undefined;
  const words = declaration && nouns.find(({ noun }) => noun === declaration.noun.text)?.words;
  const statements = declaration?.block?.statements ?? [];
  const written = new Set(
    statements.flatMap((statement) =>
      statement.kind === 'setting' || statement.kind === 'definition' ? [statement.word.text] : [],
    ),
  );
  return [
    ...(words ?? [])
      .filter(({ word, required }) => !required && written.has(word))
      .map((word) => ({ ...wordOffer(word), text: word.word })),
    ...named(
      statements.flatMap((statement) =>
        statement.kind === 'definition' && statement.word.text === 'fate' ? [statement.name.text] : [],
      ),
      'fate',
    ),
  ];
}

/** The nouns that a noun depends on, near ones first. */
export function replaceable(base: Base, { scope, walk }: TextAnalysis): Offer[] {
  const found = new Set<string>();
  const follow = (name: string): void => {
    const declared = scope.declared.get(name);
    if (!declared || declared.file !== scope) return;
    const { range } = declared.declaration;
    const inner = walk.occurrences.filter(
      (occurrence) =>
        !occurrence.defines &&
        occurrence.range.start >= range.start &&
        occurrence.range.end <= range.end &&
        scope.declared.get(occurrence.name)?.declaration.noun.text === occurrence.kind &&
        !found.has(occurrence.name),
    );
    for (const occurrence of inner) found.add(occurrence.name);
    for (const occurrence of inner) follow(occurrence.name);
  };
  if (base.kind === 'name') follow(base.text);
  return [...found].map((name) => ({
    label: name,
    kind: CompletionItemKind.Class,
    detail: scope.declared.get(name)!.declaration.noun.text,
    text: `${isPlainName(name) ? name : `"${name}"`} = `,
  }));
}
type Base = Extract<Allowed, { kind: 'changed' }>['base'];
