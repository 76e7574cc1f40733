import type { Share } from './fate-shares.ts';
import type { UpdateScheme } from './gene-network.ts';

/**
 * Where a network ends, as plain data: what the command line prints, a run keeps in `tables/`, hover tells and figures
 * draw.
 * `exhaustive`: every state that decides was visited, so all attractors are here with their sizes. `symbolic`: steady
 * states, attractors with their states where these could be found, and else the minimal trap space that holds at least
 * one (`trap`).
 */
export interface NetworkAnalysis {
  /**
   * In declaration order; a state is written as one character per gene, then one per free input (`inputs`): 0, 1, or *
   * where a trap space leaves it free.
   */
  readonly genes: readonly string[];
  readonly inputs: readonly string[];
  readonly update: UpdateScheme;
  readonly method: 'exhaustive' | 'symbolic';
  /** Whether these are proved to be all attractors (`count` of them); where not, `unfinished` says what is missing. */
  readonly complete: boolean;
  readonly unfinished?: string;
  /** Genes and inputs that are not fixed: there are 2^free states. */
  readonly free: number;
  /**
   * Exhaustive, where fewer states than all decide, as constants are carried through and genes that nothing uses are
   * left out: how many were visited.
   */
  readonly visited?: number;
  /** Symbolic: whether all steady states and minimal trap spaces are known. */
  readonly spacesKnown?: boolean;
  readonly attractors: readonly AnalysedAttractor[];
  /**
   * How many attractors there are, also where `attractors` lists fewer (at most 1,000 are listed); a decimal integer,
   * which may be beyond 2^53. At least so many where it is not `complete`.
   */
  readonly count: string;
  /**
   * By fate: whether some attractor has it in all its states (null: not known), and the probability of ending there
   * from a uniform start (null where it was not computed).
   */
  readonly fates: Readonly<Record<string, { readonly reachable: boolean | null; readonly basin: Share | null }>>;
  readonly mixed: Share | null;
  readonly undecided: Share | null;
}
export interface AnalysedAttractor {
  readonly kind: 'steady' | 'cycle' | 'complex' | 'trap';
  /**
   * The period of a cycle; the number of states of a terminal component; the number of states of a trap space (may be
   * beyond 2^53, then rounded).
   */
  readonly size: number;
  /** Synchronous: how many states lead to it. Null under asynchronous update and beyond exhaustion. */
  readonly basin: number | null;
  /** A cycle in the order it runs through them; at most 1,000. */
  readonly states: readonly string[];
  /**
   * The first declared fate that all its states have; else `mixed` where some state has one; else `undecided`. Of a
   * trap space `not known` where none is certain.
   */
  readonly fate: string;
  readonly kept: readonly string[];
  readonly touched: readonly string[];
  /**
   * Of a trap space: fates that some of its states have (they are among `touched`) and some have not, while it is not
   * known how the attractor in it has them.
   */
  readonly open?: readonly string[];
}
