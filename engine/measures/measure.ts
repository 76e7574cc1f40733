import type { Matrix } from '../connectivity/index.ts';
import type { Growth } from '../development/index.ts';
import type { GeneNetwork, Share } from '../genes/index.ts';

/** What a measure is taken of: its cells, its synapses, its growth as it went; a gene network needs no seed. */
export interface Subjects {
  readonly matrix: Matrix;
  readonly cells: Growth;
  readonly synapses: Growth;
  readonly growth: Growth;
  readonly genes: GeneNetwork;
}
/**
 * What it gives: of a growth as it went a value per step; of genes a value that is exact (`ci` null) or sampled, with
 * its 95 % interval.
 */
export interface Outcomes {
  readonly matrix: number;
  readonly cells: number;
  readonly synapses: number;
  readonly growth: Series;
  readonly genes: Share;
}
/** `values[k]` belongs to the end of step `steps[k]`, step 0 being the start; at most 61, evenly spaced. */
export interface Series {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** What a call may say besides its subject. */
export interface MeasureOptions {
  /** A fate: of cells (`byFate`), or of genes (`basin`, `absorption`). */
  readonly fate?: string;
  /** The fate whose smallest state `absorption` starts from. */
  readonly from?: string;
  /** What `count` of genes counts. */
  readonly of?: string;
}

/**
 * One entry of the catalogue: `name` as the language writes it, `needs` the kind of its subject, `unit` '' for a pure
 * number.
 */
export type Measure = { [Need in keyof Subjects]: MeasureOf<Need> }[keyof Subjects];
export interface MeasureOf<Need extends keyof Subjects> {
  readonly name: string;
  readonly needs: Need;
  readonly unit: '' | 'm' | 's';
  /** A proportion lies in 0 .. 1. */
  readonly proportion: boolean;
  readonly doc: string;
  readonly example: string;
  /** Whether `fate:` may choose among the cells. */
  readonly byFate: boolean;
  /** @throws RangeError with a sentence that says why, where there is no such number. */
  readonly compute: (subject: Subjects[Need], options: MeasureOptions) => Outcomes[Need];
}
