import { FormatError } from './format-error.ts';
import { unpacked } from './gzip.ts';
import { parseJson } from './json.ts';
import { encodeText } from './text-bytes.ts';
import { isZip, readZip, zipNames } from './zip.ts';

/** What a file says about one node or edge, as it stands there (`id`, `type`, `weight`, `relation` …). */
export type Attributes = Readonly<Record<string, unknown>>;

/**
 * A graph, as listed: `source[e]` and `target[e]` are positions in `nodes`; `edges[e]` holds all that the file says of
 * that edge.
 */
export interface Graph {
  /** False only when the file says so: each edge then holds in both directions. */
  readonly directed: boolean;
  readonly nodes: readonly Attributes[];
  readonly edges: readonly Attributes[];
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** What was assumed of the file where it does not say so itself, one sentence each. */
  readonly notes?: readonly string[];
}

/**
 * Reads a node-link graph: JSON `{nodes: [{id, …}], edges | links: [{source, target, …}]}` as NetworkX and D3 write it,
 * plain, gzip, or the one `.json` file inside a zip. Ids are strings or numbers; a number that a double does not hold
 * is the text of its digits.
 * @throws FormatError for broken JSON, missing lists, nodes without id, duplicate ids, and edges whose ends are not
 * nodes.
 */
export function readGraph(file: Uint8Array): Graph {
  const content = parseJson(isZip(file) ? jsonInside(file) : unpacked(file), { names: true });
  if (!isObject(content))
    throw new FormatError('This JSON is not a node-link graph: it should be an object with "nodes" and "edges".');
  const nodes = list(content, ['nodes']);
  const edges = list(content, ['edges', 'links']);
  const positions = positionsById(nodes);
  const source = new Int32Array(edges.length);
  const target = new Int32Array(edges.length);
  edges.forEach((edge, e) => {
    source[e] = end(edge, 'source', e, positions);
    target[e] = end(edge, 'target', e, positions);
  });
  return { directed: content.directed !== false, nodes, edges, source, target };
}

/** What is said of a graph whose connections have no weight, but other numbers; nothing of any other. */
export function unweighted({ edges }: Graph, weight = 'weight'): readonly string[] {
  if (edges.length === 0 || edges.some((edge) => edge[weight] !== undefined)) return [];
  const numbers = Object.keys(edges[0]).filter(
    (name) =>
      !/^(?:source|target|pre|post|id|key|label|from|to)$/i.test(name) &&
      edges.every((edge) => typeof edge[name] === 'number'),
  );
  return numbers.length === 0
    ? []
    : [
        `Its connections have no \`${weight}\`, and each was taken for 1; of its other columns of numbers ` +
          `(${numbers.slice(0, 5).join(', ')}) one is the weight if it is named: columns weight "${numbers[0]}".`,
      ];
}

/**
 * Writes a graph as node-link JSON; the attributes stand as they are in `nodes` and `edges`. The edges stand there
 * twice, as `links` too: NetworkX looks for them under that name before 3.6, and d3 does.
 * @throws FormatError for a number that is not finite
 */
export function writeGraph({ directed, nodes, edges }: Graph): Uint8Array {
  const text = JSON.stringify(
    { directed, multigraph: true, graph: {}, nodes, edges, links: edges },
    (name, value: unknown) => {
      if (typeof value !== 'number' || Number.isFinite(value)) return value;
      throw new FormatError(
        `"${name}" is ${value} somewhere, and JSON has only finite numbers; correct it, or write GraphML.`,
      );
    },
  );
  return encodeText(`${text}\n`);
}

function jsonInside(archive: Uint8Array): Uint8Array {
  const isJson = (name: string): boolean => name.toLowerCase().endsWith('.json') && !name.startsWith('__MACOSX/');
  const names = zipNames(archive).filter(isJson);
  if (names.length !== 1)
    throw new FormatError(
      `This zip archive holds ` +
        `${names.length === 0 ? 'no .json file' : `${names.length} .json files (${names.slice(0, 5).join(', ')})`}; ` +
        `pack exactly one, or unpack it and name the file.`,
    );
  return readZip(archive, (name) => name === names[0])[0].bytes;
}
function list(content: Attributes, names: readonly string[]): readonly Attributes[] {
  const name = names.find((candidate) => content[candidate] !== undefined);
  const value = name === undefined ? undefined : content[name];
  if (!Array.isArray(value))
    throw new FormatError(
      `This graph has no list of ${names[0]}; it should hold ` +
        `${names.map((candidate) => `"${candidate}": […]`).join(' or ')}.`,
    );
  const wrong = value.findIndex((item) => !isObject(item));
  if (wrong >= 0)
    throw new FormatError(`Item ${wrong + 1} of "${name}" is ${show(value[wrong])}; each should be an object.`);
  return value;
}
function positionsById(nodes: readonly Attributes[]): ReadonlyMap<string | number, number> {
  const positions = new Map<string | number, number>();
  nodes.forEach((node, position) => {
    const { id } = node;
    if (typeof id !== 'string' && typeof id !== 'number')
      throw new FormatError(
        `Node ${position + 1} of ${nodes.length} has ${id === undefined ? 'no id' : `the id ${show(id)}`}; ` +
          `give each node a string or a number.`,
      );
    const earlier = positions.get(id);
    if (earlier !== undefined)
      throw new FormatError(
        `Nodes ${earlier + 1} and ${position + 1} have the same id, ${show(id)}; every id must be unique.`,
      );
    positions.set(id, position);
  });
  return positions;
}
function end(
  edge: Attributes,
  name: 'source' | 'target',
  e: number,
  positions: ReadonlyMap<string | number, number>,
): number {
  const id = edge[name];
  const position = positions.get(id as string | number);
  if (position === undefined)
    throw new FormatError(
      `Edge ${e + 1} ` +
        `${id === undefined ? `has no ${name}` : `has the ${name} ${show(id)}, which is the id of no node`}; add ` +
        `the node or remove the edge.`,
    );
  return position;
}
const isObject = (value: unknown): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** What is inside a list or an object is not looked at: it may be large, or nested without end. */
const show = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 37)}…` : value);
  return value === undefined ? 'nothing' : String(value);
};
