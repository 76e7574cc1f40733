import { number, readCsv, textColumn } from './csv.ts';
import { edgeList, edgesInText } from './edge-list.ts';
import { isExact } from './exact-numbers.ts';
import { type Graph, readGraph } from './graph.ts';
import { readGraphml } from './graphml.ts';
import { readPajek } from './pajek.ts';

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
  return /\.([ct]sv|edgelist|edges)(\.gz)?$/i.test(name) ? readConnectionTable(file, columns) : readGraph(file);
}

/**
 * Neurons are numbered in the order in which they are first named, all sources before new targets; every column is an
 * attribute.
 */
function readConnectionTable(file: Uint8Array, { pre = 'source', post = 'target' }: ConnectionColumns): Graph {
  // columns are named, or counted from 1 where there are no names
  const counted = /^\d+$/.test(pre) && /^\d+$/.test(post),
    named = readCsv(file, { header: !counted }),
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
/** @throws FormatError at a number beyond the range of numbers */
function attribute(text: string, line: number, column: number): string | number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value) || !isExact(text.trim())) return text;
  return Number.isFinite(value) ? value : number(text, line, column);
}
