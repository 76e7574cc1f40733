/** Connections without a first line of names: from, to and, if it has one, the weight. */
import { number, type Table } from './csv.ts';
import { FormatError } from './format-error.ts';
import { unpacked } from './gzip.ts';
import { NotSquareError } from './square-table.ts';
import { decodeText } from './text-bytes.ts';
import type { Graph } from './graph.ts';

/** What is said of a table that was taken for connections. */
export const takenForEdges =
  'The table has no first line of names: its columns were taken for from, to and weight of connections.';

/** Two columns of names, or a third of weights: numbers, or the attributes that NetworkX writes there. */
export const isEdgeList = ({ rows, header }: Table): boolean =>
  (header.length === 2 || header.length === 3) &&
  rows.length > 0 &&
  rows.every(([from, to, weight]) => isEnd(from) && isEnd(to) && (weight === undefined || isWeight(weight)));
/** Of a table that could not be read as a square one: connections, where its size or its names say that it is none. */
export const isNoMatrix = (error: unknown, table: Table): boolean =>
  isEdgeList(table) &&
  (error instanceof NotSquareError ||
    (table.header.length === 3 && table.rows.some(([from]) => Number.isNaN(Number(from)))));
/** Neurons have names or whole numbers. */
const isEnd = (cell: string): boolean => cell !== '' && !/^[-+]?\d*\.\d+(e[-+]?\d+)?$/i.test(cell.trim());
const isWeight = (cell: string): boolean =>
  attributes.test(cell) || (cell.trim() !== '' && Number.isFinite(Number(cell)));
const attributes = /^\{(?:.*'weight': ([-+.\deE]+))?.*\}$/;

/** As isEdgeList, between blanks and with names of any kind; nothing where some line is of another form. */
export function edgesInText(bytes: Uint8Array): Table | undefined {
  const rows: string[][] = [],
    lines: number[] = [];
  for (const [index, line] of decodeText(unpacked(bytes))
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (/^\s*([#%]|$)/.test(line)) continue;
    const [, from, to, weight] = /^\s*([^\s,;"]+)[ \t]+([^\s,;"]+)(?:[ \t]+(\{.*\}|[-+.\deE]+))?\s*$/.exec(line) ?? [];
    if (from === undefined || (rows.length > 0 && (weight === undefined) !== (rows[0].length === 2))) return undefined;
    rows.push(weight === undefined ? [from, to] : [from, to, weight]);
    lines.push(index + 1);
  }
  const table = { header: ['1', '2', '3'].slice(0, rows[0]?.length), rows, lines };
  return isEdgeList(table) ? table : undefined;
}

/** The first column is where a connection begins; neurons in the order in which they are first named. */
export function edgeList({ rows, lines }: Table): Graph {
  const position = new Map<string, number>();
  for (const row of rows)
    for (const name of row.slice(0, 2)) if (!position.has(name)) position.set(name, position.size);
  const weights = rows.map((row, r) => (row.length > 2 ? weightIn(row[2], lines[r]) : undefined));
  return {
    directed: true,
    nodes: [...position.keys()].map((id) => ({ id })),
    edges: rows.map(([source, target], e) => ({
      source,
      target,
      ...(weights[e] !== undefined && { weight: weights[e] }),
    })),
    source: Int32Array.from(rows, ([from]) => position.get(from)!),
    target: Int32Array.from(rows, ([, to]) => position.get(to)!),
    notes: [takenForEdges],
  };
}
function weightIn(cell: string, line: number): number | undefined {
  if (!cell.startsWith('{')) return number(cell, line, 2);
  const [, written] = attributes.exec(cell) ?? [];
  if (written === undefined && cell !== '{}')
    throw new FormatError(
      `The attributes ${cell.slice(0, 40)} of line ${line} have no weight; write the weights alone.`,
      {
        line,
        column: 3,
      },
    );
  return written === undefined ? undefined : Number(written);
}
