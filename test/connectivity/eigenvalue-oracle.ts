import type { Matrix } from '../../engine/connectivity/index.ts';

/**
 * Eigenvalues by a second implementation, in no particular order, to hold the kernels against: components by mutual
 * reachability (Warshall 1962), each reduced to Hessenberg form and iterated by the implicitly shifted double QR step
 * (Golub & Van Loan, Matrix Computations, 4th ed., §7.4–7.5), without balancing.
 */
export function oracleEigenvalues(matrix: Matrix): Eigenvalue[] {
  return components(matrix).flatMap((members) => {
    const n = members.length,
      block = Float64Array.from({ length: n * n }, (_, place) => {
        const [row, column] = [members[Math.floor(place / n)], members[place % n]];
        return matrix.values[row * matrix.size + column];
      });
    return francis(hessenberg(block, n), n);
  });
}
export const oracleRadius = (matrix: Matrix): number =>
  oracleEigenvalues(matrix).reduce((most, [re, im]) => Math.max(most, Math.hypot(re, im)), 0);

/** Real and imaginary part. */
type Eigenvalue = readonly [re: number, im: number];

function components({ size, values }: Matrix): number[][] {
  const reaches = Uint8Array.from(values, (value, place) => Number(value !== 0 || place % (size + 1) === 0));
  for (let through = 0; through < size; through++)
    for (let row = 0; row < size; row++)
      if (reaches[row * size + through])
        for (let column = 0; column < size; column++) reaches[row * size + column] |= reaches[through * size + column];
  const mutual = (a: number, b: number) => reaches[a * size + b] && reaches[b * size + a];
  const neurons = Array.from({ length: size }, (_, neuron) => neuron);
  return neurons
    .filter((first) => !neurons.some((other) => other < first && mutual(first, other)))
    .map((first) => neurons.filter((other) => mutual(first, other)));
}

/** Householder reduction to upper Hessenberg form, of a copy. */
function hessenberg(block: Float64Array, n: number): Float64Array {
  const h = block.slice();
  const v = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    let norm = 0;
    for (let row = k + 1; row < n; row++) norm = Math.hypot(norm, h[row * n + k]);
    if (norm === 0) continue;
    for (let row = k + 1; row < n; row++) v[row] = h[row * n + k];
    v[k + 1] += v[k + 1] >= 0 ? norm : -norm;
    let squared = 0;
    for (let row = k + 1; row < n; row++) squared += v[row] * v[row];
    reflectRows(h, n, v, k + 1, n, 2 / squared, k, n);
    reflectColumns(h, n, v, k + 1, n, 2 / squared, 0, n);
    for (let row = k + 2; row < n; row++) h[row * n + k] = 0;
  }
  return h;
}
/** (I − β v vᵀ) H on the rows first .. end−1, in the columns from .. to−1. */
function reflectRows(
  h: Float64Array,
  n: number,
  v: Float64Array,
  first: number,
  end: number,
  beta: number,
  from: number,
  to: number,
): void {
  for (let column = from; column < to; column++) {
    let sum = 0;
    for (let row = first; row < end; row++) sum += v[row] * h[row * n + column];
    sum *= beta;
    for (let row = first; row < end; row++) h[row * n + column] -= sum * v[row];
  }
}
/** H (I − β v vᵀ) on the columns first .. end−1, in the rows from .. to−1. */
function reflectColumns(
  h: Float64Array,
  n: number,
  v: Float64Array,
  first: number,
  end: number,
  beta: number,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    let sum = 0;
    for (let column = first; column < end; column++) sum += v[column] * h[row * n + column];
    sum *= beta;
    for (let column = first; column < end; column++) h[row * n + column] -= sum * v[column];
  }
}

