export type { Activity, Spikes } from './activity.ts';
export { type Drive, drawsOf, inputWeights, type Key, sharedNoise, undriven } from './drive.ts';
export { GrowsWithoutBound, growsExponentially } from './unbounded-growth.ts';
export {
  type Motion,
  type MotionName,
  type NoiseOn,
  type NoiseScale,
  type StateActivation,
  steppingOf,
  type TimeConstants,
  type Transfer,
} from './motions.ts';
export { rateFunctions } from './rate-functions.ts';
export { type Network, type Running, start } from './running-network.ts';
export { type Simulation, simulate } from './simulate.ts';
