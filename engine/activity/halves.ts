import { stream } from '../random/index.ts';
import type { ActivitySource } from './activity-source.ts';
import type { Key } from './surrogates.ts';

/**
 * How neurons are split in two: at random, or by the squares of a checkerboard over their first two coordinates (side
 * in metres; 25 µm in the study).
 */
export type Splitting = { readonly how: 'random' } | { readonly how: 'checkerboard'; readonly side: number };
export type Halves = readonly [Int32Array, Int32Array];

/**
 * By default a checkerboard of 25 µm where positions are known, at random where not. @throws RangeError for a
 * checkerboard without positions, or with all neurons on one colour
 */
export function splitNeurons(
  source: Pick<ActivitySource, 'neurons' | 'positions' | 'dimensions'>,
  key: Key,
  splitting: Splitting = source.positions ? { how: 'checkerboard', side: 25e-6 } : { how: 'random' },
): Halves {
  const { neurons, positions, dimensions = 0 } = source;
  if (neurons < 2) throw new RangeError(`${neurons} neuron cannot be split in two halves`);
  if (splitting.how === 'random') {
    const order = stream(key.seed, key.stream, 'halves').permutation(neurons),
      half = neurons >> 1;
    return [order.slice(0, half).sort(), order.slice(half).sort()];
  }
  if (!positions || !(dimensions >= 1))
    throw new RangeError(
      'a checkerboard needs the positions of the neurons; split them at random, or name a file of positions',
    );
  const colours: [number[], number[]] = [[], []],
    { side } = splitting;
  if (!(side > 0)) throw new RangeError(`the squares of a checkerboard have a side above 0; this one is ${side} m`);
  for (let neuron = 0; neuron < neurons; neuron++) {
    let squares = 0;
    for (let axis = 0; axis < Math.min(2, dimensions); axis++)
      squares += Math.floor(positions[neuron * dimensions + axis] / side);
    colours[squares & 1].push(neuron);
  }
  if (colours.some((colour) => colour.length === 0))
    throw new RangeError(
      `all neurons lie on squares of one colour of a checkerboard of ${side * 1e6} µm; smaller squares ` +
        `would do, or halves drawn at random`,
    );
  return [Int32Array.from(colours[0]), Int32Array.from(colours[1])];
}
