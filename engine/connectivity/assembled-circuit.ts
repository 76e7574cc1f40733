import type { Growth } from '../development/growth-program.ts';
import { compileBoolean, type Expression, type Kind, type Quantity } from '../expressions/index.ts';
import { unknownFate } from '../genes/index.ts';
import { demandFinite } from '../kernels/index.ts';
import type { Matrix } from './matrix.ts';

/**
 * A matrix and where its neurons come from: row i is cell `cells[i]` of the source (an id of a growth, a position in a
 * list of nodes).
 */
export interface Circuit {
  readonly matrix: Matrix;
  readonly cells: Int32Array;
  /** Edges among these cells in the source. */
  readonly edges: number;
  /** How many of them fell on a pair that already had one; their weights are summed. */
  readonly summed: number;
}
/**
 * A list of nodes and edges; `source[e]` and `target[e]` are positions in `nodes`. Undirected: each edge holds in both
 * directions, one from a node to itself once.
 */
export interface Graph {
  readonly directed: boolean;
  readonly nodes: readonly Attributes[];
  readonly edges: readonly Attributes[];
  readonly source: ArrayLike<number>;
  readonly target: ArrayLike<number>;
}
export type Attributes = Readonly<Record<string, unknown>>;

/** Which cells of a growth: those of these fates, and those for which a condition holds; all without either. */
export interface ChosenCells {
  readonly cells?: string | readonly string[];
  readonly where?: Expression;
}
/** Ids of the chosen cells. @throws RangeError for a fate the growth does not have, ExpressionError for a condition */
export function chosenCells(growth: Growth, { cells: fates, where }: ChosenCells): Int32Array {
  const wanted =
    fates === undefined
      ? undefined
      : new Set(
          [fates].flat().map((fate) => {
            const index = growth.fates.indexOf(fate);
            if (index < 0) throw new RangeError(unknownFate(`"${fate}"`, growth.fates));
            return index;
          }),
        );
  const holds = where === undefined ? undefined : cellsWhere(where, growth.fates);
  return Int32Array.from({ length: growth.cells.count }, (_, cell) => cell).filter((cell) => {
    const fate = growth.cells.fate[cell];
    return (!wanted || wanted.has(fate)) && (!holds || holds(growth.fates[fate] ?? ''));
  });
}
/** A condition over the fate of a cell; one that is undecided has none of them. @throws ExpressionError */
export const cellsWhere = (condition: Expression, fates: readonly string[]): ((fate: string) => boolean) =>
  compileBoolean<string>(condition, {
    where: '`cells where`',
    names: {
      ...Object.fromEntries(fates.map((fate) => [fate, { kind: 'string', constant: fate }] as const)),
      fate: { kind: 'string', read: (fate) => fate },
    },
  });

/** The synapses among the chosen cells, in order of cell id. @throws as `chosenCells` */
export function fromGrowth(growth: Growth, chosen: ChosenCells = {}): Circuit {
  const cells = chosenCells(growth, chosen);
  const { count, pre, post, weight } = growth.synapses;
  return assemble(
    cells,
    growth.cells.count,
    count,
    (edge) => post[edge],
    (edge) => pre[edge],
    (edge) => weight[edge],
  );
}

/**
 * A matrix from a graph: the nodes for which `cells` is true and the edges for which `edges` is true (all without), in
 * the order of the file. `rows: 'target'`: row = post-synaptic = target, column = source, as everywhere here; `rows:
 * 'source'` keeps a file whose own matrix has a row per source and uses it so. Weights are the edges' `weight`; 1 where
 * no edge has one.
 * @throws ExpressionError where a filter names an attribute that does not exist, RangeError for a weight that is not a
 * number.
 */
