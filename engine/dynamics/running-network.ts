import type { Matrix } from '../connectivity/index.ts';
import type { KernelBackend } from '../kernels/index.ts';
import { stream } from '../random/index.ts';
import { type Drive, drawsOf, inputWeights, undriven } from './drive.ts';
import { type Motion, steppingOf } from './motions.ts';
import { rateFunctions } from './rate-functions.ts';

/** What runs: weights (row = post-synaptic), how states move on, and what drives it. */
export interface Network {
  readonly matrix: Matrix;
  readonly motion: Motion;
  /** Absent: nothing drives it. */
  readonly drive?: Drive;
  /** How each neuron weights a shared drive; absent: drawn from the key. */
  readonly inputWeights?: Float64Array;
}
/** What a caller gives for some steps. */
export interface Given {
  /** u(t) of each copy, steps × copies, weighted into the neurons: instead of what is drawn of the drive. */
  readonly input?: ArrayLike<number>;
  /** Added to the states in each step, before they are rectified: copies × neurons. */
  readonly added?: Float32Array;
  /** The mean rate over each so many steps is kept; absent: nothing is. */
  readonly every?: number;
}
/** Copies of one network, side by side. */
export interface Running {
  readonly neurons: number;
  readonly copies: number;
  /** x: copies × neurons, row-major. Holds until the next call. */
  state(): Float32Array;
  /** f(x): copies × neurons, row-major. Holds until the next call. */
  rates(): Float32Array;
  /** Puts the copies into these states: copies × neurons. */
  begin(state: ArrayLike<number>): void;
  /** Moves all copies on. What is kept: ⌊steps / every⌋ × copies × neurons, row-major. */
  advance(steps: number, given?: Given): Float32Array;
  release(): void;
}

/**
 * Copies of a network at rest (all states 0). Noise and drive are drawn from the key: the same on every backend, and
 * other for each copy. Call `release` when done.
 * @throws RangeError where there is not one time constant for each neuron, and for a distribution that is none
 */
export function start(
  { matrix: { size: n, values }, motion, drive = undriven, inputWeights: given }: Network,
  copies: number,
  key: { readonly seed: number; readonly stream: string },
  backend: Pick<KernelBackend, 'multiplier'>,
): Running {
  const stepping = steppingOf(motion, n),
    { shares, spreads, rectified } = stepping,
    rateOf = rateFunctions[stepping.rate];
  const noise = stream(key.seed, key.stream, 'noise').normal,
    isNoisy = spreads.some((spread) => spread !== 0);
  const weights = given ?? inputWeights(n, key),
    drawn = drive.kind === 'constant' ? undefined : drawsOf(drive.law, stream(key.seed, key.stream, 'drive')),
    constant = drive.kind === 'constant' ? drive.current : 0;
  const { wide, multiply, release } = backend.multiplier(Float32Array.from(values), n, n, copies);
  const state = new Float32Array(copies * n),
    rate = new Float32Array(n * wide),
    driven = new Float32Array(n * wide);

  function step(shared: ((copy: number) => number) | undefined, added: Float32Array | undefined): void {
    for (let i = 0; i < n; i++)
      for (let copy = 0; copy < copies; copy++) rate[i * wide + copy] = rateOf(state[copy * n + i]);
    multiply(rate, driven);
    for (let copy = 0; copy < copies; copy++) {
      const own = shared?.(copy);
      for (let i = 0, at = copy * n; i < n; i++, at++) {
        const input = constant + (own !== undefined ? weights[i] * own : drawn ? drawn() : 0);
        const kick = (isNoisy ? spreads[i] * noise() : 0) + (added ? added[at] : 0);
        const moved = state[at] + shares[i] * (driven[i * wide + copy] + input - state[at]);
        state[at] = rectified === 'first' ? Math.max(0, moved) + kick : moved + kick;
        if (rectified === 'last' && state[at] < 0) state[at] = 0;
      }
    }
  }
  return {
    neurons: n,
    copies,
    state: () => state,
    rates: () => state.map(rateOf),
    begin: (from) => state.set(from),
    advance(steps, { input, added, every } = {}) {
      const kept = new Float32Array(every === undefined ? 0 : Math.floor(steps / every) * copies * n);
      for (let t = 0; t < steps; t++) {
        const own = input ? (copy: number) => input[t * copies + copy] : drive.kind === 'shared' ? drawn : undefined;
        step(own, added);
        if (every === undefined) continue;
        const from = Math.floor(t / every) * copies * n;
        if (from < kept.length) for (let at = 0; at < state.length; at++) kept[from + at] += rateOf(state[at]) / every;
      }
      return kept;
    },
    release,
  };
}
