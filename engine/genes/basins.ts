import { type Stream, stream } from '../random/index.ts';
import { proportionInterval } from '../statistics/index.ts';
import { type Attractor, attractorsOf } from './attractors.ts';
import { absorption } from './absorption.ts';
import type { Chain } from './chain.ts';
import type { FateShares, Share } from './fate-shares.ts';
import { sampledShares } from './fractions.ts';
import type { GeneNetwork, UpdateScheme } from './gene-network.ts';
import { upstreamOfFates } from './reduction.ts';
import { type StateSpace, stateSpace, tooLarge } from './state-space.ts';

/** Up to this many genes that are not fixed, absorption under asynchronous update is computed; beyond, sampled. */
const exactAsynchronousLimit = 14;
const sampledStarts = 10_000;
/** Updates of all walks together. */
const mostTurns = 50_000_000;

/**
 * The probability of ending in each fate (`basin(fate)`): from a uniform start over everything that is not fixed.
 * Synchronous: exact. Asynchronous: the probability of absorption when genes are drawn uniformly, exact to 14 genes,
 * else from 10,000 walks keyed by `key`. Where more than 20 genes and inputs that are not fixed decide which fate it
 * is: from 1,000 walks, or trajectories (`sampledShares`).
 */
export function fateShares(network: GeneNetwork, update: UpdateScheme = network.update, key = 'basin'): FateShares {
  if (tooLarge(network)) {
    // What the fates depend on runs by itself.
    const part = upstreamOfFates(network);
    return tooLarge(part) ? sampledShares(part, { update, key }) : fateShares(part, update, key);
  }
  const space = stateSpace(network);
  const shares = fateSharesOf(network, space, attractorsOf(network, space, update), update, key);
  if (!shares)
    throw new RangeError(
      `${sampledStarts.toLocaleString('en')} walks did not reach attractors within ` +
        `${mostTurns.toLocaleString('en')} asynchronous updates; the basins of this network cannot be sampled`,
    );
  return shares;
}

/** The same where the attractors are already known; undefined where they are so hard to reach that walks end before. */
export function fateSharesOf(
  network: GeneNetwork,
  space: StateSpace,
  attractors: readonly Attractor[],
  update: UpdateScheme,
  key: string,
): FateShares | undefined {
  const targets: readonly ((attractor: Attractor) => boolean)[] = [
    ...network.fates.map(
      ({ name }) =>
        (attractor: Attractor) =>
          attractor.kept.includes(name),
    ),
    ({ kept, touched }) => kept.length === 0 && touched.length > 0,
    ({ touched }) => touched.length === 0,
  ];
  const ends = endings(space, attractors, update, targets, key);
  if (!ends) return undefined;
  const { method, shares } = ends;
  return {
    method,
    fates: Object.fromEntries(network.fates.map(({ name }, i) => [name, shares[i]])),
    mixed: shares[network.fates.length],
    undecided: shares[network.fates.length + 1],
  };
}

interface Endings {
  readonly method: FateShares['method'];
  readonly shares: readonly Share[];
}

function endings(
  space: StateSpace,
  attractors: readonly Attractor[],
  update: UpdateScheme,
  targets: readonly ((attractor: Attractor) => boolean)[],
  key: string,
): Endings | undefined {
  if (update === 'synchronous') {
    const share = (target: (attractor: Attractor) => boolean) =>
      attractors.filter(target).reduce((sum, { basin }) => sum + (basin as number), 0) / space.size;
    return { method: 'exact', shares: targets.map((target) => ({ value: share(target), ci: null })) };
  }
  if (space.genes <= exactAsynchronousLimit) {
    const values = absorptionFromAnywhere(space, attractors, targets);
    if (values) return { method: 'exact', shares: values.map((value) => ({ value, ci: null })) };
  }
  const counts = sample(space, attractors, stream(0, key, 'walks'));
  if (!counts) return undefined;
  return {
    method: 'sampled',
    shares: targets.map((target) => {
      const count = attractors.reduce((sum, attractor, i) => (target(attractor) ? sum + counts[i] : sum), 0);
      return { value: count / sampledStarts, ci: proportionInterval(count, sampledStarts) };
    }),
  };
}

/**
 * By target the mean over all states of the probability of absorption in its attractors; undefined where it is not
 * found.
 */
function absorptionFromAnywhere(
  space: StateSpace,
  attractors: readonly Attractor[],
  targets: readonly ((attractor: Attractor) => boolean)[],
): readonly number[] | undefined {
  const ofState = new Int32Array(space.size);
  attractors.forEach(({ states, size }, a) => {
    for (let i = 0; i < size; i++) ofState[states[i]] = a;
  });
  const kinds = targets.length;
  const kindsOf = attractors.map((attractor) => targets.flatMap((target, kind) => (target(attractor) ? [kind] : [])));
  const probability = absorption(chainOf(space), kinds, ([state]) => kindsOf[ofState[state]]);
  if (!probability) return undefined;
  return targets.map((_, kind) => {
    let sum = 0;
    for (let state = 0; state < space.size; state++) sum += probability[state * kinds + kind];
    return sum / space.size;
  });
}
/** Of asynchronous update, in which each gene that can turn is as likely as each other. */
function chainOf({ next, size }: StateSpace): Chain {
  const offsets = new Uint32Array(size + 1);
  for (let state = 0; state < size; state++) {
    let turns = state ^ next[state],
      count = 0;
    for (; turns !== 0; turns &= turns - 1) count++;
    offsets[state + 1] = offsets[state] + count;
  }
  const successors = new Uint32Array(offsets[size]);
  for (let state = 0, at = 0; state < size; state++)
    for (let turns = state ^ next[state]; turns !== 0; turns &= turns - 1) successors[at++] = state ^ (turns & -turns);
  return { count: size, offsets, successors };
}

/**
 * How many of the walks from uniform starts end in each attractor. Draws that change nothing are left out: they move no
 * walk.
 */
function sample(space: StateSpace, attractors: readonly Attractor[], draws: Stream): number[] | undefined {
  const ends = new Int32Array(space.size).fill(-1);
  attractors.forEach(({ states, size }, a) => {
    for (let i = 0; i < size; i++) ends[states[i]] = a;
  });
  const counts = attractors.map(() => 0);
  let turns = 0;
  for (let start = 0; start < sampledStarts; start++) {
    let state = draws.below(space.size);
    while (ends[state] < 0) {
      if (++turns > mostTurns) return undefined;
      state = turnOne(state, state ^ space.next[state], draws);
    }
    counts[ends[state]]++;
  }
  return counts;
}
function turnOne(state: number, turns: number, draws: Stream): number {
  let count = 0;
  for (let rest = turns; rest !== 0; rest &= rest - 1) count++;
  for (let skip = draws.below(count); skip > 0; skip--) turns &= turns - 1;
  return state ^ (turns & -turns);
}
