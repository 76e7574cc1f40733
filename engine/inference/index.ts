export { type Association, associations } from './association.ts';
export { type Binarisation, type Binarised, binarise, bimodality, type GeneReport, thresholdOf } from './binarise.ts';
export { diffusionPseudotime } from './diffusion.ts';
export { type Expression, InferenceError } from './expression-values.ts';
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
} from './infer-rules.ts';
export { lagged, type Pairs } from './lagged-pairs.ts';
export { finished, type InferenceControl, type Underway, underway } from './underway.ts';
export { inferenceText } from './inference-text.ts';
