// Elementary functions of each lane in double precision, to a few units in the last place.
#pragma once
#include "doubles.h"
typedef __typeof__(splatWide(0) > splatWide(0)) WideIntegers;

/** Where the mask is set, a; elsewhere b. */
INLINE Wide chooseWide(WideIntegers mask, Wide a, Wide b) { return (Wide)((mask & (WideIntegers)a) | (~mask & (WideIntegers)b)); }
INLINE Wide magnitudeWide(Wide x) { return (Wide)((WideIntegers)x & 0x7fffffffffffffff); }
/** e^-q = scale + scale * growth for q >= 0: -q = n ln 2 + r, |r| <= ln 2 / 2, scale = 2^n, growth = e^r - 1 by its series to the 13th power. Beyond 700 it is e^-700; NaN stays NaN. */
INLINE void splitDecay(Wide q, Wide *scale, Wide *growth) {
  static const double inverse[13] = { 1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800 };
  const Wide x = -chooseWide(q > 700, splatWide(700), q);
  const Wide shifted = multiplyAddWide(x, splatWide(0x1.71547652b82fep+0), splatWide(0x1.8p52)), n = shifted - 0x1.8p52; // the low bits of `shifted` are those of n
  const Wide r = multiplyAddWide(n, splatWide(-0x1.a39ef35793c76p-33), multiplyAddWide(n, splatWide(-0x1.62e42feep-1), x));
  Wide sum = splatWide(inverse[12]);
#pragma unroll
  for (int k = 11; k >= 0; k--) sum = multiplyAddWide(sum, r, splatWide(inverse[k]));
  *scale = (Wide)(((WideIntegers)shifted << 52) + 0x3ff0000000000000);
  *growth = r * sum;
}
/** tanh |x| = q / (2 - q), q = 1 - e^-2|x|. */
INLINE Wide tanhWide(Wide x) {
  Wide scale, growth;
  splitDecay(magnitudeWide(x + x), &scale, &growth);
  const Wide q = multiplyAddWide(-scale, growth, 1 - scale), size = q / (2 - q);
  return (Wide)((WideIntegers)size | ((WideIntegers)x & (long long)0x8000000000000000));
}
/** ln(1 + e^x) = max(x, 0) + ln(1 + u), u = e^-|x|, ln(1 + u) = 2 artanh(u / (2 + u)) by its series; and its slope 1 / (1 + e^-x). */
INLINE Wide softplusWide(Wide x, Wide *slope) {
  Wide scale, growth;
  splitDecay(magnitudeWide(x), &scale, &growth);
  const Wide u = multiplyAddWide(scale, growth, scale), s = u / (2 + u), s2 = s * s;
  Wide sum = splatWide(1.0 / 35);
#pragma unroll
  for (int k = 33; k >= 1; k -= 2) sum = multiplyAddWide(sum, s2, splatWide(1.0 / k));
  *slope = chooseWide(x > 0, splatWide(1), u) / (1 + u);
  return multiplyAddWide(s + s, sum, chooseWide(x > 0, x, splatWide(0)));
}