/** Eigenvalues of a Hessenberg matrix, which is used up. */
function francis(h: Float64Array, n: number): Eigenvalue[] {
  const found: Eigenvalue[] = [];
  const v = new Float64Array(n);
  let end = n;
  let tries = 0;
  while (end > 0) {
    const start = activeStart(h, n, end);
    if (start === end - 1) {
      found.push([h[(end - 1) * n + end - 1], 0]);
      end--;
      tries = 0;
      continue;
    }
    if (start === end - 2) {
      found.push(...ofTwoByTwo(h, n, end - 2));
      end -= 2;
      tries = 0;
      continue;
    }
    if (++tries > 100) throw new Error(`the eigenvalues of a component of ${n} neurons did not converge`);
    doubleStep(h, n, start, end, v, tries % 10 === 0);
  }
  return found;
}
/** The first row of the trailing block that no negligible subdiagonal entry cuts; a negligible one is set to zero. */
function activeStart(h: Float64Array, n: number, end: number): number {
  for (let row = end - 1; row > 0; row--) {
    const beside = Math.abs(h[(row - 1) * n + row - 1]) + Math.abs(h[row * n + row]);
    if (Math.abs(h[row * n + row - 1]) <= 2 ** -52 * beside || h[row * n + row - 1] === 0) {
      h[row * n + row - 1] = 0;
      return row;
    }
  }
  return 0;
}
function ofTwoByTwo(h: Float64Array, n: number, at: number): Eigenvalue[] {
  const [a, b, c, d] = [h[at * n + at], h[at * n + at + 1], h[(at + 1) * n + at], h[(at + 1) * n + at + 1]];
  const half = (a - d) / 2;
  const discriminant = half * half + b * c;
  if (discriminant < 0) {
    const im = Math.sqrt(-discriminant);
    return [
      [d + half, im],
      [d + half, -im],
    ];
  }
  const far = half >= 0 ? half + Math.sqrt(discriminant) : half - Math.sqrt(discriminant);
  return far === 0
    ? [
        [d, 0],
        [d, 0],
      ]
    : [
        [d + far, 0],
        [d - (b * c) / far, 0],
      ];
}
/** One implicit double-shift QR step on rows and columns start .. end−1; an exceptional shift breaks rare cycles. */
function doubleStep(
  h: Float64Array,
  n: number,
  start: number,
  end: number,
  v: Float64Array,
  exceptional: boolean,
): void {
  const m = end - 2;
  const subdiagonal = Math.abs(h[(end - 1) * n + m]) + Math.abs(h[m * n + Math.max(start, m - 1)]);
  const trace = exceptional ? 1.5 * subdiagonal : h[m * n + m] + h[(end - 1) * n + end - 1];
  const determinant = exceptional
    ? subdiagonal * subdiagonal
    : h[m * n + m] * h[(end - 1) * n + end - 1] - h[m * n + end - 1] * h[(end - 1) * n + m];
  const [a, b, c] = [h[start * n + start], h[start * n + start + 1], h[(start + 1) * n + start]];
  const d = h[(start + 1) * n + start + 1];
  let bulge = [a * a + b * c - trace * a + determinant, c * (a + d - trace), c * h[(start + 2) * n + start + 1]];
  for (let k = start; k < end - 1; k++) {
    const length = Math.min(3, end - k);
    if (k > start) bulge = [h[k * n + k - 1], h[(k + 1) * n + k - 1], length === 3 ? h[(k + 2) * n + k - 1] : 0];
    const norm = Math.hypot(bulge[0], bulge[1], bulge[2]);
    if (norm === 0) continue;
    v[k] = bulge[0] + (bulge[0] >= 0 ? norm : -norm);
    v[k + 1] = bulge[1];
    if (length === 3) v[k + 2] = bulge[2];
    const beta = 2 / (v[k] * v[k] + bulge[1] * bulge[1] + bulge[2] * bulge[2]);
    reflectRows(h, n, v, k, k + length, beta, Math.max(start, k - 1), end);
    reflectColumns(h, n, v, k, k + length, beta, start, Math.min(end, k + 4));
    if (k > start) for (let row = k + 1; row < k + length; row++) h[row * n + k - 1] = 0;
  }
}
