export type { Activity } from './activity.ts';
export type { Motion, MotionName, StateActivation } from './motions.ts';
export { type Running, start } from './running-network.ts';
export { type Simulation, simulate } from './simulate.ts';
