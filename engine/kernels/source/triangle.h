// Least squares of many rows: they are worked, a block at a time, into the triangle that has the same products (Householder reflections).
#pragma once
#include "doubles.h"
/** Rows of a block. */
#define ABSORBED 64

/** r (pivots x columns, of which the first `pivots` columns are an upper triangle) becomes that of r with a block of rows below it, which are used up. */
static void absorbRows(u32 pivots, u32 columns, double *r, double *block) {
  double v[ABSORBED];
  for (u32 j = 0; j < pivots; j++) {
    double *top = r + (size)j * columns, squares = 0;
    for (u32 i = 0; i < ABSORBED; i++) { v[i] = block[(size)i * columns + j]; squares += v[i] * v[i]; }
    if (squares == 0) continue;
    const double alpha = top[j], norm = squareRoot(alpha * alpha + squares), beta = alpha > 0 ? -norm : norm, tau = (beta - alpha) / beta;
    for (u32 i = 0; i < ABSORBED; i++) v[i] /= alpha - beta;
    top[j] = beta;
    u32 c = j + 1;
    for (; c + 4 * DOUBLES <= columns; c += 4 * DOUBLES) {
      Wide sum[4];
#pragma unroll
      for (u32 s = 0; s < 4; s++) sum[s] = loadWide(top + c + s * DOUBLES);
      for (u32 i = 0; i < ABSORBED; i++) {
        const double *row = block + (size)i * columns + c;
        const Wide left = splatWide(v[i]);
#pragma unroll
        for (u32 s = 0; s < 4; s++) sum[s] = multiplyAddWide(left, loadWide(row + s * DOUBLES), sum[s]);
      }
#pragma unroll
      for (u32 s = 0; s < 4; s++) { sum[s] *= splatWide(tau); storeWide(top + c + s * DOUBLES, loadWide(top + c + s * DOUBLES) - sum[s]); }
      for (u32 i = 0; i < ABSORBED; i++) {
        double *row = block + (size)i * columns + c;
        const Wide left = splatWide(-v[i]);
#pragma unroll
        for (u32 s = 0; s < 4; s++) storeWide(row + s * DOUBLES, multiplyAddWide(left, sum[s], loadWide(row + s * DOUBLES)));
      }
    }
    for (; c < columns; c++) {
      double sum = top[c];
      for (u32 i = 0; i < ABSORBED; i++) sum += v[i] * block[(size)i * columns + c];
      sum *= tau;
      top[c] -= sum;
      for (u32 i = 0; i < ABSORBED; i++) block[(size)i * columns + c] -= v[i] * sum;
    }
  }
}
