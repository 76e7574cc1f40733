import { stream } from '../random/index.ts';
import type { Key } from './cells.ts';
import type { History } from './history.ts';

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
