export { type Avalanches, avalanchesOf } from './avalanches.ts';
export { type Growth, predictedGamma, sizeByDuration } from './crackling.ts';
export {
  type AvalancheExponent,
  type Comparison,
  type CutOff,
  type ExponentOptions,
  exponentOf,
  fewestSizes,
  TooFewSizes,
} from './avalanche-exponent.ts';
export { whyNoPowerLaw } from './power-law-held.ts';
export { type Distribution, distributionOf, fittedDistribution } from './distribution.ts';
export { fanoFactor, kappa, susceptibility, variation } from './fluctuations.ts';
export {
  activeInformation,
  drawnPairs,
  type Information,
  type InformationEstimator,
  transferEntropy,
} from './information.ts';
export { type EventOptions, type Population, populationOf } from './population.ts';
export { type Collapse, type Shape, shapeCollapse } from './shapes.ts';
