/** What is certain of networks too large to visit every state of. */
import { stream } from '../random/index.ts';
import type { GeneNetwork } from './gene-network.ts';
import type { InputMode } from './reachability.ts';
import { networkDiagrams, ruleDiagrams, valuesIn } from './rule-diagram.ts';
import { ruleOfFate } from './start.ts';
import type { Value } from './subspaces.ts';
import { unstableGenes, valueDynamics, type Values } from './values-dynamics.ts';
import { asynchronousWalk, synchronousCycle } from './random-walk.ts';

/** A gene or input that never changes once growth has begun, and its value. */
export interface Unchanging {
  readonly name: string;
  readonly value: 0 | 1;
}

/**
 * Proof that no state reached from `starts` (as text: genes, then inputs that are not fixed) has the fate: the smallest
 * trap space around them has none (Klarner, Bockmayr & Siebert 2015, section 2). Gives what stays as it is there and so
 * keeps the fate away, or undefined where this proves nothing: then the fate may or may not be reachable. Any number of
 * genes; holds for both update schemes.
 */
export function outOfReach(
  network: GeneNetwork,
  starts: readonly string[],
  fate: string,
  inputs: InputMode,
): readonly Unchanging[] | undefined {
  const rule = ruleDiagrams(network)(ruleOfFate(network, fate));
  const space = trapSpaceAround(network, starts, inputs);
  if (valuesIn(rule, space)[1]) return undefined;
  const { names } = valueDynamics(network);
  const unchanging = rule.variables.flatMap((variable) => {
    const value = space[variable];
    return value === '*' ? [] : [{ name: names[variable], value, variable }];
  });
  const alone = unchanging.filter(
    ({ variable }) =>
      valuesIn(
        rule,
        space.map((value, other) => (other === variable ? '*' : value)),
      )[1],
  );
  return (alone.length > 0 ? alone : unchanging).map(({ name, value }) => ({ name, value }));
}

/** The values that variables keep; `*` for those that updates, taken together, may change. */
function trapSpaceAround(network: GeneNetwork, starts: readonly string[], inputs: InputMode): readonly Value[] {
  const dynamics = valueDynamics(network);
  const states = starts.map(dynamics.read);
  const space: Value[] = Array.from(states[0], (value, variable) =>
    states.every((state) => state[variable] === value) ? (value as 0 | 1) : '*',
  );
  if (inputs === 'free') for (const input of dynamics.inputs) space[input] = '*';
  const { rules } = networkDiagrams(network);
  for (let changed = true; changed; ) {
    changed = false;
    for (const gene of dynamics.genes) {
      const rule = rules[gene];
      if (space[gene] === '*' || !rule || !valuesIn(rule, space)[space[gene] === 1 ? 0 : 1]) continue;
      space[gene] = '*';
      changed = true;
    }
  }
  return space;
}

const tries = 16;
const longestCycle = 300;
const longestWalk = 2000;
/**
 * The period of a cycle of synchronous update that is no attractor of asynchronous update: a random walk from one of
 * its states comes to a steady state. Looks at the cycles behind 16 starts, the same for the same network; undefined
 * where none of them is such a cycle.
 */
export function synchronousOnly(network: GeneNetwork): number | undefined {
  const dynamics = valueDynamics(network);
  for (let start = 0; start < tries; start++) {
    const draws = stream(0, 'synchronous only', 'starts', start);
    const state: Values = dynamics.read('0'.repeat(dynamics.text(new Uint8Array(dynamics.names.length)).length));
    for (const variable of [...dynamics.genes, ...dynamics.inputs]) state[variable] = draws.below(2);
    const cycle = synchronousCycle(dynamics, state, longestCycle);
    if (!cycle || cycle.length === 1) continue;
    const settles = asynchronousWalk(dynamics, cycle[0].slice(), draws, longestWalk, (reached) =>
      unstableGenes(dynamics, reached).length === 0 ? true : undefined,
    );
    if (settles) return cycle.length;
  }
  return undefined;
}
