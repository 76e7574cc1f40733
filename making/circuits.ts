import { controlled, growthProgram } from '../catalogue/controls/index.ts';
import {
  cellsWhere,
  ControlError,
  fromGrowth,
  held,
  nodesWhere,
  roundingNote,
  type Matrix,
  type MatrixProgram,
  numbersOf,
  type SpectrumScale,
  type StrengthsKept,
  type Groups,
  namesOfGroups,
} from '../engine/connectivity/index.ts';
import { compileBoolean, type Expression, ExpressionError, show } from '../engine/expressions/index.ts';
import { type Growth, grow } from '../engine/development/index.ts';
import { type GeneNetwork, minimalStart } from '../engine/genes/index.ts';
import type { KernelBackend } from '../engine/kernels/index.ts';
import { type Field, type Graph, type RateNetworkFile, unweighted } from '../formats/index.ts';
import type { Settled } from '../language/canonical/instantiate.ts';
import type { ConnectNoun, DataNoun, DevelopNoun, Noun } from '../language/specification.ts';
import type { TableRows } from '../language/table-rows.ts';
import type { CachedAlgebra } from './cached-algebra.ts';
import { type CellSources, type CellValues, cellValues, demandInPlace, tables } from './cell-values.ts';
import { assembled, graphOf, typesOfNodes } from './connections-of-file.ts';
import { drawnCellsTexts } from './drawn-cells-text.ts';
import { drawn, initialised, needMemory } from './drawn-matrix.ts';
import { Failure } from './failure.ts';
import type { RecordingSource } from '../language/nouns/field-source.ts';
import { unscaled } from '../language/nouns/unscaled.ts';
import { fieldIn, type KnownPairs, ofField, ofRecording, type PairsRecorded } from './recorded-circuits.ts';
import { networkOf } from './gene-networks.ts';
import type { MatrixSource } from './opened-matrices.ts';
import type { WholeMatrix } from '../language/whole-matrix.ts';
import { NotApplicable } from '../catalogue/not-applicable.ts';
import { ofRank, scaled, unitRowsOf } from './shaped-matrix.ts';
import { type ScalingOf, scaledSynapses } from './scaled-synapses.ts';
import { recentResults } from './recent-results.ts';
import { readSaved } from './read-saved.ts';

/**
 * Where a matrix comes from: `positions` neurons × dimensions (m) in a space of these edge lengths, `groups` by neuron.
 * `summed`: edges of a file on a pair that had one.
 */
interface Source {
  readonly matrix: Matrix;
  /** What was assumed of its file. */
  readonly notes?: readonly string[];
  /** Of neurons that were recorded: tables of all their pairs. */
  readonly pairs?: KnownPairs;
  readonly summed?: number;
  readonly positions?: Float64Array;
  readonly lengths?: readonly number[];
  readonly groups?: Int32Array;
  /** How its synapses were scaled, where they were. */
  readonly scaling?: ScalingOf;
  /** Of a growth whose cells have grown synapses by what they do: their mean rate after each `step` (s). */
  readonly homeostasis?: NonNullable<Growth['rates']> & Pick<Growth, 'step'>;
}
/** The matrix that a `connect` stands for. `shareMoved`: of the edges, by its controls; undefined without controls. */
export interface Wiring extends Source {
  readonly shareMoved?: number;
  /** Whether any control moved connections, and not weights between them alone. */
  readonly isRewired?: boolean;
  /** How nearly the last control that is to keep strengths has kept them. */
  readonly strengths?: StrengthsKept;
  /** The network of a file that a network begins as; the matrix is that of its weights that act. */
  readonly saved?: RateNetworkFile;
}
/** Thrown where there is no cell to start a growth from; the message says why, and becomes a note. */
export class NothingGrows extends NotApplicable {}
/** What grows and wires circuits, each once as long as it is at hand. @throws NothingGrows */
export interface Circuits {
  grow(develop: DevelopNoun, seed: number, onStep?: (fraction: number) => void): Growth;
  /** For each neuron of the matrix whether a condition over what is known of it holds. @throws Failure */
  neuronsWhere(connect: ConnectNoun, seed: number, condition: Expression): Uint8Array;
  wire(connect: ConnectNoun, seed: number, onStep?: (fraction: number) => void, given?: Given): Wiring;
  /** A network of a file. @throws Failure */
  saved(path: string): RateNetworkFile;
  /** A table of a file. @throws Failure */
  table(data: DataNoun): TableRows;
  /** What is to be said of the cells that the neurons of a noun draw. @throws Failure */
  drawnCells(noun: Noun, neurons: number, seed: number): readonly string[];
  /** What the neurons of a noun draw from tables. @throws Failure, also where it is used */
  cellsOf(noun: Noun, neurons: number, seed: number): CellValues;
}
/** What a matrix can depend on besides its noun. */
export interface Given {
  /** First weights are drawn again until this holds; `key`: what it depends on. */
  readonly accept?: { readonly key: unknown; readonly holds: (matrix: Matrix) => boolean };
  /** The weights of a network after its training, by its name. */
  readonly trained?: (network: string) => Matrix;
}

