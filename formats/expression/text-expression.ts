/** Expression in a text table (CSV, TSV; plain or gzip): cells in rows or genes in rows, with names or without. */
import { missing, number, readRows } from '../csv.ts';
import { FormatError } from '../format-error.ts';
import type { CellColumns } from './cell-columns.ts';
import {
  type CellColumn,
  distinct,
  type ExpressionMatrix,
  type ExpressionOptions,
  repeated,
} from './expression-table.ts';

/** What else is known of the table: names of its genes where it has none, and the cells' columns of another file. */
export interface Beside {
  readonly names?: readonly string[];
  readonly cells?: CellColumns;
}

/**
 * The first row names the columns where any of its cells is no number; the first column names the rows where any of its
 * cells is no number.
 * @throws FormatError where it cannot be told whether rows are cells or genes, and where a value is no number.
 */
export function readTextExpression(bytes: Uint8Array, options: ExpressionOptions, beside: Beside): ExpressionMatrix {
  const sheet = sheetOf(bytes);
  const { rowsAre, why } = orientation(sheet, options, beside);
  return rowsAre === 'genes' ? genesInRows(sheet, beside, why) : cellsInRows(sheet, options, beside, why);
}

/** A table with its edges told apart; `corner` is the cell above the row names. */
interface Sheet {
  readonly corner: string;
  readonly rowNames?: readonly string[];
  readonly columnNames?: readonly string[];
  readonly body: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly offset: 0 | 1;
  readonly width: number;
}

function sheetOf(bytes: Uint8Array): Sheet {
  const { rows, lines } = readRows(bytes);
  if (rows.length === 0)
    throw new FormatError('This table is empty; it needs a row per cell or per gene.', { line: 1, column: 1 });
  const short = rows.length > 1 && rows[0].length === rows[1].length - 1;
  const isHeader = short || rows[0].slice(1).some(isText) || (rows[0].length === 1 && isText(rows[0][0]));
  const body = isHeader ? rows.slice(1) : rows,
    bodyLines = isHeader ? lines.slice(1) : lines;
  if (body.length === 0)
    throw new FormatError('This table has a first line and nothing below it; it needs a row per cell or per gene.', {
      line: 1,
    });
  const cells = body[0].length;
  body.forEach((row, index) => {
    if (row.length !== cells)
      throw new FormatError(
        `Line ${bodyLines[index]} has ${row.length} cells where line ${bodyLines[0]} has ${cells}; add or ` +
          `remove cells there.`,
        { line: bodyLines[index] },
      );
  });
  if (isHeader && !short && rows[0].length !== cells)
    throw new FormatError(
      `Line ${lines[0]} has ${rows[0].length} cells where line ${bodyLines[0]} has ${cells}; add or remove ` +
        `cells there.`,
      { line: lines[0] },
    );
  const named = short || body.some((row) => isText(row[0])) || (isHeader && rows[0][0] === '');
  const offset = named ? 1 : 0;
  return {
    corner: isHeader && !short && named ? rows[0][0] : '',
    ...(named && { rowNames: body.map((row) => row[0]) }),
    ...(isHeader && { columnNames: short || !named ? rows[0] : rows[0].slice(1) }),
    body,
    lines: bodyLines,
    offset,
    width: cells - offset,
  };
}
const isText = (cell: string): boolean =>
  cell !== '' && Number.isNaN(Number(cell)) && !/^(na|n\/a|nan|null|none|-|\.|[+-]?inf(inity)?)$/i.test(cell);

/** What a row is: as said, or as names tell it for certain. */
function orientation(
  sheet: Sheet,
  options: ExpressionOptions,
  { names, cells }: Beside,
): { readonly rowsAre: 'cells' | 'genes'; readonly why?: string } {
  if (options.rows) return { rowsAre: options.rows };
  const has = (edge: readonly string[] | undefined, wanted: readonly string[]): boolean => {
    const known = new Set(edge);
    return wanted.length > 0 && wanted.some((name) => known.has(name));
  };
  const evidence: (readonly ['cells' | 'genes', boolean, string])[] = [
    ['genes', has(sheet.rowNames, options.genes ?? []), 'genes that are asked for stand in the first column'],
    ['cells', has(sheet.columnNames, options.genes ?? []), 'genes that are asked for stand in the first row'],
    [
      'genes',
      has(sheet.columnNames, cells?.names ?? []),
      'the cells of the table of cell columns stand in the first row',
    ],
    [
      'cells',
      has(sheet.rowNames, cells?.names ?? []),
      'the cells of the table of cell columns stand in the first column',
    ],
    [
      'cells',
      has(sheet.columnNames, options.columns ?? []),
      'a column of cells that is asked for stands in the first row',
    ],
    [
      'genes',
      sheet.columnNames === undefined && names?.length === sheet.body.length && names.length !== sheet.width,
      'there are as many rows as names of genes',
    ],
    [
      'cells',
      sheet.columnNames === undefined && names?.length === sheet.width && names.length !== sheet.body.length,
      'there are as many columns as names of genes',
    ],
    [
      'genes',
      /^(genes?|gene_?(id|name|symbol)s?|symbols?)$/i.test(sheet.corner),
      `the first column is named "${sheet.corner}"`,
    ],
    [
      'cells',
      /^(cells?|cell_?(id|name)s?|barcodes?|samples?)$/i.test(sheet.corner),
      `the first column is named "${sheet.corner}"`,
    ],
    [
      'cells',
      (sheet.columnNames ?? []).some((name) => ofCells.test(name)),
      'a column names a time or a group of cells',
    ],
  ];
  const found = evidence.filter(([, holds]) => holds);
  const [first] = found;
  if (!first || found.some(([rows]) => rows !== first[0]))
    throw new FormatError(
      `Whether the rows of this table are cells or genes cannot be ` +
        `told${first ? ': some names speak for one, some for the other' : ' from its names'}. Say \`rows cells\` or ` +
        `\`rows genes\`.`,
      { line: 1 },
    );
  return { rowsAre: first[0], why: `Rows are ${first[0]}: ${first[2]}.` };
}
/** Columns that are of cells wherever they stand among genes. */
const ofCells = /^(time|pseudo_?time\d*|day|hour|age|stage|cluster|cell_?type|batch|condition)$/i;

