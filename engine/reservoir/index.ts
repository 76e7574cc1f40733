export { type DrivenNetwork, stepsOf } from './driven-network.ts';
export {
  type Delays,
  exactMemoryCapacity,
  type Inputs,
  memoryCapacity,
  type MemoryCapacity,
} from './memory-capacity.ts';
export {
  type Exponent,
  type Exponents,
  exponentsOf,
  kaplanYorke,
  lyapunovExponents,
  type Tangents,
  tangentsOfMap,
} from './lyapunov.ts';
export { usualRidges } from './ridge.ts';
export { type InformationCapacity, informationCapacity } from './information-capacity.ts';
export { rankOfStreams, type Streams } from './input-ranks.ts';
export { slopeAtOrigin } from './perturbations.ts';
export { type Damage, damaged, flips, lesioned, noisy } from './damage.ts';
