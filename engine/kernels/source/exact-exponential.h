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
/** The same for -1/4 <= x <= 0, of several side by side: (e^(x/4))^4. */
INLINE void nearExponentials(Wide *results, const Wide *x, const u32 parts) {
  for (u32 part = 0; part < parts; part++) results[part] = splatWide(inverseFactorials[8]);
#pragma unroll
  for (int n = 7; n >= 0; n--)
#pragma unroll
    for (u32 part = 0; part < parts; part++) results[part] = results[part] * (x[part] * 0.25) + inverseFactorials[n];
  for (u32 part = 0; part < parts; part++) {
    const Wide squared = results[part] * results[part];
    results[part] = squared * squared;
  }
}
