/** Which genes to hold so that a network ends in a fate from most starts. */
import type { Interval } from '../statistics/index.ts';
import { fateShares } from './basins.ts';
import { BudgetEnded, budgetOf } from './budget.ts';
import type { ControlOptions, Intervention } from './fate-control.ts';
import type { GeneNetwork, UpdateScheme } from './gene-network.ts';
import { upstreamOf } from './reduction.ts';
import { ruleOfFate } from './start.ts';
import { exhaustionLimit, freeIn } from './state-space.ts';

/** A set, and from which share of all starts the network then ends in the fate; `ci` where that was sampled. */
export interface Reaching {
  readonly set: Intervention;
  readonly share: number;
  readonly ci: Interval | null;
}
export interface ShareControl {
  /** The smallest sets that reach the share, all of that size, the largest share first. */
  readonly sets: readonly Reaching[];
  /** False where the search ended before sets up to `most` genes were all tried, or a share is not known. */
  readonly complete: boolean;
  /** Sets of which the share is not known, or was sampled and the share asked for lies within its interval. */
  readonly notKnown: readonly Intervention[];
}
const defaults = { most: 2, tries: 4000, steps: 200_000_000 };

/**
 * The smallest sets of knock-outs and over-expressions after which a start drawn uniformly ends in the fate with at
 * least the probability `share`, 0 .. 1. Every set of genes that the fate depends on is tried: a share may fall when
 * more is held. Exact or sampled as `fateShares` is. @throws RangeError for an unknown fate
 */
export function shareControlOf(
  network: GeneNetwork,
  fate: string,
  share: number,
  options: ControlOptions = {},
): ShareControl {
  const { update = network.update, most, tries, steps, signal } = { ...defaults, ...options };
  const part = partOf(network, fate, update);
  const genes = part.genes.map(({ name }) => name).filter((name) => !(name in part.fixed));
  const budget = budgetOf({ steps, signal });
  const notKnown: Intervention[] = [];
  let tried = 0;
  let sets: Reaching[] = [];
  try {
    for (let size = 0; size <= Math.min(most, genes.length); size++) {
      sets = [];
      for (const set of setsOfSize(genes, size)) {
        if (++tried > tries) return { sets: ordered(sets), complete: false, notKnown };
        const held = withHeld(part, set);
        budget.spend(Math.ceil(2 ** Math.min(exhaustionLimit, freeIn(held)) / 8) + 1000);
        const { value, ci } = fateShares(held).fates[fate];
        if (value === null || (ci && ci[0] < share && share <= ci[1])) notKnown.push(set);
        if (value !== null && value >= share - rounding) sets.push({ set, share: value, ci });
      }
      if (sets.length > 0) return { sets: ordered(sets), complete: notKnown.length === 0, notKnown };
    }
    return { sets: [], complete: notKnown.length === 0, notKnown };
  } catch (error) {
    if (error instanceof BudgetEnded) return { sets: ordered(sets), complete: false, notKnown };
    throw error;
  }
}
/** What sums of probabilities may be off by. */
const rounding = 1e-9;
const ordered = (sets: readonly Reaching[]): readonly Reaching[] => sets.toSorted((a, b) => b.share - a.share);

/** So many genes and inputs, and the shares of all single changes are found in seconds. */
const mostShared = 12;
/**
 * From which share of all starts each single change brings the fate about, the largest first; undefined where the fate
 * depends on more than 12 genes and inputs.
 */
export function singleShares(
  network: GeneNetwork,
  fate: string,
  update: UpdateScheme = network.update,
): readonly Omit<Reaching, 'ci'>[] | undefined {
  const part = partOf(network, fate, update);
  if (freeIn(part) > mostShared) return undefined;
  const genes = part.genes.map(({ name }) => name).filter((name) => !(name in part.fixed));
  return [...setsOfSize(genes, 1)]
    .flatMap((set) => {
      const { value } = fateShares(withHeld(part, set)).fates[fate];
      return value === null ? [] : [{ set, share: value }];
    })
    .sort((a, b) => b.share - a.share);
}

/** What the fate depends on, which runs by itself. */
function partOf(network: GeneNetwork, fate: string, update: UpdateScheme): GeneNetwork {
  const rule = ruleOfFate(network, fate);
  return { ...upstreamOf(network, [rule]), update, fates: [{ name: fate, rule }] };
}
const withHeld = (network: GeneNetwork, set: Intervention): GeneNetwork => ({
  ...network,
  fixed: { ...network.fixed, ...set },
});
function* setsOfSize(genes: readonly string[], size: number, from = 0): Generator<Intervention> {
  if (size === 0) {
    yield {};
    return;
  }
  for (let first = from; first <= genes.length - size; first++)
    for (const value of [0, 1] as const)
      for (const rest of setsOfSize(genes, size - 1, first + 1)) yield { [genes[first]]: value, ...rest };
}
