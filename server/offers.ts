import { CompletionItemKind } from 'vscode-languageserver';
import { isPlainName } from '../grammar/index.ts';
import type { Phrase } from '../grammar/tree.ts';
import type { TextAnalysis } from '../language/index.ts';
import { counts, units, unitsOf } from '../catalogue/units.ts';
import {
  type ConnectingName,
  connecting,
  functions,
  type Result,
  type Slot,
  type Type,
  type Word,
} from '../language/vocabulary/index.ts';
import type { Allowed } from './allowed-at.ts';
import { choiceText, connectingText, functionText, quantityText, slotText, wordText } from './meaning-text.ts';

/** What completion offers, before it is placed in a text. `last`: behind what is more likely. */
export interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  readonly text?: string;
  readonly snippet?: string;
  readonly documentation?: string;
  readonly later?: boolean;
  readonly last?: boolean;
}
export type Names = Extract<Allowed, { readonly kind: 'value' }>['names'];

export const optionOffer = (slot: Slot): Offer => ({
  label: slot.name,
  kind: CompletionItemKind.Property,
  detail: slot.documentation,
  documentation: slotText(slot),
  later: slot.status === 'later',
});
export const wordOffer = (word: Word): Offer => ({
  label: word.word,
  kind: CompletionItemKind.Property,
  detail: word.documentation,
  documentation: wordText(word),
  text: word.items || word.labels || word.defines ? `${word.word} ` : word.word,
  later: word.status === 'later',
});

export function connectingOffer(word: ConnectingName): Offer {
  const entry = { word, ...connecting[word] };
  return {
    label: word,
    kind: CompletionItemKind.Keyword,
    detail: entry.documentation,
    documentation: connectingText(entry),
    last: true,
  };
}

export const declarationSnippet = (noun: string, needed: readonly string[]): string =>
  `${noun} \${1:name}${needed.map((label, index) => ` ${label} \${${index + 2}}`).join('')} {\n  $0\n}`;

export function named(names: Iterable<string>, detail: string): Offer[] {
  return [...names].map((name) => ({
    label: name,
    kind: CompletionItemKind.Variable,
    detail,
    text: isPlainName(name) ? name : `"${name}"`,
  }));
}

/** Conditions, or what of their names is left behind the levels that are written: `grid` behind `functional.`. */
export function conditionOffers({ names, before }: Extract<Allowed, { readonly kind: 'condition' }>): Offer[] {
  const beginning = before.map(({ text }) => `${text}.`).join('');
  return [...names.conditions.keys()]
    .filter((name) => name.startsWith(beginning) && name.length > beginning.length)
    .map((name) => name.slice(beginning.length))
    .map((label) => ({
      label,
      kind: CompletionItemKind.Variable,
      detail: 'condition',
      text: label
        .split('.')
        .map((part) => (isPlainName(part) ? part : `"${part}"`))
        .join('.'),
    }));
}

/** Whether a noun is another one, or like it by way of others. */
function isLike(name: string, other: string, scope: TextAnalysis['scope']): boolean {
  const chain = new Set<string>();
  for (let next: string | undefined = name; next !== undefined && !chain.has(next); ) {
    if (next === other) return true;
    chain.add(next);
    const phrases: readonly Phrase[] = scope.declared.get(next)?.declaration.phrases ?? [];
    const value = phrases.find(({ label }) => label.text === 'like')?.items[0]?.value?.base;
    next = value?.kind === 'name' ? value.text : undefined;
  }
  return false;
}

export function valueOffers(
  { type, names, likeOf, unnamed = [], defines }: Extract<Allowed, { readonly kind: 'value' }>,
  { scope }: TextAnalysis,
): Offer[] {
  const likely = (name: string): number => (defines ? likeness(name, defines.name) + Number(defines.fits(name)) : 0);
  const nounKinds: readonly string[] = type.nouns ?? [];
  const declared = [...scope.declared]
    .reverse()
    .filter(([, { declaration }]) => nounKinds.includes(declaration.noun.text))
    .filter(([name]) => likeOf === undefined || !isLike(name, likeOf, scope))
    .map(
      ([name, { declaration }]): Offer => ({
        label: name,
        kind: CompletionItemKind.Class,
        detail: declaration.noun.text,
        text: isPlainName(name) ? name : `"${name}"`,
      }),
    );
  const tables = {
    gene: names.genes.genes,
    input: names.genes.inputs,
    fate: names.genes.fates,
    condition: names.conditions,
    factor: names.factors,
    level: new Map([...names.factors.values()].flatMap(({ levels }) => [...levels])),
    measure: names.measures,
    variable: names.variables,
    parameter: scope.parameters,
  };
  const results: readonly Result[] = [...(type.calls ?? []), ...(type.expression ? ['number' as const] : [])];
  return [
    ...(type.words ?? []).map(
      (choice): Offer => ({
        label: choice.word,
        kind: CompletionItemKind.EnumMember,
        detail: choice.documentation,
        documentation: choiceText(choice),
        later: choice.status === 'later',
      }),
    ),
    ...declared,
    ...(type.names ?? []).flatMap((kind) => named(tables[kind].keys(), kind)),
    ...(type.expression || type.number
      ? [...named(names.variables.keys(), 'variable'), ...named(scope.parameters.keys(), 'parameter')]
      : []),
    ...(type.expression?.quantities ?? []).map(
      (quantity): Offer => ({
        label: quantity.name,
        kind: CompletionItemKind.Variable,
        detail: quantity.documentation,
        documentation: quantityText(quantity),
      }),
    ),
    ...unnamed.map((slot): Offer => ({ ...optionOffer(slot), text: `${slot.name}: `, kind: CompletionItemKind.Field })),
    ...functions
      .filter(({ result }) => results.includes(result))
      .sort((a, b) => likely(b.name) - likely(a.name))
      .map(
        (entry): Offer => ({
          label: entry.name,
          kind: CompletionItemKind.Function,
          detail: entry.documentation,
          documentation: functionText(entry),
          ...(entry.isPrefix
            ? { text: `${entry.name} ` }
            : { snippet: `${entry.name}(${entry.parameters.length ? '$0' : ''})` }),
          later: entry.status === 'later',
          last: likely(entry.name) === 0,
        }),
      ),
    ...(type.unit ? unitOffers(undefined) : []),
  ];
}

/** How much a function's name is that of what it defines: 3 the same, 2 a part of it. */
function likeness(name: string, called: string): number {
  if (name === called) return 3;
  return called.length > 2 && (name.includes(called) || called.includes(name)) ? 2 : 0;
}

/** The units of the dimension that is due; every unit where none is known. */
export function unitOffers(type: Type | undefined): Offer[] {
  const expressed = type?.expression?.dimension,
    due = type?.number ?? (typeof expressed === 'object' ? { dimension: expressed, counts: [] } : undefined);
  const names = due
    ? [...unitsOf(due.dimension), ...(due.counts ?? [])]
    : [...Object.keys(units), ...Object.keys(counts).filter((name) => name.endsWith('s'))];
  const [, common] = /[\d.] (\w+)$/.exec(type?.example ?? '') ?? [];
  return [...names]
    .sort((a, b) => Number(b === common) - Number(a === common))
    .map((label) => ({ label, kind: CompletionItemKind.Unit, detail: type?.says }));
}
