import { describe, meaningOf } from '../catalogue/units.ts';
import { type Declaration, type Expectation, type Name, nodesAt, type Range, type Setting } from '../grammar/index.ts';
import type { TextAnalysis } from '../language/index.ts';
import { fileOf } from '../language/read-files.ts';
import { holds } from './lsp-ranges.ts';

/**
 * What is said of a name that is declared nowhere in the text: a condition that a screen makes, the step of a series, a
 * unit that stands alone, a column of a file.
 */
export function undeclaredText(
  analysis: TextAnalysis,
  offset: number,
): { readonly text: string; readonly range: Range } | undefined {
  const path = nodesAt(analysis.tree, offset);
  const name = path.findLast((node): node is Name => 'kind' in node && node.kind === 'name');
  if (!name?.text) return undefined;
  const text = ofScreen(analysis, name) ?? ofSeries(path, name) ?? ofUnit(name) ?? ofColumn(path, name);
  return text === undefined ? undefined : { text, range: name.range };
}

function ofScreen({ walk, source }: TextAnalysis, { text, range }: Name): string | undefined {
  const { screened } = walk.blocks.findLast(({ range: block }) => holds(block, range.start))?.names ?? {};
  const made = screened?.names.get(text);
  if (made) {
    const written = source.slice(made.range.start).split(/\r\n|\r|\n/, 1)[0];
    const genes = made.genes.map((gene) => `\`${gene}\``).join(', ');
    return `**${text}** the condition that \`${written.trim()}\` makes of ${genes}`;
  }
  return screened?.open.some((beginning) => text.startsWith(beginning))
    ? `**${text}** a condition that a screen makes of the genes of a file`
    : undefined;
}

function ofSeries(path: ReturnType<typeof nodesAt>, { text, range }: Name): string | undefined {
  const claim = path.find((node): node is Expectation => 'kind' in node && node.kind === 'expectation');
  return text === 'step' && claim?.at.some(({ name }) => name.range.start === range.start)
    ? '**step** of a series: the claim is about the value at this one'
    : undefined;
}

function ofUnit({ text }: Name): string | undefined {
  const unit = meaningOf(text);
  return unit && `**${text}** a unit: ${describe(unit.dimension)}`;
}

/** Of the file that the noun around it is read from. */
function ofColumn(path: ReturnType<typeof nodesAt>, { text }: Name): string | undefined {
  const declaration = path.find((node): node is Declaration => 'kind' in node && node.kind === 'declaration');
  const setting = path.find((node): node is Setting => 'kind' in node && node.kind === 'setting');
  const file = declaration && fileOf(declaration);
  return file && setting && setting.word.text !== text
    ? `**${text}** in \`${setting.word.text}\`: as \`${file.path}\` calls it`
    : undefined;
}
