export { partLengths } from './checks.ts';
export type { RateLearner, RateLearnerMaker, RateLearnerSettings, RateLesson } from './learner.ts';
export {
  type Divergence,
  type Learned,
  type LearnedParts,
  largestState,
  type NoiseKey,
  type Numbers,
  type RateParameters,
  type RatePart,
  rateParts,
  type RateScores,
  type RateShape,
  type Sequences,
  type Wanted,
} from './network.ts';
export {
  type ActivityErrors,
  activityErrors,
  explainedVariance,
  importanceOf,
  matched,
  parameterError,
  type Rates,
  shuffledMeanSquare,
  variances,
} from './following.ts';
export { settledState, slopesAt } from './settled-state.ts';
export { referenceLearner } from './reference.ts';
