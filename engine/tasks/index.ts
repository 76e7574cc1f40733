export {
  delayedChoice,
  type MemoryCurve,
  type MemoryTask,
  type RecallTask,
  zeroShotRecall,
} from './working-memory.ts';
