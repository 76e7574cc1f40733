import { isExact } from './exact-numbers.ts';
import { FormatError } from './format-error.ts';
import type { Attributes, Graph } from './graph.ts';
import { unpacked } from './gzip.ts';
import { decodeText, encodeText, placeOf } from './text-bytes.ts';
import { escaped, readXml, type XmlElement, XmlError } from './xml.ts';

/**
 * Reads a graph of GraphML (Brandes 2002), plain or gzip: nodes, edges and their data, typed as the keys declare. Ids
 * are texts.
 * @throws FormatError with line and column for broken XML, edges whose ends are not nodes, and hyperedges, ports and
 * nested graphs.
 */
export function readGraphml(file: Uint8Array): Graph {
  const text = decodeText(unpacked(file));
  const fail = (message: string, offset: number): FormatError =>
    new FormatError(message, { offset, ...placeOf(text, offset) });
  let root: XmlElement;
  try {
    root = readXml(text);
  } catch (error) {
    throw error instanceof XmlError ? fail(error.message, error.offset) : error;
  }
  const graphs = root.children.filter(({ name }) => name === 'graph');
  if (root.name !== 'graphml' || graphs.length !== 1)
    throw fail(
      root.name !== 'graphml'
        ? `The outermost element is <${root.name}>, not <graphml>; check that it is the right file.`
        : `This file holds ${graphs.length} graphs; keep exactly one.`,
      root.offset,
    );
  const [graph] = graphs;
  const keys = new Map(
    root.children.filter(({ name }) => name === 'key').map((key) => [required(key, 'id'), key] as const),
  );
  const nodeElements: XmlElement[] = [];
  const edgeElements: XmlElement[] = [];
  for (const child of graph.children) {
    if (child.name === 'node') nodeElements.push(child);
    else if (child.name === 'edge') edgeElements.push(child);
    else if (child.name !== 'data' && child.name !== 'desc')
      throw fail(`<${child.name}> is not read; a graph of nodes and edges is.`, child.offset);
  }
  const defaults = { node: defaultsOf('node'), edge: defaultsOf('edge') };
  const positions = new Map<string, number>();
  const nodes = nodeElements.map((node, position) => {
    const id = required(node, 'id');
    if (positions.has(id)) throw fail(`Two nodes have the id "${id}"; every id must be unique.`, node.offset);
    positions.set(id, position);
    return { ...dataOf(node, 'node'), id };
  });
  const end = (edge: XmlElement, name: 'source' | 'target'): number => {
    const id = required(edge, name);
    const position = positions.get(id);
    if (position === undefined)
      throw fail(
        `This edge has the ${name} "${id}", which is the id of no node; add the node or remove the edge.`,
        edge.offset,
      );
    return position;
  };
  const source = Int32Array.from(edgeElements, (edge) => end(edge, 'source'));
  const target = Int32Array.from(edgeElements, (edge) => end(edge, 'target'));
  const edges = edgeElements.map((edge, e) => ({
    ...dataOf(edge, 'edge'),
    source: nodes[source[e]].id,
    target: nodes[target[e]].id,
  }));
  const directed = graph.attributes.get('edgedefault')?.value !== 'undirected';
  const other = edgeElements.find(
    (edge) => edge.attributes.has('directed') && (edge.attributes.get('directed')?.value === 'true') !== directed,
  );
  if (other)
    throw fail(
      `This edge is ${directed ? 'undirected' : 'directed'} in a graph that is not; write the graph with ` +
        `edges of one kind.`,
      other.offset,
    );
  return { directed, nodes, edges, source, target };

  function required(element: XmlElement, name: string): string {
    const found = element.attributes.get(name);
    if (!found) throw fail(`<${element.name}> has no ${name}; add it.`, element.offset);
    return found.value;
  }
  function dataOf(element: XmlElement, what: 'node' | 'edge'): Attributes {
    const data = element.children.map((child) => {
      if (child.name !== 'data') throw fail(`<${child.name}> inside a ${what} is not read.`, child.offset);
      const id = required(child, 'key');
      const key = keys.get(id);
      if (!key) throw fail(`No <key> has the id "${id}"; declare it.`, child.offset);
      return [nameOf(key), typed(child, key)] as const;
    });
    return { ...defaults[what], ...Object.fromEntries(data) };
  }
  function defaultsOf(what: 'node' | 'edge'): Attributes {
    const found = [...keys.values()].flatMap((key) => {
      const fallback = key.children.find(({ name }) => name === 'default');
      return fallback && ['all', what].includes(key.attributes.get('for')?.value ?? 'all')
        ? [[nameOf(key), typed(fallback, key)] as const]
        : [];
    });
    if (found.length > mostDefaults)
      throw fail(
        `${found.length} keys have a default for every ${what}, more than the ${mostDefaults} that are read; remove ` +
          `those that are not needed.`,
        graph.offset,
      );
    return Object.fromEntries(found);
  }
  function nameOf(key: XmlElement): string {
    return key.attributes.get('attr.name')?.value ?? required(key, 'id');
  }
  function typed(element: XmlElement, key: XmlElement): unknown {
    const type = key.attributes.get('attr.type')?.value ?? 'string';
    if (type === 'string') return element.text;
    const written = element.text.trim();
    if (type === 'boolean' && /^(true|false|0|1)$/i.test(written)) return /^(true|1)$/i.test(written);
    if (numeric.has(type) && !isExact(written)) return written;
    const value =
      numeric.has(type) && written !== '' ? Number(written.replace(/^([+-]?)inf(inity)?$/i, '$1Infinity')) : Number.NaN;
    const isSpecial = numeric.has(type) && /^(?:nan|[+-]?inf(inity)?)$/i.test(written);
    if (!Number.isFinite(value) && !isSpecial)
      throw fail(`"${written.slice(0, 30)}" is no ${type}; correct it.`, element.offset);
    return value;
  }
}
/** Each is held by every node or edge. */
const mostDefaults = 100;
const numeric: ReadonlySet<string> = new Set(['int', 'long', 'float', 'double']);

