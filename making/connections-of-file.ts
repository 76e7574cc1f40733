/** Circuits of files of connections; what a file says is wrong with it is for the user to mend. */
import { type Circuit, fromGraph } from '../engine/connectivity/index.ts';
import { FormatError, type Graph, readConnections } from '../formats/index.ts';
import { joinedNodes } from '../language/joined-nodes.ts';
import type { ConnectNoun } from '../language/specification.ts';
import { Failure } from './failure.ts';

type FileSource = ConnectNoun['source'] & { readonly kind: 'file' };

/** @throws Failure */
export function graphOf(read: (reference: string) => Uint8Array, { path, columns, nodes }: FileSource): Graph {
  try {
    const graph = readConnections(read(path), path, columns);
    return nodes ? joinedNodes(graph, nodes, read(nodes.path)) : graph;
  } catch (error) {
    throw error instanceof FormatError ? new Failure('usage', `${path}: ${error.message}`, { cause: error }) : error;
  }
}
/** @throws Failure */
export function assembled(graph: Graph, { path, rows, cells, edges, columns }: FileSource): Circuit {
  try {
    return fromGraph(graph, { rows, cells, edges, weight: columns?.weight });
  } catch (error) {
    throw error instanceof RangeError ? new Failure('usage', `${path}: ${error.message}`, { cause: error }) : error;
  }
}

/** What a field of the nodes says of each. @throws Failure where no node has it */
export function typesOfNodes(
  { nodes }: Graph,
  cells: Int32Array,
  path: string,
  field: string,
  column: string,
): readonly (string | undefined)[] {
  if (!nodes.some((node) => node[field] !== undefined)) {
    const fields = [...new Set(nodes.flatMap((node) => Object.keys(node)))];
    throw new Failure(
      'usage',
      `the nodes of ${path} have no field ${field} that tells their type; they have ${fields.join(', ') || 'none'}. ` +
        `Write by ${column} = ${fields[0] ?? 'FIELD'} with the one that does.`,
    );
  }
  return Array.from(cells, (node) => {
    const value = nodes[node][field];
    return value === undefined || value === null || value === '' ? undefined : String(value);
  });
}
