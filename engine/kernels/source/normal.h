// Random words from a counter, and normal numbers from words.
#pragma once
#include "vectors.h"
typedef u32 Words __attribute__((ext_vector_type(2 * LANES)));

INLINE Words rotated(Words x, u32 by) { return x << by | x >> (32 - by); }
/** Threefry-2x32, 20 rounds (Salmon et al., SC11, 2011): the counter (x, y) becomes two random words. */
INLINE void threefry(u32 key0, u32 key1, Words *x, Words *y) {
  static const u8 turns[8] = { 13, 15, 26, 6, 17, 29, 16, 24 };
  const u32 keys[3] = { key0, key1, 0x1bd11bda ^ key0 ^ key1 };
  *x += key0;
  *y += key1;
#pragma unroll
  for (u32 round = 0; round < 20; round++) {
    *x += *y;
    *y = rotated(*y, turns[round % 8]) ^ *x;
    if (round % 4 == 3) {
      const u32 turn = round / 4 + 1;
      *x += keys[turn % 3];
      *y += keys[(turn + 1) % 3] + turn;
    }
  }
}

/** By inversion: Giles, "Approximating the erfinv function", GPU Computing Gems Jade (2011), chapter 10. */
INLINE Twin normalOf(Words word) {
  static const float centre[9] = { 2.81022636e-8f, 3.43273939e-7f, -3.5233877e-6f, -4.39150654e-6f, 0.00021858087f, -0.00125372503f, -0.00417768164f, 0.246640727f, 1.50140941f };
  static const float tail[9] = { -0.000200214257f, 0.000100950558f, 0.00134934322f, -0.00367342844f, 0.00573950773f, -0.0076224613f, 0.00943887047f, 1.00167406f, 2.83297682f };
  const Twin p = multiplyAdd(__builtin_convertvector((TwinIntegers)(word & 0x7fffffff), Twin), (Twin)(0x1p-31f), (Twin)(0x1p-32f));
  const Twin w = -logarithm(p * (2.0f - p)), inner = w - 2.5f;
  const TwinIntegers far = w >= 5.0f;
  Twin shape = (Twin)(centre[0]);
#pragma unroll
  for (u32 i = 1; i < 9; i++) shape = multiplyAdd(shape, inner, (Twin)(centre[i]));
  if (__builtin_reduce_or(far)) { // one in three hundred
    const Twin outer = __builtin_elementwise_sqrt(choose(far, w, (Twin)(5))) - 3.0f;
    Twin rare = (Twin)(tail[0]);
#pragma unroll
    for (u32 i = 1; i < 9; i++) rare = multiplyAdd(rare, outer, (Twin)(tail[i]));
    shape = choose(far, rare, shape);
  }
  const Twin size = 1.41421356f * (1.0f - p) * shape;
  return (Twin)((Words)size | (word & 0x80000000));
}
