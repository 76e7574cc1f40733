/**
 * Circuits and matrices in the files that hold them, both ways: node-link JSON, GraphML, tables of connections,
 * matrices of numbers.
 */
import { fromGraph } from '../engine/connectivity/index.ts';
import { columnsRemedy } from './connection-columns.ts';
import { readConnections } from './connections.ts';
import { readRows, writeCsv } from './csv.ts';
import { edgeList, edgesInText, isNoMatrix } from './edge-list.ts';
import { FormatError } from './format-error.ts';
import { type Attributes, type Graph, readGraph, writeGraph } from './graph.ts';
import { readGraphml, writeGraphml } from './graphml.ts';
import { holdsVariables, matrixInFile, type MatrixOfFile } from './matrices/index.ts';
import { unpacked } from './gzip.ts';
import { evened, namesOfEnds, NotSquareError, squareTable } from './square-table.ts';
import { numbers, readNpy, writeNpy } from './npy.ts';
import { readPajek } from './pajek.ts';
import { encodeText } from './text-bytes.ts';

export interface CircuitFormat {
  readonly extensions: readonly string[];
  readonly documentation: string;
  /** @throws FormatError */
  readonly read: (bytes: Uint8Array) => Graph;
  /** @throws FormatError for what the format cannot hold */
  readonly write: (graph: Graph) => Uint8Array;
  /** What of a graph the format has no place for, in words. */
  readonly notHeld: (graph: Graph) => readonly string[];
  /** How many connections are written, where that is not the number of edges. */
  readonly connections?: (graph: Graph) => number;
}

export const circuitFormats: readonly CircuitFormat[] = [
  {
    extensions: ['.json'],
    documentation: 'A node-link graph: `{nodes: [{id, …}], edges: [{source, target, …}]}`.',
    read: readGraph,
    write: writeGraph,
    notHeld: () => [],
  },
  {
    extensions: ['.graphml'],
    documentation: 'GraphML, with every attribute of nodes and edges.',
    read: readGraphml,
    write: writeGraphml,
    notHeld: notInGraphml,
  },
  {
    extensions: ['.csv'],
    documentation:
      'A table with a row per connection (`source`, `target`, or `pre`, `post`, and attributes), or a ' +
      'square table of numbers: row = post-synaptic.',
    read: readTable,
    write: (graph) => writeTable(graph, ','),
    notHeld: notInTable,
  },
  {
    extensions: ['.tsv'],
    documentation: 'The same, separated by tabs.',
    read: readTable,
    write: (graph) => writeTable(graph, '\t'),
    notHeld: notInTable,
  },
  {
    extensions: ['.npy'],
    documentation: 'A square NumPy array of float64: row = post-synaptic, column = pre-synaptic.',
    read: readSquare,
    write: writeSquare,
    notHeld: notInSquare,
    connections: (graph) => matrixOf(graph).values.reduce((count, value) => count + (value === 0 ? 0 : 1), 0),
  },
  {
    extensions: ['.net', '.paj'],
    documentation: 'Pajek: vertices, arcs, edges, lists of them, or a matrix. It is read, not written.',
    read: readPajek,
    ...readOnly('Pajek'),
  },
  {
    extensions: ['.edgelist', '.edges'],
    documentation:
      'A line per connection without a first line of names: from, to and, if it has one, the weight. Read only.',
    read: (bytes) => graphOfEdges(bytes) ?? readTable(bytes),
    ...readOnly('an edge list without names'),
  },
  {
    extensions: ['.npz', '.mat', '.h5', '.hdf5', '.h5ad', '.jld2', '.oct', '.mtx'],
    documentation:
      'A square matrix among the variables of NumPy or SciPy (npz, mtx), MATLAB, Octave, Julia or HDF5. Read only.',
    read: () => {
      throw new FormatError(
        'This is no file of npz, MATLAB, Octave, Julia, Matrix Market or HDF5, though its name says so; check that ' +
          'it is the right file.',
      );
    },
    ...readOnly('a file of variables'),
  },
];
function readOnly(what: string): Pick<CircuitFormat, 'write' | 'notHeld'> {
  return {
    write: () => {
      throw new FormatError(`A circuit is not written as ${what}; write .csv, .npy, .json or .graphml.`);
    },
    notHeld: () => [],
  };
}
/**
 * A circuit of any of these formats, plain or in gzip: a file of variables is told by its content, whatever its name
 * (Octave calls its texts .mat and .txt), all others by their names. @throws FormatError
 */
