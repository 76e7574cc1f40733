export { type AnalyseOptions, analyseNetwork } from './analyse.ts';
export type { AnalysedAttractor, NetworkAnalysis } from './network-analysis.ts';
export { type Attractor, type Attractors, findAttractors } from './attractors.ts';
export { fateShares } from './basins.ts';
export type { FateShares, Share } from './fate-shares.ts';
export { outOfReach, synchronousOnly, type Unchanging } from './beyond.ts';
export { type CellDynamics, cellDynamics } from './cell.ts';
export { type Control, type ControlOptions, controlOf, type Intervention } from './fate-control.ts';
export { type Reaching, type ShareControl, shareControlOf, singleShares } from './share-control.ts';
export { type DerridaCurve, derrida } from './derrida.ts';
export { type FateFractions, type FractionOptions, fateFractions, sampledShares } from './fractions.ts';
export {
  attractorsOnlyIn,
  type Contradiction,
  contradictedSigns,
  fatesNaming,
  type Influence,
  type Overlap,
  overlappingFates,
  type RuleFacts,
  ruleFacts,
} from './lint.ts';
export type {
  BooleanExpression,
  Fate,
  Gene,
  GeneNetwork,
  OpenRegulator,
  OpenRule,
  OpenTable,
  Sign,
  UpdateScheme,
} from './gene-network.ts';
export { type MemberSpread, membersEnd } from './member-spread.ts';
export {
  everyMember,
  functionCount,
  genesKnown,
  keepsTo,
  memberCount,
  memberOf,
  onlyFunction,
  standIn,
  tooOpen,
} from './open-rules.ts';
export { type Path, pathTo } from './path.ts';
export { type InputMode, type Missing, type Reachability, reachability } from './reachability.ts';
export { type Robustness, type RobustnessOptions, robustness } from './robustness.ts';
export { compileRule, regulators, ruleText, type StateTest, undefinedNames, variables } from './compiled-rule.ts';
export { type Sensitivity, sensitivity } from './sensitivity.ts';
export { tooLarge } from './state-space.ts';
export { minimalStart, type Start, stateWith } from './start.ts';
export { sumOfProducts, type TruthTable, truthTableOf } from './sum-of-products.ts';
export { unknownFate } from './unknown-fate.ts';
export { type Subspaces, steadyStates, trapSpaces } from './trap-spaces.ts';
export { type TransitionGraph, transitionGraph } from './transition-graph.ts';
