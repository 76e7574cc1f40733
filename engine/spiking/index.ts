export { type Outgoing, outgoingOf } from './outgoing.ts';
export { poisson } from './poisson.ts';
export { simulateSpikes } from './simulate-spikes.ts';
export type { SpikingModel, SpikingNetwork, Synapses, SynapseKind } from './spiking-network.ts';
export type { Spikes } from './spikes.ts';
