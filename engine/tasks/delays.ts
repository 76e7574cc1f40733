import { exp, type Stream } from '../random/index.ts';

/** Steps of which each trial has one, with these odds. */
export interface Delays {
  readonly steps: readonly number[];
  readonly odds: readonly number[];
}
/** All as likely, or with odds that fall by e in each `mean`: an exponential between its limits, in whole steps. */
export const delaysOf = (steps: readonly number[], mean?: number): Delays => ({
  steps,
  odds: steps.map((each) => (mean === undefined ? 1 : exp((steps[0] - each) / mean))),
});
export function drawDelay({ steps, odds }: Delays, draws: Stream): number {
  let left = draws.uniform() * odds.reduce((sum, each) => sum + each, 0);
  for (let place = 0; place < steps.length - 1; place++) {
    left -= odds[place];
    if (left < 0) return steps[place];
  }
  return steps[steps.length - 1];
}
