/** How well linear read-outs with a constant explain targets: least squares over all samples, one pass over them. */
import type { KernelBackend, RowsTaken } from '../kernels/index.ts';

/** Singular values below so much of the largest are dropped. */
const leastOfLargest = 1e-10;
/**
 * Products of values have half the digits: they are good for a ratio of the largest to the smallest singular value up
 * to this, where what varies is at least such a share of each value's square. A share of variance is then right to
 * 10⁻¹⁶ · 10¹⁰ · 10² at worst.
 */
const bestCondition = 1e5;
const leastVarying = 0.01;

export interface Sample {
  readonly rates: Float64Array;
  readonly targets: Float64Array;
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
type Algebra = Pick<
  KernelBackend['algebra'],
  'productTriangle' | 'triangle' | 'singularValues' | 'symmetricEigenvectors'
>;
interface Projection {
  /** Sums of squares, by target. */
  readonly explained: Float64Array;
  readonly directions: number;
  /** Ratio of the largest to the smallest singular value; infinite where some are dropped. */
  readonly condition: number;
}

/**
 * Read-outs of `values` rates for so many targets: by the products of the samples where these leave digits enough,
 * else by reflections. `samples` must give the same both times.
 * @throws RangeError where there are no more samples than values
 */
export function readOuts(
  algebra: Algebra,
  values: number,
  targets: number,
  samples: () => Iterable<Sample>,
): Explained {
  const pivots = 1 + values,
    columns = pivots + targets;
  const taking = <Rows extends RowsTaken, Found>(rows: Rows, found: (rows: Rows, moments: Moments) => Found): Found => {
    try {
      return found(rows, takenInto(rows, samples(), values, targets));
    } finally {
      rows.release();
    }
  };
  const projectedFrom = (triangle: Float64Array): Projection => projected(algebra, triangle, values, targets, 1);
  const byProducts = taking(algebra.productTriangle(pivots, columns), (rows, moments) => {
    const made = rows.values();
    const varies = (square: number, j: number): boolean =>
      j === 0 || square - (made?.triangle[j] ?? 0) ** 2 >= leastVarying * square;
    if (!made?.squares.every(varies)) return undefined;
    const projection = projectedFrom(made.triangle);
    return projection.condition <= bestCondition ? explainedBy(projection, moments) : undefined;
  });
  return (
    byProducts ??
    taking(algebra.triangle(pivots, columns), (rows, moments) => explainedBy(projectedFrom(rows.values()), moments))
  );
}

interface Moments {
  readonly samples: number;
  /** By target. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}
function takenInto(rows: RowsTaken, samples: Iterable<Sample>, values: number, targets: number): Moments {
  const sums = new Float64Array(targets),
    squares = new Float64Array(targets);
  let count = 0;
  for (const { rates, targets: wanted } of samples) {
    const row = rows.row();
    row[0] = 1;
    row.set(rates, 1);
    row.set(wanted, 1 + values);
    for (let k = 0; k < targets; k++) {
      sums[k] += wanted[k];
      squares[k] += wanted[k] * wanted[k];
    }
    count += 1;
  }
  if (count < values + 2)
    throw new RangeError(
      `${count.toLocaleString('en')} inputs are too few for read-outs of ${values.toLocaleString('en')} neurons, ` +
        `which fit any ${(values + 1).toLocaleString('en')}: run it for longer, or hold each input for less time`,
    );
  return { samples: count, sums, squares };
}
function explainedBy({ explained, directions }: Projection, { samples, sums, squares }: Moments): Explained {
  const shares = explained.map((sum, k) => {
    const variance = squares[k] - sums[k] ** 2 / samples;
    return variance > 1e-12 * squares[k] ? Math.min(1, sum / variance) : 0;
  });
  const free = samples - directions - 1,
    adjusted = shares.map((share) => 1 - ((1 - share) * (samples - 1)) / free);
  // r² of an unrelated target is Beta(p/2, (T − p − 1)/2)
  const deviation = Math.sqrt((2 * directions * free) / (samples + 1)) / (samples - 1);
  return { shares, adjusted, samples, directions, floor: (3.09 * deviation * (samples - 1)) / free };
}

/**
 * Sums of squares of targets within the space that some values span, from the triangle of values and targets side by
 * side, `beside` rows and columns of it left out.
 */
export function projected(
  algebra: Omit<Algebra, 'triangle' | 'productTriangle'>,
  triangle: Float64Array,
  values: number,
  targets: number,
  beside: number,
): Projection {
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
    return { explained, directions: values, condition: singular[0] / singular[values - 1] };
  }
  for (const left of leftVectors(algebra, r, values, directions))
    for (let k = 0; k < targets; k++) {
      let sum = 0;
      for (let i = 0; i < values; i++) sum += left[i] * target(i, k);
      explained[k] += sum ** 2;
    }
  return { explained, directions, condition: Infinity };
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
