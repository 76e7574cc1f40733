import type { Growth } from '../development/index.ts';

/** Sum over all synapses of the straight distance between the cells they join, in metres. */
export function wiringLength({ cells: { position, dimensions }, synapses: { count, pre, post } }: Growth): number {
  let sum = 0;
  for (let s = 0; s < count; s++) {
    let squared = 0;
    for (let axis = 0; axis < dimensions; axis++)
      squared += (position[pre[s] * dimensions + axis] - position[post[s] * dimensions + axis]) ** 2;
    sum += Math.sqrt(squared);
  }
  return sum;
}

/** Mean distance between the cells that a synapse joins, in metres; NaN without synapses. */
export const synapseLength = (growth: Growth): number => wiringLength(growth) / growth.synapses.count;
