import { CompletionItemKind } from 'vscode-languageserver';
import { isPlainName } from '../grammar/index.ts';
import { counts, units, unitsOf } from '../catalogue/units.ts';
import { type ConnectingName, connecting, type Slot, type Type, type Word } from '../language/vocabulary/index.ts';
import type { Allowed, Behind } from './allowed.ts';
import { connectingText, slotText, wordText } from './meaning-text.ts';

/** What completion offers, before it is placed in a text. `favour`: more where it fits better, 1 for a good reason. */
export interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  readonly text?: string;
  readonly snippet?: string;
  readonly documentation?: string;
  readonly later?: boolean;
  readonly favour?: number;
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
  };
}

export const declarationSnippet = (noun: string, needed: readonly string[], name = 'name'): string =>
  `${noun} \${1:${name}}${needed.map((label, index) => ` ${label} \${${index + 2}}`).join('')} {\n  $0\n}`;

export function named(names: Iterable<string>, detail: string): Offer[] {
  return [...names].map((name) => ({
    label: name,
    kind: CompletionItemKind.Variable,
    detail,
    text: isPlainName(name) ? name : `"${name}"`,
  }));
}

/** The documented example, in place of a number. */
export const exampleOffer = ({ example, says }: Type, slot: Slot | undefined): Offer => ({
  label: example,
  kind: CompletionItemKind.Value,
  detail: slot?.documentation ?? says,
  snippet: `\${1:${example}}`,
  favour: 0.2,
});

/** Behind a whole value: labels, options, small words and signs. */
export const behindOffers = ({
  labelled,
  options,
  words,
  signs = [],
  needed = [],
  likely,
}: Behind): readonly Offer[] => [
  ...signs.map((label): Offer => ({ label, kind: CompletionItemKind.Operator, text: `${label} ` })),
  ...Object.entries(labelled).map(
    ([label, slots]): Offer => ({
      label,
      kind: CompletionItemKind.Keyword,
      detail: slots[0].documentation,
      documentation: slots.map(slotText).join('\n\n'),
      text: `${label} `,
      favour: needed.includes(label) ? 0.4 : 0,
    }),
  ),
  ...options.map(optionOffer),
  ...words.map((word) => ({ ...connectingOffer(word), favour: word === likely ? 0.4 : 0 })),
];

/** Conditions, or what of their names is left behind the levels that are written: `grid` behind `functional.`. */
export function conditionOffers({ names, before, left }: Extract<Allowed, { readonly kind: 'condition' }>): Offer[] {
  const compared = left?.kind === 'of' ? left.condition.text : undefined;
  const beginning = before.map(({ text }) => `${text}.`).join('');
  return [...names.conditions.keys()]
    .filter((name) => name.startsWith(beginning) && name.length > beginning.length)
    .map((name) => name.slice(beginning.length))
    .map((label) => ({
      label,
      kind: CompletionItemKind.Variable,
      detail: 'condition',
      favour: label === compared ? -1 : 0,
      text: label
        .split('.')
        .map((part) => (isPlainName(part) ? part : `"${part}"`))
        .join('.'),
    }));
}

/** The units of the dimension that is due; every unit where none is known. */
export function unitOffers(type: Type | undefined, isOne = false): Offer[] {
  const expressed = type?.expression?.dimension,
    due = type?.number ?? (typeof expressed === 'object' ? { dimension: expressed, counts: [] } : undefined);
  const names = due
    ? [...unitsOf(due.dimension), ...(due.counts ?? [])]
    : [...Object.keys(units), ...Object.keys(counts).filter((name) => name.endsWith('s'))];
  const spoken = (name: string): string => (isOne && name.slice(0, -1) in counts ? name.slice(0, -1) : name);
  const [, common] = /[\d.] (\w+)$/.exec(type?.example ?? '') ?? [];
  return [...names]
    .sort((a, b) => Number(b === common) - Number(a === common))
    .map((name) => ({
      label: spoken(name),
      kind: CompletionItemKind.Unit,
      detail: type?.says,
      favour: due?.counts?.includes(name) ? 0.6 : 0,
    }));
}
