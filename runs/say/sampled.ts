import { type Interval, isConstant } from '../../engine/statistics/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import type { Row } from '../../results/contract.ts';
import { pointName } from '../../results/rows.ts';
import { type Finished, isOfCondition } from '../plan/outcome.ts';

/**
 * The interval of a value that was sampled once for all seeds; undefined for what is exact, and for what each seed
 * draws.
 */
export type Sampled = (measure: string, condition: string, at: Row['at']) => Interval | undefined;

export function sampledOf(experiment: ExperimentSpec, finished: readonly Finished[]): Sampled {
  const place = (measure: string, condition: string, at: Row['at']) =>
    JSON.stringify([measure, condition, pointName(experiment, at)]);
  const found = new Map<string, { readonly key: string; readonly ci: Interval | undefined }>();
  for (const { job, outcome } of finished)
    for (const { measure, ci } of isOfCondition(job) ? outcome.points : []) {
      if (!ci) continue;
      const at = place(measure, job.condition, job.at);
      const held = found.get(at);
      found.set(at, held && held.key !== job.key ? { key: held.key, ci: undefined } : (held ?? { key: job.key, ci }));
    }
  return (measure, condition, at) => found.get(place(measure, condition, at))?.ci;
}

/**
 * The interval of the difference of two conditions that are the same in every seed, where one of them at least was
 * sampled.
 */
export function sampledDifference(
  a: readonly number[],
  b: readonly number[],
  pair: { readonly measure: string; readonly a: string; readonly b: string },
  at: Row['at'],
  sampled: Sampled,
): Interval | undefined {
  if (!isConstant(a) || !isConstant(b)) return undefined;
  return intervalOfDifference(a[0], sampled(pair.measure, pair.a, at), b[0], sampled(pair.measure, pair.b, at));
}

/**
 * The 95 % interval of a difference of two estimates from theirs, by the square-and-add method (Newcombe 1998, method
 * 10), which takes them as independent; an exact value is an interval of no width. Undefined where both are exact.
 */
export function intervalOfDifference(
  a: number,
  ofA: Interval | undefined,
  b: number,
  ofB: Interval | undefined,
): Interval | undefined {
  if (!ofA && !ofB) return undefined;
  const [[lowA, highA], [lowB, highB]] = [ofA ?? [a, a], ofB ?? [b, b]];
  return [a - b - Math.hypot(a - lowA, highB - b), a - b + Math.hypot(highA - a, b - lowB)];
}
