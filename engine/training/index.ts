export { type CurvePoint, type Trained, type Training, train } from './train.ts';
export {
  type Penalty,
  type TrainedOnTrials,
  type TrialCurve,
  type TrialPoint,
  trainOnTrials,
} from './train-on-trials.ts';
