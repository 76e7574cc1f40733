/** What is said of a table of cells where it is named: its columns, with their middle and their gaps. */
import { knownTable } from '../catalogue/known-tables.ts';
import { shownAsWritten } from '../catalogue/quantities.ts';
import { type Declaration, nodesAt, type Setting } from '../grammar/index.ts';
import type { DataNoun, Reader, TextAnalysis } from '../language/index.ts';
import { summaryOfColumn } from '../language/cell-pools.ts';
import { tablesOf } from '../language/read-tables.ts';
import { TableError } from '../language/table-rows.ts';
import type { Range } from '../grammar/tree.ts';

/** By column; `whole`: of the cells, or why they cannot be read. */
export interface TableFacts {
  readonly whole: string;
  readonly columns: Readonly<Record<string, string>>;
}

export async function tableFacts(data: DataNoun, reader: Reader): Promise<TableFacts> {
  const rows = await tablesOf(reader)(data);
  if (!rows || !data.table) return { whole: '', columns: {} };
  if (rows instanceof TableError) return { whole: rows.message, columns: {} };
  const documented = knownTable(rows.names);
  const columns = data.table.columns.map(({ name, unit }) => {
    try {
      return [name, columnText(name, unit, rows.quantity(name), documented?.units[name])] as const;
    } catch (error) {
      if (error instanceof TableError) return [name, error.message] as const;
      throw error;
    }
  });
  const many = rows.count.toLocaleString('en'),
    of = rows.count === rows.inFile ? '' : ` of ${rows.inFile.toLocaleString('en')} rows`;
  const beside = rows.joined.map(
    ({ path, without }) => ` ${without.toLocaleString('en')} of them have no row in \`${path}\`.`,
  );
  return {
    whole: `${many} cells${of}${documented ? `, of ${documented.name}` : ''}.${beside.join('')}`,
    columns: Object.fromEntries(columns),
  };
}

function columnText(name: string, unit: string, values: Float64Array, documented: string | undefined): string {
  const { n, missing, quartiles } = summaryOfColumn(values),
    { unit: shown, factor } = shownAsWritten(unit === '1' ? undefined : unit);
  const text = (value: number): string => `${Number((value * factor).toPrecision(4))}${shown && ` ${shown}`}`;
  if (n === 0) return `\`${name}\`: none of ${missing.toLocaleString('en')} cells has a value.`;
  const [low, middle, high] = quartiles.map(text);
  return (
    `\`${name}\`, in ${unit === '1' ? 'plain numbers' : unit}: n = ${n.toLocaleString('en')}, median ${middle}, ` +
    `quartiles ${low} and ${high}; missing in ${missing.toLocaleString('en')} cells.` +
    `${documented === undefined || documented === unit ? '' : ` Documented in ${documented}.`}`
  );
}

/** The table, and the column of it, that stand at a place: `cells.tau`, or the line that declares it. */
export function columnAt(
  { tree, scope }: TextAnalysis,
  offset: number,
): { readonly data: string; readonly column: string; readonly range: Range } | undefined {
  const path = nodesAt(tree, offset);
  const member = path.find((node) => 'kind' in node && node.kind === 'member');
  if (member && 'object' in member && 'property' in member) {
    const { object, property } = member as { object: { text: string }; property: { text: string; range: Range } };
    const isTable = scope.declared.get(object.text)?.declaration.noun.text === 'data';
    return isTable && offset >= property.range.start
      ? { data: object.text, column: property.text, range: property.range }
      : undefined;
  }
  const declaration = path.find((node): node is Declaration => 'kind' in node && node.kind === 'declaration'),
    setting = path.find((node): node is Setting => 'kind' in node && node.kind === 'setting');
  const name = setting?.word.text === 'column' ? setting.items[0]?.value.base : undefined;
  if (declaration?.noun.text !== 'data' || name?.kind !== 'name') return undefined;
  return offset >= name.range.start && offset <= name.range.end
    ? { data: declaration.name.text, column: name.text, range: name.range }
    : undefined;
}