export async function readCircuit(file: Uint8Array, name: string, variables = matrixInFile): Promise<Graph> {
  const bytes = unpacked(file),
    plain = name.replace(/\.gz$/i, '');
  if (holdsVariables(bytes, plain)) return graphOfVariable(await variables(bytes, undefined));
  const format = circuitFormatOf(plain);
  try {
    return (format ?? circuitFormatOf('.csv')!).read(bytes);
  } catch (error) {
    const [ending] = /\.\w+$/.exec(plain) ?? [];
    if (!format && error instanceof FormatError && ending && !/^\.(?:txt|dat|asc)$/i.test(ending))
      throw new FormatError(
        `Files that end in ${ending} are not read but as a table of numbers, which this is not: write it as ` +
          `.graphml, .json (node-link), .csv or .npy.`,
      );
    if (!(error instanceof NotSquareError && error.names)) throw error;
    const [said] = error.message.split(/\.$/);
    throw new FormatError(`${said}; ${columnsRemedy(error.names, plainName(name))}`, { line: 1 });
  }
}
const plainName = (path: string): string => path.split(/[\\/]/).at(-1)!;
function graphOfVariable({ rows, columns, values, notes }: MatrixOfFile): Graph {
  if (rows !== columns)
    throw new FormatError(`This matrix is ${rows} × ${columns}; the matrix of a circuit is square.`);
  return { ...graphOfMatrix(rows, values), ...(notes.length > 0 && { notes }) };
}
export const circuitFormatOf = (path: string): CircuitFormat | undefined =>
  circuitFormats.find(({ extensions }) => extensions.some((extension) => path.toLowerCase().endsWith(extension)));

/**
 * A directed graph of the entries of a square matrix that are not 0: row = target. Nodes are named by `names`, or
 * numbered from 0.
 */
export function graphOfMatrix(
  size: number,
  values: ArrayLike<number>,
  names: readonly (string | number)[] = Array.from({ length: size }, (_, i) => i),
): Graph {
  const edges: { readonly source: string | number; readonly target: string | number; readonly weight: number }[] = [];
  const source: number[] = [],
    target: number[] = [];
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const weight = values[i * size + j];
      if (!Number.isFinite(weight))
        throw new FormatError(
          `Row ${i + 1}, column ${j + 1} of this matrix is ${Number.isNaN(weight) ? 'missing' : weight}; a weight is ` +
            `a finite number, 0 where there is no connection.`,
        );
      if (weight === 0) continue;
      edges.push({ source: names[j], target: names[i], weight });
      source.push(j);
      target.push(i);
    }
  return {
    directed: true,
    nodes: names.map((id) => ({ id })),
    edges,
    source: Int32Array.from(source),
    target: Int32Array.from(target),
  };
}

function readSquare(bytes: Uint8Array): Graph {
  const array = readNpy(bytes);
  const [rows, columns] = array.shape;
  if (array.shape.length !== 2 || rows !== columns)
    throw new FormatError(`This array is ${shapeText(array.shape)}; the matrix of a circuit is square.`);
  return graphOfMatrix(rows, numbers(array));
}

/**
 * A table is one of connections where it has columns for both ends; else a matrix where it is square, with or without
 * names in its first row and column; else, where it has two or three columns, connections without a line of names.
 */
function readTable(bytes: Uint8Array): Graph {
  const edges = edgesInText(bytes);
  if (edges?.rows[0][2]?.startsWith('{')) return edgeList(edges); // as NetworkX writes attributes
  try {
    return tableGraph(bytes);
  } catch (error) {
    if (error instanceof FormatError && edges) return edgeList(edges);
    throw error;
  }
}
function graphOfEdges(bytes: Uint8Array): Graph | undefined {
  const edges = edgesInText(bytes);
  return edges && edgeList(edges);
}
function tableGraph(bytes: Uint8Array): Graph {
  const table = evened(readRows(bytes, { comments: true }));
  const header = table.rows[0] ?? [];
  for (const [pre, post] of namesOfEnds)
    if (header.includes(pre) && header.includes(post))
      return withEnds(readConnections(bytes, 'table.csv', { pre, post }));
  try {
    const { size, values, names, notes } = squareTable(table);
    return { ...graphOfMatrix(size, values, names), ...(notes.length > 0 && { notes }) };
  } catch (error) {
    if (isNoMatrix(error, table)) return edgeList(table);
    throw error;
  }
}
const withEnds = (graph: Graph): Graph => ({
  ...graph,
  edges: graph.edges.map(({ pre: _, post: __, ...edge }, e) => ({
    ...edge,
    source: graph.nodes[graph.source[e]].id,
    target: graph.nodes[graph.target[e]].id,
  })),
});

