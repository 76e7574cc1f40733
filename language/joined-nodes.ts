/** What a table says of the neurons of a file of connections, beside what the file does. */
import { decodeText, FormatError, type Graph, missing, readCsv } from '../formats/index.ts';
import type { NodeTable } from './nouns/node-table.ts';

/**
 * Each node with the fields of its row: words, or numbers where all of a column are. A node without a row has none of
 * them; rows without a node are passed over. @throws FormatError where the table does not have the column, or speaks of
 * no node
 */
export function joinedNodes(
  graph: Graph,
  { path, by, to = 'id' }: NodeTable,
  bytes: Uint8Array,
): Graph & { readonly withoutRow: readonly string[] } {
  const { header, rows } = readCsv(decodeText(bytes));
  const key = header.indexOf(by);
  if (key < 0)
    throw new FormatError(
      `${path} has no column \`${by}\`: its columns are ${header.map((one) => `\`${one}\``).join(', ')}`,
    );
  const columns = header.flatMap((name, at) => {
    if (at === key || name === '') return [];
    const cells = rows.map((row) => (missing.test(row[at]?.trim() ?? '') ? '' : row[at].trim()));
    const isOfNumbers =
      cells.some((cell) => cell !== '') && cells.every((cell) => cell === '' || Number.isFinite(Number(cell)));
    return [{ name, values: cells.map((cell) => (cell === '' ? undefined : isOfNumbers ? Number(cell) : cell)) }];
  });
  const rowOf = new Map<string, number>();
  for (const [place, row] of rows.entries()) {
    const name = row[key].trim();
    if (rowOf.has(name)) throw new FormatError(`\`${name}\` stands twice in the column \`${by}\` of ${path}`);
    rowOf.set(name, place);
  }
  const withoutRow: string[] = [];
  const nodes = graph.nodes.map((node) => {
    const row = rowOf.get(String(node[to] ?? '').trim());
    if (row === undefined) {
      withoutRow.push(String(node[to] ?? node.id));
      return node;
    }
    const own = columns.flatMap(({ name, values }) =>
      values[row] === undefined ? [] : [[name, values[row]] as const],
    );
    return { ...Object.fromEntries(own), ...node };
  });
  if (withoutRow.length === nodes.length)
    throw new FormatError(`no row of ${path} is of a node: \`${by}\` is none of their \`${to}\``);
  return { ...graph, nodes, withoutRow };
}
