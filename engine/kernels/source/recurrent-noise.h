// Normal numbers from a counter: the same for every vector length and number of threads (engine/recurrent/noise.ts says what they are).
#pragma once
#include "vectors.h"
typedef u32 Words __attribute__((ext_vector_type(LANES)));

INLINE Words rotated(Words x, u32 by) { return x << by | x >> (32 - by); }
/** Threefry-2x32, 20 rounds (Salmon et al., SC11, 2011): each counter (x, y) becomes two random words; two at once, that neither waits for itself. */
INLINE void threefry(u32 key0, u32 key1, Words *x, Words *y) {
  static const u8 turns[8] = { 13, 15, 26, 6, 17, 29, 16, 24 };
  const u32 keys[3] = { key0, key1, 0x1bd11bda ^ key0 ^ key1 };
#pragma unroll
  for (u32 i = 0; i < 2; i++) { x[i] += key0; y[i] += key1; }
#pragma unroll
  for (u32 round = 0; round < 20; round++) {
    const u32 by = turns[round % 8], turn = round / 4 + 1;
    x[0] += y[0];
    x[1] += y[1];
    y[0] = rotated(y[0], by) ^ x[0];
    y[1] = rotated(y[1], by) ^ x[1];
    if (round % 4 == 3)
#pragma unroll
      for (u32 i = 0; i < 2; i++) { x[i] += keys[turn % 3]; y[i] += keys[(turn + 1) % 3] + turn; }
  }
}

/** By inversion: Giles, "Approximating the erfinv function", GPU Computing Gems Jade (2011), chapter 10. */
INLINE Vector normalOf(Words word) {
  static const float centre[9] = { 2.81022636e-8f, 3.43273939e-7f, -3.5233877e-6f, -4.39150654e-6f, 0.00021858087f, -0.00125372503f, -0.00417768164f, 0.246640727f, 1.50140941f };
  static const float tail[9] = { -0.000200214257f, 0.000100950558f, 0.00134934322f, -0.00367342844f, 0.00573950773f, -0.0076224613f, 0.00943887047f, 1.00167406f, 2.83297682f };
  const Vector p = multiplyAdd(__builtin_convertvector((Integers)(word & 0x7fffffff), Vector), splat(0x1p-31f), splat(0x1p-32f));
  const Vector w = -logarithm(p * (2.0f - p)), inner = w - 2.5f;
  const Integers far = w >= 5.0f;
  Vector shape = splat(centre[0]);
#pragma unroll
  for (u32 i = 1; i < 9; i++) shape = multiplyAdd(shape, inner, splat(centre[i]));
  if (__builtin_reduce_or(far)) { // one in three hundred
    const Vector outer = __builtin_elementwise_sqrt(choose(far, w, splat(5))) - 3.0f;
    Vector rare = splat(tail[0]);
#pragma unroll
    for (u32 i = 1; i < 9; i++) rare = multiplyAdd(rare, outer, splat(tail[i]));
    shape = choose(far, rare, shape);
  }
  const Vector size = 1.41421356f * (1.0f - p) * shape;
  return (Vector)((Words)size | (word & 0x80000000));
}

/** Those of rows 2 pair and 2 pair + 1, for the two vectors of trials from `column` on. */
static __attribute__((noinline)) void normalPairs(u32 key0, u32 key1, u32 step, u32 pair, u32 column, Vector first[2], Vector second[2]) {
  Words x[2] = { (Words)(step), (Words)(step) }, y[2];
  for (u32 i = 0; i < 2; i++) for (u32 lane = 0; lane < LANES; lane++) y[i][lane] = 65536 * pair + column + i * LANES + lane;
  threefry(key0, key1, x, y);
#pragma unroll
  for (u32 i = 0; i < 2; i++) {
    first[i] = normalOf(x[i]);
    second[i] = normalOf(y[i]);
  }
}
