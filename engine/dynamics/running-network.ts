import type { Matrix } from '../connectivity/index.ts';
import type { KernelBackend } from '../kernels/index.ts';
import { type Motion, steppingOf } from './motions.ts';

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
  { size: n, values }: Matrix,
  motion: Motion,
  copies: number,
  backend: Pick<KernelBackend, 'multiplier'>,
): Running {
  const { spread, move } = steppingOf(motion);
  const { wide, multiply, release } = backend.multiplier(Float32Array.from(values), n, n, copies);
  const state = new Float32Array(n * wide),
    driven = new Float32Array(n * wide),
    kicks = new Float64Array(n * wide);
  return {
    wide,
    state,
    release,
    advance(normal, input) {
      multiply(state, driven);
      for (let i = 0; i < n; i++)
        for (let copy = 0, at = i * wide; copy < copies; copy++, at++)
          kicks[at] = spread * normal() + (input === undefined ? 0 : input[at]);
      move(state, driven, kicks);
    },
  };
}
