export {
  type Branching,
  type BranchingOptions,
  branching,
  plainRatios,
  populationActivity,
  SignedActivity,
} from './branching.ts';
export { NothingToFit } from './nothing-to-fit.ts';
export { type DecayForm, decayForms } from './decay.ts';
export type { Pooling } from './lagged-slopes.ts';
export {
  type Components,
  correlation,
  directSpectrum,
  principalComponents,
  reducedCovariance,
} from './sampled-covariance.ts';
export { type Irreversibility, leastP, refuseModesOfChance } from './reversibility.ts';
export { type DmdOptions, dmd, type Modes } from './dmd.ts';
export { optimalRank, type RankChoice, rankChoices, sharedRank } from './kept-ranks.ts';
export { type ModeFit, modeFits } from './mode-fits.ts';
export { realFraction, type Rotations, rotations } from './turning-modes.ts';
export { type Halves, type Splitting, splitNeurons, usualSplitting } from './halves.ts';
export { type Raster, rasterOf } from './raster.ts';
export {
  type SharedVarianceOptions,
  type SvcaOptions,
  sharedVariance,
  svca,
} from './shared-variance.ts';
export {
  type ActivityKernels,
  type ActivitySource,
  type Progress,
  type Recorded,
  sourceOf,
  usedAgain,
} from './activity-source.ts';
export {
  connectionRecovery,
  globality,
  type Positions,
  type StrongPairOptions,
  type StrongPairs,
  strongPairOdds,
} from './odds-by-distance.ts';
export { type Key, phaseRandomised, shifted } from './surrogates.ts';
export { jittered, shuffledBins, shuffledTimes } from './surrogates-in-time.ts';
export { timeConstant, type TimescaleOptions, type Timescales, timescales } from './timescales.ts';
export { tilingCoefficients } from './tiling.ts';
export { quantile } from './quantile.ts';
