/** Changes to a text that fixes and `--set` make. */
import type { Block, Range } from '../grammar/tree.ts';

export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** A statement put at the end of a block. */
export const added = (block: Block, statement: string, source: string): Edit => addedAll(block, [statement], source);
export function addedAll(block: Block, statements: readonly string[], source: string): Edit {
  const at = block.closed ? block.range.end - 1 : block.range.end;
  const before = source.slice(block.range.start + 1, at);
  const text = before.includes('\n')
    ? statements.map((statement) => `  ${statement}\n`).join('')
    : `${before.trim() === '' ? '' : ';'} ${statements.join(';  ')} `;
  return { range: { start: at, end: at }, text };
}
/**
 * A statement taken out: with its line where it stands there alone, else with the `;` that parts it from its neighbour.
 */
export function removed({ start, end }: Range, source: string): Edit {
  const before = /[ \t]*$/.exec(source.slice(source.lastIndexOf('\n', start - 1) + 1, start))?.[0].length ?? 0;
  const [after] = /^[ \t]*(\r\n|\n|\r|$|;[ \t]*)?/.exec(source.slice(end)) ?? [''];
  const first = start - before;
  const alone = first === 0 || /[\r\n]/.test(source[first - 1]);
  if (alone && (/[\r\n]$/.test(after) || end + after.length === source.length))
    return { range: { start: first, end: end + after.length }, text: '' };
  if (after.includes(';')) return { range: { start, end: end + after.length }, text: '' };
  return { range: { start: source[first - 1] === ';' ? first - 1 : start, end }, text: '' };
}
