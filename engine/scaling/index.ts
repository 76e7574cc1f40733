export { isScaled, rowSums, scaledRows } from './row-sums.ts';
export type { ActivityRule } from './rules.ts';
export type { ScalableNetwork } from './scalable-network.ts';
export { scaledSpikes } from './scaled-spikes.ts';
export { scaledMatrix, type ScaledMatrix } from './scaled-matrix.ts';
export { type Moment, scaleByActivity, scaleToSums, type Scaling, type ScalingCourse } from './scale-synapses.ts';
