/** How long a network holds an input (Jaeger 2001). */
import { drawsOf, steppingOf } from '../dynamics/index.ts';
import { stream } from '../random/index.ts';
import { beginnings, type DrivenNetwork, drivenNetwork } from './driven-network.ts';
import { projected, readOuts, type Sample } from './read-out.ts';
import { heldOut } from './ridge.ts';

/** Both ends belong to it, in held inputs; 0 is the one that is held. */
export interface Delays {
  readonly from: number;
  readonly to: number;
}
export interface Inputs {
  /** Steps that an input lasts. */
  readonly hold: number;
  /** Inputs in all, and those at the beginning that are left out. */
  readonly inputs: number;
  readonly discard: number;
  /** What changes the states before each input, of a run from its beginning. */
  readonly disturb?: () => (states: Float64Array) => void;
}
export interface MemoryCapacity {
  /** Share of the variance of the input that a read-out of the rates explains, by delay. */
  readonly byDelay: Float64Array;
  /** Their sum. */
  readonly capacity: number;
  /** What a delay stays below where nothing is held, but in one case of a thousand; 0 where it is known exactly. */
  readonly floor: number;
  readonly samples: number;
  /** Directions that the rates vary in: the bound of the capacity. */
  readonly directions: number;
  /** That the read-outs were made with. */
  readonly ridge?: number;
}

const delaysIn = ({ from, to }: Delays): number[] => Array.from({ length: to - from + 1 }, (_, k) => from + k);
const summed = (byDelay: Float64Array): number => byDelay.reduce((sum, share) => sum + share, 0);

/**
 * Runs a network on one input, drawn anew after each `hold` and weighted into the neurons, and reads past inputs out of
 * the rates at the end of each. Least squares over all samples, each r² adjusted for the number of read-out weights;
 * with ridges the shares of held-out samples.
 * @throws RangeError where no input is shared, there are too few samples, or the activity leaves all bounds
 */
export function memoryCapacity(
  network: DrivenNetwork,
  delays: Delays,
  inputs: Inputs,
  ridges?: readonly number[],
): MemoryCapacity {
  const wanted = delaysIn(delays),
    { size } = network.matrix,
    { algebra } = network.kernels,
    samples = () =>
      samplesOf(network, inputs, delays.to, wanted.length, (targets, past) => {
        for (let k = 0; k < wanted.length; k++) targets[k] = past[wanted[k]];
      });
  if (ridges) {
    const kept = Array.from(samples(), ({ rates, targets }) => ({ rates: rates.slice(), targets: targets.slice() }));
    const { shares, ...rest } = heldOut(algebra, kept, ridges);
    return { ...rest, byDelay: shares, capacity: summed(shares), floor: 0, directions: size };
  }
  const { adjusted, floor, samples: count, directions } = readOuts(algebra, size, wanted.length, samples);
  return { byDelay: adjusted, capacity: summed(adjusted), floor, samples: count, directions };
}

/**
 * The rates of a network after each input that has so many before it, and what is made of these: `past[k]` is the input
 * k before. Rates and targets hold until the next sample.
 */
export function* samplesOf(
  network: DrivenNetwork,
  { hold, inputs, discard, disturb }: Inputs,
  longest: number,
  count: number,
  setTargets: (targets: Float64Array, past: Float64Array) => void,
): Generator<Sample> {
  const { drive, key, matrix } = network,
    { size: n } = matrix;
  if (drive.kind !== 'shared') throw new RangeError(noInput);
  const drawn = Float64Array.from({ length: inputs }, drawsOf(drive.law, stream(key.seed, key.stream, 'inputs'))),
    first = Math.max(discard, longest),
    newestFirst = drawn.slice().reverse(),
    targets = new Float64Array(count),
    together = disturb ? 1 : Math.max(1, Math.floor(2 ** 16 / (n * hold))),
    disturbed = disturb?.(),
    driven = drivenNetwork(network, { hold, purpose: 'memory' });
  try {
    driven.begin(beginnings(network));
    for (let from = 0; from < inputs; from += together) {
      if (disturbed) {
        const states = driven.states();
        disturbed(states);
        driven.begin(states);
      }
      const rates = driven.read(drawn.subarray(from, from + together)),
        read = rates.length / n;
      for (let t = Math.max(0, first - from); t < read; t++) {
        setTargets(targets, newestFirst.subarray(inputs - 1 - from - t));
        yield { rates: rates.subarray(t * n, (t + 1) * n), targets };
      }
    }
  } finally {
    driven.release();
  }
}
const noInput =
  'its neurons share no input that varies, so there is none to remember: `drive uniform(-0.5, 0.5)` is one';

/** A response has died out where it is below so much of its largest. */
const diedOut = 1e-13;
const mostResponses = 200_000;

/**
 * The same without noise of a linear network, exact, for inputs that are independent of each other: a delay is worth
 * the leverage of its response among the responses W^k w of all delays (White, Lee & Sompolinsky 2004).
 * @throws RangeError for a network that is not linear, has noise, or whose responses do not die out
 */
export function exactMemoryCapacity(network: DrivenNetwork, delays: Delays, hold: number): MemoryCapacity {
  const { matrix, motion, kernels, drive } = network,
    { size: n } = matrix,
    { rate, rectified, spreads } = steppingOf(motion, n);
  if (drive.kind !== 'shared') throw new RangeError(noInput);
  if (rate !== 'identity' || rectified !== 'not' || spreads.some((spread) => spread > 0))
    throw new RangeError(
      'only a linear network without noise has an exact one: leave out `exact`, or write `noise 0` in its `dynamics`',
    );
  const wanted = delaysIn(delays),
    triangle = kernels.algebra.triangle(n, n + wanted.length),
    driven = drivenNetwork(network, { hold, purpose: 'responses' });
  try {
    let largest = 0;
    for (let delay = 0; delay <= mostResponses; ) {
      const together = new Float64Array(Math.max(16, Math.floor(2 ** 16 / n)));
      if (delay === 0) together[0] = 1;
      const responses = driven.read(together);
      for (let at = 0; at < together.length; at++, delay++) {
        const response = responses.subarray(at * n, (at + 1) * n);
        largest = Math.max(largest, largestOf(response));
        const row = triangle.row().fill(0);
        row.set(response);
        if (delay >= delays.from && delay <= delays.to) row[n + delay - delays.from] = 1;
      }
      if (delay > delays.to && largestOf(responses.subarray(-n)) <= diedOut * largest) {
        const { explained, directions } = projected(kernels.algebra, triangle.values(), n, wanted.length, 0);
        return { byDelay: explained, capacity: summed(explained), floor: 0, samples: 0, directions };
      }
    }
  } finally {
    triangle.release();
    driven.release();
  }
  throw new RangeError(
    `its response to an input has not died out after ${mostResponses.toLocaleString('en')} more: its radius is 1, or ` +
      'too near',
  );
}
const largestOf = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
