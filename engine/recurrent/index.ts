export { checkLesson, checkNetwork, checkTrials, eachPart, partLengths, partShapes } from './checks.ts';
export { slotsOf } from './learned-numbers.ts';
export type { RateLearner, RateLearnerMaker, RateLearnerSettings, RateLesson } from './rate-learner.ts';
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
export { settledState, stateAfter } from './settled-state.ts';
export { noiseWords } from './noise.ts';
export { earlier, minibatches, referenceLearner } from './reference-learner.ts';
export { actingGains, actingWeights, learnableWeights } from './reference-passes.ts';
export { fillFromState, stateBytes } from './state-bytes.ts';
