import { terminalComponents } from './strong-components.ts';
import { fateOf } from './fate-of.ts';
import type { GeneNetwork, UpdateScheme } from './gene-network.ts';
import { holdsIn, type StateSpace, stateSpace } from './state-space.ts';
import { synchronousCycles } from './synchronous.ts';

/** Where a network ends. */
export interface Attractor {
  /**
   * `cycle`: of synchronous update; `complex`: a terminal component of asynchronous update with more than one state.
   */
  readonly kind: 'steady' | 'cycle' | 'complex';
  /** The period of a cycle; the number of states of a terminal component. */
  readonly size: number;
  /**
   * How many states lead to it under synchronous update; null under asynchronous update, where one state may lead to
   * several.
   */
  readonly basin: number | null;
  /** State indices; a cycle in the order it runs through them, a component ascending. `text` writes them. */
  readonly states: ArrayLike<number>;
  /** The first declared fate that all its states have; else `mixed` where some state has one; else `undecided`. */
  readonly fate: string;
  /** Fates that all its states have; more than one where fates overlap. */
  readonly kept: readonly string[];
  /** Fates that at least one of its states has: in an oscillation they may come and go. */
  readonly touched: readonly string[];
}
export interface Attractors {
  readonly genes: readonly string[];
  readonly inputs: readonly string[];
  readonly update: UpdateScheme;
  readonly method: 'exhaustive';
  readonly complete: true;
  /** Number of states: 2^(genes and inputs that are not fixed). */
  readonly states: number;
  /** Steady states first, then by size; equal ones in the order of their first state's text. */
  readonly attractors: readonly Attractor[];
  /** A state as text: genes in declaration order, then inputs. */
  text(state: number): string;
}

/**
 * All attractors, exactly, by visiting every state; every combination of the inputs that are not fixed. At most 20
 * genes and inputs that are not fixed (`tooLarge`), beyond which it throws. `update` overrides the network's scheme.
 */
export function findAttractors(network: GeneNetwork, update: UpdateScheme = network.update): Attractors {
  const space = stateSpace(network);
  return {
    genes: network.genes.map(({ name }) => name),
    inputs: network.inputs,
    update,
    method: 'exhaustive',
    complete: true,
    states: space.size,
    attractors: attractorsOf(network, space, update),
    text: space.text,
  };
}

export function attractorsOf(network: GeneNetwork, space: StateSpace, update: UpdateScheme): Attractor[] {
  const fatesOf = fatesIn(network, space);
  const found: readonly { readonly states: ArrayLike<number>; readonly basin: number | null }[] =
    update === 'synchronous'
      ? synchronousCycles(space.programs)
      : terminalComponents(space.next).map((states) => ({ states, basin: null }));
  return inOrder(found, space).map(({ states, basin }) => ({
    kind: kindOf(states.length, update),
    size: states.length,
    basin,
    states,
    ...fatesOf(states),
  }));
}
const kindOf = (size: number, update: UpdateScheme): Attractor['kind'] =>
  size === 1 ? 'steady' : update === 'synchronous' ? 'cycle' : 'complex';

/** By size, then by the text of the first state: that is the order of its bits read backwards. */
function inOrder<Found extends { readonly states: ArrayLike<number> }>(
  found: readonly Found[],
  space: StateSpace,
): Found[] {
  const keys = found.map(({ states }) => states.length * space.size + backwards(states[0], space));
  return found
    .map((_, i) => i)
    .sort((a, b) => keys[a] - keys[b])
    .map((i) => found[i]);
}
function backwards(state: number, { free }: StateSpace): number {
  let word = 0;
  for (let i = 0; i < free.length; i++) word = (word << 1) | ((state >>> i) & 1);
  return word;
}

/**
 * The fates of a set of states; answers that are the same are the same object, for there may be a million attractors.
 */
function fatesIn(
  network: GeneNetwork,
  space: StateSpace,
): (states: ArrayLike<number>) => Pick<Attractor, 'fate' | 'kept' | 'touched'> {
  const fates = network.fates.map(({ name, rule }) => ({ name, table: space.table(rule) }));
  const none = { fate: 'undecided', kept: [], touched: [] };
  const known = new Map<string, Pick<Attractor, 'fate' | 'kept' | 'touched'>>();
  return (states) => {
    if (fates.length === 0) return none;
    const shares = fates.map(({ table }) => shareOf(table, states));
    const key = shares.join();
    let answer = known.get(key);
    if (!answer) {
      const touched = fates.flatMap(({ name }, i) => (shares[i] === 'none' ? [] : [name]));
      const kept = fates.flatMap(({ name }, i) => (shares[i] === 'all' ? [name] : []));
      answer = { fate: fateOf(kept, touched), kept, touched };
      known.set(key, answer);
    }
    return answer;
  };
}
/** How many of the states a table holds in. */
function shareOf(table: Uint32Array, states: ArrayLike<number>): 'all' | 'some' | 'none' {
  const first = holdsIn(table, states[0]);
  for (let i = 1; i < states.length; i++) if (holdsIn(table, states[i]) !== first) return 'some';
  return first ? 'all' : 'none';
}