/** Numbers of matrices (f64) that are kept at hand: 240 MB. */
const mostMatrixNumbers = 3e7;
/** What a matrix that is at hand takes beside its numbers, counted as so many. */
const besideMatrix = 500;

/** Where folders and recordings come from. */
export interface MoreSources {
  /** The names of the files of a folder that a specification names; `read` takes `FOLDER/NAME`. */
  readonly list?: (folder: string) => readonly string[];
  readonly recorded?: (source: Settled<RecordingSource>, seed: number) => PairsRecorded;
  /** A whole matrix of a file, read before. */
  readonly whole?: (source: MatrixSource) => WholeMatrix;
  /** Is told what was assumed of a file, whenever a matrix of it is asked for. */
  readonly onAssumed?: (path: string, notes: readonly string[]) => void;
  /** What runs a network while its synapses are scaled. */
  readonly kernels?: KernelBackend;
}

/**
 * `read` gives the bytes of a file that a specification names; `machineBytes` is the memory there is, which no matrix
 * may need more of.
 */
export function circuits(
  read: (reference: string) => Uint8Array,
  algebra: CachedAlgebra,
  machineBytes = Number.POSITIVE_INFINITY,
  { list = () => [], recorded, whole, onAssumed, kernels }: MoreSources = {},
): Circuits {
  const size = ({ matrix, scaling }: Source): number => numbersOf(matrix) * (scaling ? 2 : 1) + besideMatrix;
  const growths = recentResults<Growth>(2);
  const sources = recentResults<Source>(mostMatrixNumbers, undefined, size);
  const graphs = recentResults<Graph>(1);
  const networks = recentResults<RateNetworkFile>(4);
  const fields = recentResults<Field>(2);
  const wirings = recentResults<Wiring>(mostMatrixNumbers, undefined, size);

  const grown: Circuits['grow'] = (develop, seed, onStep) =>
    growths.get([develop, seed], () => {
      const network = networkOf(develop.genes, seed);
      needFounder(develop, network);
      return grow(
        growthProgram(develop),
        network,
        { seed, stream: develop.stream },
        { onStep: ({ done, total }) => onStep?.(done / total) },
      );
    });
  const sourceOf = (
    { name, source, stream }: ConnectNoun,
    seed: number,
    onStep?: (fraction: number) => void,
    given: Given = {},
  ): Source => {
    const { accept, trained } = given;
    switch (source.kind) {
      case 'develop':
        return ofFates(grown(source.develop, seed, onStep), source);
      case 'drawn':
        return keptIfSmall([source, stream, seed], () =>
          drawn(source.program as MatrixProgram, { seed, stream }, name, machineBytes),
        );
      case 'goe':
        throw new NotApplicable('`weights goe` draws eigenvalues without a matrix');
      case 'initial':
        return sources.get([source, stream, seed, accept?.key], () => ({
          matrix: initialised(
            {
              initialisation: source.initialisation,
              neurons: widthOf(source.neurons as Settled<typeof source.neurons>, seed),
            },
            { seed, stream },
            name,
            algebra,
            machineBytes,
            accept?.holds,
          ),
        }));
      case 'trained': {
        if (trained) return { matrix: trained(source.network.name) };
        throw new NotApplicable(
          `it is the matrix of ${source.network.name} after its training, and nothing is trained here`,
        );
      }
      case 'scaled': {
        if (!kernels) throw new NotApplicable('its synapses are scaled as it runs, and nothing runs here');
        const { dynamics } = source;
        const { shareMoved, isRewired, summed, saved, ...before } = wire(dynamics.matrix, seed, undefined, given);
        const cells = cellsOf(dynamics, before.matrix.size, seed);
        return { ...before, ...scaledSynapses(before.matrix, source, seed, { kernels, cells, onFraction: onStep }) };
      }
      case 'matrix':
        return sources.get(source, () => {
          if (!whole) throw new Error(`${source.path} was not read before`);
          const { matrix, notes } = whole(source);
          return {
            matrix: held(matrix, () => needMemory(matrix.size, source.path, machineBytes)),
            ...(notes.length > 0 && { notes }),
          };
        });
      case 'field':
        return sources.get([source, source.program ? [stream, seed] : undefined], () =>
          ofField(
            source as Settled<typeof source>,
            name,
            { seed, stream },
            fields.get(source.path, () => fieldIn(source.path, read, list)),
          ),
        );
      case 'recording': {
        if (!recorded) throw new NotApplicable('it is made of a recording, which is read when it runs');
        return sources.get([source, stream, seed], () =>
          ofRecording(
            source as Settled<typeof source>,
            name,
            { seed, stream },
            recorded(source as Settled<typeof source>, seed),
          ),
        );
      }
      case 'file':
        return sources.get(source, () => {
          const graph = graphs.get([source.path, source.columns, source.nodes], () => graphOf(read, source));
          const { matrix, summed } = assembled(graph, source);
          const notes = [...(graph.notes ?? []), ...unweighted(graph, source.columns?.weight), ...roundingNote(matrix)];
          return { matrix: held(matrix), ...(summed > 0 && { summed }), ...(notes.length > 0 && { notes }) };
        });
    }
  };
  /** A drawn matrix that nothing else can be kept beside is drawn again where it is asked for again. */
  const keptIfSmall = (key: unknown, draw: () => Source): Source => {
    const made = sources.find(key) ?? draw();
    return size(made) > mostMatrixNumbers ? made : sources.get(key, () => made);
  };
  const widthOf = (neurons: number | ConnectNoun, seed: number): number =>
    typeof neurons === 'number' ? neurons : wire(neurons, seed).matrix.size;
  const wire: Circuits['wire'] = (connect, seed, onStep, given = {}) => {
    const make = (): Wiring => {
      const { matrix, summed, notes, positions, lengths, groups, pairs, scaling, homeostasis } = sourceOf(
        connect,
        seed,
        onStep,
        given,
      );
      const isKept = connect.source.kind !== 'drawn' || numbersOf(matrix) <= mostMatrixNumbers;
      const controlled = applyControls(matrix, connect, seed);
      const rows = connect.unitRows ? unitRowsOf(controlled.matrix, connect.name) : controlled.matrix;
      const reduced = connect.rank ? ofRank(rows, connect, seed, algebra) : rows;
      return {
        ...controlled,
        ...(summed !== undefined && connect.source.kind === 'file' && { summed }),
        ...(notes && { notes }),
        ...(positions && { positions }),
        ...(lengths && { lengths }),
        ...(groups && { groups }),
        ...(pairs && { pairs }),
        ...(scaling && { scaling }),
        ...(homeostasis && { homeostasis }),
        matrix: connect.spectrum
          ? scaled(reduced, connect.spectrum as SpectrumScale, connect.name, algebra, isKept)
          : reduced,
      };
    };
    // what a network has learned is not known by its name
    const wiring = restsOnTrained(connect) ? make() : wirings.get([connect, seed, given.accept?.key], make);
    if (wiring.notes && 'path' in connect.source) onAssumed?.(connect.source.path, wiring.notes);
    return wiring;
  };
  const neuronsWhere: Circuits['neuronsWhere'] = (of, seed, condition) => {
    const connect = unscaled(of),
      { source } = connect;
    try {
      const chosen = Uint8Array.from(holdsOf(), Number);
      if (chosen.includes(1)) return chosen;
      throw new Failure('run', `no neuron of ${connect.name} is where \`${show(condition)}\` holds: choose others.`);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      throw new Failure('run', `neurons of ${connect.name} cannot be chosen: ${error.message}.`, { cause: error });
    }
    function holdsOf(): readonly boolean[] {
      switch (source.kind) {
        case 'file': {
          const graph = graphs.get([source.path, source.columns, source.nodes], () => graphOf(read, source));
          const chosen = new Set(nodesWhere(graph, condition));
          return Array.from(assembled(graph, source).cells, (node) => chosen.has(node));
        }
        case 'develop': {
          const growth = grown(source.develop, seed),
            holds = cellsWhere(condition, growth.fates);
          return Array.from(fromGrowth(growth, source).cells, (cell) =>
            holds(growth.fates[growth.cells.fate[cell]] ?? ''),
          );
        }
        default: {
          const { groups, matrix } = wire(connect, seed);
          const holds = compileBoolean<number>(condition, {
            where: '`neurons where`',
            names: groups ? namesOfGroups(groupsNamed(connect)) : {},
          });
          return Array.from({ length: matrix.size }, (_, neuron) => holds(groups?.[neuron] ?? 0));
        }
      }
    }
  };
  const table = tables(read);
  /** By fate, by what the nodes of a file say, by group. */
  const typesOf = (
    connect: ConnectNoun,
    seed: number,
    field: string | undefined,
    column: string,
  ): readonly (string | undefined)[] => {
    demandInPlace(connect);
    const { source, name } = unscaled(connect);
    const known = (only: string): void => {
      if (field === undefined || field === only) return;
      throw new Failure('usage', `of a neuron of ${name} its ${only} is known, and not ${field}: write by ${column}.`);
    };
    switch (source.kind) {
      case 'file': {
        const graph = graphs.get([source.path, source.columns, source.nodes], () => graphOf(read, source));
        return typesOfNodes(graph, assembled(graph, source).cells, source.path, field ?? column, column);
      }
      case 'develop': {
        known('fate');
        const growth = grown(source.develop, seed);
        return Array.from(fromGrowth(growth, source).cells, (cell) => growth.fates[growth.cells.fate[cell]]);
      }
      default: {
        const { groups } = wire(connect, seed);
        if (!groups)
          throw new Failure(
            'usage',
            `nothing tells the types of the neurons of ${name}: fates of a grown circuit, fields of the nodes of a ` +
              `file and groups do. Give it \`groups\`, or leave \`by ${column}\` out.`,
          );
        known('group');
        const named = groupsNamed(connect);
        return Array.from(groups, (group) => (typeof named === 'object' ? named[group].group : String(group + 1)));
      }
    }
  };
  const sourcesFor = (seed: number): CellSources => ({
    tableOf: table,
    typesOf: (connect, field, column) => typesOf(connect, seed, field, column),
  });
  const cellsOf: Circuits['cellsOf'] = (noun, neurons, seed) => cellValues(noun, neurons, seed, sourcesFor(seed));
  return {
    grow: grown,
    neuronsWhere,
    wire,
    saved: (path) => networks.get(path, () => readSaved(path, read)),
    table,
    cellsOf,
    drawnCells: (noun, neurons, seed) => drawnCellsTexts(noun, neurons, sourcesFor(seed)),
  };
}

