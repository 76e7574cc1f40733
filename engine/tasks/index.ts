export { autonomous } from './autonomous.ts';
export { stepsOf, type TaskClock, TimeDoesNotFit, timeText, wholeSteps } from './clock.ts';
export { cycling } from './cycling.ts';
export type { Scored, Shown } from './decision.ts';
export { type Delays, delaysOf } from './delays.ts';
export { contextDecision, multisensory, perceptualDecision } from './evidence.ts';
export { perStep } from './channel-noise.ts';
export { oneChoice } from './one-choice.ts';
export { parityOfPast } from './past.ts';
export { delayComparison, delayMatch, goNoGo, pairedAssociation } from './remembered.ts';
export { type RowByRow, rowByRow, sequencesOfImages } from './row-by-row.ts';
export { mackeyGlass, mackeyGlassCourse, narma, narmaOf } from './time-series.ts';
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
