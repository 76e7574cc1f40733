import {
  analyseNetwork,
  fateFractions,
  fateShares,
  type GeneNetwork,
  minimalStart,
  type Share,
  unknownFate,
} from '../genes/index.ts';

/** What `count(…)` of genes may count, as the language writes it. */
export const countedInGenes = {
  attractors: 'Where the network ends: steady states and oscillations.',
  steady_states: 'Attractors of one state.',
  oscillations: 'Attractors of more than one state.',
} as const;

/** What several measures of one network rest on is found once for it. */
function oncePerNetwork<Found extends object>(find: (network: GeneNetwork) => Found): (network: GeneNetwork) => Found {
  const known = new WeakMap<GeneNetwork, Found>();
  return (network) => {
    const found = known.get(network) ?? find(network);
    known.set(network, found);
    return found;
  };
}
const endsOf = oncePerNetwork((network) => analyseNetwork(network, { basins: false }));
const sharesOf = oncePerNetwork((network) => fateShares(network));

/** @throws RangeError where they cannot all be found. */
export function endsCounted(network: GeneNetwork, of: keyof typeof countedInGenes): number {
  const { attractors, count: all, complete, unfinished } = endsOf(network);
  if (!complete) throw new RangeError(`the attractors cannot be counted: ${unfinished}`);
  if (of === 'attractors') return Number(all);
  if (String(attractors.length) !== all)
    throw new RangeError(`there are ${all} attractors, too many to tell steady states and oscillations apart`);
  const steady = attractors.filter(({ kind }) => kind === 'steady').length;
  return of === 'steady_states' ? steady : attractors.length - steady;
}
/**
 * Probability of ending in the fate from a uniform start with inputs as set. @throws RangeError for an unknown fate,
 * and where too many walks did not end
 */
export function basin(network: GeneNetwork, fate: string): Share<number> {
  return shareOf(sharesOf(network).fates, network, fate);
}
/**
 * Probability of ending in the fate from the smallest state that has another. @throws RangeError for unknown fates, and
 * where too many walks did not end
 */
export function absorption(network: GeneNetwork, fate: string, from: string): Share<number> {
  const start = minimalStart(network, from);
  if (!start) throw new RangeError(`no state of the genes has the fate ${from}`);
  return shareOf(fateFractions(network, start.text).fates, network, fate);
}
function shareOf(shares: Readonly<Record<string, Share>>, { fates }: GeneNetwork, fate: string): Share<number> {
  const found = shares[fate];
  if (!found)
    throw new RangeError(
      unknownFate(
        `"${fate}"`,
        fates.map(({ name }) => name),
      ),
    );
  const { value, ci } = found;
  if (value === null) {
    const [least, most] = (ci ?? [0, 1]).map((end) => `${(100 * end).toFixed(1)} %`);
    throw new RangeError(
      `the probability of ending in ${fate} is not known: too many walks had not ended when they were given up; it ` +
        `lies between ${least} and ${most}`,
    );
  }
  return { value, ci };
}
