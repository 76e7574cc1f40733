export { type Activity, neuronsOf, rowOf, standardised } from './activity.ts';
export { type Components, correlation, directSpectrum, principalComponents } from './covariance.ts';
export { type DmdOptions, dmd, type Modes, realFraction, type Rotations, rotations } from './dmd.ts';
export { type Halves, type Splitting, splitNeurons } from './halves.ts';
export { type SharedVarianceOptions, type SvcaOptions, sharedVariance, shuffledSpectrum, svca } from './shared-variance.ts';
export { type ActivityKernels, type ActivitySource, type Progress, type Recorded, sourceOf } from './source.ts';
export { type Key, phaseRandomised, shifted, shiftedInHalves } from './surrogates.ts';
