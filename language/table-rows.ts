/** The cells of a table, as its noun reads them. */
import { type Expression, ExpressionError } from '../engine/expressions/index.ts';
import { FormatError, missing, numberColumn, readCsv, type Table } from '../formats/index.ts';
import { asNumbers, columnsIn, rowsWhere } from './rows-where.ts';
import { listedNames, nearestOf } from './table-names.ts';
import { meaningOf, toSI } from '../catalogue/units.ts';
import type { TableSpec } from './nouns/table-spec.ts';

/** What is wrong with a table, with a remedy; `word`, `of`: the statement that asks for it. */
export class TableError extends Error {
  override readonly name = 'TableError';
  readonly asked: Asked;
  constructor(message: string, asked: Asked) {
    super(message);
    this.asked = asked;
  }
}
export interface Asked {
  /** A `column` that is not there; `types` of neurons or classes that are not; `unlike` what is asked for. */
  readonly kind: 'column' | 'types' | 'unlike';
  readonly word: 'from' | 'column' | 'group' | 'join' | 'rows' | 'by';
  /** Of several statements of one word, the one that names this. */
  readonly of?: string;
}

/** Cells in the order of the file. */
export interface TableRows {
  readonly count: number;
  /** Rows of the file, those that `rows where` leaves out among them. */
  readonly inFile: number;
  readonly names: readonly string[];
  /** Of a declared column, in SI units; NaN where it is not known. @throws TableError */
  quantity(column: string): Float64Array;
  /** Of any column; empty where there is none. @throws TableError */
  words(column: string, word?: Asked['word']): readonly string[];
  /** Of each file that is put beside: how many cells have no row in it. */
  readonly joined: readonly { readonly path: string; readonly without: number }[];
}

/** `read` gives the bytes of a file. @throws TableError, and what `read` throws */
export function tableRows(path: string, spec: TableSpec, read: (path: string) => Uint8Array): TableRows {
  const joins = spec.joins.map((join) => ({
    ...join,
    table: tableIn(join.path, read, { word: 'join', of: join.path }),
  }));
  const table = tableIn(path, read, { word: 'from' });
  const beside = joins.map((join) => rowsBeside(path, table, join));
  const sources: readonly Source[] = [
    { table, rows: undefined },
    ...joins.map((join, at) => ({ table: join.table, rows: beside[at] })),
  ];
  const names = [...new Set(sources.flatMap(({ table: { header } }) => header))].filter((name) => name !== '');
  const sourceOf = (column: string, asked: Asked): Source => {
    const found = sources.find(({ table: { header } }) => header.includes(column));
    if (found) return found;
    throw new TableError(`\`${path}\` has no column \`${column}\`. ${nearestOf(column, names)}`, asked);
  };
  const all =
    spec.where === undefined ? undefined : chosenRows(path, spec, names, (column) => wholeColumn(column, 'rows'));
  const kept = <T>(values: readonly T[]): readonly T[] => (all ? all.map((row) => values[row]) : values);
  const quantities = new Map<string, Float64Array>();
  return {
    count: all?.length ?? table.rows.length,
    inFile: table.rows.length,
    names,
    quantity(column) {
      const known = quantities.get(column) ?? Float64Array.from(kept([...wholeQuantity(column)]));
      quantities.set(column, known);
      return known;
    },
    words: (column, word = 'by') => kept(wholeColumn(column, word)),
    joined: joins.map(({ path: other }, at) => ({
      path: other,
      without: beside[at].filter((row) => row < 0).length,
    })),
  };

  function wholeColumn(column: string, word: Asked['word']): readonly string[] {
    const { table: held, rows } = sourceOf(column, { kind: 'column', word, of: column });
    const at = held.header.indexOf(column);
    const text = (row: readonly string[] | undefined): string => {
      const cell = row?.[at].trim() ?? '';
      return missing.test(cell) ? '' : cell;
    };
    return rows ? rows.map((row) => text(held.rows[row])) : held.rows.map(text);
  }
  function wholeQuantity(column: string): Float64Array {
    const { table: held, rows } = sourceOf(column, { kind: 'column', word: 'column', of: column });
    const unit = meaningOf(spec.columns.find(({ name }) => name === column)?.unit ?? '1');
    const values = guarded(path, { kind: 'unlike', word: 'column', of: column }, () => numberColumn(held, column));
    const each = rows ? Float64Array.from(rows, (row) => (row < 0 ? NaN : values[row])) : values;
    return each.map((value) => toSI(value, unit));
  }
  function chosenRows(
    place: string,
    { where, columns }: TableSpec,
    known: readonly string[],
    read: (column: string) => readonly string[],
  ): readonly number[] {
    const condition = where as Expression;
    const asked = columnsIn(condition);
    const lacking = asked.find((name) => !known.includes(name));
    if (lacking !== undefined)
      throw new TableError(`\`${place}\` has no column \`${lacking}\`. ${nearestOf(lacking, known)}`, {
        kind: 'column',
        word: 'rows',
      });
    try {
      const found = rowsWhere(condition, {
        count: table.rows.length,
        said: '`rows where`',
        read: (name) =>
          columns.some((column) => column.name === name) ? wholeQuantity(name) : (asNumbers(read(name)) ?? read(name)),
      });
      if (found.length > 0) return found;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      throw new TableError(`The rows of \`${place}\` cannot be chosen so: ${error.message}.`, {
        kind: 'unlike',
        word: 'rows',
      });
    }
    const examples = asked.map((name) => `\`${name}\`: ${listedNames(read(name))}`).join('; ');
    throw new TableError(`No row of \`${place}\` is chosen by \`rows where\`. Its values are of ${examples}.`, {
      kind: 'unlike',
      word: 'rows',
    });
  }
}
interface Source {
  readonly table: Table;
  /** For each row of the first table its own; −1 where it has none. */
  readonly rows: readonly number[] | undefined;
}

