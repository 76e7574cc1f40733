export { analyseGenes } from './analyse-genes.ts';
export type * from '../results/contract.ts';
export type { Assignment, Executor, ExecutorEvents } from './execute/executor.ts';
export { differenceOf, type MeasureDifference, type RunDifference, type SettingDifference } from './say/difference.ts';
export { Failure, readable } from '../making/failure.ts';
export type { Drawing } from './keep/folder.ts';
export { type MatrixSpectrum, spectrumOfConnect, spectrumOfFile, type SpectrumRequest } from './matrix-spectrum.ts';
export { readableNumber } from '../results/readable-numbers.ts';
export { loadRun, runExperiment, type RunOutcome, type RunRequest } from './run.ts';
