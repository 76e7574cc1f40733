/** Which cells of a table each neuron can draw. */
import { quantile } from '../engine/activity/index.ts';
import type { TableSpec, TableValues } from './nouns/table-form.ts';
import { listedNames } from './table-names.ts';
import { TableError, type TableRows } from './table-rows.ts';

/** `of`: the pool of each neuron. Rows are cells of the table that have all the columns asked for. */
export interface CellPools {
  readonly pools: readonly { readonly type?: string; readonly rows: Int32Array }[];
  readonly of: Int32Array;
}
/** Cells that have a number in each of these columns. @throws TableError where none has */
export function cellsWith(rows: TableRows, columns: readonly string[], path: string): Int32Array {
  const values = columns.map((column) => rows.quantity(column));
  const found = Int32Array.from({ length: rows.count }, (_, row) => row).filter((row) =>
    values.every((each) => !Number.isNaN(each[row])),
  );
  if (found.length > 0) return found;
  throw new TableError(
    `No cell of \`${path}\` has ${columns.map((column) => `\`${column}\``).join(' and ')}. Choose other rows, or ` +
      'another column.',
    { kind: 'unlike', word: 'column', of: columns[0] },
  );
}

/** The classes that a type of neurons stands for. */
export const classesOf = ({ matches }: Pick<TableSpec, 'matches'>, type: string): readonly string[] =>
  matches.find((match) => match.type === type)?.classes ?? [type];

/**
 * `types`: of each neuron; undefined where a neuron has none.
 * @throws TableError for a type of neurons that no cell has
 */
export function cellPools(
  rows: TableRows,
  { cells, by }: Pick<TableValues, 'cells' | 'by'>,
  columns: readonly string[],
  types: readonly (string | undefined)[],
): CellPools {
  const whole = cellsWith(rows, columns, cells.reference),
    { table } = cells;
  if (!by || !table) return { pools: [{ rows: whole }], of: new Int32Array(types.length) };
  const classes = rows.words(by.column);
  const places = new Map<string | undefined, number>(),
    pools: { type?: string; rows: Int32Array }[] = [];
  const of = Int32Array.from(types, (type) => {
    const known = places.get(type);
    if (known !== undefined) return known;
    const wanted = type === undefined ? [] : classesOf(table, type);
    const rowsOfType = whole.filter((row) => wanted.includes(classes[row]));
    if (rowsOfType.length === 0)
      throw noCellOf(type, wanted, types, cells.reference, by.column, classes, whole, columns);
    places.set(type, pools.length);
    pools.push({ type, rows: rowsOfType });
    return pools.length - 1;
  });
  return { pools, of };
}
function noCellOf(
  type: string | undefined,
  wanted: readonly string[],
  types: readonly (string | undefined)[],
  path: string,
  column: string,
  classes: readonly string[],
  whole: Int32Array,
  columns: readonly string[],
): TableError {
  const many = types.filter((each) => each === type).length,
    neurons = `${many} neuron${many === 1 ? '' : 's'}`;
  if (type === undefined)
    return new TableError(
      `${neurons} of ${types.length} have no type by which a cell could be drawn: leave them out of the circuit, or ` +
        `leave \`by ${column}\` out.`,
      { kind: 'none', word: 'by', of: column },
    );
  const isThere = wanted.some((name) => classes.includes(name));
  const among = listedNames([...whole].map((row) => classes[row]));
  return new TableError(
    isThere
      ? `No cell of \`${path}\` with ${column} \`${wanted.join('`, `')}\` has ${columns.map((one) => `\`${one}\``).join(' and ')}: ` +
          `${neurons} of type \`${type}\` have none to draw. Match \`${type}\` to another class: there are ${among}.`
      : `\`${path}\` has no cell whose ${column} is \`${wanted.join('`, `')}\`, the type of ${neurons}. Write which ` +
          `class is meant, \`match ${type} to "…"\`: there are ${among}.`,
    { kind: 'none', word: wanted[0] === type ? 'by' : 'match', of: type },
  );
}

/** What a column says of some cells: in SI units. `missing`: cells without a value. */
export interface ColumnSummary {
  readonly n: number;
  readonly missing: number;
  readonly quartiles: readonly [number, number, number];
}
export function summaryOfColumn(values: Float64Array): ColumnSummary {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  return {
    n: known.length,
    missing: values.length - known.length,
    quartiles: [quantile(known, 0.25), quantile(known, 0.5), quantile(known, 0.75)],
  };
}
