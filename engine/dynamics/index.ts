export type { Activity } from './activity.ts';
export { type Motion, type MotionName, type StateActivation, steppingOf } from './motions.ts';
export { type Running, start } from './running-network.ts';
export { type Simulation, simulate } from './simulate.ts';
