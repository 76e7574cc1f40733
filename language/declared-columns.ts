/** The columns of a table, as its noun declares them. */
import type { Declaration, Setting } from '../grammar/tree.ts';

/** Each with its unit as written. */
export const columnsOf = ({ block }: Declaration): ReadonlyMap<string, string> =>
  new Map(
    (block?.statements ?? []).flatMap((statement) =>
      statement.kind === 'setting' && statement.word.text === 'column' ? (columnIn(statement) ?? []) : [],
    ),
  );
function columnIn({ items, phrases }: Setting): [readonly [string, string]] | undefined {
  const name = items[0]?.value.base,
    unit = phrases.find(({ label }) => label.text === 'in')?.items[0]?.value.base;
  if (name?.kind !== 'name' && name?.kind !== 'string') return undefined;
  const written = unit?.kind === 'name' ? unit.text : unit?.kind === 'number' ? String(unit.value) : '';
  return [[name.kind === 'name' ? name.text : name.value, written]];
}
