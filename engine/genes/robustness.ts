import { stream } from '../random/index.ts';
import { proportionInterval } from '../statistics/index.ts';
import { analyseNetwork } from './analyse.ts';
import type { NetworkAnalysis } from './network-analysis.ts';
import { findAttractors } from './attractors.ts';
import type { Share } from './fate-shares.ts';
import { absorption } from './absorption.ts';
import { explore } from './explore.ts';
import type { GeneNetwork, UpdateScheme } from './gene-network.ts';
import { tooLarge } from './state-space.ts';
import { synchronousNext, type ValueDynamics, type Values, valueDynamics } from './values-dynamics.ts';
import { asynchronousWalk, synchronousCycle } from './random-walk.ts';

/** How surely attractors are come back to. */
export interface Robustness {
  readonly method: 'exact' | 'sampled';
  /**
   * The probability that a state of an attractor, one gene being turned, leads back to that attractor; every (state,
   * gene) counts alike.
   */
  readonly share: Share<number>;
  /** The same by attractor, as `findAttractors` has them; null where it was sampled. */
  readonly attractors: readonly number[] | null;
  /** Sampled: how many flips of how many had led nowhere after 4,096 turns; they count as not come back. */
  readonly flips: number;
  readonly unfinished: number;
}
export interface RobustnessOptions {
  /** In the place of the network's own scheme. */
  readonly update?: UpdateScheme;
  /** Of networks beyond exhaustion, where it is already known. */
  readonly analysis?: NetworkAnalysis;
  readonly key?: string;
}
/** Asynchronous: so many states may be visited on the ways back, in all, before flips are sampled instead. */
const mostVisited = 2 ** 17;
const sampledFlips = 10_000;
/** Beyond exhaustion, where a way back takes longer. */
const fewerFlips = 2000;
const longest = 4096;

/**
 * Robustness of attractors to single flips: the coherency of Willadsen & Wiles (2007, J. Theor. Biol. 249:749), taken
 * over the states of the attractors. Genes that are fixed and inputs are not turned. Exact under synchronous update;
 * asynchronous, the probability of absorption, exact where few states are on the ways back, else from 10,000 flips.
 * Beyond 20 genes and inputs that are not fixed it is sampled, from 2,000 flips, over the steady states and minimal
 * trap spaces that are known (`analysis`), each alike; of a trap space a random state is turned, and coming back means
 * to that space.
 */
export function robustness(
  network: GeneNetwork,
  { update = network.update, analysis, key = 'robustness' }: RobustnessOptions = {},
): Robustness {
  const dynamics = valueDynamics(network);
  if (tooLarge(network))
    return ofTrapSpaces(dynamics, analysis ?? analyseNetwork(network, { update, basins: false }), update, key);
  const { attractors, text } = findAttractors(network, update);
  const shown = (state: number): Values => Uint8Array.from(text(state), Number);
  const known = attractors.map(({ states }) => Array.from(states, shown));
  const shares =
    update === 'synchronous' ? returnsSynchronously(dynamics, known) : returnsAsynchronously(dynamics, known);
  if (!shares) return sampledReturns(dynamics, known, key);
  const weights = known.map((states) => states.length);
  const value =
    shares.reduce((sum, share, a) => sum + share * weights[a], 0) / weights.reduce((sum, weight) => sum + weight, 0);
  return {
    method: 'exact',
    share: { value, ci: null },
    attractors: shares,
    flips: dynamics.genes.length * weights.reduce((sum, weight) => sum + weight, 0),
    unfinished: 0,
  };
}

const nameOf = (state: Values): string => state.join('');
const flipped = (state: Values, gene: number): Values => {
  const other = state.slice();
  other[gene] ^= 1;
  return other;
};
const flipsOf = ({ genes }: ValueDynamics, states: readonly Values[]): Values[] =>
  states.flatMap((state) => Array.from(genes, (gene) => flipped(state, gene)));
const shareOf = (count: number, of: number): number => (of === 0 ? 1 : count / of);

