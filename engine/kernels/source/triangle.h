// Least squares of many rows: they are worked, a block at a time, into the triangle that has the same products (Householder reflections).
#pragma once
#include "doubles.h"
/** Rows of a block. */
#define ABSORBED 64
/** Reflections that are applied together: I - V T' V' (Schreiber & Van Loan 1989). */
#define REFLECTIONS 4

/** Reflections of `count` columns from j on, which are worked into the triangle: v (ABSORBED rows, REFLECTIONS columns; above them stands a 1 each) and t. */
static void reflectInto(u32 count, u32 columns, double *r, double *block, u32 j, double *v, double t[REFLECTIONS][REFLECTIONS]) {
  for (u32 k = 0; k < count; k++) {
    double *top = r + (size)(j + k) * columns + j, squares = 0;
    for (u32 i = 0; i < ABSORBED; i++) { const double x = block[(size)i * columns + j + k]; squares += x * x; }
    const double alpha = top[k], norm = squareRoot(alpha * alpha + squares), beta = alpha > 0 ? -norm : norm, tau = squares > 0 ? (beta - alpha) / beta : 0;
    for (u32 i = 0; i < ABSORBED; i++) v[i * REFLECTIONS + k] = squares > 0 ? block[(size)i * columns + j + k] / (alpha - beta) : 0;
    if (squares > 0) top[k] = beta;
    for (u32 c = k + 1; c < count; c++) {
      double sum = top[c];
      for (u32 i = 0; i < ABSORBED; i++) sum += v[i * REFLECTIONS + k] * block[(size)i * columns + j + c];
      top[c] -= tau * sum;
      for (u32 i = 0; i < ABSORBED; i++) block[(size)i * columns + j + c] -= tau * sum * v[i * REFLECTIONS + k];
    }
    // column k of T: -tau T (V' v), and tau
    double overlap[REFLECTIONS];
    for (u32 p = 0; p < k; p++) {
      overlap[p] = 0;
      for (u32 i = 0; i < ABSORBED; i++) overlap[p] += v[i * REFLECTIONS + p] * v[i * REFLECTIONS + k];
    }
    for (u32 p = 0; p < k; p++) {
      double sum = 0;
      for (u32 q = p; q < k; q++) sum += t[p][q] * overlap[q];
      t[p][k] = -tau * sum;
    }
    t[k][k] = tau;
  }
}
/** Applies them to so many vectors of columns. */
INLINE void applyReflections(const u32 wide, u32 columns, double *top, double *block, const double *v, const double t[REFLECTIONS][REFLECTIONS]) {
  Wide sum[REFLECTIONS][3], turned[REFLECTIONS][3];
#pragma unroll
  for (u32 k = 0; k < REFLECTIONS; k++)
#pragma unroll
    for (u32 x = 0; x < wide; x++) sum[k][x] = loadWide(top + (size)k * columns + x * DOUBLES);
  for (u32 i = 0; i < ABSORBED; i++) {
    Wide row[3];
#pragma unroll
    for (u32 x = 0; x < wide; x++) row[x] = loadWide(block + (size)i * columns + x * DOUBLES);
#pragma unroll
    for (u32 k = 0; k < REFLECTIONS; k++) {
      const Wide left = splatWide(v[i * REFLECTIONS + k]);
#pragma unroll
      for (u32 x = 0; x < wide; x++) sum[k][x] = multiplyAddWide(left, row[x], sum[k][x]);
    }
  }
#pragma unroll
  for (u32 k = 0; k < REFLECTIONS; k++)
#pragma unroll
    for (u32 x = 0; x < wide; x++) {
      turned[k][x] = splatWide(0);
#pragma unroll
      for (u32 p = 0; p <= k; p++) turned[k][x] -= splatWide(t[p][k]) * sum[p][x];
      storeWide(top + (size)k * columns + x * DOUBLES, loadWide(top + (size)k * columns + x * DOUBLES) + turned[k][x]);
    }
  for (u32 i = 0; i < ABSORBED; i++) {
    Wide row[3];
#pragma unroll
    for (u32 x = 0; x < wide; x++) row[x] = loadWide(block + (size)i * columns + x * DOUBLES);
#pragma unroll
    for (u32 k = 0; k < REFLECTIONS; k++) {
      const Wide left = splatWide(v[i * REFLECTIONS + k]);
#pragma unroll
      for (u32 x = 0; x < wide; x++) row[x] = multiplyAddWide(left, turned[k][x], row[x]);
    }
#pragma unroll
    for (u32 x = 0; x < wide; x++) storeWide(block + (size)i * columns + x * DOUBLES, row[x]);
  }
}
static __attribute__((noinline)) void applyToThree(u32 columns, double *top, double *block, const double *v, const double t[REFLECTIONS][REFLECTIONS]) { applyReflections(3, columns, top, block, v, t); }
static __attribute__((noinline)) void applyToOne(u32 columns, double *top, double *block, const double *v, const double t[REFLECTIONS][REFLECTIONS]) { applyReflections(1, columns, top, block, v, t); }
/** r (pivots x columns, of which the first `pivots` columns are an upper triangle) becomes that of r with a block of rows below it, which are used up. */
static void absorbRows(u32 pivots, u32 columns, double *r, double *block) {
  double v[ABSORBED * REFLECTIONS], t[REFLECTIONS][REFLECTIONS];
  for (u32 j = 0, count; j < pivots; j += count) {
    count = pivots - j >= REFLECTIONS ? REFLECTIONS : 1;
    reflectInto(count, columns, r, block, j, v, t);
    u32 c = j + count;
    if (count == REFLECTIONS) {
      for (; c + 3 * DOUBLES <= columns; c += 3 * DOUBLES) applyToThree(columns, r + (size)j * columns + c, block + c, v, t);
      for (; c + DOUBLES <= columns; c += DOUBLES) applyToOne(columns, r + (size)j * columns + c, block + c, v, t);
    }
    for (; c < columns; c++) {
      double sum[REFLECTIONS], turned[REFLECTIONS];
      for (u32 k = 0; k < count; k++) {
        sum[k] = r[(size)(j + k) * columns + c];
        for (u32 i = 0; i < ABSORBED; i++) sum[k] += v[i * REFLECTIONS + k] * block[(size)i * columns + c];
      }
      for (u32 k = 0; k < count; k++) {
        turned[k] = 0;
        for (u32 p = 0; p <= k; p++) turned[k] -= t[p][k] * sum[p];
        r[(size)(j + k) * columns + c] += turned[k];
      }
      for (u32 i = 0; i < ABSORBED; i++) for (u32 k = 0; k < count; k++) block[(size)i * columns + c] += v[i * REFLECTIONS + k] * turned[k];
    }
  }
}
