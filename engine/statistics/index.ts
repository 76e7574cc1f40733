export { benjaminiHochberg, holm, type P } from './corrections.ts';
export { type Cell, cellsOf, largestComplete, missingCells, type Part, wholeOf } from './designs.ts';
export { contrastSigns, type Effect, effectsOf, mostTogether } from './factorial.ts';
export { type Finding, type Requirement, type Verdict, verdict } from './expectation.ts';
export {
  type Comparison,
  compare,
  differenceInterval,
  fewestSeedsForBootstrap,
  fewestSeedsForEffect,
  fewestSeedsForP,
  mostPairsForExactTest,
  largestEffect,
  signFlipTest,
  smallestP,
} from './paired.ts';
export { proportionInterval } from './proportion.ts';
export { studentCdf, studentQuantile } from './student.ts';
export {
  type Description,
  type Interval,
  isConstant,
  mean,
  standardDeviation,
  studentInterval,
  summarise,
} from './descriptive.ts';
export { fewestNullsForZ, type Side, type SurrogateTest, surrogateTest } from './surrogate.ts';
export { compareUnpaired, type UnpairedComparison } from './unpaired.ts';
export { normalBelow } from './normal.ts';
export { type Fit, fitted, type FittedLaw, fittedLaws } from './fitted-laws.ts';
export { gammaBelow } from './gamma-function.ts';
