/** Networks of Pajek (Batagelj & Mrvar; manual of Pajek, chapter 5). */
import { FormatError } from './format-error.ts';
import type { Attributes, Graph } from './graph.ts';
import { unpacked } from './gzip.ts';
import { decodeText } from './text-bytes.ts';

interface Listed {
  readonly from: number;
  readonly to: number;
  readonly weight?: number;
  /** In both directions. */
  readonly edge: boolean;
}

/**
 * Vertices with their labels; arcs, edges, lists of them, and matrices. Undirected where it has edges alone; beside
 * arcs an edge stands in both directions. A line that begins with % is a comment. @throws FormatError with the line
 */
export function readPajek(file: Uint8Array): Graph {
  const labels: string[] = [],
    listed: Listed[] = [];
  let section = '',
    size = 0,
    row = 0;
  for (const [index, text] of decodeText(unpacked(file))
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = index + 1,
      cells = (text.match(/"[^"]*"|\S+/g) ?? []).map((cell) => cell.replace(/^"(.*)"$/, '$1'));
    if (cells.length === 0 || text.trimStart().startsWith('%')) continue;
    const fail = (message: string): never => {
      throw new FormatError(`Line ${line} of this Pajek file ${message}.`, { line });
    };
    const vertex = (cell: string): number =>
      /^\d+$/.test(cell) && Number(cell) >= 1 && Number(cell) <= size
        ? Number(cell) - 1
        : fail(`names the vertex "${cell.slice(0, 20)}"; vertices are numbers from 1 to ${size}`);
    const weightOf = (cell: string | undefined): number | undefined =>
      cell === undefined || Number.isFinite(Number(cell))
        ? cell === undefined
          ? undefined
          : Number(cell)
        : fail(`has the weight "${cell.slice(0, 20)}", which is no number`);
    if (cells[0].startsWith('*')) {
      section = cells[0].slice(1).toLowerCase();
      if (!known.has(section)) fail(`begins "*${section.slice(0, 20)}", which is not read`);
      if (section === 'vertices') {
        if (size > 0) fail('begins a second network; keep one');
        size = Number(cells[1]);
        if (!(Number.isSafeInteger(size) && size > 0 && size <= mostVertices))
          fail(`should say how many vertices there are, at most ${mostVertices}`);
        for (let i = 1; i <= size; i++) labels.push(String(i));
      } else if (size === 0) fail('stands before the vertices');
      row = 0;
    } else if (section === 'vertices') {
      const at = vertex(cells[0]);
      if (cells[1] !== undefined) labels[at] = cells[1];
    } else if (section === 'arcs' || section === 'edges') {
      if (cells.length < 2) fail('names one vertex where a connection has two');
      listed.push({
        from: vertex(cells[0]),
        to: vertex(cells[1]),
        weight: weightOf(cells[2]),
        edge: section === 'edges',
      });
    } else if (section === 'arcslist' || section === 'edgeslist') {
      const from = vertex(cells[0]);
      for (const to of cells.slice(1)) listed.push({ from, to: vertex(to), edge: section === 'edgeslist' });
    } else if (section === 'matrix') {
      if (cells.length !== size || row >= size) fail(`has ${cells.length} values; the matrix is ${size} × ${size}`);
      for (const [to, cell] of cells.entries()) {
        const weight = weightOf(cell);
        if (weight !== 0) listed.push({ from: row, to, weight, edge: false });
      }
      row++;
    } else fail('stands before *Vertices');
  }
  if (size === 0)
    throw new FormatError('This Pajek file has no *Vertices; check that it is the right file.', { line: 1 });
  return graphOf(labels, listed);
}
const known: ReadonlySet<string> = new Set(['network', 'vertices', 'arcs', 'edges', 'arcslist', 'edgeslist', 'matrix']);
const mostVertices = 10_000_000;

function graphOf(labels: readonly string[], listed: readonly Listed[]): Graph {
  const directed = listed.length === 0 || listed.some(({ edge }) => !edge),
    all = directed
      ? listed.flatMap((one) =>
          one.edge && one.from !== one.to ? [one, { ...one, from: one.to, to: one.from }] : [one],
        )
      : listed;
  const unique = new Set(labels).size === labels.length,
    ids = unique ? labels : labels.map((_, i) => String(i + 1));
  return {
    directed,
    nodes: ids.map((id, i): Attributes => (unique ? { id } : { id, label: labels[i] })),
    edges: all.map(({ from, to, weight }) => ({
      source: ids[from],
      target: ids[to],
      ...(weight !== undefined && { weight }),
    })),
    source: Int32Array.from(all, ({ from }) => from),
    target: Int32Array.from(all, ({ to }) => to),
  };
}
