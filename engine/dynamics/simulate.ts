import type { Activity } from './activity.ts';
import type { Matrix } from '../connectivity/index.ts';
import { demandFinite, type KernelBackend } from '../kernels/index.ts';
import { stream } from '../random/index.ts';
import type { Motion } from './motions.ts';
import { start } from './running-network.ts';

/** A network that runs without learning. Times in seconds. */
export interface Simulation {
  readonly motion: Motion;
  /** Of each run, with what is discarded at its beginning. */
  readonly duration: number;
  readonly discard: number;
  /** Runs of the one matrix, each from its own x ~ N(0,1). */
  readonly starts: number;
  /** Activity is averaged over so long; absent: every step is kept. */
  readonly bin?: number;
}

/**
 * Runs all starts side by side. Bins that are not whole at the end of a run are left out. The draws depend on the key
 * alone, not on the backend.
 * `onStep` is called now and then with the share done; what it throws ends the simulation.
 * @throws RangeError where a setting is not finite, nothing is left to keep, or the activity grows beyond f32
 */
export function simulate(
  matrix: Matrix,
  simulation: Simulation,
  key: { readonly seed: number; readonly stream: string },
  backend: Pick<KernelBackend, 'multiplier'>,
  onStep: (done: number) => void = () => {},
): Activity {
  const { size: n } = matrix,
    { motion, duration, discard, starts } = simulation,
    { dt } = motion;
  for (const [setting, value] of Object.entries({ ...motion, duration, discard }))
    if (typeof value === 'number') demandFinite(setting, [value]);
  demandFinite('the matrix', matrix.values, n);
  const steps = Math.round(duration / dt),
    discarded = Math.round(discard / dt);
  const perBin = simulation.bin === undefined ? 1 : Math.max(1, Math.round(simulation.bin / dt));
  const bins = Math.floor((steps - discarded) / perBin);
  if (!(bins >= 1))
    throw new RangeError(
      `nothing is left of a run of ${steps} steps without ${discarded} of them, in bins of ${perBin}`,
    );
  const { wide, state, advance, release } = start(matrix, motion, starts, backend);
  try {
    const beginnings = stream(key.seed, key.stream, 'start'),
      noise = stream(key.seed, key.stream, 'noise');
    const sums = new Float32Array(n * wide),
      kept = new Float32Array(n * starts * bins);
    for (let i = 0; i < n; i++) for (let run = 0; run < starts; run++) state[i * wide + run] = beginnings.normal();
    for (let step = 0; step < steps; step++) {
      advance(noise.normal);
      const since = step - discarded;
      if (since >= 0 && since < bins * perBin) {
        for (let at = 0; at < sums.length; at++) sums[at] += state[at];
        if ((since + 1) % perBin === 0) keep(Math.floor(since / perBin));
      }
      if (step % 50 === 49 || step === steps - 1) {
        checkFinite(state, step);
        onStep((step + 1) / steps);
      }
    }
    return {
      neurons: n,
      frames: starts * bins,
      values: kept,
      bin: perBin * dt,
      runs: new Array<number>(starts).fill(bins),
    };

    function keep(bin: number): void {
      for (let i = 0; i < n; i++)
        for (let run = 0; run < starts; run++) kept[(i * starts + run) * bins + bin] = sums[i * wide + run] / perBin;
      sums.fill(0);
    }
  } finally {
    release();
  }
}

function checkFinite(state: Float32Array, step: number): void {
  for (let at = 0; at < state.length; at++)
    if (!(Math.abs(state[at]) <= 1e30))
      throw new RangeError(
        `the activity grew beyond all bounds by step ${step + 1}: an eigenvalue has a real part of 1 or ` +
          `more (in discrete time: a modulus), or dt is too long for this tau`,
      );
}
