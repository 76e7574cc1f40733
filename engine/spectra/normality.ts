import { isSymmetric, type Matrix } from '../connectivity/index.ts';
import type { KernelBackend } from '../kernels/index.ts';
import { stream } from '../random/index.ts';

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
 * 14), the best start chosen; 1 where nothing grows. `largest`: the largest real part of an eigenvalue of W. Times of
 * one step of tau/4 up to 16 time constants, then of a sixteenth of the time until it has fallen to a quarter of its
 * peak, four time constants of the slowest mode at least; the peak is then found to half a per cent. f32 products.
 * @throws RangeError where activity never comes to rest
 */
export function transientGain(matrix: Matrix, largest: number, backend: Pick<KernelBackend, 'multiplier'>): number {
  const { size: n, values } = matrix;
  if (largest > 1 || (largest === 1 && !isSymmetric(matrix)))
    throw new RangeError(
      `the largest real part of an eigenvalue is ${Number(largest.toPrecision(4))}: activity grows for ever, and has ` +
        'no largest gain on its way to rest',
    );
  if (n === 0 || isSymmetric(matrix)) return 1;
  const step = 0.25;
  const drift = Float32Array.from(values, (weight, place) => step * (weight - Number(place % (n + 1) === 0)));
  const drawn = firstDirection(n),
    start = drawn.slice(),
    course: Gain[] = [{ time: 0, gain: 1 }];
  let flow = exponential(drift, n, backend),
    power = flow,
    time = step,
    each = step;
  const enough = Math.max(finely, 4 / (1 - largest));
  for (let peak = 1; ; ) {
    const gain = largestStretch(power, n, start, drawn) ** 2;
    course.push({ time, gain });
    peak = Math.max(peak, gain);
    if (time >= enough && (gain < peak / 4 || peak === 1)) break;
    if (time >= Math.max(finely, 32 * each)) {
      flow = times(flow, n, backend, product(flow, n));
      each *= 2;
    }
    power = times(power, n, backend, product(flow, n));
    time += each;
  }
  return peakOf(course);
}
/** Time constants that are gone through in steps of a quarter of one. */
const finely = 16;
interface Gain {
  readonly time: number;
  readonly gain: number;
}
/** Of the parabola of log gain through the largest and its neighbours. */
function peakOf(course: readonly Gain[]): number {
  const top = course.reduce((best, { gain }, at) => (gain > course[best].gain ? at : best), 0);
  if (top === 0 || top === course.length - 1) return course[top].gain;
  const [before, here, after] = course.slice(top - 1, top + 2),
    [fall, rise] = [before, after].map(({ time, gain }) => Math.log(gain / here.gain) / (time - here.time)),
    bend = (rise - fall) / (after.time - before.time),
    tilt = fall - bend * (before.time - here.time);
  return bend < 0 ? here.gain * Math.exp(-(tilt * tilt) / (4 * bend)) : here.gain;
}
/** Drawn, so that it lies along no direction of a matrix that was made by hand. */
function firstDirection(n: number): Float64Array {
  const draws = stream(1, 'transient gain', 'start');
  const direction = Float64Array.from({ length: n }, () => draws.normal()),
    length = norm(direction);
  return direction.map((value) => value / length);
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
  for (let k = 0; k < halvings; k++) sum = times(sum, n, backend, product(sum, n));
  return sum;
}
/** The product of what multiplies with `right`. */
const product =
  (right: Float32Array, n: number) =>
  (wide: number, multiply: (block: Float32Array, result: Float32Array) => void): Float32Array => {
    const result = new Float32Array(n * wide);
    multiply(padded(right, n, wide), result);
    return result;
  };
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

/**
 * Largest singular value, by power iteration on AᵀA. `from` is where it begins and is left where it ends, for a matrix
 * much like this one; `drawn` keeps it from lying in a direction that others are at right angles to.
 */
function largestStretch(a: Float32Array, n: number, from: Float64Array, drawn: Float64Array): number {
  let x = from.map((value, i) => value + 0.01 * drawn[i]),
    stretch = 0;
  for (let round = 0, still = 0; round < 500 && still < 2; round++) {
    const y = new Float64Array(n),
      z = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += a[i * n + j] * x[j];
      y[i] = sum;
    }
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) z[j] += a[i * n + j] * y[i];
    const length = norm(z),
      before = stretch;
    if (length === 0) return 0;
    stretch = Math.sqrt(length / norm(x));
    x = z.map((value) => value / length);
    still = Math.abs(stretch - before) < 1e-6 * stretch ? still + 1 : 0;
  }
  from.set(x);
  return stretch;
}
const norm = (x: Float64Array): number => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
