import { compileBoolean, freeNames } from '../expressions/index.ts';
import { timesDue } from './geometry.ts';
import type { Moment } from './history.ts';
import { type Pair, synapseScope } from './cell-pairs.ts';
import type { SynapseRule } from './growth-program.ts';
import type { SynapseTable } from './synapses.ts';
import type { RuleWiring } from './rule-wiring.ts';

type EachStep = (step: number) => void;

/** Multiplies weights as their synapses' ages come due. */
export function strengthening({ rule: { strengthen }, stepSeconds }: RuleWiring, synapses: SynapseTable): EachStep {
  if (!strengthen) return () => {};
  return (step) => {
    for (let row = 0; row < synapses.count; row++) {
      const times = timesDue((step - synapses.birth[row]) * stepSeconds, strengthen.every, stepSeconds);
      for (let n = 0; n < times; n++) synapses.weight[row] = strengthened(synapses.weight[row], strengthen);
    }
  };
}
/** Never past `until`: a ceiling for a factor above 1, a floor for one below. A weight already beyond it stays. */
function strengthened(weight: number, { factor, until }: NonNullable<SynapseRule['strengthen']>): number {
  if (factor >= 1) return weight >= until ? weight : Math.min(until, weight * factor);
  return weight <= until ? weight : Math.max(until, weight * factor);
}

/**
 * Removes the synapses for which `prune` is true; where only a fixed weight decides, each synapse is looked at once.
 */
export function pruning({ rule, scope, history, stepSeconds }: RuleWiring, synapses: SynapseTable): EachStep {
  if (rule.prune === undefined) return () => {};
  const prune = compileBoolean(rule.prune, synapseScope(scope('prune')));
  const decidedAtBirth = !rule.strengthen && freeNames(rule.prune).every((name) => name === 'weight');
  return (step) => {
    const moment = history.moments[step];
    const pair: Pair = { pre: 0, post: 0, distance: 0, moment, time: step * stepSeconds, weight: 0, age: 0 };
    synapses.keep(decidedAtBirth ? firstOf(step, synapses) : 0, (row) => {
      pair.pre = synapses.pre[row];
      pair.post = synapses.post[row];
      pair.weight = synapses.weight[row];
      pair.age = (step - synapses.birth[row]) * stepSeconds;
      pair.distance = distanceOf(moment, pair.pre, pair.post);
      return !prune(pair);
    });
  };
}
/** The first row of a step, in order of birth. */
function firstOf(step: number, { count, birth }: SynapseTable): number {
  let row = count;
  while (row > 0 && birth[row - 1] === step) row--;
  return row;
}
export function distanceOf({ positions: { x, y, z } }: Moment, a: number, b: number): number {
  const dx = x[a] - x[b],
    dy = y[a] - y[b],
    dz = z ? z[a] - z[b] : 0;
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}
