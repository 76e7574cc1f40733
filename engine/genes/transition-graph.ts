import type { GeneNetwork, UpdateScheme } from './gene-network.ts';
import { stateSpace, tooLarge } from './state-space.ts';

/**
 * States as text (genes in declaration order, then inputs) and which leads to which, as indices; a state that stays has
 * no edge to itself.
 */
export interface TransitionGraph {
  readonly states: readonly string[];
  readonly edges: readonly (readonly [from: number, to: number])[];
}

/** Every state and its successors; undefined where there are more than `limit` states. */
export function transitionGraph(
  network: GeneNetwork,
  update: UpdateScheme = network.update,
  limit = 1024,
): TransitionGraph | undefined {
  if (tooLarge(network)) return undefined;
  const space = stateSpace(network);
  if (space.size > limit) return undefined;
  const all = Array.from({ length: space.size }, (_, state) => state);
  return {
    states: all.map(space.text),
    edges: all.flatMap((state) => successors(state, space.next[state], update).map((to) => [state, to] as const)),
  };
}

function successors(state: number, next: number, update: UpdateScheme): number[] {
  if (update === 'synchronous') return next === state ? [] : [next];
  const found: number[] = [];
  for (let turns = state ^ next; turns !== 0; turns &= turns - 1) found.push(state ^ (turns & -turns));
  return found;
}
