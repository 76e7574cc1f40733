/** What drives a network from outside, drawn new in each step. */
import { type DrawnWeights, lawOf, laws } from '../connectivity/index.ts';
import { type Stream, stream } from '../random/index.ts';
import type { Motion } from './motions.ts';

/** What keys the draws of a network: another seed or stream, other draws. */
export interface Key {
  readonly seed: number;
  readonly stream: string;
}
/**
 * A constant into every neuron; or draws of a distribution: `shared` is one number u(t) for all neurons, each of which
 * weights it by its own input weight, `independent` is a number for each neuron, unweighted.
 */
export type Drive =
  | { readonly kind: 'constant'; readonly current: number }
  | { readonly kind: 'shared' | 'independent'; readonly law: DrawnWeights };
/** Nothing drives it. */
export const undriven: Drive = { kind: 'constant', current: 0 };

/** How each neuron weights a shared drive: U(−1, 1), drawn once for a seed. */
export function inputWeights(neurons: number, key: Key): Float64Array {
  const draws = stream(key.seed, key.stream, 'input weights');
  return Float64Array.from({ length: neurons }, () => 2 * draws.uniform() - 1);
}

/** Standard deviation of the noise on an input that all neurons share, which each weights as it does that; else 0. */
export const sharedNoise = (motion: Motion, drive: Drive): number =>
  drive.kind === 'shared' && motion.noiseOn === 'input' ? motion.noise : 0;

/** One draw after another, from a stream. @throws RangeError for numbers that no such distribution has */
export function drawsOf(law: DrawnWeights, draws: Stream): () => number {
  const { draw } = lawOf(law, false);
  return () => draw(draws);
}
/** Its numbers, in the order that it takes them. */
export const numbersOf = ({ distribution, takes }: DrawnWeights): readonly number[] =>
  laws[distribution].takes.map((argument) => (takes as Readonly<Record<string, number>>)[argument]);
