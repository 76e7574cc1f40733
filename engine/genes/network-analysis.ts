import type { Share } from './fate-shares.ts';
import type { UpdateScheme } from './gene-network.ts';

/**
 * Where a network ends, as plain data: what the command line prints, a run keeps in `tables/`, hover tells and figures
 * draw.
 * `exhaustive`: every state was visited, so all attractors are here with their sizes. `symbolic`: steady states and
 * minimal trap spaces; each minimal trap space holds at least one attractor, and is one (`steady`) where nothing in it
 * is free.
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
  /** False where the budget ended before the search did; `unfinished` then says what is missing. */
  readonly complete: boolean;
  readonly unfinished?: string;
  /** Genes and inputs that are not fixed: there are 2^free states. */
  readonly free: number;
  readonly attractors: readonly AnalysedAttractor[];
  /**
   * How many attractors there are, also where `attractors` lists fewer (at most 1,000 are listed); a decimal integer,
   * which may be beyond 2^53.
   */
  readonly count: string;
  /**
   * By fate: whether some attractor has it, and the probability of ending there from a uniform start (null where it was
   * not computed).
   */
  readonly fates: Readonly<Record<string, { readonly reachable: boolean; readonly basin: Share | null }>>;
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
  /** The first declared fate that all its states have; else `mixed` where some state has one; else `undecided`. */
  readonly fate: string;
  readonly kept: readonly string[];
  readonly touched: readonly string[];
}
