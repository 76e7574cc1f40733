import { terminalComponents } from './components.ts';
import { cyclesOf } from './cycles.ts';
import type { GeneNetwork, UpdateScheme } from './network.ts';
import { holdsIn, type StateSpace, stateSpace } from './space.ts';

/** Where a network ends. */
export interface Attractor {
  /** `cycle`: of synchronous update; `complex`: a terminal component of asynchronous update with more than one state. */
  readonly kind: 'steady' | 'cycle' | 'complex';
  /** The period of a cycle; the number of states of a terminal component. */
  readonly size: number;
  /** How many states lead to it under synchronous update; null under asynchronous update, where one state may lead to several. */
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
 * All attractors, exactly, by visiting every state; every combination of the inputs that are not fixed. At most 20 genes and inputs
 * that are not fixed (`tooLarge`), beyond which it throws. `update` overrides the network's scheme.
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
  const fates = network.fates.map(({ name, rule }) => ({ name, table: space.table(rule) }));
  const fatesOf = (states: ArrayLike<number>) => {
    const all = Array.from(states);
    const touched = fates.filter(({ table }) => all.some((state) => holdsIn(table, state)));
    const kept = touched.filter(({ table }) => all.every((state) => holdsIn(table, state))).map(({ name }) => name);
    return { fate: kept[0] ?? (touched.length > 0 ? 'mixed' : 'undecided'), kept, touched: touched.map(({ name }) => name) };
  };
  const found: Pick<Attractor, 'states' | 'basin'>[] = update === 'synchronous'
    ? cyclesOf(space.next)
    : terminalComponents(space.next).map((states) => ({ states, basin: null }));
  return found
    .map(({ states, basin }) => ({ states, basin, size: states.length, kind: kindOf(states.length, update), ...fatesOf(states), first: space.text(states[0]) }))
    .sort((a, b) => a.size - b.size || (a.first < b.first ? -1 : 1))
    .map(({ first, ...attractor }) => attractor);
}

const kindOf = (size: number, update: UpdateScheme): Attractor['kind'] => (size === 1 ? 'steady' : update === 'synchronous' ? 'cycle' : 'complex');
