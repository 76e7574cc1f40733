/**
 * Elementary functions whose last bit does not depend on the JavaScript engine: only + − × ÷ and exact scaling by
 * powers of two are used, which IEEE 754 fixes. Series are Taylor's, on intervals short enough that the first omitted
 * term is below 2⁻⁵⁶ of the result; arguments are reduced with constants split in two or three parts (Cody & Waite,
 * 1980).
 */

/** e^x, relative error below 1e-15 (subnormal results: to their last bit). */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.79) return Infinity;
  if (x < -745.14) return 0;
  const k = Math.round(x / ln2);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const tail = high - r - low;
  let series = 0;
  for (let n = 13; n >= 2; n--) series = (series + inverseFactorial[n]) * r;
  return scale(1 + (r + (series * r + tail)), k);
}

/** Natural logarithm, relative error below 1e-15. NaN below zero, −∞ at zero. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let k = 0;
  if (x < 2 ** -1022) {
    x *= 2 ** 54;
    k = -54;
  }
  view.setFloat64(0, x);
  const head = view.getUint32(0);
  k += (head >>> 20) - 1023;
  view.setUint32(0, (head & 0xfffff) | 0x3ff00000);
  let m = view.getFloat64(0);
  if (m > Math.SQRT2) {
    m /= 2;
    k++;
  }
  // log m = 2 artanh s, s = f/(2+f); written around f so that nothing cancels: 2s = f − s f.
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const series =
    (((((((((((2 / 23) * z + 2 / 21) * z + 2 / 19) * z + 2 / 17) * z + 2 / 15) * z + 2 / 13) * z + 2 / 11) * z +
      2 / 9) *
      z +
      2 / 7) *
      z +
      2 / 5) *
      z +
      2 / 3) *
    z;
  const half = 0.5 * f * f;
  return k * ln2High + (f - (half - (s * (half + series) + k * ln2Low)));
}

/** [sin x, cos x], x in radians, |x| ≤ 1e6; absolute error below 2e-16 near any multiple of π/2. */
export function sincos(x: number): [number, number] {
  turn(x);
  return [turned[0], turned[1]];
}

/** The sine and the cosine of x, left in `turned`: for draws, which take too many to make a pair for each. */
export function turn(x: number): void {
  if (!(Math.abs(x) <= 1e6)) {
    turned[0] = turned[1] = NaN;
    return;
  }
  const k = Math.round(x / (Math.PI / 2));
  const first = x - k * halfPiHigh;
  const second = k * halfPiMiddle;
  const high = first - second;
  const low = first - high - second - k * halfPiLow;
  const r = high + low;
  const tail = high - r + low;
  const z = r * r;
  const oddSeries = (s3 - (s5 - (s7 - (s9 - (s11 - (s13 - (s15 - s17 * z) * z) * z) * z) * z) * z) * z) * z;
  const evenSeries = (s4 - (s6 - (s8 - (s10 - (s12 - (s14 - (s16 - s18 * z) * z) * z) * z) * z) * z) * z) * z;
  const half = 0.5 * z;
  const rounded = 1 - half;
  const sine = r - (oddSeries * r - tail * rounded);
  const cosine = rounded + (1 - rounded - half + (evenSeries * z - r * tail));
  const quadrant = k & 3;
  turned[0] = quadrant === 0 ? sine : quadrant === 1 ? cosine : quadrant === 2 ? -sine : -cosine;
  turned[1] = quadrant === 0 ? cosine : quadrant === 1 ? -sine : quadrant === 2 ? -cosine : sine;
}
export const turned = new Float64Array(2);

/** x·2^k without double rounding for normal results. */
function scale(x: number, k: number): number {
  if (k > 1023) return x * 2 * powerOfTwo(k - 1);
  if (k < -1022) return x * powerOfTwo(k + 54) * 2 ** -54;
  return x * powerOfTwo(k);
}
function powerOfTwo(k: number): number {
  view.setUint32(0, (k + 1023) << 20);
  view.setUint32(4, 0);
  return view.getFloat64(0);
}

const view = new DataView(new ArrayBuffer(8));
const ln2 = Math.LN2;
// ln 2 and π/2 split so that k·high (and k·middle) are exact for the k that occur.
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const halfPiHigh = 1.5707963267341256;
const halfPiMiddle = 6.07710050359346e-11;
const halfPiLow = 2.912732056093356e-20;
const inverseFactorial = Float64Array.from({ length: 19 }, (_, n) => {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return 1 / product;
});
const [, , , s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15, s16, s17, s18] = inverseFactorial;
