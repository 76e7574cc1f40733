import { exp, log } from '../random/index.ts';
import type { Stepping } from './motions.ts';

/** The rate of a state, with the same bits everywhere. */
export const rateFunctions: Readonly<Record<Stepping['rate'], (state: number) => number>> = {
  identity: (x) => x,
  relu: (x) => (x > 0 ? x : 0),
  tanh(x) {
    const e = exp(-2 * Math.abs(x)),
      size = (1 - e) / (1 + e);
    return x < 0 ? -size : size;
  },
  softplus: (x) => (x > 0 ? x : 0) + log(1 + exp(-Math.abs(x))),
};
