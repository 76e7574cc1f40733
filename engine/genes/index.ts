export { type Attractor, type Attractors, findAttractors } from './attractors.ts';
export { type FateShares, fateShares, type Share } from './basins.ts';
export { type CellDynamics, cellDynamics } from './cell.ts';
export { attractorsOnlyIn, type Contradiction, contradictedSigns, fatesNaming, type Influence, type Overlap, overlappingFates, type RuleFacts, ruleFacts } from './lint.ts';
export type { BooleanExpression, Fate, Gene, GeneNetwork, Sign, UpdateScheme } from './network.ts';
export { type InputMode, type Missing, type Reachability, reachability } from './reachability.ts';
export { compileRule, regulators, ruleText, type StateTest, undefinedNames, variables } from './rule.ts';
export { tooLarge } from './space.ts';
export { minimalStart, type Start, stateWith } from './start.ts';