function genesInRows(sheet: Sheet, { names, cells }: Beside, why?: string): ExpressionMatrix {
  const written = sheet.rowNames ?? namesFor(sheet.body.length, names, 'rows'),
    genes = distinct(written);
  const count = sheet.width;
  const dense = new Float32Array(count * genes.length);
  sheet.body.forEach((row, gene) => {
    for (let cell = 0; cell < count; cell++)
      dense[cell * genes.length + gene] = value(row[cell + sheet.offset], sheet.lines[gene], cell + sheet.offset);
  });
  const cellNames = distinct(sheet.columnNames ?? namesOfCells(count, cells));
  return {
    cells: cellNames,
    genes,
    columns: cells ? cells.of(cellNames) : {},
    content: { dense },
    notes: [...(why ? [why] : []), ...repeated(written)],
  };
}

function cellsInRows(
  sheet: Sheet,
  options: ExpressionOptions,
  { names, cells }: Beside,
  why?: string,
): ExpressionMatrix {
  const all = sheet.columnNames ?? namesFor(sheet.width, names, 'columns');
  const texts = all.map((_, column) => sheet.body.some((row) => isText(row[column + sheet.offset])));
  const [genes, columns] = [new Set(options.genes), new Set(options.columns)];
  const isColumn = all.map(
    (name, column) => !genes.has(name) && (texts[column] || ofCells.test(name) || columns.has(name)),
  );
  const kept = all.flatMap((_, column) => (isColumn[column] ? [] : [column]));
  for (const [column, name] of all.entries())
    if (texts[column] && !ofCells.test(name) && !options.columns?.includes(name)) demandTexts(sheet, name, column);
  const written = kept.map((column) => all[column]);
  const dense = new Float32Array(sheet.body.length * kept.length);
  sheet.body.forEach((row, cell) => {
    kept.forEach((column, gene) => {
      dense[cell * kept.length + gene] = value(row[column + sheet.offset], sheet.lines[cell], column + sheet.offset);
    });
  });
  const cellNames = distinct(sheet.rowNames ?? namesOfCells(sheet.body.length, cells));
  const own = Object.fromEntries(
    all.flatMap((name, column): [string, CellColumn][] => {
      if (!isColumn[column]) return [];
      return [
        [
          name,
          texts[column]
            ? sheet.body.map((row) => row[column + sheet.offset])
            : Float64Array.from(sheet.body, (row, cell) =>
                number(row[column + sheet.offset], sheet.lines[cell], column + sheet.offset),
              ),
        ],
      ];
    }),
  );
  return {
    cells: cellNames,
    genes: distinct(written),
    columns: { ...own, ...cells?.of(cellNames) },
    content: { dense },
    notes: [...(why ? [why] : []), ...repeated(written)],
  };
}

/** A column of a few texts among numbers is a gene with damaged cells, not one that groups cells. */
function demandTexts({ body, lines, offset }: Sheet, name: string, column: number): void {
  const cells = body.map((row) => row[column + offset]),
    texts = cells.filter(isText).length;
  const filled = cells.filter((cell) => !missing.test(cell)).length;
  if (2 * texts > filled) return;
  const row = cells.findIndex(isText);
  throw new FormatError(
    `Cell ${column + offset + 1} of line ${lines[row]} is "${cells[row].slice(0, 30)}", where most of "${name}" are ` +
      `numbers; correct it, or leave it empty if the value is missing.`,
    { line: lines[row], column: column + offset + 1 },
  );
}

function value(text: string, line: number, column: number): number {
  const plain = Number(text);
  return text !== '' && Number.isFinite(Math.fround(plain)) ? plain : number(text, line, column, true);
}
function namesFor(count: number, names: readonly string[] | undefined, edge: 'rows' | 'columns'): readonly string[] {
  if (!names)
    throw new FormatError(
      `This table does not name its genes: its ${edge} have no names. Give a file of names, one a line: ` +
        `\`names from "genes.txt"\`.`,
      { line: 1 },
    );
  if (names.length !== count)
    throw new FormatError(
      `This table has ${count} ${edge} of genes and the file of names ${names.length}; they are not of one table.`,
      { line: 1 },
    );
  return names;
}
const namesOfCells = (count: number, cells: CellColumns | undefined): readonly string[] =>
  cells?.names?.length === count && new Set(cells.names).size === count
    ? cells.names
    : Array.from({ length: count }, (_, cell) => `cell ${cell + 1}`);
