import { type Stream, stream } from '../random/index.ts';
import { type FateShares, sampledShare, type Share } from './fate-shares.ts';
import { upstreamOfFates } from './reduction.ts';
import { absorption } from './absorption.ts';
import { endDecider, type Outcome, type Outcomes, outcomesOf } from './outcomes.ts';
import { explore } from './explore.ts';
import type { GeneNetwork, UpdateScheme } from './gene-network.ts';
import { valueDynamics, type ValueDynamics, type Values } from './values-dynamics.ts';
import { asynchronousWalk, synchronousCycle } from './random-walk.ts';

/** Where a network ends, and how that was found. */
export interface FateFractions extends FateShares {
  /** Exact: how many states the start leads to. */
  readonly states: number | undefined;
  /**
   * Sampled: how many walks there were, and how many of them had not ended after `longest` turns; where more than one
   * in a hundred did not, no share has a value.
   */
  readonly walks: number;
  readonly unfinished: number;
}
export interface FractionOptions {
  /** In the place of the network's own scheme. */
  readonly update?: UpdateScheme;
  /** Keys the walks. */
  readonly key?: string;
  /** Up to this many states in reach the fractions are computed, else sampled. */
  readonly exactTo?: number;
  readonly walks?: number;
  /** Turns of a walk, or synchronous updates, after which it is given up. */
  readonly longest?: number;
}
const defaults = { key: 'fractions', exactTo: 2 ** 14, walks: 1000, longest: 4096 };

/**
 * The probability of ending in each fate from one state, genes being updated in random order; a network of any size.
 * Exact where the state leads to at most 2^14 states: absorption probabilities of the Markov chain. Beyond, from 1,000
 * walks, with 95 % intervals. Synchronous update has one trajectory: its end has probability 1. `start` holds genes,
 * then inputs that are not fixed, as text.
 */
export function fateFractions(network: GeneNetwork, start: string, options: FractionOptions = {}): FateFractions {
  const { update = network.update, key, exactTo, walks, longest } = { ...defaults, ...options };
  const whole = valueDynamics(network);
  const from = whole.read(start);
  if (update === 'asynchronous') {
    const exact = exactFractions(whole, outcomesOf(network, whole), from, exactTo);
    if (exact) return exact;
  }
  // What the fates depend on runs by itself.
  const part = upstreamOfFates(network);
  const dynamics = valueDynamics(part);
  const outcomes = outcomesOf(part, dynamics);
  const place = new Map(whole.names.map((name, v) => [name, v]));
  const partFrom = Uint8Array.from(dynamics.names, (name) => from[place.get(name) as number]);
  if (update === 'asynchronous')
    return (
      exactFractions(dynamics, outcomes, partFrom, exactTo) ??
      sampled(part, dynamics, outcomes, update, stream(0, key, 'walks from one state'), { walks, longest }, () =>
        partFrom.slice(),
      )
    );
  const cycle = synchronousCycle(dynamics, partFrom, longest);
  const ends = cycle && outcomes.ofStates(cycle);
  const shares = outcomes.names.map(
    (_, kind): Share => (ends ? { value: ends.includes(kind) ? 1 : 0, ci: null } : { value: null, ci: [0, 1] }),
  );
  return { ...named(outcomes, shares), method: 'exact', states: undefined, walks: 1, unfinished: cycle ? 0 : 1 };
}

/**
 * The same from uniformly random states, all that is not fixed being drawn; for networks that are too large for
 * exhaustion.
 */
export function sampledShares(whole: GeneNetwork, options: FractionOptions = {}): FateFractions {
  const { update = whole.update, key, walks, longest } = { ...defaults, ...options };
  const network = upstreamOfFates(whole);
  const dynamics = valueDynamics(network);
  const start = (draws: Stream): Values => {
    const state = dynamics.read('0'.repeat(network.genes.length + dynamics.inputs.length));
    for (const variable of [...dynamics.genes, ...dynamics.inputs]) state[variable] = draws.below(2);
    return state;
  };
  return sampled(
    network,
    dynamics,
    outcomesOf(network, dynamics),
    update,
    stream(0, key, 'walks'),
    { walks, longest },
    start,
  );
}

function exactFractions(
  dynamics: ValueDynamics,
  outcomes: Outcomes,
  start: Values,
  exactTo: number,
): FateFractions | undefined {
  const explored = explore(dynamics, [start], 'asynchronous', exactTo);
  if (!explored.complete) return undefined;
  const kinds = outcomes.names.length;
  const probability = absorption(explored, kinds, (states) => outcomes.ofStates(states.map(explored.state)));
  if (!probability) return undefined;
  const shares = outcomes.names.map((_, kind): Share => ({ value: probability[kind], ci: null }));
  return { ...named(outcomes, shares), method: 'exact', states: explored.count, walks: 0, unfinished: 0 };
}

function sampled(
  network: GeneNetwork,
  dynamics: ValueDynamics,
  outcomes: Outcomes,
  update: UpdateScheme,
  draws: Stream,
  { walks, longest }: { readonly walks: number; readonly longest: number },
  start: (draws: Stream) => Values,
): FateFractions {
  const counts = outcomes.names.map(() => 0);
  const decide = endDecider(network, dynamics, outcomes);
  const end = (state: Values): Outcome | undefined => {
    if (update === 'asynchronous') return asynchronousWalk(dynamics, state, draws, longest, decide);
    const cycle = synchronousCycle(dynamics, state, longest);
    return cycle && outcomes.ofStates(cycle);
  };
  let unfinished = 0;
  for (let walk = 0; walk < walks; walk++) {
    const ended = end(start(draws));
    if (!ended) unfinished++;
    for (const kind of ended ?? []) counts[kind]++;
  }
  const shares = counts.map((count) => sampledShare(count, unfinished, walks));
  return { ...named(outcomes, shares), method: 'sampled', states: undefined, walks, unfinished };
}

function named({ names }: Outcomes, shares: readonly Share[]): Pick<FateShares, 'fates' | 'mixed' | 'undecided'> {
  const fates = names.length - 2;
  return {
    fates: Object.fromEntries(names.slice(0, fates).map((name, i) => [name, shares[i]])),
    mixed: shares[fates],
    undecided: shares[fates + 1],
  };
}
