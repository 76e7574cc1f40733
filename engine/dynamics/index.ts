export { type Motion, type Running, start } from './motions.ts';
export { type Simulation, simulate } from './simulate.ts';
