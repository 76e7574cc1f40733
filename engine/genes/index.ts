export { type CellDynamics, cellDynamics } from './cell.ts';
export type { BooleanExpression, Fate, Gene, GeneNetwork, Sign, UpdateScheme } from './network.ts';
export { compileRule, regulators, ruleText, type StateTest, undefinedNames, variables } from './rule.ts';
export { minimalStart, type Start, stateWith } from './start.ts';
