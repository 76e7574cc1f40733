import { stream } from '../random/index.ts';
import type { Key } from './cells.ts';
import type { History } from './history.ts';
import type { GrowthProgram } from './growth-program.ts';

export type GrowthControl = GrowthProgram['controls'][number];
/** What each control of a development keeps and what it changes; help and the manual say what stands here. */
export const growthControls: Readonly<
  Record<
    GrowthControl,
    { readonly doc: string; readonly preserves: readonly string[]; readonly changes: readonly string[] }
  >
> = {
  identity_shuffled: {
    doc:
      'Every cell gets the gene-state history of another cell, drawn at random; places and lineage stay; ' +
      'synapses form by the same rules.',
    preserves: ['cells', 'positions', 'lineage', 'number of cells of each fate', 'set of gene states'],
    changes: ['the relation between where a cell is and which genes it expresses'],
  },
  distance_only: {
    doc:
      'Synapses form without looking at genes: similarity, jaccard and matching are replaced by their means ' +
      'over the pairs of the rule, each when it is first tried; cells, fates and places stay.',
    preserves: ['cells', 'positions', 'lineage', 'fates', 'the dependence on distance and age', 'mean similarity'],
    changes: ['the dependence of synapses on which genes two cells share'],
  },
};

/**
 * Identities permuted among all cells at once: cell i has the states and fates that cell π(i) had, and before π(i) was
 * born those of its ancestor then. The final states are the same multiset, so the number of cells of each fate is kept.
 */
export function shuffleIdentity(history: History, key: Key): History {
  const donor = stream(key.seed, key.stream, 'identity_shuffled').permutation(history.parent.length);
  const moments = [...history.moments];
  for (let step = moments.length - 1; step >= 0; step--) {
    const moment = moments[step];
    for (let cell = 0; cell < donor.length; cell++)
      while (history.birth[donor[cell]] > step) donor[cell] = history.parent[donor[cell]];
    const own = donor.subarray(0, moment.count);
    moments[step] = {
      ...moment,
      state: Uint32Array.from(own, (from) => moment.state[from]),
      fate: Int8Array.from(own, (from) => moment.fate[from]),
    };
  }
  return { ...history, moments };
}
