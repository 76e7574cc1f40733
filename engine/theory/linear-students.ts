/**
 * A student of a linear network that knows its connectome and learns its biases from some recorded neurons: what can be
 * foretold without a simulation. Source: Beiran & Litwin-Kumar (2025), linear theory.
 */
import type { Matrix } from '../connectivity/index.ts';
import { type Stream, stream } from '../random/index.ts';
import { solve } from './linear-solve.ts';

export const recordingChoices = ['random', 'best', 'worst'] as const;
export type RecordingChoice = (typeof recordingChoices)[number];

/**
 * A = (I − J)⁻¹ J: where the biases b lead the neurons of x' = −x + J (x + b), x = A b; row = neuron.
 * @throws RangeError for a J with the eigenvalue 1, where x has no fixed point
 */
export function linearResponse({ size, values }: Matrix): Matrix {
  const rest = values.map((weight, place) => Number(place % (size + 1) === 0) - weight);
  try {
    return { size, values: solve(rest, values, size) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError('its matrix has the eigenvalue 1, so that the linear network has no fixed point');
  }
}

/** Of a student after it has converged: by the number of recorded neurons, 0 … N. */
export interface StudentErrors {
  /**
   * Mean squared error of an unrecorded neuron, as a share of that of a neuron before learning; with all recorded there
   * is none, and the last is NaN.
   */
  readonly activity: Float64Array;
  /** Squared error of the biases, as a share of that before learning. */
  readonly bias: Float64Array;
}

/**
 * Expected over first errors of the biases that are independent and alike. Learning takes from them what lies in the
 * rows of A of the recorded neurons: with P the projector onto the rest, |A_u P|² and tr P are left.
 */
export function studentErrors(response: Matrix, order: ArrayLike<number>): StudentErrors {
  const { size } = response,
    rows = unexplained(response),
    recorded = new Uint8Array(size);
  const initial = rows.total() / size;
  const activity = new Float64Array(size + 1),
    bias = new Float64Array(size + 1);
  activity[0] = bias[0] = 1;
  let found = 0;
  for (let many = 1; many <= size; many++) {
    const neuron = order[many - 1];
    recorded[neuron] = 1;
    found += Number(rows.explain(neuron));
    activity[many] = many < size ? rows.total(recorded) / (size - many) / initial : Number.NaN;
    bias[many] = 1 - found / size;
  }
  return { activity, bias };
}

/**
 * All neurons in the order in which they are recorded. `best` and `worst`: each next neuron i takes the most, or the
 * least, of the error of the activity, |A a_i|² / (|a_i|² |A|²) with a_i its row of what the neurons before it leave
 * unexplained; those that would tell nothing new stand at the end.
 */
export function recordingOrderOf(response: Matrix, choice: RecordingChoice, draws: () => Stream): Uint32Array {
  const { size } = response;
  if (choice === 'random') return Uint32Array.from(draws().permutation(size));
  const rows = unexplained(response),
    left = new Set(Array.from({ length: size }, (_, neuron) => neuron)),
    order: number[] = [];
  for (;;) {
    const telling = [...left].filter(rows.isTelling);
    if (telling.length === 0) return Uint32Array.from([...order, ...left]);
    const next = telling.reduce((chosen, neuron) => {
      const gain = rows.explainedBy(neuron) - rows.explainedBy(chosen);
      return (choice === 'best' ? gain > 0 : gain < 0) ? neuron : chosen;
    });
    rows.explain(next);
    order.push(next);
    left.delete(next);
  }
}
/** The draw is that of the key: nested, since whatever is recorded first is recorded by all. */
export const recordingDraws = (key: { readonly seed: number; readonly stream: string }): Stream =>
  stream(key.seed, key.stream, 'recorded');

/** The rows of A, less what recorded neurons explain; their products beside them, found anew when they lose digits. */
function unexplained({ size, values }: Matrix) {
  const rows = values.slice();
  const row = (neuron: number): Float64Array => rows.subarray(neuron * size, (neuron + 1) * size);
  const squared = (neuron: number): number => dot(row(neuron), row(neuron));
  const total = (without?: Uint8Array): number => {
    let sum = 0;
    for (let neuron = 0; neuron < size; neuron++) if (!without?.[neuron]) sum += squared(neuron);
    return sum;
  };
  const first = total();
  /** Of a row, squared: what rounding leaves of one that is explained. */
  const nothing = (size * 2 ** -52) ** 2 * first;
  let products: Float64Array | undefined,
    since = first;
  const found = (): Float64Array => {
    const now = total();
    if (!products || now < 1e-6 * since) {
      products = productsOf(rows, size);
      since = now;
    }
    return products;
  };
  const scores = new Float64Array(size);
  let scored = false;
  return {
    total,
    isTelling: (neuron: number): boolean => squared(neuron) > nothing,
    /** |A a|² / |a|². */
    explainedBy(neuron: number): number {
      if (!scored) {
        const of = found();
        for (let i = 0; i < size; i++) {
          const along = of.subarray(i * size, (i + 1) * size);
          scores[i] = dot(along, along) / along[i];
        }
        scored = true;
      }
      return scores[neuron];
    },
    /** Takes the row's direction out of all rows; false where there is nothing in it. */
    explain(neuron: number): boolean {
      const length = squared(neuron);
      if (!(length > nothing)) return false;
      const direction = row(neuron).map((value) => value / Math.sqrt(length));
      if (products) {
        const along = products.slice(neuron * size, (neuron + 1) * size);
        for (let i = 0; i < size; i++) subtract(products.subarray(i * size, (i + 1) * size), along, along[i] / length);
      }
      for (let i = 0; i < size; i++) subtract(row(i), direction, dot(row(i), direction));
      scored = false;
      return true;
    },
  };
}
function productsOf(rows: Float64Array, size: number): Float64Array {
  const products = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++)
      products[i * size + j] = products[j * size + i] = dot(
        rows.subarray(i * size, (i + 1) * size),
        rows.subarray(j * size, (j + 1) * size),
      );
  return products;
}
function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
function subtract(from: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < from.length; i++) from[i] -= times * what[i];
}
