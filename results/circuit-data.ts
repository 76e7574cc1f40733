import type { DevelopNoun, ExperimentSpec } from '../language/specification.ts';
import type { Results } from './contract.ts';

/** A grown circuit as a page replays it. */
export interface CircuitData {
  readonly condition: string;
  readonly seed: number;
  readonly fates: readonly string[];
  /** Seconds per step, and the edge lengths of the space in metres. */
  readonly step: number;
  readonly space: readonly number[];
  readonly dimensions: 2 | 3;
  /**
   * Frame k: positions of cells 0 .. count-1 as Float32 (metres, `count × dimensions`), fates as Int8 (index into
   * `fates`, -1 undecided).
   */
  readonly frames: readonly {
    readonly step: number;
    readonly count: number;
    readonly position: ArrayBuffer;
    readonly fate: ArrayBuffer;
  }[];
  /** Int32 cell ids. */
  readonly pre: ArrayBuffer;
  readonly post: ArrayBuffer;
  /** Int32 step of formation. */
  readonly birth: ArrayBuffer;
  /** Float64. */
  readonly weight: ArrayBuffer;
}

/** A grown circuit as the view wants it: flat arrays, and the size of the space it grew in. */
export const circuitData =
  (experiment: ExperimentSpec) =>
  ({ condition, seed, growth }: Results['circuits'][number]): CircuitData => ({
    condition,
    seed,
    fates: growth.fates,
    step: growth.step,
    space: developmentOf(experiment.conditions.find((each) => each.name === condition)?.noun)?.space ?? [],
    dimensions: growth.cells.dimensions,
    frames: growth.frames.map((frame) => ({
      step: frame.step,
      count: frame.count,
      position: bytes(frame.position),
      fate: bytes(frame.fate),
    })),
    pre: bytes(growth.synapses.pre),
    post: bytes(growth.synapses.post),
    birth: bytes(growth.synapses.birth),
    weight: bytes(growth.synapses.weight),
  });

const bytes = (array: Float32Array | Float64Array | Int8Array | Int32Array): ArrayBuffer =>
  array.buffer.slice(array.byteOffset, array.byteOffset + array.byteLength) as ArrayBuffer;

function developmentOf(noun: ExperimentSpec['conditions'][number]['noun'] | undefined): DevelopNoun | undefined {
  if (noun?.noun === 'develop') return noun;
  if (noun?.noun === 'network') return developmentOf(noun.recurrent?.matrix);
  if (noun?.noun === 'connect') return noun.source.kind === 'develop' ? noun.source.develop : undefined;
  return undefined;
}
