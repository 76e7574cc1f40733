// Elementary functions of each lane; vectors.h includes this for one vector (FLOATS, INTEGERS) and for two that are computed side by side.
#define FUNCTION INLINE __attribute__((overloadable))
/** Where the mask is set, a; elsewhere b. */
FUNCTION FLOATS choose(INTEGERS mask, FLOATS a, FLOATS b) { return (FLOATS)((mask & (INTEGERS)a) | (~mask & (INTEGERS)b)); }
FUNCTION FLOATS absolute(FLOATS x) { return (FLOATS)((INTEGERS)x & 0x7fffffff); }
/** c[0] + c[1] x + ... + c[5] x^5 in three steps of depth instead of five (Estrin). */
FUNCTION FLOATS sixTerms(FLOATS x, const float *c) {
  const FLOATS x2 = x * x, low = multiplyAdd(x, (FLOATS)(c[1]), (FLOATS)(c[0])), middle = multiplyAdd(x, (FLOATS)(c[3]), (FLOATS)(c[2])), high = multiplyAdd(x, (FLOATS)(c[5]), (FLOATS)(c[4]));
  return multiplyAdd(multiplyAdd(high, x2, middle), x2, low);
}
/** e^x = scale + scale * growth: x = n ln 2 + r, |r| <= ln 2 / 2, scale = 2^n, growth = e^r - 1 as a minimax polynomial of degree 6 (relative error 1e-8). -87 <= x <= 88, or NaN, which growth keeps. */
FUNCTION void splitExponential(FLOATS x, FLOATS *scale, FLOATS *growth) {
  static const float terms[6] = { 1.0f, 0.49999997f, 0.166665062f, 0.0416671373f, 0.00836914033f, 0.00138888729f };
  const FLOATS shifted = multiplyAdd(x, (FLOATS)(1.44269504f), (FLOATS)(0x1.8p23f)), n = shifted - 0x1.8p23f; // the low bits of `shifted` are those of n
  const FLOATS r = multiplyAdd(n, (FLOATS)(2.12194440e-4f), multiplyAdd(n, (FLOATS)(-0.693359375f), x));
  *scale = (FLOATS)(((INTEGERS)shifted << 23) + 0x3f800000);
  *growth = r * sixTerms(r, terms);
}
/** e^x to 2 units in the last place. Below -87 it is e^-87, above 88 e^88. NaN stays NaN. */
FUNCTION FLOATS exponential(FLOATS x) {
  const FLOATS low = (FLOATS)(-87.0f), high = (FLOATS)(88.0f);
  FLOATS scale, growth;
  x = choose(x < low, low, x);
  splitExponential(choose(x > high, high, x), &scale, &growth);
  return multiplyAdd(scale, growth, scale);
}
/** 1 - e^-q for q >= 0, exact also where it is small. */
FUNCTION FLOATS oneLessExponential(FLOATS q) {
  FLOATS scale, growth;
  splitExponential(-choose(q > 87.0f, (FLOATS)(87), q), &scale, &growth);
  return multiplyAdd(-scale, growth, 1.0f - scale);
}

/** ln x for normal x > 0: x = 2^n m, 1/sqrt(2) <= m < sqrt(2), ln m = 2 artanh((m - 1) / (m + 1)) as a series to the eleventh power. */
FUNCTION FLOATS logarithm(FLOATS x) {
  const INTEGERS bits = (INTEGERS)x, shifted = bits - 0x3f3504f3;
  const FLOATS n = __builtin_convertvector(shifted >> 23, FLOATS);
  const FLOATS m = (FLOATS)((shifted & 0x007fffff) + 0x3f3504f3);
  const FLOATS s = (m - 1.0f) / (m + 1.0f), s2 = s * s;
  FLOATS sum = (FLOATS)(2.0f / 11);
  sum = multiplyAdd(sum, s2, (FLOATS)(2.0f / 9));
  sum = multiplyAdd(sum, s2, (FLOATS)(2.0f / 7));
  sum = multiplyAdd(sum, s2, (FLOATS)(2.0f / 5));
  sum = multiplyAdd(sum, s2, (FLOATS)(2.0f / 3));
  return multiplyAdd(n, (FLOATS)(0.693147181f), multiplyAdd(sum * s2, s, s + s));
}

/** tanh |x| = q / (2 - q), q = 1 - e^-2|x|. */
FUNCTION FLOATS hyperbolicTangent(FLOATS x) {
  const FLOATS q = oneLessExponential(absolute(x + x)), size = q / (2.0f - q);
  return (FLOATS)((INTEGERS)size | ((INTEGERS)x & (int)0x80000000));
}
FUNCTION FLOATS logistic(FLOATS x) { return 1.0f / (1.0f + exponential(-x)); }
/** ln(1 + e^x) = max(x, 0) + ln(1 + u), u = e^-|x|; ln(1 + u) is u times a minimax polynomial of degree 8 (relative error 3e-8). */
FUNCTION FLOATS softplus(FLOATS x) {
  static const float terms[6] = { 0.99999994f, -0.499994934f, 0.333190978f, -0.248429835f, 0.191060096f, -0.136632502f };
  FLOATS scale, growth;
  const FLOATS size = absolute(x);
  splitExponential(-choose(size > 87.0f, (FLOATS)(87), size), &scale, &growth);
  const FLOATS u = multiplyAdd(scale, growth, scale), u2 = u * u, high = multiplyAdd(u, multiplyAdd(u, (FLOATS)(0.0052326960f), (FLOATS)(-0.029505251f)), (FLOATS)(0.078225985f));
  return multiplyAdd(u, multiplyAdd(high, u2 * u2 * u2, sixTerms(u, terms)), choose(x > 0.0f, x, (FLOATS)(0)));
}
#undef FUNCTION