/** By attractor; each trajectory is followed until a state whose end is known. */
function returnsSynchronously(dynamics: ValueDynamics, known: readonly (readonly Values[])[]): number[] {
  const end = new Map(known.flatMap((states, attractor) => states.map((state) => [nameOf(state), attractor] as const)));
  const endOf = (start: Values): number => {
    const way: string[] = [];
    let state = start;
    let name = nameOf(state);
    for (; !end.has(name); name = nameOf(state)) {
      way.push(name);
      state = synchronousNext(dynamics, state);
    }
    const found = end.get(name) as number;
    for (const passed of way) end.set(passed, found);
    return found;
  };
  return known.map((states, attractor) => {
    const flips = flipsOf(dynamics, states);
    return shareOf(flips.filter((state) => endOf(state) === attractor).length, flips.length);
  });
}

/** By attractor, from the Markov chain over all that its flips lead to; undefined where that is too much. */
function returnsAsynchronously(dynamics: ValueDynamics, known: readonly (readonly Values[])[]): number[] | undefined {
  let left = mostVisited;
  const shares: number[] = [];
  for (const states of known) {
    const inside = new Set(states.map(nameOf));
    const flips = flipsOf(dynamics, states);
    const explored = explore(dynamics, flips, 'asynchronous', left);
    if (!explored.complete) return undefined;
    left -= explored.count;
    const back = absorption(explored, 1, ([state]) => (inside.has(nameOf(explored.state(state))) ? [0] : []));
    if (!back) return undefined;
    const index = new Map(Array.from({ length: explored.count }, (_, i) => [nameOf(explored.state(i)), i]));
    shares.push(
      shareOf(
        flips.reduce((sum, state) => sum + back[index.get(nameOf(state)) as number], 0),
        flips.length,
      ),
    );
  }
  return shares;
}
function sampledReturns(dynamics: ValueDynamics, known: readonly (readonly Values[])[], key: string): Robustness {
  const attractorOf = new Map(
    known.flatMap((states, attractor) => states.map((state) => [nameOf(state), attractor] as const)),
  );
  const states = known.flat();
  const draws = stream(0, key, 'flips');
  let back = 0;
  let unfinished = 0;
  for (let flip = 0; flip < sampledFlips; flip++) {
    const state = states[draws.below(states.length)];
    const turned = flipped(state, dynamics.genes[draws.below(dynamics.genes.length)]);
    const end = asynchronousWalk(dynamics, turned, draws, longest, (at) => attractorOf.get(nameOf(at)));
    if (end === undefined) unfinished++;
    else if (end === attractorOf.get(nameOf(state))) back++;
  }
  return {
    method: 'sampled',
    share: { value: back / sampledFlips, ci: proportionInterval(back, sampledFlips) },
    attractors: null,
    flips: sampledFlips,
    unfinished,
  };
}

function ofTrapSpaces(
  dynamics: ValueDynamics,
  { attractors }: NetworkAnalysis,
  update: UpdateScheme,
  key: string,
): Robustness {
  const { genes, read, text } = dynamics;
  const spaces = attractors.map(({ states: [space] }) => space);
  if (spaces.length === 0)
    throw new RangeError('no attractor of this network is known, so there is nothing to come back to');
  const steady = new Set(spaces.filter((space) => !space.includes('*')));
  const traps = spaces.filter((space) => space.includes('*'));
  const spaceOf = (state: Values): string | undefined => {
    const at = text(state);
    return steady.has(at) ? at : traps.find((space) => holds(space, at));
  };
  const draws = stream(0, key, 'flips');
  let back = 0;
  let unfinished = 0;
  for (let flip = 0; flip < fewerFlips; flip++) {
    const own = spaces[draws.below(spaces.length)];
    const start = flipped(read(own.replace(/\*/g, () => String(draws.below(2)))), genes[draws.below(genes.length)]);
    const ended =
      update === 'asynchronous'
        ? asynchronousWalk(dynamics, start, draws, longest, spaceOf)
        : synchronousEnd(dynamics, start, spaceOf);
    if (ended === undefined) unfinished++;
    else if (ended === own) back++;
  }
  return {
    method: 'sampled',
    share: { value: back / fewerFlips, ci: proportionInterval(back, fewerFlips) },
    attractors: null,
    flips: fewerFlips,
    unfinished,
  };
}
/** Whether a state, as text, lies in a trap space. */
function holds(space: string, state: string): boolean {
  for (let i = 0; i < space.length; i++) if (space[i] !== '*' && space[i] !== state[i]) return false;
  return true;
}
function synchronousEnd<End>(
  dynamics: ValueDynamics,
  start: Values,
  end: (state: Values) => End | undefined,
): End | undefined {
  const cycle = synchronousCycle(dynamics, start, longest);
  return cycle && end(cycle[0]);
}
