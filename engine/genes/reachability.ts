import type { GeneNetwork } from './gene-network.ts';
import { regulators, ruleText } from './compiled-rule.ts';
import { holdsIn, type StateSpace, stateSpace } from './state-space.ts';
import { ruleOfFate } from './start.ts';

/**
 * `held`: inputs stay as the start has them. `free`: they may change at any time, as signals do while a circuit grows.
 */
export type InputMode = 'held' | 'free';

export interface Reachability {
  readonly reachable: boolean;
  /** The first state found that has the fate, as text; undefined where there is none. */
  readonly state: string | undefined;
  /** How many states can be reached, the starts included. */
  readonly states: number;
  /**
   * Where the fate is out of reach: the fewest genes or inputs that keep a reached state from having it, those that
   * must come on first. Empty where no state at all has it.
   */
  readonly missing: readonly Missing[];
  /** The same as a sentence without its full stop; empty where the fate is reachable. */
  readonly why: string;
}
/** A value that is missing from the reached states where it was needed. */
export interface Missing {
  readonly name: string;
  readonly needs: 0 | 1;
  /** Whether any reached state has that value (then it never coincides with the rest of what is needed). */
  readonly ever: boolean;
  /**
   * Where it never has: the fewest of its own regulators that keep its rule from giving it; empty for inputs and rules
   * that cannot give it.
   */
  readonly because: readonly { readonly name: string; readonly needs: 0 | 1; readonly ever: boolean }[];
}

/**
 * Whether a fate can be reached from the start states (words as in `CellDynamics`) under the network's update scheme,
 * exactly. At most 20 genes and inputs that are not fixed (`tooLarge`).
 */
export function reachability(
  network: GeneNetwork,
  starts: readonly number[],
  fate: string,
  inputs: InputMode,
): Reachability {
  const rule = ruleOfFate(network, fate);
  const space = stateSpace(network);
  const wanted = space.table(rule);
  const reached = spread(
    space,
    starts.map((word) => indexOf(space, word)),
    network.update,
    inputs,
  );
  const found = reached.find((state) => holdsIn(wanted, state));
  if (found !== undefined)
    return { reachable: true, state: space.text(found), states: reached.length, missing: [], why: '' };
  const changes = fewestChanges(space, regulators(rule), reached, wanted);
  const missing = (changes ?? [])
    .map((change) => ({ ...change, because: change.ever ? [] : because(network, space, reached, change) }))
    .sort((a, b) => b.needs - a.needs);
  const why = changes ? sentence(network, missing) : impossible(network, fate, regulators(rule));
  return { reachable: false, state: undefined, states: reached.length, missing, why };
}

/** All states that the starts lead to. */
function spread(
  space: StateSpace,
  starts: readonly number[],
  update: GeneNetwork['update'],
  inputs: InputMode,
): Uint32Array {
  const seen = new Uint8Array(space.size);
  const states = new Uint32Array(space.size);
  let count = 0;
  const visit = (state: number) => {
    if (!seen[state]) {
      seen[state] = 1;
      states[count++] = state;
    }
  };
  starts.forEach(visit);
  for (let at = 0; at < count; at++) {
    const state = states[at];
    if (update === 'synchronous') visit(space.next[state]);
    else for (let turns = state ^ space.next[state]; turns !== 0; turns &= turns - 1) visit(state ^ (turns & -turns));
    if (inputs === 'free') for (let bit = space.genes; bit < space.free.length; bit++) visit(state ^ (1 << bit));
  }
  return states.subarray(0, count);
}

function indexOf(space: StateSpace, word: number): number {
  return space.free.reduce((state, variable, i) => state | (((word >>> variable) & 1) << i), 0);
}

type Change = Omit<Missing, 'because'>;

/**
 * The smallest set of the named variables whose change turns a reached state into a wanted one: a walk over their
 * combinations, outward from the reached ones. Undefined where no combination is wanted. `wanted` must depend on
 * nothing else that varies.
 */
function fewestChanges(
  space: StateSpace,
  named: readonly string[],
  reached: Uint32Array,
  wanted: Uint32Array,
): Change[] | undefined {
  const bits = space.free.flatMap((variable, i) => (named.includes(space.variables[variable]) ? [i] : []));
  const project = (state: number) => bits.reduce((word, bit, i) => word | (((state >>> bit) & 1) << i), 0);
  const rest = reached[0] & ~bits.reduce((mask, bit) => mask | (1 << bit), 0);
  const lift = (word: number) => bits.reduce((state, bit, i) => state | (((word >>> i) & 1) << bit), rest);
  const origin = new Int32Array(2 ** bits.length).fill(-1);
  const queue: number[] = [];
  for (const state of reached) {
    const word = project(state);
    if (origin[word] < 0) {
      origin[word] = word;
      queue.push(word);
    }
  }
  for (const word of queue) {
    if (holdsIn(wanted, lift(word))) {
      const changed = word ^ origin[word];
      return bits.flatMap((bit, i) =>
        (changed >>> i) & 1 ? [changeOf(space, reached, bit, ((word >>> i) & 1) as 0 | 1)] : [],
      );
    }
    for (let i = 0; i < bits.length; i++) {
      const next = word ^ (1 << i);
      if (origin[next] < 0) {
        origin[next] = origin[word];
        queue.push(next);
      }
    }
  }
  return undefined;
}
function changeOf(space: StateSpace, reached: Uint32Array, bit: number, needs: 0 | 1): Change {
  return {
    name: space.variables[space.free[bit]],
    needs,
    ever: reached.some((state) => ((state >>> bit) & 1) === needs),
  };
}

/** A gene's own value does not count among what could change it: it never had the other. */
function because(network: GeneNetwork, space: StateSpace, reached: Uint32Array, { name, needs }: Change): Change[] {
  const rule = network.genes.find((gene) => gene.name === name)?.rule;
  if (!rule) return [];
  return (
    fewestChanges(
      space,
      regulators(rule).filter((source) => source !== name),
      reached,
      space.table(needs ? rule : { not: rule }),
    ) ?? []
  );
}

function sentence(network: GeneNetwork, missing: readonly Missing[]): string {
  const never = missing.filter(({ ever }) => !ever);
  if (never.length === 0) return reasons(missing, 'what the fate needs');
  return never
    .map((gene) => {
      const rule = network.genes.find(({ name }) => name === gene.name)?.rule;
      if (!rule) return `the input ${reasons([gene], '')}`;
      const cause = gene.because.length > 0 ? ` because ${reasons(gene.because, 'the rule')}` : '';
      return `${reasons([gene], '')}: its rule ${ruleText(rule)} is never ${gene.needs ? 'true' : 'false'}${cause}`;
    })
    .join('; ');
}
function reasons(changes: readonly Change[], whole: string): string {
  return changes
    .map(({ name, needs, ever }) =>
      ever
        ? `${name} is never ${needs ? 'on' : 'off'} together with the rest of ${whole}`
        : `${name} stays ${needs ? 'off' : 'on'}`,
    )
    .join(' and ');
}
function impossible(network: GeneNetwork, fate: string, named: readonly string[]): string {
  const held = named.flatMap((name) => (name in network.fixed ? [`${name} is held at ${network.fixed[name]}`] : []));
  return held.length > 0
    ? `${held.join(' and ')}, and no state has the fate then`
    : `no state at all has the fate ${fate}: its definition contradicts itself`;
}
