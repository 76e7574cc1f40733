export type { Key } from './cells.ts';
export { type GrowthControl, growthControls } from './controls.ts';
export { GrowthError } from './error.ts';
export { grow, GrowthAborted, type GrowthHooks, type GrowthProgress } from './grow.ts';
export type { Cells, Frame, Growth, GrowthProgram, SynapseRule, Synapses } from './program.ts';