/** An undirected edge becomes a row in each direction. */
function writeTable(graph: Graph, separator: ',' | '\t'): Uint8Array {
  const columns = [...new Set(graph.edges.flatMap((edge) => Object.keys(edge)))].filter(
    (name) => name !== 'source' && name !== 'target',
  );
  const row = (edge: Attributes, from: number, to: number) =>
    [graph.nodes[from].id, graph.nodes[to].id, ...columns.map((name) => edge[name])].map(cell);
  const rows = graph.edges.flatMap((edge, e) => {
    const [from, to] = [graph.source[e], graph.target[e]];
    return graph.directed || from === to ? [row(edge, from, to)] : [row(edge, from, to), row(edge, to, from)];
  });
  return encodeText(writeCsv(['source', 'target', ...columns], rows, separator));
}
function cell(value: unknown): string | number | null {
  if (value === undefined || value === null) return null;
  if (value === Infinity || value === -Infinity)
    throw new FormatError('A value of this graph is infinite, and a table has only finite numbers; correct it.');
  return typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value);
}

function writeSquare(graph: Graph): Uint8Array {
  const { size, values } = matrixOf(graph);
  return writeNpy({ type: 'f8', shape: [size, size], values });
}
function matrixOf(graph: Graph) {
  try {
    return fromGraph(graph, { rows: 'target' }).matrix;
  } catch (error) {
    throw error instanceof RangeError
      ? new FormatError(`As a matrix this circuit cannot be written: ${error.message}.`)
      : error;
  }
}

function notInGraphml({ nodes, edges }: Graph): readonly string[] {
  const nested = [...nodes, ...edges].some((row) =>
    Object.values(row).some((value) => typeof value === 'object' && value !== null),
  );
  return [
    ...(nodes.some(({ id }) => typeof id === 'number') ? ['ids that are numbers (they become texts)'] : []),
    ...(nested ? ['lists and objects (they become JSON texts)'] : []),
  ];
}
function notInTable(graph: Graph): readonly string[] {
  const connected = new Set([...graph.source, ...graph.target]);
  const alone = graph.nodes.length - connected.size;
  return [
    ...attributesOfNodes(graph),
    ...(alone > 0 ? [`${alone} ${alone === 1 ? 'node' : 'nodes'} without a connection`] : []),
    ...(graph.directed ? [] : ['that its edges have no direction (each is written in both)']),
  ];
}
function notInSquare(graph: Graph): readonly string[] {
  const pairs = new Set(Array.from(graph.source, (from, e) => from * graph.nodes.length + graph.target[e]));
  const others = named(graph.edges, ['source', 'target', 'weight']);
  const parallel = graph.edges.length - pairs.size;
  return [
    ...(graph.nodes.some(({ id }, i) => id !== i) ? ['ids (neurons are numbered in order)'] : []),
    ...attributesOfNodes(graph),
    ...(others.length > 0 ? [`attributes of edges (${some(others)})`] : []),
    ...(parallel > 0 ? [`${parallel} parallel ${parallel === 1 ? 'edge' : 'edges'} (their weights are summed)`] : []),
    ...(graph.directed ? [] : ['that its edges have no direction (each is written in both)']),
  ];
}
function attributesOfNodes({ nodes }: Graph): readonly string[] {
  const names = named(nodes, ['id']);
  return names.length > 0 ? [`attributes of nodes (${some(names)})`] : [];
}

const shapeText = (shape: readonly number[]): string =>
  shape.length > 1 ? shape.join(' × ') : shape.length === 1 ? `a list of ${shape[0]} numbers` : 'one value';
/** The names of attributes but those that the format holds. */
const named = (rows: readonly Attributes[], held: readonly string[]): readonly string[] =>
  [...new Set(rows.flatMap((row) => Object.keys(row)))]
    .filter((name) => !held.includes(name))
    .map((name) => (name.trim() === '' ? 'one without a name' : name));
const some = (names: readonly string[]): string => `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`;
