/** What the recurrent weights of a network begin as. */
import type { LinearAlgebra } from '../kernels/index.ts';
import { type Stream, stream } from '../random/index.ts';
import { type DrawnWeights, lawOf } from './laws.ts';
import type { Matrix } from './matrix.ts';
import { orthogonalMatrix } from './orthogonal.ts';
import { scaleSpectrum } from './scale-spectrum.ts';

export type Initialisation =
  /** Haar, times `scale`. */
  | { readonly name: 'orthogonal'; readonly scale: number }
  | { readonly name: 'identity'; readonly scale: number }
  /** Only the weights of neurons onto themselves. */
  | { readonly name: 'self_weights'; readonly weights: DrawnWeights }
  /** `density` and `excitatory` 0 .. 1. */
  | { readonly name: 'random_ei'; readonly density: number; readonly scale: number; readonly excitatory: number }
  | { readonly name: 'critical'; readonly radius: number }
  /** N(0, scale² / n). */
  | { readonly name: 'chaotic'; readonly scale: number }
  | { readonly name: 'rank_two'; readonly overlap: number; readonly rotation: number }
  /** Every weight by itself, those of neurons onto themselves among them. */
  | { readonly name: 'drawn'; readonly weights: DrawnWeights };

/** `signs` of the columns, 1 or −1; `mask`, 0 where there is no connection and none can grow. */
export interface InitialMatrix extends Matrix {
  readonly signs?: Int8Array;
  readonly mask?: Uint8Array;
}
export interface MatrixChoice {
  /** Drawn again until this holds; the first draw is taken without it. */
  readonly accept?: (matrix: InitialMatrix) => boolean;
  readonly most?: number;
}

/**
 * The draw of an attempt is a stream of its own, so that what is refused moves nothing else.
 * @throws RangeError where numbers are out of range, or no draw of `most` (1,000 if left out) is accepted
 */
export function initialMatrix(
  initialisation: Initialisation,
  neurons: number,
  key: { readonly seed: number; readonly stream: string },
  algebra: LinearAlgebra,
  { accept = () => true, most = 1000 }: MatrixChoice = {},
): InitialMatrix {
  if (!(Number.isInteger(neurons) && neurons >= 1))
    throw new RangeError(`a matrix needs a whole number of neurons; this one has ${neurons}`);
  for (let attempt = 0; attempt < most; attempt++) {
    const draws = (purpose: string): Stream => stream(key.seed, key.stream, purpose, attempt);
    const matrix = drawn(initialisation, neurons, draws, algebra);
    if (accept(matrix)) return matrix;
  }
  throw new RangeError(`none of ${most} matrices drawn by ${initialisation.name} could be accepted`);
}

function drawn(
  initialisation: Initialisation,
  n: number,
  draws: (purpose: string) => Stream,
  algebra: LinearAlgebra,
): InitialMatrix {
  switch (initialisation.name) {
    case 'orthogonal':
      return scaled(orthogonalMatrix(n, draws('weights')), initialisation.scale);
    case 'identity':
      return onDiagonal(n, () => initialisation.scale);
    case 'self_weights': {
      const { draw } = lawOf(initialisation.weights, false),
        weighing = draws('weights');
      return onDiagonal(n, () => draw(weighing));
    }
    case 'random_ei':
      return randomEI(n, initialisation, draws);
    case 'critical':
      return scaleSpectrum(
        everyWeight(n, { distribution: 'normal', takes: { mean: 0, deviation: 1 / Math.sqrt(n) } }, draws('weights')),
        { kind: 'radius', value: initialisation.radius },
        algebra,
      ).matrix;
    case 'chaotic':
      return everyWeight(
        n,
        { distribution: 'normal', takes: { mean: 0, deviation: initialisation.scale / Math.sqrt(n) } },
        draws('weights'),
      );
    case 'rank_two':
      return rankTwo(n, initialisation, draws('weights'));
    case 'drawn':
      return everyWeight(n, initialisation.weights, draws('weights'));
  }
}

function everyWeight(n: number, weights: DrawnWeights, weighing: Stream): Matrix {
  const { draw } = lawOf(weights, false);
  return { size: n, values: Float64Array.from({ length: n * n }, () => draw(weighing)) };
}
function onDiagonal(n: number, weight: () => number): Matrix {
  const values = new Float64Array(n * n);
  for (let neuron = 0; neuron < n; neuron++) values[neuron * (n + 1)] = weight();
  return { size: n, values };
}
const scaled = ({ size, values }: Matrix, scale: number): Matrix =>
  scale === 1 ? { size, values } : { size, values: values.map((weight) => scale * weight) };

/**
 * Weights N(1/n, scale²/n) where a mask of the density has a connection; those of the first columns are excitatory,
 * weights below 0 become 0; the others inhibitory, four times as strong, weights above 0 become 0. Source: the program
 * of Beiran & Litwin-Kumar (2025).
 */
function randomEI(
  n: number,
  { density, scale, excitatory }: Initialisation & { name: 'random_ei' },
  draws: (purpose: string) => Stream,
): InitialMatrix {
  for (const [name, share] of Object.entries({ density, excitatory }))
    if (!(share >= 0 && share <= 1)) throw new RangeError(`random_ei: ${name} must be from 0 to 1, not ${share}`);
  const { values } = everyWeight(
    n,
    { distribution: 'normal', takes: { mean: 1 / n, deviation: scale / Math.sqrt(n) } },
    draws('weights'),
  );
  const wiring = draws('wire'),
    mask = Uint8Array.from(values, () => Number(wiring.uniform() < density)),
    first = Math.round(excitatory * n),
    signs = Int8Array.from({ length: n }, (_, column) => (column < first ? 1 : -1));
  const signed = values.map((weight, place) => {
    const sign = signs[place % n];
    if (mask[place] === 0 || weight * sign < 0) return 0;
    return sign > 0 ? weight : 4 * weight;
  });
  return { size: n, values: signed, signs, mask };
}

/**
 * (m₁ n₁ᵀ + m₂ n₂ᵀ) / n of normal loadings, one of each for a neuron: m₁, m₂ of variance 1; covariances m₁n₁ = m₂n₂ =
 * overlap, m₁n₂ = rotation, m₂n₁ = −rotation, others 0: eigenvalues about overlap ± i · rotation. The variance of n₁
 * and n₂ is 1.1ᵏ, one power above the least at which there are such loadings, k ≥ 1. Source: the program of Beiran &
 * Litwin-Kumar (2025).
 */
function rankTwo(n: number, { overlap, rotation }: Initialisation & { name: 'rank_two' }, draws: Stream): Matrix {
  const told = overlap ** 2 + rotation ** 2;
  let variance = 1;
  while (variance <= told) variance *= 1.1;
  const own = Math.sqrt(1.1 * variance - told);
  const loadings = Array.from({ length: n }, () => {
    const [m1, m2] = [draws.normal(), draws.normal()];
    return {
      m1,
      m2,
      n1: overlap * m1 - rotation * m2 + own * draws.normal(),
      n2: rotation * m1 + overlap * m2 + own * draws.normal(),
    };
  });
  const values = new Float64Array(n * n);
  loadings.forEach(({ m1, m2 }, post) => {
    loadings.forEach(({ n1, n2 }, pre) => {
      values[post * n + pre] = (m1 * n1 + m2 * n2) / n;
    });
  });
  return { size: n, values };
}
