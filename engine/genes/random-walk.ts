import type { Stream } from '../random/index.ts';
import { synchronousNext, unstableGenes, type ValueDynamics, type Values } from './values-dynamics.ts';

/**
 * One walk under asynchronous update, a gene drawn uniformly among those whose rule says otherwise (draws that change
 * nothing are left out). `ended` is asked at the start, after 1, 2, 4, … turns, and after every 128th; its first answer
 * ends the walk. Undefined after
 * `longest` turns without one. Changes `state`.
 */
export function asynchronousWalk<End>(
  dynamics: ValueDynamics,
  state: Values,
  draws: Stream,
  longest: number,
  ended: (state: Values, turn: number) => End | undefined,
): End | undefined {
  const { rules, targets, names } = dynamics;
  const unstable = unstableGenes(dynamics, state);
  const place = new Int32Array(names.length).fill(-1);
  unstable.forEach((gene, i) => {
    place[gene] = i;
  });
  const settle = (gene: number): void => {
    const wants = rules[gene](state) !== (state[gene] === 1);
    if (wants === place[gene] >= 0) return;
    if (wants) {
      place[gene] = unstable.push(gene) - 1;
      return;
    }
    const last = unstable.pop() as number;
    if (last !== gene) {
      unstable[place[gene]] = last;
      place[last] = place[gene];
    }
    place[gene] = -1;
  };
  for (let turn = 0; turn <= longest; turn++) {
    if (unstable.length === 0 || (turn & (turn - 1)) === 0 || turn % 128 === 0) {
      const end = ended(state, turn);
      if (end !== undefined || unstable.length === 0) return end;
    }
    const gene = unstable[draws.below(unstable.length)];
    state[gene] ^= 1;
    settle(gene);
    for (const target of targets[gene]) settle(target);
  }
  return undefined;
}

/**
 * The cycle that synchronous update runs into from a state (Brent 1980); undefined where it has not closed after
 * `longest` updates.
 */
export function synchronousCycle(dynamics: ValueDynamics, start: Values, longest: number): Values[] | undefined {
  const same = (a: Values, b: Values): boolean => dynamics.genes.every((gene) => a[gene] === b[gene]);
  let mark = start;
  let state = synchronousNext(dynamics, start);
  let length = 1;
  for (let power = 1, updates = 1; !same(mark, state); updates++, length++) {
    if (updates === longest) return undefined;
    if (length === power) {
      mark = state;
      power *= 2;
      length = 0;
    }
    state = synchronousNext(dynamics, state);
  }
  const cycle = [mark];
  while (cycle.length < length) cycle.push(synchronousNext(dynamics, cycle[cycle.length - 1]));
  return cycle;
}
