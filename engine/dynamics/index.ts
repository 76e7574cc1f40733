export type { Activity } from './activity.ts';
export { type Drive, drawsOf, inputWeights, undriven } from './drive.ts';
export type { Motion, MotionName, NoiseScale, StateActivation, TimeConstants, Transfer } from './motions.ts';
export { type Given, type Network, type Running, start } from './running-network.ts';
export { type Simulation, simulate } from './simulate.ts';
