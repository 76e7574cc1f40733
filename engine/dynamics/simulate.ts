import type { Activity } from '../activity/activity.ts';
import type { Matrix } from '../connectivity/index.ts';
import type { KernelBackend } from '../kernels/index.ts';
import { stream } from '../random/index.ts';

/** A network that runs without learning. Times in seconds. */
export interface Simulation {
  /** `linear`: tau x' = −x + W x + noise. `relu`: the same with the state rectified after each step (an echo-state network). */
  readonly activation: 'linear' | 'relu';
  readonly tau: number;
  readonly dt: number;
  /** x += (dt/tau)(−x + W x) + noise·√(dt/tau)·N(0,1); `perStep`: inside the bracket, without the root, as published. */
  readonly noise: number;
  readonly perStep: boolean;
  /** Of each run, with what is discarded at its beginning. */
  readonly duration: number;
  readonly discard: number;
  /** Runs of the one matrix, each from its own x ~ N(0,1). */
  readonly starts: number;
  /** Activity is averaged over so long; absent: every step is kept. */
  readonly bin?: number;
}

/**
 * Runs all starts side by side, one block matrix product a step (f32). Bins that are not whole at the end of a run are left out.
 * `onStep` is called now and then with the share done; what it throws ends the simulation.
 * @throws RangeError where nothing is left to keep, or the activity grows beyond f32
 */
export function simulate(matrix: Matrix, simulation: Simulation, key: { readonly seed: number; readonly stream: string }, backend: Pick<KernelBackend, 'multiplier'>, onStep: (done: number) => void = () => {}): Activity {
  const { size: n, values } = matrix;
  const { tau, dt, noise, perStep, starts, activation } = simulation;
  const steps = Math.round(simulation.duration / dt), discarded = Math.round(simulation.discard / dt);
  const perBin = simulation.bin === undefined ? 1 : Math.max(1, Math.round(simulation.bin / dt));
  const bins = Math.floor((steps - discarded) / perBin);
  if (bins < 1) throw new RangeError(`nothing is left of a run of ${steps} steps without ${discarded} of them, in bins of ${perBin}`);
  const h = dt / tau, spread = perStep ? noise * h : noise * Math.sqrt(h);
  const { wide, multiply, release } = backend.multiplier(Float32Array.from(values), n, n, starts);
  try {
    const beginnings = stream(key.seed, key.stream, 'start'), draws = stream(key.seed, key.stream, 'noise');
    const x = new Float32Array(n * wide), driven = new Float32Array(n * wide), sums = new Float32Array(n * wide);
    const kept = new Float32Array(n * starts * bins);
    for (let i = 0; i < n; i++) for (let run = 0; run < starts; run++) x[i * wide + run] = beginnings.normal();
    for (let step = 0; step < steps; step++) {
      multiply(x, driven);
      for (let i = 0; i < n; i++) for (let run = 0, at = i * wide; run < starts; run++, at++) {
        const next = x[at] + h * (driven[at] - x[at]) + spread * draws.normal();
        x[at] = activation === 'relu' && next < 0 ? 0 : next;
      }
      const since = step - discarded;
      if (since >= 0 && since < bins * perBin) {
        for (let at = 0; at < sums.length; at++) sums[at] += x[at];
        if ((since + 1) % perBin === 0) keep(Math.floor(since / perBin));
      }
      if (step % 50 === 49) { checkFinite(x, step); onStep((step + 1) / steps); }
    }
    return { neurons: n, frames: starts * bins, values: kept, bin: perBin * dt, runs: new Array<number>(starts).fill(bins) };

    function keep(bin: number): void {
      for (let i = 0; i < n; i++) for (let run = 0; run < starts; run++) kept[(i * starts + run) * bins + bin] = sums[i * wide + run] / perBin;
      sums.fill(0);
    }
  } finally { release(); }
}

function checkFinite(x: Float32Array, step: number): void {
  if (!Number.isFinite(x[0]) || Math.abs(x[0]) > 1e30) throw new RangeError(`the activity grew beyond all bounds by step ${step + 1}: an eigenvalue has a real part above 1, or dt is too long for this tau`);
}
