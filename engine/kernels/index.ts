export type { LinearAlgebra, RowsTaken } from './algebra.ts';
export type { Exponential, Precision } from './exponential.ts';
export { demandFinite } from './finite.ts';
export { type KernelBackend, nativeBackend, wasmBackend } from './kernel-backend.ts';
export {
  isDrawnHere,
  type MovingCopies,
  type MovingInput,
  type MovingPlan,
  type Rate,
  type Rectified,
} from './moving-copies.ts';
export type { Multiplier } from './multiplier.ts';
export type { Addon } from './native.ts';
export type { SummedProducts } from './products.ts';
export type { Eigenvectors, ReducedMatrix } from './reduced-matrix.ts';
export { sharedMemory } from './kernels.ts';
export { selfTest } from './self-test.ts';
export { strongComponents, submatrix } from './matrix-components.ts';
export { isWasmSupported } from './wasm.ts';
export type { Course, CourseGiven, TrajectoryPlan } from './trajectories.ts';