/** Of what is drawn, as its program has them. */
function groupsNamed(connect: ConnectNoun): Groups | undefined {
  const { source } = unscaled(connect);
  return source.kind === 'drawn' ? (source.program.groups as Groups | undefined) : undefined;
}
/** Whether its matrix depends on what a network has learned. */
const restsOnTrained = (connect: ConnectNoun): boolean => unscaled(connect).source.kind === 'trained';

/** Its neurons are in groups by their fate; those that are undecided are one more. */
function ofFates(growth: Growth, chosen: Parameters<typeof fromGrowth>[1]): Source {
  const circuit = fromGrowth(growth, chosen);
  return {
    ...circuit,
    groups: Int32Array.from(circuit.cells, (cell) => growth.cells.fate[cell] + 1),
    ...(growth.rates && { homeostasis: { ...growth.rates, step: growth.step } }),
  };
}

function needFounder({ start: { fate, on } }: DevelopNoun, network: GeneNetwork): void {
  if (fate === undefined || on || minimalStart(network, fate)) return;
  const fixedGenes = Object.entries(network.fixed)
    .map(([name, value]) => `${name} held at ${value}`)
    .join(' and ');
  throw new NothingGrows(
    `no state of the genes has the fate ${fate}${fixedGenes && ` with ${fixedGenes}`}, ` +
      'so there is no cell to start from',
  );
}

/** Innermost first; the share moved is that of the control that moved most of the connections. */
export function applyControls(
  matrix: Matrix,
  { name: noun, controls }: Pick<ConnectNoun, 'name' | 'controls'>,
  seed: number,
): Wiring {
  return controls.reduce<Wiring>(
    (wiring, form) => {
      try {
        const {
          matrix: changed,
          moved,
          isRewired = false,
          strengths = wiring.strengths,
        } = controlled(wiring.matrix, form, seed);
        const shareMoved = moved === undefined ? wiring.shareMoved : Math.max(moved, wiring.shareMoved ?? 0);
        return {
          matrix: changed,
          shareMoved,
          isRewired: isRewired || wiring.isRewired === true,
          ...(strengths && { strengths }),
        };
      } catch (error) {
        throw error instanceof ControlError || error instanceof RangeError
          ? new Failure('run', `${form.call}(${noun}) cannot be made: ${error.message}`, { cause: error })
          : error;
      }
    },
    { matrix },
  );
}
