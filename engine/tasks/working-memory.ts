import type { Matrix } from '../connectivity/index.ts';
import { type Motion, start, steppingOf } from '../dynamics/index.ts';
import type { KernelBackend } from '../kernels/index.ts';
import { stream } from '../random/index.ts';
import { choose, recall } from './read-outs.ts';
import type { Progress } from '../activity/activity-source.ts';
import type { Key } from '../activity/surrogates.ts';

/**
 * Stimuli shown to a network one after another, and how its states are read out some time after. Times in seconds; the
 * study's values for 10,000 neurons in brackets.
 */
export interface MemoryTask {
  readonly motion: Motion;
  /** Stimuli of a run, one each `interval` (50, 3 s), and runs side by side (40). */
  readonly stimuli: number;
  readonly interval: number;
  readonly runs: number;
  /**
   * Over so long (50 ms) `magnitude` times its pattern is added to the state of each neuron, in equal steps (2.5 × 0.1
   * in each of 25 steps: 6.25, where the noise of a step is 0.1: noise 1, scaled by the step).
   */
  readonly shown: number;
  readonly magnitude: number;
  /**
   * From the beginning of a stimulus to the end of the read-out (50 values from 0.12 to 3 s), which is the sum of the
   * states over `readout` (100 ms).
   */
  readonly delays: readonly number[];
  readonly readout: number;
}
export interface RecallTask extends MemoryTask {
  /** Random numbers that a stimulus consists of (100), spread over the neurons by random weights. */
  readonly features: number;
  /** Of the regression from states to features (10). */
  readonly ridge: number;
}
/**
 * Share of right answers after each delay: by a read-out made for that delay, and by one read-out for all delays up to
 * it, of which each trial has one at random.
 */
export interface MemoryCurve {
  readonly delays: readonly number[];
  readonly timed: Float64Array;
  readonly untimed: Float64Array;
  readonly chance: number;
}

/**
 * Which of two fixed random patterns was shown: nearest class mean, of states z-scored by trial, learned on one half of
 * the trials and asked on the other, both ways.
 */
export function delayedChoice(
  matrix: Matrix,
  task: MemoryTask,
  key: Key,
  backend: Pick<KernelBackend, 'moving'>,
  onProgress?: Progress,
): MemoryCurve {
  const draws = stream(key.seed, key.stream, 'stimuli'),
    trials = task.stimuli * task.runs;
  const patterns = [0, 1].map(() => Float32Array.from({ length: matrix.size }, () => draws.normal())),
    shown = Uint8Array.from({ length: trials }, (_, trial) => trial & 1);
  draws.shuffle(shown);
  const states = remember(matrix, task, (trial) => patterns[shown[trial]], key, backend, onProgress);
  return curve(states, task, key, 0.5, (of) => choose(of, shown, matrix.size));
}

/**
 * What was shown, when every stimulus is new: features regressed on z-scored states (ridge) over half of the trials;
 * right where, of the stimuli of the other half, the one most like the prediction (cosine) is the one shown.
 */
export function zeroShotRecall(
  matrix: Matrix,
  task: RecallTask,
  key: Key,
  backend: Pick<KernelBackend, 'moving' | 'product'>,
  onProgress?: Progress,
): MemoryCurve {
  const draws = stream(key.seed, key.stream, 'stimuli'),
    { size: n } = matrix,
    { features, ridge } = task,
    trials = task.stimuli * task.runs;
  const shown = Float32Array.from({ length: trials * features }, () => draws.normal()),
    spread = Float32Array.from({ length: features * n }, () => draws.normal() / Math.sqrt(features));
  const patterns = backend.product(shown, spread, trials, features, n);
  const states = remember(
    matrix,
    task,
    (trial) => patterns.subarray(trial * n, (trial + 1) * n),
    key,
    backend,
    onProgress,
  );
  return curve(states, task, key, 1 / (trials - (trials >> 1)), (of) =>
    recall(of, shown, { neurons: n, features, ridge }, backend),
  );
}

/** By delay, the states of all trials, z-scored by trial: trials × neurons. */
type States = readonly Float32Array[];

