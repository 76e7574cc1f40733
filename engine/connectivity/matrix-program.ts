import type { Expression } from '../expressions/expression.ts';
import type { Groups } from './groups.ts';
import type { DrawnWeights } from './laws.ts';

/** How a weight matrix is drawn. SI units: metres. What each setting means, and in which order they act: `draw.ts`. */
export interface MatrixProgram {
  readonly neurons: number;
  /** A number of equal ones, or named ones: neurons 0, 1, … of the first, and so on. */
  readonly groups?: Groups;
  readonly place?: Placement;
  /** The neurons stand on a ring, neuron 0 beside the last one. */
  readonly ring?: true;
  /**
   * Connection probability of a pair, over `distance` (m), `ring_distance` (places), `same_group`, `pre.group` and
   * `post.group`; values outside 0 .. 1 count as 0 and 1. Absent: every pair.
   */
  readonly wire?: Expression;
  /** With this probability (0 .. 1) a connection of the ring gets another end: `rewireRing`. */
  readonly rewire?: number;
  readonly weights: WeightLaw;
  /** w(i, j) = w(j, i). */
  readonly symmetric: boolean;
  readonly asymmetric?: Asymmetry;
  /** Every weight minus its expectation; a pair that is not connected gets minus its expectation. */
  readonly centred: boolean;
  /** Weights are drawn again until they are positive. */
  readonly positive: boolean;
  /**
   * Dale's law: this share (0 .. 1) of the neurons, drawn at random, has positive outgoing weights |w|, the others
   * −|w|.
   */
  readonly excitatory?: number;
  /** Dale's law by group: 1 and −1 as above; the weights of a group of 0 keep their signs. */
  readonly signs?: readonly number[];
  readonly autapses: boolean;
  /** Every weight times what makes the mean magnitude of all entries this, absent ones and the diagonal included. */
  readonly mean?: number;
  /** After that: no weight that is not 0 is smaller in magnitude. */
  readonly floor?: number;
}
export interface Placement {
  readonly how: 'uniform' | 'grid';
  readonly lengths: readonly number[];
  readonly torus: boolean;
}
/** `expression`: over what is known of the pair; it may hold distributions, and tables that are `scaled`. */
export type WeightLaw = DrawnWeights | { readonly constant: number } | { readonly expression: Expression };
/**
 * Between symmetric and directed. `triangles`, as the critical-initialisation study draws it: with U and L the two
 * triangles of a directed draw, A = U + (1 − η) Uᵀ + η L; the triangles' variances differ. `elliptic`, the textbook's
 * (Sommers et al. 1988): every weight keeps its mean and variance, and w(i, j), w(j, i) have the correlation −1 .. 1.
 */
export type Asymmetry =
  | { readonly construction: 'triangles'; readonly eta: number }
  | { readonly construction: 'elliptic'; readonly correlation: number };

/** `max`: the largest real part of the eigenvalues becomes the value; `radius`: the largest modulus. */
export interface SpectrumScale {
  readonly kind: 'max' | 'radius';
  readonly value: number;
}
