export type { Activity } from './activity.ts';
export { type Drive, drawsOf, inputWeights, type Key, undriven } from './drive.ts';
export type { Motion, MotionName, NoiseOn, NoiseScale, StateActivation, TimeConstants, Transfer } from './motions.ts';
export { type Network, type Running, start } from './running-network.ts';
export { type Simulation, simulate } from './simulate.ts';
