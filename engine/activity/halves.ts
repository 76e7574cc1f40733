import { stream } from '../random/index.ts';
import type { ActivitySource } from './activity-source.ts';
import type { Key } from './surrogates.ts';

/**
 * How neurons are split in two: at random; by the squares of a checkerboard over their first two coordinates (side in
 * metres), so that what spills over between neighbours is not shared; or by their places at random, so that neurons of
 * one place, as of one electrode, stay together.
 */
export type Splitting =
  | { readonly how: 'random' }
  | { readonly how: 'places' }
  | { readonly how: 'checkerboard'; readonly side: number };
export type Halves = readonly [Int32Array, Int32Array];
type Placed = Pick<ActivitySource, 'neurons' | 'positions' | 'dimensions'>;

/** Of the study, which images neurons that lie closer than that (25 µm). */
const usualSide = 25e-6;
/**
 * Without positions at random. A checkerboard of 25 µm where neurons lie closer than that: more than half of their
 * places have another within it, and both of its colours have some. Further apart its squares are no neighbourhoods
 * (on a grid of electrodes the two numbers alone would decide), and places are drawn; of one place the neurons are.
 */
export function usualSplitting(source: Placed): Splitting {
  const { neurons, positions, dimensions = 0 } = source;
  if (!positions || !(dimensions >= 1)) return { how: 'random' };
  const places = placesOf(source),
    firsts = [...places.values()].map(([first]) => first);
  if (places.size < 2) return { how: 'random' };
  const squares = new Map<string, number[]>();
  const squareOf = (neuron: number): readonly number[] =>
    [0, 1].map((axis) => (axis < dimensions ? squareAlong(positions[neuron * dimensions + axis], usualSide) : 0));
  for (const neuron of firsts) {
    const square = squareOf(neuron).join(' ');
    squares.set(square, [...(squares.get(square) ?? []), neuron]);
  }
  const isNear = (one: number, other: number): boolean =>
    one !== other &&
    Math.hypot(
      ...[0, 1].map((axis) =>
        axis < dimensions ? positions[one * dimensions + axis] - positions[other * dimensions + axis] : 0,
      ),
    ) <
      usualSide * (1 - tolerance);
  const crowded = firsts.filter((neuron) => {
    const [x, y] = squareOf(neuron);
    return [-1, 0, 1].some((dx) =>
      [-1, 0, 1].some((dy) => squares.get(`${x + dx} ${y + dy}`)?.some((other) => isNear(neuron, other))),
    );
  }).length;
  const black = Array.from({ length: neurons }, (_, neuron) => colourOf(source, neuron, usualSide)).filter(Boolean);
  return 2 * crowded > places.size && black.length > 0 && black.length < neurons
    ? { how: 'checkerboard', side: usualSide }
    : { how: 'places' };
}

/**
 * @throws RangeError for fewer than 2 neurons, a checkerboard without positions, or one with all neurons on one colour
 */
export function splitNeurons(source: Placed, key: Key, splitting: Splitting = usualSplitting(source)): Halves {
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
  const sides: [number[], number[]] = [[], []];
  if (splitting.how === 'places') {
    const places = [...placesOf(source).values()];
    for (const place of stream(key.seed, key.stream, 'halves').permutation(places.length))
      sides[sides[1].length < sides[0].length ? 1 : 0].push(...places[place]);
    return [Int32Array.from(sides[0]).sort(), Int32Array.from(sides[1]).sort()];
  }
  const { side } = splitting;
  if (!(side > 0)) throw new RangeError(`the squares of a checkerboard have a side above 0; this one is ${side} m`);
  for (let neuron = 0; neuron < neurons; neuron++) sides[colourOf(source, neuron, side)].push(neuron);
  if (sides.some((colour) => colour.length === 0))
    throw new RangeError(
      `all neurons lie on squares of one colour of a checkerboard of ${Number((side * 1e6).toPrecision(6))} µm; ` +
        'smaller squares would do, or halves drawn at random',
    );
  return [Int32Array.from(sides[0]), Int32Array.from(sides[1])];
}

/** A place within so much of a square before its end lies in the next, so that round lengths fall where they should. */
const tolerance = 1e-6;
const squareAlong = (position: number, side: number): number => Math.floor(position / side + tolerance);
function colourOf({ positions, dimensions = 0 }: Placed, neuron: number, side: number): 0 | 1 {
  let squares = 0;
  for (let axis = 0; axis < Math.min(2, dimensions); axis++)
    squares += squareAlong(positions![neuron * dimensions + axis], side);
  return (squares & 1) as 0 | 1;
}
/** The neurons of each place, to a nanometre. */
function placesOf({ neurons, positions, dimensions = 0 }: Placed): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (let neuron = 0; neuron < neurons; neuron++) {
    const place = Array.from({ length: dimensions }, (_, axis) =>
      Math.round(positions![neuron * dimensions + axis] * 1e9),
    ).join(' ');
    const there = places.get(place);
    if (there) there.push(neuron);
    else places.set(place, [neuron]);
  }
  return places;
}
