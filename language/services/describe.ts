/** The vocabulary as Markdown: what hover, completion and the manual show. */
import type { FunctionEntry, NounEntry, Slot, Status, Word } from '../vocabulary/index.ts';

const later = (status: Status | undefined): string => (status === 'later' ? '\n\n*Of a later version: it checks, and cannot run yet.*' : '');
const defaultOf = (entry: { readonly default?: { readonly text: string; readonly source: string } }): string => (entry.default ? `\n\nDefault: \`${entry.default.text}\` (${entry.default.source}).` : '');
const code = (text: string): string => `\`\`\`anlage\n${text}\n\`\`\``;

export const nounText = (entry: NounEntry): string => `**${entry.noun}** — ${entry.documentation}\n\n${code(entry.example)}${later(entry.status)}`;
export function wordText(entry: Word): string {
  const slots = [...(entry.items ?? []), ...Object.values(entry.labels ?? {}).flat(), ...(entry.options ?? [])];
  const list = slots.map((slot) => `- ${slotLine(entry, slot)}`).join('\n');
  return `**${entry.word}** — ${entry.documentation}\n\n${code(entry.example)}${list ? `\n\n${list}` : ''}${defaultOf(entry)}${later(entry.status)}`;
}
/** `every`: a time. Time between divisions. */
export function slotLine(entry: Pick<Word, 'labels' | 'options'>, slot: Slot): string {
  const label = Object.entries(entry.labels ?? {}).find(([, slots]) => slots.includes(slot))?.[0];
  const title = entry.options?.includes(slot) ? slot.name : (label ?? slot.name);
  const kind = slot.type.flag ? 'a word by itself' : slot.type.says;
  return `\`${title}\`: ${kind}${slot.many ? ' (several)' : ''}. ${slot.documentation}${slot.default ? ` Default \`${slot.default.text}\` (${slot.default.source}).` : ''}${slot.status === 'later' ? ' *(later)*' : ''}`;
}
export const slotText = (slot: Slot): string => `**${slot.name}** — ${slot.documentation}\n\n${slot.type.flag ? 'Stands by itself.' : `Takes ${slot.type.says}${slot.type.example ? `, such as \`${slot.type.example}\`` : ''}.`}${defaultOf(slot)}${later(slot.status)}`;
export function functionText(entry: FunctionEntry): string {
  const list = entry.parameters.map((slot) => `- \`${slot.name}\`: ${slot.type.says}. ${slot.documentation}${slot.default ? ` Default \`${slot.default.text}\` (${slot.default.source}).` : ''}`).join('\n');
  const preserved = entry.preserves ? `\n\nPreserves: ${entry.preserves}. Changes: ${entry.changes}.` : '';
  return `**${signatureLabel(entry)}** — ${entry.documentation}${list ? `\n\n${list}` : ''}${preserved}\n\n${code(entry.example)}${later(entry.status)}`;
}
export const signatureLabel = (entry: FunctionEntry): string => `${entry.name}(${entry.parameters.map(parameterLabel).join(', ')})`;
export const parameterLabel = (slot: Slot): string => `${slot.name}${slot.optional ? '?' : ''}${slot.many ? ', …' : ''}`;