function remember(
  matrix: Matrix,
  task: MemoryTask,
  patternOf: (trial: number) => ArrayLike<number>,
  key: Key,
  backend: Pick<KernelBackend, 'moving'>,
  onProgress: Progress = () => {},
): States {
  const { size: n } = matrix,
    { runs, stimuli, motion } = task,
    steps = (seconds: number) => Math.round(seconds / motion.dt);
  const interval = steps(task.interval),
    shown = Math.max(1, steps(task.shown)),
    readout = Math.max(1, steps(task.readout)),
    ends = task.delays.map(steps);
  checkTask(task, ends, interval, readout);
  const running = start({ matrix, motion }, runs, key, backend);
  try {
    const share = task.magnitude / shown;
    const states = ends.map(() => new Float32Array(stimuli * runs * n)),
      { shares } = steppingOf(motion, n),
      currents = new Float32Array(runs * n);
    for (let stimulus = 0; stimulus < stimuli; stimulus++) {
      for (let run = 0; run < runs; run++) {
        const pattern = patternOf(stimulus * runs + run);
        for (let i = 0; i < n; i++) currents[run * n + i] = (share * pattern[i]) / shares[i];
      }
      const sums = ends.map(() => undefined as Float32Array | undefined);
      for (let step = 1; step <= interval; step++) {
        running.advance(1, step <= shown ? { currents } : {});
        const state = running.state();
        ends.forEach((end, delay) => {
          if (step <= end - readout || step > end) return;
          sums[delay] ??= new Float32Array(runs * n);
          const sum = sums[delay]!;
          for (let at = 0; at < sum.length; at++) sum[at] += state[at];
          if (step < end) return;
          for (let run = 0; run < runs; run++)
            standardise(
              sum.subarray(run * n, (run + 1) * n),
              states[delay].subarray((stimulus * runs + run) * n, (stimulus * runs + run + 1) * n),
            );
          sums[delay] = undefined;
        });
      }
      onProgress((stimulus + 1) / stimuli);
    }
    return states;
  } finally {
    running.release();
  }
}

function checkTask(
  { stimuli, runs, delays }: MemoryTask,
  ends: readonly number[],
  interval: number,
  readout: number,
): void {
  if (!(stimuli * runs >= 8))
    throw new RangeError(`${stimuli * runs} trials are too few to learn a read-out from; at least 8`);
  const wrong = ends.findIndex((end) => !(end >= readout && end <= interval));
  if (delays.length === 0 || wrong >= 0)
    throw new RangeError(
      delays.length === 0
        ? 'a memory task needs a delay'
        : `a delay of ${delays[wrong]} s does not lie between the read-out's length and the interval of the stimuli`,
    );
}

/** With mean 0 and standard deviation 1. A state of silence stays 0. */
function standardise(sum: Float32Array, to: Float32Array): void {
  const n = to.length;
  let total = 0,
    squares = 0;
  for (let i = 0; i < n; i++) total += sum[i];
  for (let i = 0; i < n; i++) squares += (sum[i] - total / n) ** 2;
  const inverse = squares > 0 ? 1 / Math.sqrt(squares / n) : 0;
  for (let i = 0; i < n; i++) to[i] = (sum[i] - total / n) * inverse;
}

function curve(
  states: States,
  { delays, stimuli, runs }: MemoryTask,
  key: Key,
  chance: number,
  answer: (states: Float32Array) => number,
): MemoryCurve {
  const draws = stream(key.seed, key.stream, 'delays'),
    trials = stimuli * runs,
    n = states[0].length / trials,
    order = delays.map((_, i) => i).sort((a, b) => delays[a] - delays[b]);
  const untimed = new Float64Array(delays.length);
  order.forEach((delay, rank) => {
    const mixed = new Float32Array(states[0].length);
    for (let trial = 0; trial < trials; trial++)
      mixed.set(states[order[draws.below(rank + 1)]].subarray(trial * n, (trial + 1) * n), trial * n);
    untimed[delay] = answer(mixed);
  });
  return { delays, timed: Float64Array.from(states, answer), untimed, chance };
}
