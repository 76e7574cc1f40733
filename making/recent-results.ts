import { canonical } from './canonical-json.ts';

/** The most recent results of something costly, by what they depend on. */
export interface RecentResults<Result> {
  get(dependsOn: unknown, make: () => Result): Result;
  /** Undefined where it is not at hand. */
  find(dependsOn: unknown): Result | undefined;
}

/**
 * What weighs more than `most` together is let go of, the oldest first but never the last, and given to `release`; each
 * weighs 1 unless `weight` says otherwise. A failure is not kept.
 */
export function recentResults<Result>(
  most: number,
  release: (result: Result) => void = () => {},
  weight: (result: Result) => number = () => 1,
): RecentResults<Result> {
  const byKey = new Map<string, { readonly result: Result; readonly weight: number }>();
  let sum = 0;
  return {
    find: (dependsOn) => byKey.get(canonical(dependsOn))?.result,
    get(dependsOn, make) {
      const key = canonical(dependsOn);
      let kept = byKey.get(key);
      if (kept) byKey.delete(key);
      else {
        const result = make();
        kept = { result, weight: weight(result) };
        sum += kept.weight;
      }
      byKey.set(key, kept);
      for (const [oldestKey, oldest] of byKey) {
        if (sum <= most || byKey.size === 1) break;
        sum -= oldest.weight;
        byKey.delete(oldestKey);
        release(oldest.result);
      }
      return kept.result;
    },
  };
}
