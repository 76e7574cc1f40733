export { type Motion, type Running, start } from './network.ts';
export { type Simulation, simulate } from './simulate.ts';
