/** What stands under the cursor, as Markdown. */
import type { Range } from '../../grammar/tree.ts';
import type { TextAnalysis } from '../analysis.ts';
import type { Meaning, Occurrence } from '../walk/context.ts';
import { functionText, nounText, slotText, wordText } from './describe.ts';
import { occurrenceAt } from './symbols.ts';

export interface Hover { readonly range: Range; readonly markdown: string }

export function hover(analysis: TextAnalysis, offset: number): Hover | undefined {
  const mark = analysis.walk.marks.filter(({ range }) => range.start <= offset && offset <= range.end).sort((a, b) => (a.range.end - a.range.start) - (b.range.end - b.range.start))[0];
  if (mark) return { range: mark.range, markdown: meaningText(mark.meaning) };
  const occurrence = occurrenceAt(analysis, offset);
  return occurrence && { range: occurrence.range, markdown: nameText(analysis, occurrence) };
}

function meaningText(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'noun': return nounText(meaning.entry);
    case 'word': return wordText(meaning.entry);
    case 'label': return meaning.slots.map(slotText).join('\n\n');
    case 'option': return slotText(meaning.slot);
    case 'choice': return `**${meaning.choice.word}** — ${meaning.choice.documentation}${meaning.choice.status === 'later' ? '\n\n*Of a later version: it checks, and cannot run yet.*' : ''}`;
    case 'function': return functionText(meaning.entry);
    case 'argument': return slotText(meaning.slot);
    case 'quantity': return `**${meaning.quantity.name}** — ${meaning.quantity.documentation}`;
    case 'number': return `${meaning.unit}: ${Number(meaning.value.toPrecision(12))} in SI units`;
  }
}

/** A name's declaration, as it is written. */
function nameText(analysis: TextAnalysis, { name, kind, declaration, path }: Occurrence): string {
  if (!declaration) return `**${kind}** \`${name}\`${path ? `, declared in \`${path}\`` : ''}`;
  const { source } = analysis;
  const start = source.lastIndexOf('\n', declaration.start) + 1;
  const end = source.indexOf('\n', declaration.end);
  return `**${kind}** \`${name}\`\n\n\`\`\`anlage\n${source.slice(start, end < 0 ? undefined : end).trim()}\n\`\`\``;
}
