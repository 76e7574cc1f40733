/** In how many directions inputs take a network: what a linear read-out can tell apart, and what it should not. */
import { drawsOf } from '../dynamics/index.ts';
import { stream } from '../random/index.ts';
import { beginnings, type DrivenNetwork, drivenNetwork } from './driven-network.ts';

export interface Streams {
  /** How many, each of so many held inputs of so many steps. */
  readonly count: number;
  readonly length: number;
  readonly hold: number;
  /** Singular values of the states above so much of the largest count. */
  readonly tolerance: number;
  /**
   * Streams differ from one by so much of what other streams would: absent, they have nothing to do with each other.
   */
  readonly jitter?: number;
}
/** Copies that run side by side. */
const together = 64;

/**
 * Rank of the matrix of the rates after each of many input streams, all begun in one state (Legenstein & Maass 2007):
 * of unrelated streams the kernel quality, of similar ones the generalisation rank.
 * @throws RangeError where no input is shared, or the activity leaves all bounds
 */
export function rankOfStreams(network: DrivenNetwork, { count, length, hold, tolerance, jitter }: Streams): number {
  const { drive, key, matrix, kernels } = network,
    { size: n } = matrix;
  if (drive.kind !== 'shared')
    throw new RangeError('its neurons share no input that varies: `drive uniform(-0.5, 0.5)`');
  const law = drive.law,
    of = (index: number) => {
      const draw = drawsOf(law, stream(key.seed, key.stream, 'input streams', index));
      return Float64Array.from({ length }, draw);
    },
    one = of(0),
    states = new Float64Array(count * n),
    beginning = beginnings(network);
  for (let from = 0; from < count; from += together) {
    const copies = Math.min(together, count - from),
      inputs = new Float64Array(length * copies);
    for (let copy = 0; copy < copies; copy++) {
      const own = of(from + copy + 1);
      for (let t = 0; t < length; t++)
        inputs[t * copies + copy] = jitter === undefined ? own[t] : one[t] + jitter * own[t];
    }
    const driven = drivenNetwork(network, { copies, hold, purpose: `streams ${from}` });
    try {
      driven.begin(Float64Array.from({ length: copies * n }, (_, at) => beginning[at % n]));
      const rates = driven.read(inputs);
      states.set(rates.subarray(rates.length - copies * n), from * n);
    } finally {
      driven.release();
    }
  }
  const singular = kernels.algebra.singularValues(states, count, n);
  return singular.filter((value) => value > tolerance * singular[0]).length;
}
