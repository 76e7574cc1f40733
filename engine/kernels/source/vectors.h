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

/** e^x to 2 units in the last place: x = n ln 2 + r, |r| <= ln 2 / 2, Taylor polynomial of degree 7 for e^r. Below -87 it is e^-87, above 88 e^88. NaN stays NaN. */
INLINE Vector exponential(Vector x) {
  const Vector low = splat(-87.0f), high = splat(88.0f);
  x = choose(x < low, low, x);
  x = choose(x > high, high, x);
  const Vector n = __builtin_elementwise_roundeven(x * 1.44269504f);
  const Vector r = multiplyAdd(n, splat(2.12194440e-4f), multiplyAdd(n, splat(-0.693359375f), x));
  Vector sum = splat(1.0f / 5040);
  sum = multiplyAdd(sum, r, splat(1.0f / 720));
  sum = multiplyAdd(sum, r, splat(1.0f / 120));
  sum = multiplyAdd(sum, r, splat(1.0f / 24));
  sum = multiplyAdd(sum, r, splat(1.0f / 6));
  sum = multiplyAdd(sum, r, splat(0.5f));
  sum = multiplyAdd(sum, r, splat(1.0f));
  sum = multiplyAdd(sum, r, splat(1.0f));
  const Integers exponent = __builtin_convertvector(choose(n == n, n, splat(0)), Integers);
  return sum * (Vector)((exponent + 127) << 23);
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

/** tanh x: a Taylor polynomial below 0.3, elsewhere 1 - 2 / (e^2x + 1). */
INLINE Vector hyperbolicTangent(Vector x) {
  const Vector x2 = x * x;
  Vector sum = splat(62.0f / 2835);
  sum = multiplyAdd(sum, x2, splat(-17.0f / 315));
  sum = multiplyAdd(sum, x2, splat(2.0f / 15));
  sum = multiplyAdd(sum, x2, splat(-1.0f / 3));
  const Vector large = 1.0f - 2.0f / (exponential(x + x) + 1.0f);
  return choose(absolute(x) < 0.3f, multiplyAdd(sum * x2, x, x), large);
}
INLINE Vector logistic(Vector x) { return 1.0f / (1.0f + exponential(-x)); }
/** ln(1 + e^x) = max(x, 0) + ln(1 + u), u = e^-|x|; the quotient corrects for the rounding of 1 + u. */
INLINE Vector softplus(Vector x) {
  const Vector u = exponential(-absolute(x)), w = 1.0f + u, less = w - 1.0f;
  const Vector correction = choose(less == 0.0f, u, logarithm(w) * (u / choose(less == 0.0f, splat(1.0f), less)));
  return choose(x > 0.0f, x, splat(0)) + correction;
}
