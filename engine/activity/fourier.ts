import { sincos } from '../random/index.ts';

/**
 * The discrete Fourier transform Σ x(t) exp(−2πi k t / n) of n complex numbers, in place, for any n: powers of two by
 * halving (Cooley & Tukey 1965), the others as a convolution of a power of two (Bluestein 1970). n log n operations;
 * the same bits on every machine.
 */
export function fourier(n: number): (re: Float64Array, im: Float64Array) => void {
  return (n & (n - 1)) === 0 ? halving(n) : byConvolution(n);
}

function halving(n: number): (re: Float64Array, im: Float64Array) => void {
  const cosines = new Float64Array(n >> 1),
    sines = new Float64Array(n >> 1),
    reversed = new Uint32Array(n),
    bits = Math.log2(n);
  for (let k = 0; k < n >> 1; k++) [sines[k], cosines[k]] = sincos((-2 * Math.PI * k) / n);
  for (let i = 0; i < n; i++) reversed[i] = n === 1 ? 0 : (reversed[i >> 1] >> 1) | ((i & 1) << (bits - 1));
  return (re, im) => {
    for (let i = 0; i < n; i++) {
      const j = reversed[i];
      if (j > i) {
        [re[i], re[j]] = [re[j], re[i]];
        [im[i], im[j]] = [im[j], im[i]];
      }
    }
    for (let half = 1, stride = n >> 1; half < n; half *= 2, stride >>= 1) {
      for (let first = 0; first < n; first += 2 * half)
        for (let k = 0; k < half; k++) {
          const c = cosines[k * stride],
            s = sines[k * stride],
            a = first + k,
            b = a + half;
          const real = re[b] * c - im[b] * s,
            imaginary = re[b] * s + im[b] * c;
          re[b] = re[a] - real;
          im[b] = im[a] - imaginary;
          re[a] += real;
          im[a] += imaginary;
        }
    }
  };
}

function byConvolution(n: number): (re: Float64Array, im: Float64Array) => void {
  let size = 1;
  while (size < 2 * n - 1) size *= 2;
  const transform = halving(size),
    cosines = new Float64Array(n),
    sines = new Float64Array(n);
  // exp(−πi t²/n); t² modulo 2n keeps the angle small.
  for (let t = 0; t < n; t++) [sines[t], cosines[t]] = sincos((-Math.PI * ((t * t) % (2 * n))) / n);
  const chirpRe = new Float64Array(size),
    chirpIm = new Float64Array(size);
  for (let t = 0; t < n; t++)
    for (const at of [t, (size - t) % size]) {
      chirpRe[at] = cosines[t];
      chirpIm[at] = -sines[t];
    }
  transform(chirpRe, chirpIm);
  const a = new Float64Array(size),
    b = new Float64Array(size);
  return (re, im) => {
    a.fill(0);
    b.fill(0);
    for (let t = 0; t < n; t++) {
      a[t] = re[t] * cosines[t] - im[t] * sines[t];
      b[t] = re[t] * sines[t] + im[t] * cosines[t];
    }
    transform(a, b);
    for (let k = 0; k < size; k++) {
      const real = a[k] * chirpRe[k] - b[k] * chirpIm[k];
      b[k] = -(a[k] * chirpIm[k] + b[k] * chirpRe[k]);
      a[k] = real;
    }
    transform(a, b);
    for (let k = 0; k < n; k++) {
      const real = a[k] / size,
        imaginary = -b[k] / size;
      re[k] = real * cosines[k] - imaginary * sines[k];
      im[k] = real * sines[k] + imaginary * cosines[k];
    }
  };
}
