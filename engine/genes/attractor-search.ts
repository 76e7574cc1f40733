/** Attractors of asynchronous update in networks of any size, one by one, and whether that is all. */
import { stream } from '../random/index.ts';
import type { Budget } from './budget.ts';
import { candidatesOutside } from './candidates.ts';
import { eachStrongComponent } from './chain.ts';
import { explore, keyOf } from './explore.ts';
import type { GeneNetwork } from './gene-network.ts';
import { asynchronousWalk } from './random-walk.ts';
import { networkDiagrams } from './rule-diagram.ts';
import type { Value } from './subspaces.ts';
import { valueDynamics, type Values } from './values-dynamics.ts';

/** What was found outside some trap spaces. */
export interface Search {
  /** The states of each attractor. */
  readonly found: readonly (readonly Values[])[];
  /** Candidates that were tried and of which it is not known whether they lie in another attractor. */
  readonly open: number;
  /** Where there is one candidate and no trap space: it lies in the only attractor, be that found or not. */
  readonly single: Values | undefined;
  /** False: there are more candidates than were looked at. */
  readonly complete: boolean;
}
const mostCandidates = 500;
const longestWalk = 2048;
const mostStates = 2 ** 13;
/** After so many that could not be followed, the rest is not tried. */
const mostOpen = 4;

/**
 * Follows each candidate (`candidatesOutside`) outside the trap spaces `traps`: into one of them, into an attractor
 * that is known, or to a state that leads to few others, among which an attractor shows. `open` is 0 and `complete`
 * true where these are proved to be all. Trap spaces may speak of what the network holds fixed; that is passed over.
 * @throws BudgetEnded, DiagramTooLarge
 */
export function searchAttractors(network: GeneNetwork, traps: readonly (readonly Value[])[], budget: Budget): Search {
  const dynamics = valueDynamics(network);
  const { states: candidates, complete } = candidatesOutside(
    networkDiagrams(network),
    dynamics,
    traps,
    mostCandidates,
    budget,
  );
  const isFree = new Set([...dynamics.genes, ...dynamics.inputs]);
  const conditions = traps.map((space) => space.flatMap((value, v) => (value === '*' || !isFree.has(v) ? [] : [v])));
  const isTrapped = (state: Values): boolean =>
    conditions.some((fixed, t) => fixed.every((v) => state[v] === traps[t][v]));
  const name = keyOf(dynamics);
  // The key names genes only: states that differ in an input are of different attractors.
  const key = (state: Values) =>
    `${name(state)}${dynamics.inputs.length > 0 ? dynamics.inputs.map((v) => state[v]).join('') : ''}`;
  const known = new Set<string>();
  const found: (readonly Values[])[] = [];
  let open = 0;
  candidates.forEach((candidate, index) => {
    if (open >= mostOpen) return;
    const state = Uint8Array.from(candidate, Number);
    budget.spend(longestWalk);
    const draws = stream(0, 'attractors', 'candidates', index);
    const hasEnded = (at: Values) => (isTrapped(at) || known.has(key(at)) ? true : undefined);
    if (asynchronousWalk(dynamics, state, draws, longestWalk, hasEnded)) return;
    const explored = explore(dynamics, [state], 'asynchronous', mostStates);
    budget.spend(explored.count * 4);
    if (!explored.complete) {
      open++;
      return;
    }
    eachStrongComponent(explored, (members, terminal) => {
      const states = members.map(explored.state);
      if (!terminal || isTrapped(states[0]) || known.has(key(states[0]))) return;
      for (const each of states) known.add(key(each));
      found.push(states);
    });
  });
  const single = complete && traps.length === 0 && candidates.length === 1;
  return { found, open, single: single ? Uint8Array.from(candidates[0], Number) : undefined, complete };
}
