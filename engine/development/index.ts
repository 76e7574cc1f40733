export type { Key } from './cells.ts';
export { meanResemblance } from './cell-pairs.ts';
export { GrowthError } from './growth-error.ts';
export { grow, GrowthAborted, type GrowthHooks, type GrowthProgress } from './grow.ts';
export type { Cells, Frame, Growth, GrowthControl, GrowthProgram, SynapseRule, Synapses } from './growth-program.ts';
export { shuffleIdentity } from './shuffled-identity.ts';
