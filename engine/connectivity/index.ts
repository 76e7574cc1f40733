export { type Attributes, type Circuit, fromGraph, fromGrowth, type Graph } from './assemble.ts';
export { type Controlled, control, type MatrixControl, type MatrixControlName, matrixControls, type Preserved } from './controls.ts';
export { type Eigenvalue, eigenvalues, isNilpotentByStructure, spectralRadius } from './eigenvalues.ts';
export { type Degrees, degrees, type Facts, facts } from './facts.ts';
export type { Matrix } from './matrix.ts';
export { rank } from './rank.ts';
export { ControlError, type Keep } from './rewire.ts';
export { isSymmetric, unitRows } from './structure.ts';
