export type { Activation } from './activations.ts';
export {
  type Backend,
  type Classifier,
  type ClassifierScores,
  type ClassifierShape,
  type ImageLesson,
  type ImageSet,
  type Normalisation,
  type Parameters,
  softmaxCrossEntropy,
} from './classifier.ts';
export { checkFit, checkImages, checkIndices, checkParameters, checkShape } from './classifier-checks.ts';
export { drawWeights, initialParameters } from './initial-parameters.ts';
export type { Learner, Lesson, Objective, Scores } from './learner.ts';
export {
  checkRateSchedule,
  type Planned,
  type Progress,
  rateFactor,
  type RateSchedule,
  type ScheduleName,
} from './rate-schedules.ts';
export { solveSymmetric } from './symmetric-solve.ts';
export {
  atRate,
  type Optimiser,
  type RuleArgument,
  scheduleOf,
  type StepConstants,
  stepConstants,
  type UpdateRule,
  updateRules,
} from './update-rules.ts';
