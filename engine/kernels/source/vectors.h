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
/** What takes a small share of the time is compiled to be small. */
#define SMALL static __attribute__((noinline, minsize))

INLINE Vector load(const float *from) { return *(const UnalignedVector *)from; }
INLINE void store(float *to, Vector value) { *(UnalignedVector *)to = value; }
INLINE Vector splat(float value) { return (Vector)(value); }
INLINE u32 smaller(u32 a, u32 b) { return a < b ? a : b; }
INLINE u32 wholeVectors(u32 count) { return (count + LANES - 1) / LANES * LANES; }

/** a * b + c; fused where the target has it (with relaxed WebAssembly the last bit is the machine's choice). */
INLINE __attribute__((overloadable)) Vector multiplyAdd(Vector a, Vector b, Vector c) {
#ifdef __wasm_relaxed_simd__
  return __builtin_wasm_relaxed_madd_f32x4(a, b, c);
#else
  return a * b + c;
#endif
}
/** Two vectors side by side: what waits for a result in one half works on the other. */
typedef float Twin __attribute__((ext_vector_type(2 * LANES)));
typedef int TwinIntegers __attribute__((ext_vector_type(2 * LANES)));
INLINE __attribute__((overloadable)) Twin multiplyAdd(Twin a, Twin b, Twin c) {
  Twin sum;
  sum.lo = multiplyAdd(a.lo, b.lo, c.lo);
  sum.hi = multiplyAdd(a.hi, b.hi, c.hi);
  return sum;
}
/** Where there is one vector alone, the other half is 0. */
INLINE Twin loadTwin(const float *from, int alone) {
  Twin x;
  x.lo = load(from);
  x.hi = alone ? splat(0) : load(from + LANES);
  return x;
}
INLINE void storeTwin(float *to, Twin x, int alone) {
  store(to, x.lo);
  if (!alone) store(to + LANES, x.hi);
}

#define FLOATS Vector
#define INTEGERS Integers
#include "elementary.h"
#undef FLOATS
#undef INTEGERS
#define FLOATS Twin
#define INTEGERS TwinIntegers
#include "elementary.h"
#undef FLOATS
#undef INTEGERS
INLINE Vector largerOf(Vector a, Vector b) { return choose(a > b, a, b); }
INLINE float sumOf(Vector x) { float sum = 0; for (int lane = 0; lane < LANES; lane++) sum += x[lane]; return sum; }
INLINE float largestOf(Vector x) { float most = x[0]; for (int lane = 1; lane < LANES; lane++) most = x[lane] > most ? x[lane] : most; return most; }