function tableIn(path: string, read: (path: string) => Uint8Array, { word, of }: Omit<Asked, 'kind'>): Table {
  return guarded(path, { kind: 'unlike', word, ...(of !== undefined && { of }) }, () => readCsv(read(path)));
}
function guarded<T>(path: string, asked: Asked, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof FormatError) throw new TableError(`\`${path}\`: ${error.message}`, asked);
    throw error;
  }
}

/** For each row of a table the row of another that is equal to it, −1 where there is none. */
function rowsBeside(
  path: string,
  table: Table,
  join: TableSpec['joins'][number] & { readonly table: Table },
): number[] {
  const asked = (kind: Asked['kind']): Asked => ({ kind, word: 'join', of: join.path });
  const at = (of: string, { header }: Table, column: string): number => {
    const place = header.indexOf(column);
    if (place >= 0) return place;
    throw new TableError(`\`${of}\` has no column \`${column}\`. ${nearestOf(column, header)}`, asked('column'));
  };
  const own = at(path, table, join.by),
    other = at(join.path, join.table, join.to);
  const rows = new Map<string, number>();
  join.table.rows.forEach((row, place) => {
    const key = row[other].trim();
    if (missing.test(key)) return;
    const earlier = rows.get(key);
    if (earlier !== undefined)
      throw new TableError(
        `\`${join.path}\` has ${join.to} ${key} in lines ${join.table.lines[earlier]} and ` +
          `${join.table.lines[place]}, so that it is not known which row to put beside. Join by a column that has ` +
          'each value once.',
        asked('unlike'),
      );
    rows.set(key, place);
  });
  const found = table.rows.map((row) => rows.get(row[own].trim()) ?? -1);
  if (table.rows.length > 0 && found.every((row) => row < 0))
    throw new TableError(
      `No row of \`${path}\` has its \`${join.by}\` among the \`${join.to}\` of \`${join.path}\`: for example ` +
        `${table.rows[0][own]} and ${join.table.rows[0]?.[other] ?? 'none'}. Name the columns that are equal.`,
      asked('unlike'),
    );
  return found;
}
