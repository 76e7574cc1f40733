import { type Circuit, control, fromGraph, fromGrowth, type Graph, type Matrix, unitRows } from '../engine/connectivity/index.ts';
import { type Growth, grow } from '../engine/development/index.ts';
import { type GeneNetwork, minimalStart } from '../engine/genes/index.ts';
import { FormatError, readConnections } from '../formats/index.ts';
import type { ConnectNoun, DevelopNoun } from '../language/specification.ts';
import { Failure } from './failure.ts';
import { networkOf } from './genes.ts';
import { NotApplicable } from './measures.ts';
import { memory } from './memory.ts';

/** The matrix that a `connect` stands for. `shareMoved`: of the edges, by its controls; undefined without controls. `summed`: edges of a file on a pair that had one. */
export interface Wiring { readonly matrix: Matrix; readonly shareMoved?: number; readonly summed?: number }
/** Thrown where there is no cell to start a growth from; the message says why, and becomes a note. */
export class NothingGrows extends NotApplicable {}
/** What grows and wires circuits, each once as long as it is at hand. @throws NothingGrows */
export interface Circuits {
  grow(develop: DevelopNoun, seed: number, onStep?: (fraction: number) => void): Growth;
  wire(connect: ConnectNoun, seed: number, onStep?: (fraction: number) => void): Wiring;
}

/** `read` gives the bytes of a file that a specification names. */
export function circuits(read: (reference: string) => Uint8Array): Circuits {
  const growths = memory<Growth>(2);
  const sources = memory<Circuit>(2);
  const graphs = memory<Graph>(1);
  const wirings = memory<Wiring>(8);

  const grown: Circuits['grow'] = (develop, seed, onStep) => growths.recall([develop, seed], () => {
    const network = networkOf(develop.genes, seed);
    needFounder(develop, network);
    return grow(develop, network, { seed, stream: develop.stream }, { onStep: ({ done, total }) => onStep?.(done / total) });
  });
  const sourceOf = ({ source }: ConnectNoun, seed: number, onStep?: (fraction: number) => void): Circuit => {
    if (source.kind === 'develop') return fromGrowth(grown(source.develop, seed, onStep), source.cells);
    if (source.kind !== 'file') throw new Failure('usage', `the matrix of ${source.kind === 'drawn' ? 'drawn weights' : source.path} cannot be made here`);
    return sources.recall(source, () => {
      const graph = graphs.recall([source.path, source.columns], () => graphOf(read(source.path), source));
      return fromGraph(graph, { rows: source.rows, cells: source.cells, edges: source.edges, weight: source.columns?.weight });
    });
  };
  return {
    grow: grown,
    wire: (connect, seed, onStep) => wirings.recall([connect, seed], () => {
      const { matrix, summed } = sourceOf(connect, seed, onStep);
      const drawn = { ...applyControls(matrix, connect.controls, seed), ...(connect.source.kind === 'file' && summed > 0 && { summed }) };
      return connect.unitRows ? { ...drawn, matrix: unitRows(drawn.matrix) } : drawn;
    }),
  };
}

function needFounder({ start: { fate, on } }: DevelopNoun, network: GeneNetwork): void {
  if (fate === undefined || on || minimalStart(network, fate)) return;
  const held = Object.entries(network.fixed).map(([name, value]) => `${name} held at ${value}`).join(' and ');
  throw new NothingGrows(`no state of the genes has the fate ${fate}${held && ` with ${held}`}, so there is no cell to start from`);
}

/** Innermost first; the share moved is that of the control that moved most. */
function applyControls(matrix: Matrix, controls: ConnectNoun['controls'], seed: number): Wiring {
  return controls.reduce<Wiring>((wiring, { control: name, stream, keep }) => {
    if (name === 'similar') throw new Failure('usage', 'similar(…) cannot be made here');
    const { matrix: changed, moved } = control(wiring.matrix, { control: name, stream, keep }, seed);
    return { matrix: changed, shareMoved: Math.max(moved, wiring.shareMoved ?? 0) };
  }, { matrix });
}

type FileSource = ConnectNoun['source'] & { readonly kind: 'file' };

/** What a file says is wrong with it is for the user to mend. @throws Failure */
function graphOf(bytes: Uint8Array, { path, columns }: FileSource): Graph {
  try {
    return readConnections(bytes, path, columns);
  } catch (error) {
    throw error instanceof FormatError ? new Failure('usage', `${path}: ${error.message}`, { cause: error }) : error;
  }
}
