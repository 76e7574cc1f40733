export { type CurvePoint, type Trained, type Training, train } from './train.ts';
export {
  type Penalty,
  type TrainedOnTrials,
  type TrainingOnTrials,
  trainOnTrials,
} from './train-on-trials.ts';
export { addTrials, readoutSums, ridgeReadout } from './ridge-readout.ts';
export { type ReadoutProblem, solveReadout } from './solve-readout.ts';
export type { TrialCurve, TrialPoint, Watch, WatchedPoint } from './trial-curve.ts';