export function fromGraph(
  graph: Graph,
  options: {
    readonly rows: 'source' | 'target';
    readonly cells?: Expression;
    readonly edges?: Expression;
    readonly weight?: string;
  },
): Circuit {
  const chosenNodes = matching(graph.nodes, options.cells, 'cells where');
  const chosenEdges = matching(graph.edges, options.edges, 'edges where');
  const weightName = options.weight ?? 'weight';
  const weighted = chosenEdges.some((edge) => graph.edges[edge][weightName] !== undefined);
  if (options.weight !== undefined && !weighted && chosenEdges.length > 0)
    throw new RangeError(
      `no edge has a weight "${weightName}"; edges have ${Object.keys(graph.edges[chosenEdges[0]]).join(', ')}`,
    );
  const weights = Float64Array.from(chosenEdges, (edge) =>
    weighted ? weightOf(graph.edges[edge][weightName], weightName, edge) : 1,
  );
  // An edge from a node to itself is one entry whichever way it is looked at.
  const returning = graph.directed ? [] : [...chosenEdges.keys()].filter((e) => !isLoop(graph, chosenEdges[e]));
  const end = (of: 'source' | 'target', e: number): number =>
    e < chosenEdges.length
      ? graph[of][chosenEdges[e]]
      : graph[of === 'source' ? 'target' : 'source'][chosenEdges[returning[e - chosenEdges.length]]];
  const [row, column] = options.rows === 'source' ? (['source', 'target'] as const) : (['target', 'source'] as const);
  return assemble(
    chosenNodes,
    graph.nodes.length,
    chosenEdges.length + returning.length,
    (e) => end(row, e),
    (e) => end(column, e),
    (e) => weights[e < chosenEdges.length ? e : returning[e - chosenEdges.length]],
  );
}
const isLoop = ({ source, target }: Graph, edge: number): boolean => source[edge] === target[edge];

function assemble(
  cells: Int32Array,
  among: number,
  count: number,
  rowOf: (edge: number) => number,
  columnOf: (edge: number) => number,
  weightOf: (edge: number) => number,
): Circuit {
  const size = cells.length;
  if (size > largest)
    throw new RangeError(
      `a matrix of ${size.toLocaleString('en')} neurons needs ${Math.round((size * size * 8) / 1e9)} GB; ` +
        `choose fewer cells (at most ${largest.toLocaleString('en')})`,
    );
  const index = new Int32Array(among).fill(-1);
  cells.forEach((cell, i) => {
    index[cell] = i;
  });
  const values = new Float64Array(size * size);
  const taken = new Uint8Array(size * size);
  let edges = 0;
  let summed = 0;
  for (let edge = 0; edge < count; edge++) {
    const row = index[rowOf(edge)];
    const column = index[columnOf(edge)];
    if (row < 0 || column < 0) continue;
    const place = row * size + column;
    edges++;
    summed += taken[place];
    taken[place] = 1;
    values[place] += weightOf(edge);
  }
  demandFinite('the summed weights', values, size);
  return { matrix: { size, values }, cells, edges, summed };
}
const largest = 16_000;

function weightOf(value: unknown, name: string, edge: number): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new RangeError(
    `the ${name} of edge ${edge + 1} is ${typeof value === 'number' ? value : (JSON.stringify(value) ?? 'missing')}; ` +
      `every edge used needs a finite number`,
  );
}

/** Positions of the nodes for which a condition over their attributes holds. @throws ExpressionError */
export const nodesWhere = ({ nodes }: Graph, condition: Expression): Int32Array =>
  matching(nodes, condition, '`neurons where`');
function matching(rows: readonly Attributes[], filter: Expression | undefined, where: string): Int32Array {
  const all = Int32Array.from({ length: rows.length }, (_, row) => row);
  if (filter === undefined) return all;
  const wanted = compileBoolean<Attributes>(filter, { where, names: attributesOf(rows) });
  return all.filter((row) => wanted(rows[row]));
}
/** The attributes that hold a number, a text or a yes-or-no value, each with the kind of its first value. */
function attributesOf(rows: readonly Attributes[]): Record<string, Quantity<Attributes>> {
  const names: Record<string, Quantity<Attributes>> = {};
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      if (Object.hasOwn(names, name) || !['number', 'string', 'boolean'].includes(typeof value)) continue;
      names[name] = { kind: typeof value as Kind, read: (attributes) => attributes[name] as number | string | boolean };
    }
  return names;
}
