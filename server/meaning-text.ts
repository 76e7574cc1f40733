import {
  type Choice,
  type ConnectingWord,
  type Default,
  type FunctionEntry,
  type NounEntry,
  type PlaceQuantity,
  type Slot,
  takesBeyondWords,
  type Word,
} from '../language/vocabulary/index.ts';
import type { TextAnalysis } from '../language/index.ts';
import { writtenQuantityText } from './written-quantity.ts';
import { describe as dimensionName } from '../catalogue/units.ts';

/**
 * What the vocabulary says, as Markdown: meaning, units, defaults and their sources. One place for hover, completion
 * and signatures.
 */
type Meaning = TextAnalysis['walk']['marks'][number]['meaning'];

export function meaningText(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'noun':
      return nounText(meaning.entry);
    case 'word':
      return wordText(meaning.entry);
    case 'label':
      return [`\`${meaning.label}\``, ...meaning.slots.map(slotLine)].join('\n\n');
    case 'option':
    case 'argument':
      return slotText(meaning.slot);
    case 'choice':
      return choiceText(meaning.choice);
    case 'function':
      return functionText(meaning.entry);
    case 'quantity':
      return quantityText(meaning.quantity);
    case 'number':
      return writtenQuantityText(meaning.value, meaning.unit);
  }
}

export function nounText(entry: NounEntry): string {
  return paragraphs(`**${entry.noun}** ${entry.documentation}`, later(entry), fenced(entry.example));
}

export const connectingText = ({ word, documentation, example }: ConnectingWord): string =>
  paragraphs(`**${word}** ${documentation}`, fenced(example));

export function wordText(entry: Word): string {
  const slots = [
    ...(entry.items ?? []),
    ...Object.entries(entry.labels ?? {}).flatMap(([label, labelled]) =>
      labelled.map((slot) => ({ ...slot, name: slot.name === label ? label : `${label} ${slot.name}` })),
    ),
    ...(entry.options ?? []),
  ];
  return paragraphs(
    `**${entry.word}** ${entry.documentation}`,
    later(entry),
    fenced(entry.example),
    slots.map((slot) => `- ${slotLine(slot)}`).join('\n'),
    defaultText(entry.default),
  );
}

export function slotText(slot: Slot): string {
  return paragraphs(`**${slot.name}** ${slot.documentation}`, later(slot), typeText(slot), defaultText(slot.default));
}

export function functionText(entry: FunctionEntry): string {
  return paragraphs(
    `**${signature(entry)}** ${entry.documentation}`,
    later(entry),
    entry.preserves && `Preserves: ${entry.preserves}`,
    entry.changes && `Changes: ${entry.changes}`,
    entry.nullOf && `A null of: ${entry.nullOf.join(', ')}`,
    entry.parameters.map((slot) => `- ${slotLine(slot)}`).join('\n'),
    fenced(entry.example),
    defaultText(entry.default),
  );
}

export const choiceText = (choice: Choice): string =>
  paragraphs(`**${choice.word}** ${choice.documentation}`, later(choice));

export function quantityText({ name, dimension, documentation }: PlaceQuantity): string {
  const kind = typeof dimension === 'string' ? dimension : dimensionName(dimension);
  return `**${name}**${kind === 'any' ? '' : ` (${kind})`} ${documentation}`;
}

/** `neighbours(fate, within)`; optional parameters in brackets. */
export function signature({ name, parameters, isPrefix }: FunctionEntry): string {
  if (isPrefix) return `${name} ${parameters.map(parameterText).join(', ')}`;
  return `${name}(${parameters.map(parameterText).join(', ')})`;
}
export function parameterText({ name, optional, many }: Slot): string {
  if (optional) return `[${name}]`;
  return many ? `${name}…` : name;
}

const slotLine = (slot: Slot): string =>
  [`\`${slot.name}\`: ${slot.documentation}`, typeText(slot), defaultText(slot.default)].filter(Boolean).join(' ');
function typeText({ type }: Slot): string {
  if (type.flag) return '';
  const words = type.words ?? [];
  const listed = words.map(({ word, documentation }) => `\`${word}\` (${documentation.replace(/\.$/, '')})`).join(', ');
  const example = type.example && `\`${type.example}\``;
  const said = `Takes ${type.says}${example && !type.says.includes(example) ? `, for example ${example}` : ''}.`;
  if (words.length === 0) return said;
  return takesBeyondWords(type) ? `${said} By name: ${listed}.` : listed;
}
const defaultText = (value: Default | undefined): string =>
  value ? `Default: \`${value.text}\` (${value.source}).` : '';
const later = ({ status }: { readonly status?: string }): string =>
  status === 'later' ? '_A word of a later version: it checks, but cannot run yet._' : '';
const fenced = (example: string): string => (example ? `\`\`\`anlage\n${example}\n\`\`\`` : '');
const paragraphs = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join('\n\n');
