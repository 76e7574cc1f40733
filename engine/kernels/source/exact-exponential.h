// e^x of doubles in the arithmetic of engine/random/elementary.ts: only + - * / and exact scaling, so that where no product is fused the last bit is the same everywhere.
#pragma once
#include "wide.h"
#define LN2_HIGH 0.6931471803691238
#define LN2_LOW 1.9082149292705877e-10
static const double inverseFactorials[16] = { 1, 1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800, 1.0 / 87178291200, 1.0 / 1307674368000 };

/** |x| <= 700; beyond that the value there. */
static double exactExponential(double x) {
  x = x < -700 ? -700 : x > 700 ? 700 : x;
  const double k = (x * 1.4426950408889634 + 0x1.8p52) - 0x1.8p52, high = x - k * LN2_HIGH, low = k * LN2_LOW, r = high - low, tail = high - r - low;
  double series = 0;
  for (int n = x < 0x1p-5 && x > -0x1p-5 ? 8 : 13; n >= 2; n--) series = (series + inverseFactorials[n]) * r;
  const union { long long bits; double power; } scale = { ((long long)k + 1023) << 52 };
  return (1 + (r + (series * r + tail))) * scale.power;
}
typedef long long WideIntegers __attribute__((ext_vector_type(DOUBLES)));
/** Where the mask is set, a; elsewhere b. */
INLINE Wide chooseWide(WideIntegers mask, Wide a, Wide b) { return (Wide)((mask & (WideIntegers)a) | (~mask & (WideIntegers)b)); }
/** The same of each lane. */
INLINE Wide exactExponentials(Wide x) {
  const Wide least = splatWide(-700), most = splatWide(700);
  x = chooseWide((WideIntegers)(x < least), least, x);
  x = chooseWide((WideIntegers)(x > most), most, x);
  const Wide shifted = x * 1.4426950408889634 + 0x1.8p52, k = shifted - 0x1.8p52, high = x - k * LN2_HIGH, low = k * LN2_LOW, r = high - low, tail = high - r - low;
  Wide series = splatWide(0);
#pragma unroll
  for (int n = 13; n >= 2; n--) series = (series + inverseFactorials[n]) * r;
  const WideIntegers power = ((WideIntegers)shifted + 1023) << 52; // the low bits of `shifted` are those of k
  return (1 + (r + (series * r + tail))) * (Wide)power;
}
#define MOST_NEAR 1.0
/** (1 - e^-q) / q for 0 <= q <= 1, of several side by side: the polynomial of the least relative error, 3.9e-14. */
INLINE void relativeLosses(Wide *results, const Wide *q, const u32 parts) {
  static const double coefficients[10] = { 0.9999999999999618, -0.49999999999263095, 0.16666666643023886, -0.04166666370282642, 0.008333314343582119, -0.0013888185536467172, 0.00019825290484271727, -2.4574499844813654e-05, 2.557047431848326e-06, -1.7514857490026737e-07 };
  for (u32 part = 0; part < parts; part++) results[part] = splatWide(coefficients[9]);
#pragma unroll
  for (int n = 8; n >= 0; n--)
#pragma unroll
    for (u32 part = 0; part < parts; part++) results[part] = results[part] * q[part] + coefficients[n];
}
