import type { Declaration } from '../grammar/index.ts';
import type { TextAnalysis } from '../language/index.ts';

/** Columns that a table declares: `column tau in ms`. */
export const columnsOf = (table: Declaration | undefined): readonly string[] =>
  (table?.block?.statements ?? []).flatMap((statement) => {
    const base =
      statement.kind === 'setting' && statement.word.text === 'column' ? statement.items[0]?.value.base : undefined;
    return base?.kind === 'name' ? [base.text] : base?.kind === 'string' ? [base.value] : [];
  });
export const tablesWithColumns = ({ declared }: TextAnalysis['scope']): readonly string[] =>
  [...declared].flatMap(([name, { declaration }]) => (columnsOf(declaration).length > 0 ? [name] : []));
