import {
  demandFinite,
  type KernelBackend,
  type MovingCopies,
  type MovingInput,
  type MovingPlan,
} from '../kernels/index.ts';
import type { DrawnWeights, Matrix } from '../connectivity/index.ts';
import { type Stream, stream } from '../random/index.ts';
import { type Drive, drawsOf, inputWeights, type Key, numbersOf, undriven } from './drive.ts';
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
 * is drawn of a shared drive; `added` (copies × neurons) comes to the states in each step; the mean rate over each
 * `every` steps is kept and returned (⌊steps / every⌋ × copies × neurons), until the next call.
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
    noiseOnShared = isShared && motion.noiseOn === 'input' ? motion.noise : 0;
  if (drive.kind === 'constant') demandFinite('the drive', [drive.current]);
  const own = drive.kind === 'constant' ? undefined : drawsOf(drive.law, draws('drive')),
    noise = draws('input noise');
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
    ...(drive.kind === 'independent' && { own: drawnInKernel(drive.law) }),
    noiseKey: twoWords(draws('noise')),
    driveKey: twoWords(draws('drive')),
  });
  /** The shared drive of some steps, with the noise on it. */
  function inputOf(steps: number, input: ArrayLike<number> | undefined): ArrayLike<number> | undefined {
    if (!input && !isShared) return undefined;
    return Float32Array.from(
      { length: steps * copies },
      (_, at) => (input ? input[at] : own!()) + (noiseOnShared ? noiseOnShared * noise.normal() : 0),
    );
  }
  return {
    ...copied,
    neurons: n,
    copies,
    advance(steps: number, given: MovingInput = {}) {
      const input = inputOf(steps, given.input);
      return copied.advance(steps, { ...given, ...(input && { input }) });
    },
  };
}
const twoWords = (draws: Stream): readonly [number, number] => [draws.next(), draws.next()];
function drawnInKernel(law: DrawnWeights): NonNullable<MovingPlan['own']> {
  const { distribution } = law;
  if (distribution === 'gamma')
    throw new RangeError(
      'a gamma distribution does not drive each neuron by itself: take `lognormal` or `exponential`, or one draw for all',
    );
  return { law: distribution, numbers: numbersOf(law) };
}
