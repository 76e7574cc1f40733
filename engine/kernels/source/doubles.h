// The sums and products of rows that linear algebra is made of.
#pragma once
#include "wide.h"
INLINE double sumOfWide(Wide x) { double sum = 0; for (int lane = 0; lane < DOUBLES; lane++) sum += x[lane]; return sum; }
INLINE double squareRoot(double x) { return __builtin_sqrt(x); }
INLINE Wide multiplyAddWide(Wide a, Wide b, Wide c) {
#ifdef __wasm_relaxed_simd__
  return __builtin_wasm_relaxed_madd_f64x2(a, b, c);
#else
  return a * b + c;
#endif
}

static __attribute__((noinline)) double dot(const double *a, const double *b, u32 n) {
  Wide sum[4] = { splatWide(0), splatWide(0), splatWide(0), splatWide(0) };
  u32 i = 0;
  for (; i + 4 * DOUBLES <= n; i += 4 * DOUBLES)
    for (u32 v = 0; v < 4; v++) sum[v] = multiplyAddWide(loadWide(a + i + v * DOUBLES), loadWide(b + i + v * DOUBLES), sum[v]);
  double total = sumOfWide((sum[0] + sum[1]) + (sum[2] + sum[3]));
  for (; i < n; i++) total += a[i] * b[i];
  return total;
}
/** to += f from. */
static __attribute__((noinline)) void addScaled(double *to, double f, const double *from, u32 n) {
  const Wide F = splatWide(f);
  u32 i = 0;
  for (; i + DOUBLES <= n; i += DOUBLES) storeWide(to + i, multiplyAddWide(F, loadWide(from + i), loadWide(to + i)));
  for (; i < n; i++) to[i] += f * from[i];
}
/** to += f from + g other. */
static __attribute__((noinline)) void addTwoScaled(double *to, double f, const double *from, double g, const double *other, u32 n) {
  const Wide F = splatWide(f), G = splatWide(g);
  u32 i = 0;
  for (; i + DOUBLES <= n; i += DOUBLES) storeWide(to + i, multiplyAddWide(G, loadWide(other + i), multiplyAddWide(F, loadWide(from + i), loadWide(to + i))));
  for (; i < n; i++) to[i] += f * from[i] + g * other[i];
}
static void scale(double *values, double f, u32 n) { for (u32 i = 0; i < n; i++) values[i] *= f; }
static __attribute__((noinline)) void zero(double *values, size n) { for (size i = 0; i < n; i++) values[i] = 0; }

/** The power of 2 that brings the largest magnitude to 1 .. 2, so that no square is lost; 1 for zeros. Of subnormal numbers the largest that has an inverse does. */
static double scaleOf(const double *values, size n) {
  double largest = 0;
  for (size i = 0; i < n; i++) if (magnitude(values[i]) > largest) largest = magnitude(values[i]);
  double f = 1;
  if (largest == 0) return f;
  while (largest * f < 1 && f < 0x1p1000) f *= 2;
  while (largest * f >= 2) f /= 2;
  return f;
}
/** Rows of a matrix times a factor, which move apart in their place (toStep >= columns). */
static void spreadRows(u32 rows, u32 columns, double *matrix, size toStep, double factor) {
  for (u32 i = rows; i-- > 0;) for (u32 j = columns; j-- > 0;) matrix[i * toStep + j] = matrix[(size)i * columns + j] * factor;
}
/** Rows of a matrix that are read together. */
#define TOGETHER 4
/** y (rows) = A x; z (columns) = A' u, of which the rows before `first` are left out; A is read once. */
static void timesBoth(u32 rows, u32 columns, const double *a, size step, const double *x, double *y, u32 first, const double *u, double *z) {
  zero(z, columns);
  u32 i = 0;
  for (; i < first; i++) y[i] = dot(a + i * step, x, columns);
  for (; i + TOGETHER <= rows; i += TOGETHER) {
    const double *row[TOGETHER];
    Wide sum[TOGETHER], left[TOGETHER];
    double total[TOGETHER];
    for (u32 r = 0; r < TOGETHER; r++) { row[r] = a + (i + r) * step; sum[r] = splatWide(0); left[r] = splatWide(u[i + r]); }
    u32 j = 0;
    for (; j + DOUBLES <= columns; j += DOUBLES) {
      const Wide right = loadWide(x + j);
      Wide below = loadWide(z + j);
#pragma unroll
      for (u32 r = 0; r < TOGETHER; r++) {
        const Wide value = loadWide(row[r] + j);
        sum[r] = multiplyAddWide(value, right, sum[r]);
        below = multiplyAddWide(value, left[r], below);
      }
      storeWide(z + j, below);
    }
    for (u32 r = 0; r < TOGETHER; r++) total[r] = sumOfWide(sum[r]);
    for (; j < columns; j++) for (u32 r = 0; r < TOGETHER; r++) { total[r] += row[r][j] * x[j]; z[j] += row[r][j] * u[i + r]; }
    for (u32 r = 0; r < TOGETHER; r++) y[i + r] = total[r];
  }
  for (; i < rows; i++) { y[i] = dot(a + i * step, x, columns); addScaled(z, u[i], a + i * step, columns); }
}
/** Below, numbers lose digits in the steps of a reflector, which then is not orthogonal. */
#define LEAST_REFLECTED 0x1p-900
#define ENLARGED 0x1p+600
/** A Householder reflector I - tau v v', v[0] = 1, that takes x (n, elements `step` apart) to (beta, 0, ..): v's tail replaces x's. Returns tau; 0 where the tail is zero already. */
static __attribute__((noinline)) double reflector(u32 n, double *x, size step, double *beta) {
  double largest = 0;
  for (u32 i = 1; i < n; i++) if (magnitude(x[i * step]) > largest) largest = magnitude(x[i * step]);
  *beta = x[0];
  if (largest == 0) return 0;
  if (magnitude(x[0]) > largest) largest = magnitude(x[0]);
  if (largest < LEAST_REFLECTED) { // exactly: what is left of parallel rows shrinks beyond the normal numbers
    for (u32 i = 0; i < n; i++) x[i * step] *= ENLARGED;
    const double tau = reflector(n, x, step, beta);
    x[0] /= ENLARGED;
    *beta /= ENLARGED;
    return tau;
  }
  double squares = 0;
  for (u32 i = 0; i < n; i++) { const double part = x[i * step] / largest; squares += part * part; }
  const double alpha = x[0], norm = largest * squareRoot(squares);
  *beta = alpha >= 0 ? -norm : norm;
  for (u32 i = 1; i < n; i++) x[i * step] /= alpha - *beta;
  return (*beta - alpha) / *beta;
}
