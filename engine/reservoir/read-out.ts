/** How well linear read-outs with a constant explain targets: least squares over all samples, one pass over them. */
import type { KernelBackend } from '../kernels/index.ts';

/** Singular values below so much of the largest are dropped. */
const leastOfLargest = 1e-10;

export interface ReadOuts {
  /** A sample: the values that are read out, and what is wanted. */
  add(values: ArrayLike<number>, wanted: ArrayLike<number>): void;
  /** @throws RangeError where there are no more samples than values */
  explained(): Explained;
  release(): void;
}
export interface Explained {
  /**
   * Share of the variance of each target that its read-out explains, r², as it is; 0 for a target that does not vary.
   */
  readonly shares: Float64Array;
  /** The same without what so many values explain of anything: 1 − (1 − r²)(T − 1)/(T − p − 1). */
  readonly adjusted: Float64Array;
  readonly samples: number;
  /** p: directions of the values that vary. */
  readonly directions: number;
  /**
   * What the adjusted share of a target that has nothing to do with the values stays below, but in one case of a
   * thousand.
   */
  readonly floor: number;
}
type Algebra = Pick<KernelBackend['algebra'], 'triangle' | 'singularValues' | 'symmetricEigenvectors'>;

/** Read-outs of `values` numbers for so many targets. Call `release` when done. */
export function readOuts(algebra: Algebra, values: number, targets: number): ReadOuts {
  const columns = 1 + values + targets,
    triangle = algebra.triangle(1 + values, columns),
    sums = new Float64Array(targets),
    squares = new Float64Array(targets);
  let samples = 0;
  return {
    release: triangle.release,
    add(given, wanted) {
      const row = triangle.row();
      row[0] = 1;
      row.set(given, 1);
      row.set(wanted, 1 + values);
      for (let k = 0; k < targets; k++) {
        sums[k] += wanted[k];
        squares[k] += wanted[k] ** 2;
      }
      samples += 1;
    },
    explained() {
      if (samples < values + 2)
        throw new RangeError(
          `${samples.toLocaleString('en')} inputs are too few for read-outs of ${values.toLocaleString('en')} ` +
            'neurons, ' +
            `which fit any ${(values + 1).toLocaleString('en')}: run it for longer, or hold each input for less time`,
        );
      const { explained, directions } = projected(algebra, triangle.values(), values, targets, 1);
      const shares = explained.map((sum, k) => {
        const variance = squares[k] - sums[k] ** 2 / samples;
        return variance > 1e-12 * squares[k] ? Math.min(1, sum / variance) : 0;
      });
      const free = samples - directions - 1,
        adjusted = shares.map((share) => 1 - ((1 - share) * (samples - 1)) / free);
      // r² of an unrelated target is Beta(p/2, (T − p − 1)/2)
      const deviation = Math.sqrt((2 * directions * free) / (samples + 1)) / (samples - 1);
      return { shares, adjusted, samples, directions, floor: (3.09 * deviation * (samples - 1)) / free };
    },
  };
}

/**
 * Sums of squares of targets within the space that some values span, from the triangle of values and targets side by
 * side, `beside` rows and columns of it left out.
 */
export function projected(
  algebra: Omit<Algebra, 'triangle'>,
  triangle: Float64Array,
  values: number,
  targets: number,
  beside: number,
): { readonly explained: Float64Array; readonly directions: number } {
  const columns = beside + values + targets;
  const r = new Float64Array(values * values);
  for (let i = 0; i < values; i++)
    for (let j = i; j < values; j++) r[i * values + j] = triangle[(beside + i) * columns + beside + j];
  const singular = algebra.singularValues(r, values, values),
    least = leastOfLargest * singular[0],
    directions = singular.findIndex((value) => !(value > least)),
    explained = new Float64Array(targets);
  const target = (i: number, k: number): number => triangle[(beside + i) * columns + beside + values + k];
  if (directions < 0) {
    for (let i = 0; i < values; i++) for (let k = 0; k < targets; k++) explained[k] += target(i, k) ** 2;
    return { explained, directions: values };
  }
  for (const left of leftVectors(algebra, r, values, directions))
    for (let k = 0; k < targets; k++) {
      let sum = 0;
      for (let i = 0; i < values; i++) sum += left[i] * target(i, k);
      explained[k] += sum ** 2;
    }
  return { explained, directions };
}

/**
 * Left singular vectors of the largest singular values: halves of the eigenvectors of (0 R; R′ 0), which has ± each.
 */
function leftVectors(
  algebra: Pick<Algebra, 'symmetricEigenvectors'>,
  r: Float64Array,
  n: number,
  count: number,
): Float64Array[] {
  const both = new Float64Array(4 * n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) both[i * 2 * n + n + j] = both[(n + j) * 2 * n + i] = r[i * n + j];
  const { vectors } = algebra.symmetricEigenvectors(both, 2 * n);
  return Array.from({ length: count }, (_, k) => {
    const from = (2 * n - 1 - k) * 2 * n;
    return vectors.slice(from, from + n).map((value) => value * Math.SQRT2);
  });
}
