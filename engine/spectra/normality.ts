import { isSymmetric, type Matrix } from '../connectivity/index.ts';
import type { KernelBackend } from '../kernels/index.ts';

/**
 * Henrici's departure from normality over the size of the matrix: √(‖W‖² − Σ|λ|²) / ‖W‖ in the Frobenius norm (Henrici
 * 1962); 0 for a normal matrix (every symmetric one), 1 for a nilpotent one, NaN for zeros.
 */
export function departureFromNormality(
  { values }: Matrix,
  { re, im }: { readonly re: Float64Array; readonly im: Float64Array },
): number {
  const size = values.reduce((sum, weight) => sum + weight * weight, 0);
  const spectral = re.reduce((sum, real, i) => sum + real * real + im[i] * im[i], 0);
  return Math.sqrt(Math.max(0, size - spectral) / size);
}

/**
 * How far activity can grow on its way to rest: the largest ‖exp((W − 1) t)‖² over time (Trefethen & Embree 2005, §
 * 14), the best start chosen; 1 where nothing grows. Times of one step of tau/4, up to `longest` time constants, until
 * it has fallen to a quarter of its peak. f32 products.
 */
export function transientGain(matrix: Matrix, backend: Pick<KernelBackend, 'multiplier'>, longest = 50): number {
  const { size: n, values } = matrix;
  if (n === 0 || isSymmetric(matrix)) return 1;
  const step = 0.25;
  const drift = Float32Array.from(values, (weight, place) => step * (weight - Number(place % (n + 1) === 0)));
  const flow = exponential(drift, n, backend);
  const { wide, multiply, release } = backend.multiplier(flow, n, n, n);
  try {
    let power: Float32Array = padded(flow, n, wide),
      next: Float32Array = new Float32Array(n * wide),
      peak = 1;
    for (let t = step; t <= longest; t += step) {
      const gain = largestStretch(power, n, wide) ** 2;
      if (gain > peak) peak = gain;
      else if (gain < peak / 4) break;
      multiply(power, next);
      [power, next] = [next, power];
    }
    return peak;
  } finally {
    release();
  }
}

/** e^A by squaring the Taylor series of A / 2^s, ‖A / 2^s‖ ≤ ½ in the largest row sum. */
function exponential(a: Float32Array, n: number, backend: Pick<KernelBackend, 'multiplier'>): Float32Array {
  let norm = 0;
  for (let i = 0; i < n; i++)
    norm = Math.max(
      norm,
      a.subarray(i * n, (i + 1) * n).reduce((sum, value) => sum + Math.abs(value), 0),
    );
  const halvings = Math.max(0, Math.ceil(Math.log2(2 * norm)));
  const small = a.map((value) => value / 2 ** halvings);
  const identity = new Float32Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  let sum = times(small, n, backend, (wide, multiply) => {
    let term: Float32Array = padded(identity, n, wide),
      next: Float32Array = new Float32Array(n * wide);
    const total = Float64Array.from(term);
    for (let k = 1; k <= 9; k++) {
      multiply(term, next);
      for (let i = 0; i < next.length; i++) {
        next[i] /= k;
        total[i] += next[i];
      }
      [term, next] = [next, term];
    }
    return Float32Array.from(total);
  });
  for (let k = 0; k < halvings; k++)
    sum = times(sum, n, backend, (wide, multiply) => {
      const squared = new Float32Array(n * wide);
      multiply(padded(sum, n, wide), squared);
      return squared;
    });
  return sum;
}
/** What `use` makes of a matrix that it multiplies by. */
function times(
  left: Float32Array,
  n: number,
  backend: Pick<KernelBackend, 'multiplier'>,
  use: (wide: number, multiply: (block: Float32Array, result: Float32Array) => void) => Float32Array,
): Float32Array {
  const { wide, multiply, release } = backend.multiplier(left, n, n, n);
  try {
    return narrowed(use(wide, multiply), n, wide);
  } finally {
    release();
  }
}
function padded(matrix: Float32Array, n: number, wide: number): Float32Array {
  const block = new Float32Array(n * wide);
  for (let row = 0; row < n; row++) block.set(matrix.subarray(row * n, (row + 1) * n), row * wide);
  return block;
}
function narrowed(block: Float32Array, n: number, wide: number): Float32Array {
  const matrix = new Float32Array(n * n);
  for (let row = 0; row < n; row++) matrix.set(block.subarray(row * wide, row * wide + n), row * n);
  return matrix;
}

/** Largest singular value, by power iteration on AᵀA. */
function largestStretch(a: Float32Array, n: number, wide: number): number {
  let x = new Float64Array(n).fill(1 / Math.sqrt(n)),
    stretch = 0;
  for (let round = 0; round < 200; round++) {
    const y = new Float64Array(n),
      z = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += a[i * wide + j] * x[j];
      y[i] = sum;
    }
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) z[j] += a[i * wide + j] * y[i];
    const length = Math.sqrt(z.reduce((sum, value) => sum + value * value, 0)),
      before = stretch;
    if (length === 0) return 0;
    stretch = Math.sqrt(length);
    x = z.map((value) => value / length);
    if (Math.abs(stretch - before) < 1e-7 * stretch) break;
  }
  return stretch;
}
