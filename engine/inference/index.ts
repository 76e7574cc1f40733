export { type Binarisation, type Binarised, binarise, bimodality, type GeneReport, thresholdOf } from './binarise.ts';
export { diffusionPseudotime } from './diffusion.ts';
export { type EarlyPrecision, earlyPrecision, type RankedEdge, rankedEdges } from './edges.ts';
export { type Expression, InferenceError } from './expression.ts';
export {
  type Inference,
  inferenceDefaults,
  type InferenceOptions,
  inferring,
  type InferredRule,
  isChance,
  isUnregulated,
  type Null,
  type Order,
  type Progress,
  significance,
} from './infer.ts';
export { lagged, type Pairs } from './pairs.ts';
export { finished, type InferenceControl, inferNetwork, type Underway, underway } from './run.ts';
export { inferenceText } from './text.ts';
