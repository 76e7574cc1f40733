export type { Key } from './cells.ts';
export { type GrowthControl, growthControls } from './growth-controls.ts';
export { GrowthError } from './growth-error.ts';
export { grow, GrowthAborted, type GrowthHooks, type GrowthProgress } from './grow.ts';
export type { Cells, Frame, Growth, GrowthProgram, SynapseRule, Synapses } from './growth-program.ts';
