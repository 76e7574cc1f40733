export type { BinnedRun } from './binned-run.ts';
export { type BranchingModel, simulateBranching } from './branching-network.ts';
export { poisson } from './poisson.ts';
export { type RunningSpikes, runningSpikes } from './running-spikes.ts';
export { simulateSpikes } from './simulate-spikes.ts';
export type { SpikingModel, SpikingNetwork, SynapseKind, Synapses } from './spiking-network.ts';
