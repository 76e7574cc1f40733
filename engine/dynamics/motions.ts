import type { Matrix } from '../connectivity/index.ts';
import type { KernelBackend } from '../kernels/index.ts';

/** How a state moves on by one step. Times in seconds. */
export interface Motion {
  /**
   * `linear`: tau x' = −x + W x + noise. `relu`: the same with the state rectified after each step (an echo-state
   * network).
   */
  readonly activation: 'linear' | 'relu';
  /** Instead x(t+1) = f(W x(t)) + noise·N(0,1), one step a dt; tau and perStep are then not used. */
  readonly discrete?: boolean;
  readonly tau: number;
  readonly dt: number;
  /**
   * x += (dt/tau)(−x + W x) + noise·√(dt/tau)·N(0,1); `perStep`: inside the bracket, without the root, as published.
   */
  readonly noise: number;
  readonly perStep: boolean;
}

/** Copies of one network, side by side: one column of the state each. */
export interface Running {
  /** Columns of a row of the state; those beyond the copies are padding and stay 0. */
  readonly wide: number;
  /** neurons × wide, row-major. */
  readonly state: Float32Array;
  /**
   * One step of all copies, one block matrix product (f32). `normal` is drawn neuron by neuron, copy by copy; `input`
   * (neurons × wide) is added before the rectification.
   */
  advance(normal: () => number, input?: Float32Array): void;
  release(): void;
}

/** A network at rest (all states 0). Call `release` when done. */
export function start(
  matrix: Matrix,
  motion: Motion,
  copies: number,
  backend: Pick<KernelBackend, 'multiplier'>,
): Running {
  const { size: n, values } = matrix,
    { noise, perStep, discrete = false } = motion,
    rectified = motion.activation === 'relu';
  const h = discrete ? 1 : motion.dt / motion.tau;
  const spread = discrete ? noise : perStep ? noise * h : noise * Math.sqrt(h);
  const { wide, multiply, release } = backend.multiplier(Float32Array.from(values), n, n, copies);
  const state = new Float32Array(n * wide),
    driven = new Float32Array(n * wide);
  return {
    wide,
    state,
    release,
    advance(normal, input) {
      multiply(state, driven);
      for (let i = 0; i < n; i++)
        for (let copy = 0, at = i * wide; copy < copies; copy++, at++) {
          const kick = spread * normal() + (input === undefined ? 0 : input[at]);
          if (discrete) {
            state[at] = (rectified && driven[at] < 0 ? 0 : driven[at]) + kick;
            continue;
          }
          const next = state[at] + h * (driven[at] - state[at]) + kick;
          state[at] = rectified && next < 0 ? 0 : next;
        }
    },
  };
}
