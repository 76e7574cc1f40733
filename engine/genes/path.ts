import { explore } from './explore.ts';
import type { GeneNetwork, UpdateScheme } from './gene-network.ts';
import { ruleOfFate } from './start.ts';
import { valueDynamics } from './values-dynamics.ts';

export interface Path {
  readonly found: boolean;
  /** False where the search ended at its limit: then the fate may still be reachable. */
  readonly finished: boolean;
  /** How many states were visited. */
  readonly visited: number;
  /** From the start to the first state that has the fate, both included; empty where none was found. */
  readonly states: readonly string[];
  /** Between one state and the next: the gene that turns (synchronous: all that turn at once). */
  readonly turns: readonly (readonly string[])[];
}

/**
 * A shortest way from a state to a fate, by breadth-first search over at most `limit` states (131,072); under
 * synchronous update there is one way only, the trajectory. A state is written as its genes, then the inputs that are
 * not fixed, which stay as they are.
 */
export function pathTo(
  network: GeneNetwork,
  from: string,
  fate: string,
  { update = network.update, limit = 2 ** 17 }: { readonly update?: UpdateScheme; readonly limit?: number } = {},
): Path {
  const dynamics = valueDynamics(network);
  const { count, complete, found, state, parent } = explore(
    dynamics,
    [dynamics.read(from)],
    update,
    limit,
    dynamics.test(ruleOfFate(network, fate)),
  );
  const way: number[] = [];
  for (let at = found ?? -1; at >= 0; at = parent[at]) way.unshift(at);
  const states = way.map(state);
  return {
    found: found !== undefined,
    finished: found !== undefined || complete,
    visited: count,
    states: states.map(dynamics.text),
    turns: states.slice(1).map((next, i) =>
      Array.from(dynamics.genes)
        .filter((gene) => next[gene] !== states[i][gene])
        .map((gene) => dynamics.names[gene]),
    ),
  };
}
