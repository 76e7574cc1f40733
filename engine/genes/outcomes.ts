import { attractorsOf } from './attractors.ts';
import { eachStrongComponent } from './chain.ts';
import { type Diagrams, diagrams } from './diagram.ts';
import { explore, keyOf } from './explore.ts';
import type { BooleanExpression, GeneNetwork } from './gene-network.ts';
import { regulators } from './compiled-rule.ts';
import { stateSpace } from './state-space.ts';
import { unstableGenes, type ValueDynamics, type Values, type ValuesTest } from './values-dynamics.ts';

/** What an end counts as: the places, among all outcomes, of its fates, else of `mixed`, else of `undecided`. */
export type Outcome = readonly number[];
export interface Outcomes {
  /** Fates, then `mixed` (only some of its states have a fate), then `undecided` (none has). */
  readonly names: readonly string[];
  readonly ofStates: (states: readonly Values[]) => Outcome;
  readonly of: (end: { readonly kept: readonly string[]; readonly touched: readonly string[] }) => Outcome;
}

export function outcomesOf({ fates }: GeneNetwork, { test }: Pick<ValueDynamics, 'test'>): Outcomes {
  const tests = fates.map(({ rule }) => test(rule));
  const decide = (kept: readonly number[], touched: boolean): Outcome =>
    kept.length > 0 ? kept : [touched ? fates.length : fates.length + 1];
  return {
    names: [...fates.map(({ name }) => name), 'mixed', 'undecided'],
    ofStates: (states) =>
      decide(
        tests.flatMap((holds, f) => (states.every(holds) ? [f] : [])),
        tests.some((holds) => states.some(holds)),
      ),
    of: ({ kept, touched }) =>
      decide(
        fates.flatMap(({ name }, f) => (kept.includes(name) ? [f] : [])),
        touched.length > 0,
      ),
  };
}

/** Up to this many genes that may still change, all attractors among them are looked for. */
const mostInside = 8;
/** Where a walk has gone on for long, and at every doubling from then on, the states that it can still reach are. */
const late = 512;
const mostExplored = 2 ** 13;
/** In all walks of one decider together. */
const mostExploredInAll = 2 ** 19;

/**
 * Where a walk of asynchronous update from a state must end, as soon as that is certain; undefined where it is not. The
 * state's smallest trap space holds all that can follow: there, every gene is either steady or may still change.
 * Certain means that the fates do not depend on what may change; that all attractors in that space have the same
 * outcome (looked for where at most 8 genes may change); that the walk is back in an attractor that was met before; or,
 * after 512 turns, that all attractors which the state leads to have the same outcome (where it leads to at most 2^13
 * states; fewer, once many states led to more).
 */
export function endDecider(
  network: GeneNetwork,
  dynamics: ValueDynamics,
  outcomes: Outcomes,
): (state: Values, turn: number) => Outcome | undefined {
  const known = new Map<string, Outcome | undefined>();
  const met = new Map<string, Outcome>();
  const name = keyOf(dynamics);
  const key = (state: Values): string =>
    dynamics.inputs.length > 0 ? `${name(state)}${Array.from(dynamics.inputs, (v) => state[v]).join('')}` : name(state);
  const couldBe = network.genes.map(({ rule }) => reach(rule, dynamics));
  const fates = network.fates.map(({ rule }) => reach(rule, dynamics));
  let left = mostExploredInAll;

  const decide = (state: Values, free: Uint8Array): Outcome | undefined => {
    const changing = Array.from(dynamics.genes).filter((gene) => free[gene]);
    if (changing.length === 0) return outcomes.ofStates([state]);
    if (fates.every((could) => !(could(state, free, 0) && could(state, free, 1)))) return outcomes.ofStates([state]);
    if (changing.length > mostInside) return undefined;
    const held = Object.fromEntries(
      dynamics.names.flatMap((one, variable) => (free[variable] ? [] : [[one, state[variable] as 0 | 1]])),
    );
    const inside = { ...network, fixed: held };
    return agreed(attractorsOf(inside, stateSpace(inside), 'asynchronous').map(outcomes.of));
  };
  /** Whether a state is in an attractor, or leads to such of one outcome only. */
  const reached = (state: Values): Outcome | undefined => {
    const explored = explore(dynamics, [state], 'asynchronous', Math.min(mostExplored, Math.max(left, mostSurely)));
    if (!explored.complete) {
      left -= explored.count;
      return undefined;
    }
    const ends: Outcome[] = [];
    eachStrongComponent(explored, (members, terminal) => {
      if (!terminal) return;
      const states = members.map(explored.state);
      const outcome = outcomes.ofStates(states);
      for (const each of states) met.set(key(each), outcome);
      ends.push(outcome);
    });
    return agreed(ends);
  };
  return (state, turn) => {
    const before = met.get(key(state));
    if (before) return before;
    const free = trapSpaceAround(dynamics, couldBe, state);
    const space = Array.from(state, (value, variable) => (free[variable] ? '*' : value)).join('');
    if (!known.has(space)) known.set(space, decide(state, free));
    return known.get(space) ?? (turn >= late && isPowerOfTwo(turn) ? reached(state) : undefined);
  };
}
/** However many states were explored in vain. */
const mostSurely = 2 ** 8;
const isPowerOfTwo = (n: number): boolean => (n & (n - 1)) === 0;
const agreed = ([first, ...others]: readonly Outcome[]): Outcome | undefined =>
  others.every((other) => other.join() === first.join()) ? first : undefined;

/** Whether a rule can have a value in some state that agrees with `state` outside the free variables. */
type Reach = (state: Values, free: Uint8Array, value: 0 | 1) => boolean;

/**
 * The free variables of the smallest trap space that holds a state: its unstable genes, and all genes that those may
 * make unstable.
 */
function trapSpaceAround(dynamics: ValueDynamics, couldBe: readonly Reach[], state: Values): Uint8Array {
  const free = new Uint8Array(dynamics.names.length);
  const queue = unstableGenes(dynamics, state);
  for (const gene of queue) free[gene] = 1;
  for (const gene of queue)
    for (const target of dynamics.targets[gene]) {
      if (free[target] || !couldBe[target](state, free, (1 - state[target]) as 0 | 1)) continue;
      free[target] = 1;
      queue.push(target);
    }
  return free;
}

/**
 * Exact however a rule is written: whether its diagram leads to the value along some way that agrees with the state.
 */
function reach(rule: BooleanExpression, { names, test }: ValueDynamics): Reach {
  const own = regulators(rule);
  const places = own.map((name) => names.indexOf(name));
  const holds: ValuesTest = test(rule);
  let built: { readonly diagram: Diagrams; readonly root: number } | undefined;
  const build = () => {
    const diagram = diagrams();
    return { diagram, root: diagram.build(rule, (name) => diagram.variable(own.indexOf(name))) };
  };
  return (state, free, value) => {
    if (holds(state) === (value === 1)) return true;
    built ??= build();
    const { asks, low, high } = built.diagram;
    const queue = [built.root];
    const seen = new Set(queue);
    for (const node of queue) {
      if (node === value) return true;
      if (node < 2) continue;
      const place = places[asks(node)];
      for (const next of free[place] ? [low(node), high(node)] : [state[place] ? high(node) : low(node)])
        if (!seen.has(next)) {
          seen.add(next);
          queue.push(next);
        }
    }
    return false;
  };
}
