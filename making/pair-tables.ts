/** What is known of all pairs of a circuit's neurons, by the names that expressions have for it. */
import { distancesBetween } from '../engine/connectivity/index.ts';
import type { Wiring } from './circuits.ts';

/** `distance`, `correlation`, `sttc`, `precision`, `synapses`. */
export type PairTables = Readonly<Record<string, Float64Array>>;

/**
 * The tables of these names that there are, neurons × neurons, row-major, row = post-synaptic: `distance` in metres
 * where the neurons have places, the others of a field or a recording.
 * @throws Failure where the file of one is missing or wrong
 */
export function pairTablesOf(wiring: Wiring | undefined, names: readonly string[]): PairTables {
  if (!wiring) return {};
  const { positions, lengths, matrix, pairs } = wiring;
  return Object.fromEntries(
    [...new Set(names)].flatMap((name) => {
      if (name === 'distance' && positions)
        return [[name, distancesBetween(positions, lengths?.length ?? positions.length / matrix.size)] as const];
      return pairs?.names.includes(name) ? [[name, pairs.of(name)] as const] : [];
    }),
  );
}
