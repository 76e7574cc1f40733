import { log, stream } from '../random/index.ts';
import { block } from '../random/threefry.ts';
import type { NoiseKey } from './network.ts';

/** The two words that key the noise of one update; the kernels are given them. */
export function noiseWords({ seed, stream: name, update }: NoiseKey): readonly [number, number] {
  const draws = stream(seed, name, 'noise', update);
  return [draws.next(), draws.next()];
}

/**
 * A standard normal number for each row (neuron or input) and column (trial of the minibatch) of one step, of
 * `rows` × `columns`: rows 2i and 2i + 1 take the two words of the block that Threefry makes of the counter
 * (step, 65536 i + column).
 */
export function normalNumbers(
  words: readonly [number, number],
  step: number,
  rows: number,
  columns: number,
): Float64Array {
  const normals = new Float64Array(rows * columns),
    pair = new Uint32Array(2);
  for (let row = 0; row < rows; row += 2)
    for (let column = 0; column < columns; column++) {
      block(words[0], words[1], step, 65536 * (row / 2) + column, pair);
      normals[row * columns + column] = normalOf(pair[0]);
      if (row + 1 < rows) normals[(row + 1) * columns + column] = normalOf(pair[1]);
    }
  return normals;
}

/**
 * A word as a normal number by inversion: its highest bit is the sign, the others p = (m + ½) 2⁻³¹ = 1 − |x|, and the
 * number √2 erf⁻¹(x). Polynomials: Giles, "Approximating the erfinv function", GPU Computing Gems Jade (2011), chapter
 * 10, those for single precision.
 */
export function normalOf(word: number): number {
  const p = ((word & 0x7fffffff) + 0.5) * 2 ** -31,
    x = word >>> 31 ? p - 1 : 1 - p;
  const w = -log(p * (2 - p)),
    [centre, tail] = inverseErrorFunction;
  const of = (coefficients: readonly number[], at: number) => coefficients.reduce((sum, c) => sum * at + c, 0);
  return Math.SQRT2 * x * (w < 5 ? of(centre, w - 2.5) : of(tail, Math.sqrt(w) - 3));
}

/** Highest power first: for w below 5 in w − 2.5, and beyond in √w − 3, with w = −ln(1 − x²). */
export const inverseErrorFunction: readonly [readonly number[], readonly number[]] = [
  [
    2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503, -0.00417768164,
    0.246640727, 1.50140941,
  ],
  [
    -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
    1.00167406, 2.83297682,
  ],
];
