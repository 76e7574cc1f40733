import {
  demandFinite,
  isDrawnHere,
  type KernelBackend,
  type MovingCopies,
  type MovingInput,
} from '../kernels/index.ts';
import type { Matrix } from '../connectivity/index.ts';
import { type Stream, stream } from '../random/index.ts';
import { type Drive, drawsOf, inputWeights, type Key, numbersOf, sharedNoise, undriven } from './drive.ts';
import { type Motion, steppingOf } from './motions.ts';

/** What runs: weights (row = post-synaptic), how states move on, and what drives it. */
export interface Network {
  readonly matrix: Matrix;
  readonly motion: Motion;
  /** Absent: nothing drives it. */
  readonly drive?: Drive;
  /** How each neuron weights a shared drive; absent: drawn from the key. */
  readonly inputWeights?: Float64Array;
}
/**
 * Copies of one network, side by side: `state` x and `rates` f(x), copies × neurons, row-major. `advance(steps, given)`
 * moves all of them on. Given `input`, u(t) of each copy (steps × copies) is weighted into the neurons instead of what
 * is drawn of a shared drive; `currents` (copies × neurons) enter the neurons in each step, beside the drive;
 * the mean rate over each `every` steps is kept and returned (⌊steps / every⌋ × copies × neurons), until the next call.
 */
export interface Running extends MovingCopies {
  readonly neurons: number;
  readonly copies: number;
}

/**
 * Copies of a network at rest (all states 0). Noise and drive are drawn from the key: the same on every backend, and
 * other for each copy. Call `release` when done.
 * @throws RangeError where there is not one time constant for each neuron or one is at most a step, and for a
 * distribution that is none
 */
export function start(
  { matrix: { size: n, values }, motion, drive = undriven, inputWeights: given }: Network,
  copies: number,
  key: Key,
  backend: Pick<KernelBackend, 'moving'>,
): Running {
  const { rate, rectified, shares, spreads } = steppingOf(motion, n);
  const draws = (purpose: string): Stream => stream(key.seed, key.stream, purpose);
  const isShared = drive.kind === 'shared',
    noiseOnShared = sharedNoise(motion, drive);
  if (drive.kind === 'constant') demandFinite('the drive', [drive.current]);
  const drawn = drive.kind === 'constant' ? undefined : drawsOf(drive.law, draws('drive')),
    noise = draws('input noise');
  const ownLaw = drive.kind === 'independent' ? drive.law : undefined,
    inKernels = ownLaw && isDrawnHere(ownLaw.distribution) ? ownLaw.distribution : undefined;
  const copied = backend.moving({
    neurons: n,
    copies,
    weights: values,
    rate,
    rectified,
    shares,
    spreads: noiseOnShared ? new Float64Array(n) : spreads,
    inputWeights: given ?? inputWeights(n, key),
    current: drive.kind === 'constant' ? drive.current : 0,
    ...(ownLaw && inKernels && { own: { law: inKernels, numbers: numbersOf(ownLaw) } }),
    noiseKey: twoWords(draws('noise')),
    driveKey: twoWords(draws('drive')),
  });
  /** The shared drive of some steps, with the noise on it. */
  function inputOf(steps: number, input: ArrayLike<number> | undefined): ArrayLike<number> | undefined {
    if (!input && !isShared) return undefined;
    return Float32Array.from(
      { length: steps * copies },
      (_, at) => (input ? input[at] : drawn!()) + (noiseOnShared ? noiseOnShared * noise.normal() : 0),
    );
  }
  const advance = (steps: number, given: MovingInput = {}): Float32Array => {
    const input = inputOf(steps, given.input);
    return copied.advance(steps, { ...given, ...(input && { input }) });
  };
  /** Where each neuron's own input comes of a distribution that the kernels do not draw from: one step at a time. */
  function advanceEach(steps: number, { input, currents, every = 0 }: MovingInput = {}): Float32Array {
    const all = copies * n,
      kept = new Float32Array(every > 0 ? Math.floor(steps / every) * all : 0);
    for (let t = 0; t < steps; t++) {
      const own = Float32Array.from({ length: all }, (_, at) => drawn!() + (currents?.[at] ?? 0));
      const u = input && Array.prototype.slice.call(input, t * copies, (t + 1) * copies);
      const rates = advance(1, { currents: own, every: 1, ...(u && { input: u }) });
      const from = every > 0 ? Math.floor(t / every) * all : kept.length;
      if (from < kept.length) for (let at = 0; at < all; at++) kept[from + at] += rates[at] / every;
    }
    return kept;
  }
  return { ...copied, neurons: n, copies, advance: ownLaw && !inKernels ? advanceEach : advance };
}
const twoWords = (draws: Stream): readonly [number, number] => [draws.next(), draws.next()];
