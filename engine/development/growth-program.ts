import type { Expression } from '../expressions/expression.ts';
import type { Resemblance } from './cell-pairs.ts';
import type { History } from './history.ts';

/** How a circuit grows. SI units throughout: metres, seconds, metres per second. */
export interface GrowthProgram {
  /** Edge lengths of the box, 2 or 3 of them. Cells live in [0, length] on each axis. */
  readonly space: readonly number[];
  readonly step: number;
  readonly stop: number;
  readonly start: {
    readonly count: number;
    readonly fate?: string;
    readonly on?: readonly string[];
    readonly place: 'centre' | 'uniform';
  };
  /**
   * Inputs of the gene network; Boolean expressions over `neighbours(fate, within: m)`, `x`, `y`, `z`, `time`, `age`.
   */
  readonly signals: readonly { readonly name: string; readonly expression: Expression }[];
  readonly divide: readonly {
    readonly fate: string;
    readonly every: number;
    readonly until?: number;
    readonly spread: number;
  }[];
  readonly migrate: readonly { readonly fate: string; readonly along: 'outward' | 'inward'; readonly speed: number }[];
  readonly synapses: readonly SynapseRule[];
  /** Cells grow synapses, and lose them, by what they do. */
  readonly homeostasis?: Homeostasis;
  /** Innermost first. */
  readonly controls: readonly GrowthControl[];
}
/** What a control makes of a growth. */
export interface GrowthControl {
  /** The lives of the cells, changed before any synapse forms. */
  readonly lives?: (history: History, key: { readonly seed: number; readonly stream: string }) => History;
  /** How alike any two cells of these fates are to a synapse rule, whatever their genes; `genes` is their number. */
  readonly resemblance?: (history: History, pre: number, post: number, genes: number) => Resemblance;
}
/** Rates are shares of the largest rate; see `settleRates`. */
export interface Homeostasis {
  /** Between what a cell does by itself, background/(1 + background), and 1. */
  readonly target: number;
  /** Synapses that a silent cell grows in a step. */
  readonly perStep: number;
  /** What excites each cell besides its synapses. */
  readonly background: number;
}
export interface SynapseRule {
  readonly pre: string;
  readonly post: string;
  /** A probability, tried once per ordered pair; with `perSecond` a rate in 1/s, tried each step. */
  readonly probability: Expression;
  readonly perSecond: boolean;
  readonly weight: Expression;
  /** A Boolean expression over `weight`, `distance`, …; a synapse for which it is true is removed. */
  readonly prune?: Expression;
  /** Every `every` seconds of the synapse's age multiply the weight by `factor`, up to `until`. */
  readonly strengthen?: { readonly factor: number; readonly every: number; readonly until: number };
}

/** Columnar table of the cells ever born (none die). Index = id. */
export interface Cells {
  readonly count: number;
  readonly dimensions: 2 | 3;
  /** Mother's id, -1 for founders. */
  readonly parent: Int32Array;
  /** Step of birth, 0 for founders. */
  readonly birth: Int32Array;
  /** Final positions in metres, `count × dimensions`, row by row. */
  readonly position: Float64Array;
  /** Final gene states, one word of bits per cell: bit g = gene g (up to 32 genes), then inputs. */
  readonly state: Uint32Array;
  /** Index into `fates` at the end, -1 undecided. */
  readonly fate: Int32Array;
}
export interface Synapses {
  readonly count: number;
  readonly pre: Int32Array;
  readonly post: Int32Array;
  readonly weight: Float64Array;
  readonly birth: Int32Array;
}
/**
 * What happened, step by step, so that a growth can be replayed: frame k holds cells 0 .. count-1 at the end of step k.
 */
export interface Frame {
  readonly step: number;
  readonly count: number;
  readonly position: Float32Array;
  readonly fate: Int8Array;
}
export interface Growth {
  readonly fates: readonly string[];
  readonly genes: readonly string[];
  readonly steps: number;
  readonly step: number;
  readonly cells: Cells;
  readonly synapses: Synapses;
  /** Of a homeostasis: the mean rate of the cells that can receive synapses, for each step from 1. */
  readonly rates?: { readonly target: number; readonly means: readonly number[] };
  readonly frames: readonly Frame[];
}
