import type { Expression } from '../engine/expressions/expression.ts';
import { mean } from '../engine/statistics/index.ts';
import type { ExperimentSpec } from '../language/specification.ts';
import type { Row } from './results.ts';
import { pointName } from './rows.ts';

/** The final values of a measure, by seed. */
export type Values = (measure: string, condition: string, at: Row['at']) => ReadonlyMap<number, number>;

export function finalValues(rows: readonly Row[], experiment: ExperimentSpec): Values {
  const key = (measure: string, condition: string, at: Row['at']) => JSON.stringify([measure, condition, pointName(experiment, at)]);
  const found = new Map<string, Map<number, number>>();
  for (const { measure, condition, at, seed, step, value } of rows) {
    if (step !== null) continue;
    const place = key(measure, condition, at);
    found.set(place, (found.get(place) ?? new Map()).set(seed, value));
  }
  const none = new Map<number, number>();
  return (measure, condition, at) => found.get(key(measure, condition, at)) ?? none;
}

/** Whether a measure is the share of the test set classified correctly. */
export const isTestAccuracy = (call: Expression): boolean => {
  if (typeof call !== 'object' || !('call' in call) || call.call !== 'accuracy') return false;
  const [set] = call.arguments;
  return set === undefined || set === 'test' || (typeof set === 'object' && 'name' in set && set.name === 'test');
};

export const average = (found: readonly number[]): number | null => found.length === 0 ? null : mean(found);
