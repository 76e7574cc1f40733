import { normalBelow } from '../statistics/index.ts';
import type { KnownAccuracy } from './drawn-trials.ts';

/**
 * Standard deviation of a step's noise, of noise that is `sigma` in a millisecond: sigma / √(dt / 1 ms), so that a
 * stimulus tells the same of itself whatever the step.
 */
export const perStep = (sigma: number, dt: number): number => sigma * Math.sqrt(1e-3 / dt);

/**
 * What is right most often, where one of two channels is `difference` (one of them, all as likely) above the other in
 * each of `steps` steps with independent noise: the sign of their summed difference, Φ(difference · √steps / (√2 ·
 * deviation)).
 */
export const idealObserver = (differences: readonly number[], steps: number, deviation: number): KnownAccuracy => ({
  value:
    differences.reduce((sum, difference) => sum + told(difference * Math.sqrt(steps), Math.SQRT2 * deviation), 0) /
    differences.length,
  of: 'an ideal observer of the stimulus',
});
/** Φ(signal / noise); half where there is no signal. */
export const told = (signal: number, noise: number): number =>
  signal === 0 ? 0.5 : noise === 0 ? 1 : normalBelow(signal / noise);
