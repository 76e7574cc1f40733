import type { Activity } from './activity.ts';
import type { Matrix } from '../connectivity/index.ts';
import { demandFinite, type KernelBackend } from '../kernels/index.ts';
import { stream } from '../random/index.ts';
import type { Drive, Key } from './drive.ts';
import { GrowsWithoutBound, growsExponentially } from './unbounded-growth.ts';
import type { Motion, MotionName } from './motions.ts';
import { start } from './running-network.ts';

/** A network that runs without learning. Times in seconds. */
export interface Simulation {
  readonly motion: Motion;
  /** Absent: nothing drives it. */
  readonly drive?: Drive;
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
 * @throws RangeError where a setting is not finite or nothing is left to keep; GrowsWithoutBound
 */
export function simulate(
  matrix: Matrix,
  simulation: Simulation,
  key: Key,
  backend: Pick<KernelBackend, 'moving'>,
  onStep: (done: number) => void = () => {},
): Activity {
  const { size: n } = matrix,
    { motion, drive, duration, discard, starts } = simulation,
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
  const running = start({ matrix, motion, ...(drive && { drive }) }, starts, key, backend);
  try {
    const beginnings = stream(key.seed, key.stream, 'start'),
      first = new Float32Array(starts * n),
      kept = new Float32Array(n * starts * bins);
    for (let i = 0; i < n; i++) for (let run = 0; run < starts; run++) first[run * n + i] = beginnings.normal();
    running.begin(first);
    for (let done = 0; done < discarded; ) done = moved(done, Math.min(50, discarded - done));
    const together = Math.max(1, Math.min(Math.floor(50 / perBin), Math.floor(mostKept / (starts * n))));
    for (let bin = 0; bin < bins; bin += together) keep(bin, Math.min(together, bins - bin));
    onStep(1);
    const activity: Activity = {
      neurons: n,
      frames: starts * bins,
      values: kept,
      bin: perBin * dt,
      runs: new Array<number>(starts).fill(bins),
    };
    if (!isBounded(motion) && growsExponentially(activity)) throw growing(motion);
    return activity;

    function moved(done: number, count: number, keeping?: (frames: Float32Array) => void): number {
      const frames = running.advance(count, keeping ? { every: perBin } : {});
      checkFinite(running.state(), motion);
      keeping?.(frames);
      if (done + count < steps) onStep((done + count) / steps);
      return done + count;
    }
    function keep(bin: number, count: number): void {
      moved(discarded + bin * perBin, count * perBin, (frames) => {
        for (let run = 0; run < starts; run++)
          for (let i = 0; i < n; i++)
            for (let each = 0; each < count; each++)
              kept[(i * starts + run) * bins + bin + each] = frames[(each * starts + run) * n + i];
      });
    }
  } finally {
    running.release();
  }
}

/** Rates of bins that are kept at a time. */
const mostKept = 4e6;
function checkFinite(state: Float32Array, motion: Motion): void {
  for (let at = 0; at < state.length; at++) if (!(Math.abs(state[at]) <= 1e30)) throw growing(motion);
}
const isBounded = (motion: Motion): boolean => 'transfer' in motion && motion.transfer === 'tanh';
const growing = ({ law }: Motion): GrowsWithoutBound =>
  new GrowsWithoutBound(`the activity grew beyond all bounds: ${reasons[law]}`);
const ofRates =
  'nothing bounds its rates, and its weights make them grow. Scale them, `spectrum radius` below 1, or take `tanh`';
/** Why a network can grow. */
const reasons: Readonly<Record<MotionName, string>> = {
  leaky: 'an eigenvalue has a real part of 1 or more, or dt is too long for this tau',
  discrete: 'an eigenvalue has a modulus of 1 or more',
  rate: ofRates,
  rateMap: ofRates,
};
