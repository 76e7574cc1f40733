import { demandFinite } from '../kernels/index.ts';
import { exp, sincos, type Stream } from '../random/index.ts';
import type { Matrix } from './matrix.ts';

/**
 * T·W·T⁻¹ with the same eigenvalues as W: a symmetric W becomes a matrix that is not symmetric and whose eigenvalues
 * are real nevertheless. T = Q D Qᵀ is positive definite and not orthogonal: D holds exp(gain · N(0,1)), and Q mixes
 * all neurons (layers of plane rotations of random pairs by random angles, 2 log₂ n of them). Orthogonal steps alone
 * surround the scaling, so rounding stays at that of W. About 24 n² log₂ n operations.
 * @throws RangeError for a gain whose exponentials are beyond all numbers
 */
export function similar(matrix: Matrix, gain: number, draws: Stream): Matrix {
  const { size: n } = matrix,
    values = matrix.values.slice();
  if (n < 2) return { size: n, values };
  const layers = Array.from({ length: 2 * Math.ceil(Math.log2(n)) }, () => layerOf(n, draws));
  const scale = Float64Array.from({ length: n }, () => exp(gain * draws.normal()));
  for (const layer of layers) rotate(values, n, layer, 1);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) values[i * n + j] *= scale[i] / scale[j];
  for (const layer of layers.reverse()) rotate(values, n, layer, -1);
  demandFinite(`T·W·T⁻¹ of gain ${gain}`, values, n);
  return { size: n, values };
}

interface Layer {
  readonly order: Uint32Array | Int32Array;
  readonly cosine: Float64Array;
  readonly sine: Float64Array;
}
/** Neurons two by two, each pair with an angle of its own. */
function layerOf(n: number, draws: Stream): Layer {
  const order = draws.permutation(n),
    pairs = n >> 1,
    cosine = new Float64Array(pairs),
    sine = new Float64Array(pairs);
  for (let pair = 0; pair < pairs; pair++) [sine[pair], cosine[pair]] = sincos(2 * Math.PI * draws.uniform());
  return { order, cosine, sine };
}

/** Gᵀ M G for the rotation G of the layer (G M Gᵀ where `way` is −1). */
function rotate(values: Float64Array, n: number, { order, cosine, sine }: Layer, way: 1 | -1): void {
  for (let pair = 0; pair < cosine.length; pair++) {
    const [a, b] = [order[2 * pair] * n, order[2 * pair + 1] * n],
      c = cosine[pair],
      s = way * sine[pair];
    for (let j = 0; j < n; j++) {
      const x = values[a + j],
        y = values[b + j];
      values[a + j] = c * x + s * y;
      values[b + j] = c * y - s * x;
    }
  }
  for (let row = 0; row < n * n; row += n)
    for (let pair = 0; pair < cosine.length; pair++) {
      const a = row + order[2 * pair],
        b = row + order[2 * pair + 1],
        c = cosine[pair],
        s = way * sine[pair],
        x = values[a],
        y = values[b];
      values[a] = c * x + s * y;
      values[b] = c * y - s * x;
    }
}
