export { analyseGenes } from './analyse-genes.ts';
export type * from './results.ts';
export { differenceOf, type MeasureDifference, type RunDifference, type SettingDifference } from './difference.ts';
export { Failure, readable } from './failure.ts';
export type { Drawing } from './folder.ts';
export { type MatrixSpectrum, spectrumOfConnect, spectrumOfFile, type SpectrumRequest } from './matrix-spectrum.ts';
export { readableNumber } from './numbers.ts';
export { loadRun, runExperiment, type RunOutcome, type RunRequest } from './run.ts';
