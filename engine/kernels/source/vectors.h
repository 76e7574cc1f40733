// Vector types and elementary functions. LANES (floats in a vector) is set when compiling: 4, 8 or 16.
#pragma once
typedef unsigned char u8;
typedef unsigned int u32;
typedef __SIZE_TYPE__ size;
typedef float Vector __attribute__((ext_vector_type(LANES)));
typedef int Integers __attribute__((ext_vector_type(LANES)));
typedef float UnalignedVector __attribute__((ext_vector_type(LANES), aligned(4), may_alias));
typedef u8 Bytes __attribute__((ext_vector_type(LANES), aligned(1), may_alias));
#define INLINE static inline __attribute__((always_inline))

INLINE Vector load(const float *from) { return *(const UnalignedVector *)from; }
INLINE void store(float *to, Vector value) { *(UnalignedVector *)to = value; }
INLINE Vector splat(float value) { return (Vector)(value); }
INLINE u32 smaller(u32 a, u32 b) { return a < b ? a : b; }

/** a * b + c; fused where the target has it (with relaxed WebAssembly the last bit is the machine's choice). */
INLINE Vector multiplyAdd(Vector a, Vector b, Vector c) {
#ifdef __wasm_relaxed_simd__
  return __builtin_wasm_relaxed_madd_f32x4(a, b, c);
#else
  return a * b + c;
#endif
}
/** Where the mask is set, a; elsewhere b. */
INLINE Vector choose(Integers mask, Vector a, Vector b) { return (Vector)((mask & (Integers)a) | (~mask & (Integers)b)); }
INLINE Vector largerOf(Vector a, Vector b) { return choose(a > b, a, b); }
INLINE Vector absolute(Vector x) { return (Vector)((Integers)x & 0x7fffffff); }
INLINE float sumOf(Vector x) { float sum = 0; for (int lane = 0; lane < LANES; lane++) sum += x[lane]; return sum; }
INLINE float largestOf(Vector x) { float most = x[0]; for (int lane = 1; lane < LANES; lane++) most = x[lane] > most ? x[lane] : most; return most; }

/** c[0] + c[1] x + ... + c[5] x^5 in three steps of depth instead of five (Estrin). */
INLINE Vector sixTerms(Vector x, const float *c) {
  const Vector x2 = x * x, low = multiplyAdd(x, splat(c[1]), splat(c[0])), middle = multiplyAdd(x, splat(c[3]), splat(c[2])), high = multiplyAdd(x, splat(c[5]), splat(c[4]));
  return multiplyAdd(multiplyAdd(high, x2, middle), x2, low);
}
/** e^x = scale + scale * growth: x = n ln 2 + r, |r| <= ln 2 / 2, scale = 2^n, growth = e^r - 1 as a minimax polynomial of degree 6 (relative error 1e-8). -87 <= x <= 88, or NaN, which growth keeps. */
INLINE void splitExponential(Vector x, Vector *scale, Vector *growth) {
  static const float terms[6] = { 1.0f, 0.49999997f, 0.166665062f, 0.0416671373f, 0.00836914033f, 0.00138888729f };
  const Vector shifted = multiplyAdd(x, splat(1.44269504f), splat(0x1.8p23f)), n = shifted - 0x1.8p23f; // the low bits of `shifted` are those of n
  const Vector r = multiplyAdd(n, splat(2.12194440e-4f), multiplyAdd(n, splat(-0.693359375f), x));
  *scale = (Vector)(((Integers)shifted << 23) + 0x3f800000);
  *growth = r * sixTerms(r, terms);
}
/** e^x to 2 units in the last place. Below -87 it is e^-87, above 88 e^88. NaN stays NaN. */
INLINE Vector exponential(Vector x) {
  const Vector low = splat(-87.0f), high = splat(88.0f);
  Vector scale, growth;
  x = choose(x < low, low, x);
  splitExponential(choose(x > high, high, x), &scale, &growth);
  return multiplyAdd(scale, growth, scale);
}
/** 1 - e^-q for q >= 0, exact also where it is small. */
INLINE Vector oneLessExponential(Vector q) {
  Vector scale, growth;
  splitExponential(-choose(q > 87.0f, splat(87), q), &scale, &growth);
  return multiplyAdd(-scale, growth, 1.0f - scale);
}

/** ln x for normal x > 0: x = 2^n m, 1/sqrt(2) <= m < sqrt(2), ln m = 2 artanh((m - 1) / (m + 1)) as a series to the eleventh power. */
INLINE Vector logarithm(Vector x) {
  const Integers bits = (Integers)x, shifted = bits - 0x3f3504f3;
  const Vector n = __builtin_convertvector(shifted >> 23, Vector);
  const Vector m = (Vector)((shifted & 0x007fffff) + 0x3f3504f3);
  const Vector s = (m - 1.0f) / (m + 1.0f), s2 = s * s;
  Vector sum = splat(2.0f / 11);
  sum = multiplyAdd(sum, s2, splat(2.0f / 9));
  sum = multiplyAdd(sum, s2, splat(2.0f / 7));
  sum = multiplyAdd(sum, s2, splat(2.0f / 5));
  sum = multiplyAdd(sum, s2, splat(2.0f / 3));
  return multiplyAdd(n, splat(0.693147181f), multiplyAdd(sum * s2, s, s + s));
}

/** tanh |x| = q / (2 - q), q = 1 - e^-2|x|. */
INLINE Vector hyperbolicTangent(Vector x) {
  const Vector q = oneLessExponential(absolute(x + x)), size = q / (2.0f - q);
  return (Vector)((Integers)size | ((Integers)x & (int)0x80000000));
}
INLINE Vector logistic(Vector x) { return 1.0f / (1.0f + exponential(-x)); }
/** ln(1 + e^x) = max(x, 0) + ln(1 + u), u = e^-|x|; ln(1 + u) is u times a minimax polynomial of degree 8 (relative error 3e-8). */
INLINE Vector softplus(Vector x) {
  static const float terms[6] = { 0.99999994f, -0.499994934f, 0.333190978f, -0.248429835f, 0.191060096f, -0.136632502f };
  Vector scale, growth;
  const Vector size = absolute(x);
  splitExponential(-choose(size > 87.0f, splat(87), size), &scale, &growth);
  const Vector u = multiplyAdd(scale, growth, scale), u2 = u * u, high = multiplyAdd(u, multiplyAdd(u, splat(0.0052326960f), splat(-0.029505251f)), splat(0.078225985f));
  return multiplyAdd(u, multiplyAdd(high, u2 * u2 * u2, sixTerms(u, terms)), choose(x > 0.0f, x, splat(0)));
}
