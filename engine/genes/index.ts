export { type Attractor, type Attractors, findAttractors, synchronousBasins } from './attractors.ts';
export { type CellDynamics, cellDynamics } from './cell.ts';
export type { BooleanExpression, Fate, Gene, GeneNetwork, Sign, UpdateScheme } from './network.ts';
export { compileRule, regulators, ruleText, type StateTest, undefinedNames, variables } from './rule.ts';
export { minimalStart, type Start, stateWith } from './start.ts';
export { exhaustionLimit, tooLarge } from './space.ts';
