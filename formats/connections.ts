import { columnsRemedy } from './connection-columns.ts';
import { number, readCsv, readRows, type Table, textColumn } from './csv.ts';
import { edgeList, edgesInText, isNoMatrix } from './edge-list.ts';
import { isExact } from './exact-numbers.ts';
import { FormatError } from './format-error.ts';
import { type Graph, readGraph } from './graph.ts';
import { readGraphml } from './graphml.ts';
import { readPajek } from './pajek.ts';
import { evened, namesOfEnds, squareTable } from './square-table.ts';

/**
 * Whether a file of this name can hold connections: a node-link graph, GraphML, Pajek, a list of edges, or a table with
 * a row per connection.
 */
export const holdsConnections = (name: string): boolean =>
  /\.(json|zip|graphml|net|paj|edgelist|edges|[ct]sv)(\.gz)?$/i.test(name);

/** Names of the columns of a table: `source` and `target` where none is given. */
export interface ConnectionColumns {
  readonly pre?: string;
  readonly post?: string;
}

/** The connections that a file holds; whether it is a graph or a table is told by its name. @throws FormatError */
export function readConnections(file: Uint8Array, name: string, columns: ConnectionColumns = {}): Graph {
  if (/\.graphml(\.gz)?$/i.test(name)) return readGraphml(file);
  if (/\.(net|paj)(\.gz)?$/i.test(name)) return readPajek(file);
  if (/\.(edgelist|edges)(\.gz)?$/i.test(name) && columns.pre === undefined && columns.post === undefined) {
    const edges = edgesInText(file);
    if (edges) return edgeList(edges);
  }
  return /\.([ct]sv|edgelist|edges)(\.gz)?$/i.test(name) ? readConnectionTable(file, name, columns) : readGraph(file);
}

/**
 * Neurons are numbered in the order in which they are first named, all sources before new targets; every column is an
 * attribute.
 */
function readConnectionTable(file: Uint8Array, name: string, columns: ConnectionColumns): Graph {
  const [pre, post] = endsOf(file, name, columns);
  // columns are named, or counted from 1 where there are no names
  const counted = /^\d+$/.test(pre) && /^\d+$/.test(post),
    named = readCsv(file, { header: !counted, comments: true }),
    table = counted ? { ...named, header: named.rows[0]?.map((_, column) => String(column + 1)) ?? [] } : named;
  const sources = textColumn(table, pre);
  const targets = textColumn(table, post);
  const position = new Map([...new Set([...sources, ...targets])].map((name, index) => [name, index]));
  const places = (names: readonly string[]): Int32Array => Int32Array.from(names, (name) => position.get(name)!);
  return {
    directed: true,
    nodes: [...position.keys()].map((id) => ({ id })),
    edges: table.rows.map((row, r) =>
      Object.fromEntries(table.header.map((name, column) => [name, attribute(row[column], table.lines[r], column)])),
    ),
    source: places(sources),
    target: places(targets),
  };
}
/**
 * The columns that are named, or else `source` and `target`, or `pre` and `post`. @throws FormatError saying what to
 * write
 */
function endsOf(file: Uint8Array, name: string, { pre, post }: ConnectionColumns): readonly [string, string] {
  if (pre !== undefined || post !== undefined) return [pre ?? 'source', post ?? 'target'];
  const table = readRows(file, { comments: true }),
    header = (table.rows[0] ?? []).map((cell) => cell.trim()),
    known = namesOfEnds.find((pair) => pair.every((end) => header.includes(end)));
  if (known) return known;
  if (header.length === 0) return namesOfEnds[0]; // an empty table, of which that is said
  throw new FormatError(`This table has no columns for both ends of a connection${insteadOf(table, header, name)}`, {
    line: table.lines[0],
  });
}
function insteadOf(rows: ReturnType<typeof readRows>, header: readonly string[], file: string): string {
  const statement = (words: string): string => `: write connect w from "${file}" { ${words} }`;
  let table: Table | undefined;
  try {
    table = evened(rows);
    const { size } = squareTable(table);
    return `, and is a square matrix of ${size} × ${size} numbers${statement('square')}`;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return table && isNoMatrix(error, table)
      ? `, nor a line of names${statement(`columns pre 1, post 2${header.length > 2 ? ', weight 3' : ''}`)}`
      : `; ${columnsRemedy(header, file)}`;
  }
}
/** @throws FormatError at a number beyond the range of numbers */
function attribute(text: string, line: number, column: number): string | number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value) || !isExact(text.trim())) return text;
  return Number.isFinite(value) ? value : number(text, line, column);
}
