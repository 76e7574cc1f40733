import { canonical } from './canonical.ts';

/** Keeps the last results of something costly, by what they depend on. */
export interface Memory<Result> { recall(dependsOn: unknown, make: () => Result): Result }

/** The oldest of more than `most` results is forgotten, and given to `forget`. A failure is not remembered. */
export function memory<Result>(most: number, forget: (result: Result) => void = () => {}): Memory<Result> {
  const held = new Map<string, Result>();
  return {
    recall(dependsOn, make) {
      const key = canonical(dependsOn);
      const found = held.has(key) ? (held.get(key) as Result) : make();
      held.delete(key);
      held.set(key, found);
      const [[oldest, result]] = held;
      if (held.size > most) {
        held.delete(oldest);
        forget(result);
      }
      return found;
    },
  };
}
