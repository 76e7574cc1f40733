export { stepsOf, type TaskClock, wholeSteps } from './clock.ts';
export { cycling } from './cycling.ts';
export { oneChoice } from './one-choice.ts';
export {
  type DrawnTrials,
  drawTrials,
  type Epoch,
  type KnownAccuracy,
  type Trial,
  type TrialFacts,
  type TrialKey,
  trialOf,
  type TrialSet,
  type TrialTask,
} from './drawn-trials.ts';
export {
  delayedChoice,
  type MemoryCurve,
  type MemoryTask,
  type RecallTask,
  zeroShotRecall,
} from './working-memory.ts';