/**
 * Writes a graph as GraphML. Attributes that are numbers or truth values throughout keep their type; anything else but
 * text is written as JSON.
 */
export function writeGraphml({ directed, nodes, edges, source, target }: Graph): Uint8Array {
  const nodeKeys = keysOf(nodes, 'node', ['id']);
  const edgeKeys = keysOf(edges, 'edge', ['source', 'target']);
  const id = (position: number): string => escaped(String(nodes[position].id));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...[...nodeKeys.values(), ...edgeKeys.values()].map(
      ({ key, name, type, of }) => `  <key id="${key}" for="${of}" attr.name="${escaped(name)}" attr.type="${type}"/>`,
    ),
    `  <graph edgedefault="${directed ? 'directed' : 'undirected'}">`,
    ...nodes.map((node, position) => element(`node id="${id(position)}"`, dataText(node, nodeKeys))),
    ...edges.map((edge, e) =>
      element(`edge source="${id(source[e])}" target="${id(target[e])}"`, dataText(edge, edgeKeys)),
    ),
    '  </graph>',
    '</graphml>',
    '',
  ];
  return encodeText(lines.join('\n'));
}
interface Key {
  readonly key: string;
  readonly index: number;
  readonly name: string;
  readonly type: 'double' | 'boolean' | 'string';
  readonly of: 'node' | 'edge';
}
function keysOf(
  rows: readonly Attributes[],
  of: 'node' | 'edge',
  without: readonly string[],
): ReadonlyMap<string, Key> {
  const types = new Map<string, Key['type']>();
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      if (without.includes(name) || value === undefined || value === null) continue;
      const type = typeof value === 'number' ? 'double' : typeof value === 'boolean' ? 'boolean' : 'string';
      types.set(name, (types.get(name) ?? type) === type ? type : 'string');
    }
  return new Map([...types].map(([name, type], index) => [name, { key: `${of}${index}`, index, name, type, of }]));
}
const dataText = (row: Attributes, keys: ReadonlyMap<string, Key>): string =>
  Object.entries(row)
    .flatMap(([name, value]) => {
      const key = keys.get(name);
      return key && value !== undefined && value !== null ? [{ ...key, value }] : [];
    })
    .sort((a, b) => a.index - b.index)
    .map(({ key, value }) => {
      return `<data key="${key}">${escaped(typeof value === 'object' ? JSON.stringify(value) : String(value))}</data>`;
    })
    .join('');
const element = (tag: string, inside: string): string =>
  inside === '' ? `    <${tag}/>` : `    <${tag}>${inside}</${tag.slice(0, 4)}>`;
