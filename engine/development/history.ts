import type { Positions } from './neighbours.ts';

/** What a cell is, apart from where it is. */
export interface Moment {
  readonly count: number;
  readonly positions: Positions;
  /** Bits of genes, then inputs. */
  readonly state: Uint32Array;
  /** Index of the fate, -1 undecided. */
  readonly fate: Int8Array;
}
/**
 * The life of all cells, before any synapse (synapses do not act back on cells): moment k is the end of step k, moment
 * 0 the start. Cell ids are given in order of birth, so moment k holds the cells 0 .. count−1.
 */
export interface History {
  readonly parent: Int32Array;
  /** Step of birth. */
  readonly birth: Int32Array;
  readonly moments: readonly Moment[];
}
