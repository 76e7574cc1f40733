/** Which cells of a table each neuron can draw. */
import { quantile } from '../engine/activity/index.ts';
import type { DataNoun } from './nouns/data-noun.ts';
import type { TableSpec } from './nouns/table-spec.ts';
import type { TableValues } from './nouns/table-values.ts';
import { listedNames, nearestOf } from './table-names.ts';
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
 * `types`: of each neuron; undefined where a neuron has none. `counted`: they are of neurons that are there, not of
 * those that a text foresees.
 * @throws TableError for a type of neurons that no cell has
 */
export function cellPools(
  rows: TableRows,
  { cells, by }: Pick<TableValues, 'cells' | 'by'>,
  columns: readonly string[],
  types: readonly (string | undefined)[],
  counted = true,
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
    const ofType = whole.filter((row) => wanted.includes(classes[row]));
    if (ofType.length === 0) {
      const many = types.filter((each) => each === type).length;
      const neurons = !counted ? 'neurons' : many === 1 ? '1 neuron' : `${many} neurons`;
      throw noCellOf({ type, wanted, neurons, path: cells.reference, column: by.column, classes, whole, columns });
    }
    places.set(type, pools.length);
    pools.push({ type, rows: ofType });
    return pools.length - 1;
  });
  return { pools, of };
}
interface NoCell {
  readonly type: string | undefined;
  readonly wanted: readonly string[];
  /** `12 neurons`. */
  readonly neurons: string;
  readonly path: string;
  readonly column: string;
  readonly classes: readonly string[];
  readonly whole: Int32Array;
  readonly columns: readonly string[];
}
function noCellOf({ type, wanted, neurons, path, column, classes, whole, columns }: NoCell): TableError {
  if (type === undefined)
    return new TableError(
      `No type is known of ${neurons}, so that no cell can be drawn by \`${column}\`. Leave them out of the circuit, ` +
        'or draw without `by`.',
      { kind: 'types', word: 'by', of: column },
    );
  const named = wanted.map((name) => `\`${name}\``).join(', '),
    there = listedNames(
      [...whole].map((row) => classes[row]),
      12,
    );
  const asked = { kind: 'types', word: 'by', of: column } as const;
  if (wanted.some((name) => classes.includes(name)))
    return new TableError(
      `No cell of \`${path}\` with ${column} ${named} has ${columns.map((one) => `\`${one}\``).join(' and ')}, and ` +
        `${neurons} of type \`${type}\` draw from them. Match the type to another class: there are ${there}.`,
      asked,
    );
  return new TableError(
    `\`${path}\` has no cell whose ${column} is ${named}, as ${neurons} of type \`${type}\` need. Write which class ` +
      `is meant, \`match ${type} to "…"\`: there are ${there}.`,
    asked,
  );
}

/**
 * What a column says of the cells of a class, as the table or its `match` calls it; of all without `of`.
 * @throws TableError where nothing says the class, or no cell has it
 */
export function cellsOfClass(
  rows: TableRows,
  { reference, table }: DataNoun,
  column: string,
  of: string | undefined,
  by: string | undefined,
): Float64Array {
  const values = rows.quantity(column);
  if (of === undefined) return values;
  const said = by ?? table?.group;
  if (said === undefined || !table)
    throw new TableError(
      `Nothing says which column holds the class \`${of}\` of \`${reference}\`: write \`by: COLUMN\` too, or ` +
        '`group by COLUMN` in the table.',
      { kind: 'types', word: 'by' },
    );
  const classes = rows.words(said),
    wanted = classesOf(table, of);
  const found = values.filter((_, row) => wanted.includes(classes[row]));
  if (found.length > 0) return found;
  throw new TableError(
    `\`${reference}\` has no cell whose ${said} is ${wanted.map((name) => `\`${name}\``).join(', ')}. ${nearestOf(of, [
      ...new Set(classes),
    ])}`,
    { kind: 'types', word: 'by', of: said },
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
