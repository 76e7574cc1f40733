import { canonical } from './canonical-json.ts';

/** Keeps the last results of something costly, by what they depend on. */
export interface Memory<Result> {
  recall(dependsOn: unknown, make: () => Result): Result;
}

/**
 * What weighs more than `most` together is forgotten, the oldest first but never the last, and given to `forget`; each
 * weighs 1 unless `weight` says otherwise. A failure is not remembered.
 */
export function memory<Result>(
  most: number,
  forget: (result: Result) => void = () => {},
  weight: (result: Result) => number = () => 1,
): Memory<Result> {
  const held = new Map<string, Result>();
  return {
    recall(dependsOn, make) {
      const key = canonical(dependsOn);
      const found = held.has(key) ? (held.get(key) as Result) : make();
      held.delete(key);
      held.set(key, found);
      let sum = 0;
      for (const result of held.values()) sum += weight(result);
      for (const [oldest, result] of held) {
        if (sum <= most || held.size === 1) break;
        sum -= weight(result);
        held.delete(oldest);
        forget(result);
      }
      return found;
    },
  };
}
