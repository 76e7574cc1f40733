import type { UpdateScheme } from './gene-network.ts';
import { synchronousNext, unstableGenes, type ValueDynamics, type Values, type ValuesTest } from './values-dynamics.ts';

/** The states that some starts lead to, in the order of their distance from them, and the transitions between them. */
export interface Explored {
  readonly count: number;
  /** False where the limit was reached before all states were found, or where the search ended at a wanted one. */
  readonly complete: boolean;
  /** The first state that was wanted. */
  readonly found: number | undefined;
  readonly state: (index: number) => Values;
  /** The state from which each was found first; −1 for a start. */
  readonly parent: readonly number[];
  /**
   * Successors of state i: `successors[offsets[i]]` up to `successors[offsets[i + 1]]`; of complete explorations. A
   * steady state has none.
   */
  readonly offsets: readonly number[];
  readonly successors: readonly number[];
}

/**
 * Breadth first from `starts` (the first of them are states 0, 1, …, each once), up to `limit` states, or up to the
 * first for which `wanted` is true. Inputs stay as the first start has them, all alike.
 */
export function explore(
  dynamics: ValueDynamics,
  starts: readonly Values[],
  update: UpdateScheme,
  limit: number,
  wanted?: ValuesTest,
): Explored {
  const states: Values[] = [];
  const index = new Map<string, number>();
  const parent: number[] = [];
  const offsets = [0];
  const successors: number[] = [];
  const key = keyOf(dynamics);
  let found: number | undefined;
  let full = false;
  const visit = (state: Values, from: number): number => {
    const name = key(state);
    const known = index.get(name);
    if (known !== undefined) return known;
    if (states.length === limit) {
      full = true;
      return -1;
    }
    const place = states.push(state) - 1;
    index.set(name, place);
    parent.push(from);
    if (found === undefined && wanted?.(state)) found = place;
    return place;
  };
  for (const start of starts) visit(start, -1);
  for (let at = 0; at < states.length && found === undefined && !full; at++) {
    const state = states[at];
    if (update === 'synchronous') {
      const next = visit(synchronousNext(dynamics, state), at);
      if (next !== at) successors.push(next);
    } else {
      for (const gene of unstableGenes(dynamics, state)) {
        const next = state.slice();
        next[gene] ^= 1;
        successors.push(visit(next, at));
      }
    }
    offsets.push(successors.length);
  }
  return {
    count: states.length,
    complete: !full && found === undefined,
    found,
    state: (i) => states[i],
    parent,
    offsets,
    successors,
  };
}

/** Names a state by its genes, sixteen to a character. */
export function keyOf({ genes }: ValueDynamics): (state: Values) => string {
  const codes = new Uint16Array(Math.ceil(genes.length / 16));
  return (state) => {
    codes.fill(0);
    for (let i = 0; i < genes.length; i++) codes[i >>> 4] |= state[genes[i]] << (i & 15);
    return String.fromCharCode(...codes);
  };
}
