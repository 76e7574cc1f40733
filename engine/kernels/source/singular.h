// Singular values: Householder reduction to bidiagonal form (Golub & Kahan 1965), then the eigenvalues of the tridiagonal matrix with zero diagonal that has them in pairs ± sigma.
#pragma once
#include "symmetric.h"

/** Shell's sort with Ciura's gaps, continued by 9 / 4. */
static void sortDescending(double *values, u32 n) {
  static const u32 gaps[] = { 1, 4, 10, 23, 57, 132, 301, 701, 1577, 3548, 7983, 17961, 40412, 90927, 204585, 460316 };
  for (u32 g = sizeof gaps / sizeof gaps[0]; g-- > 0;)
    for (u32 i = gaps[g]; i < n; i++) {
      const double value = values[i];
      u32 j = i;
      for (; j >= gaps[g] && values[j - gaps[g]] < value; j -= gaps[g]) values[j] = values[j - gaps[g]];
      values[j] = value;
    }
}

/** Singular values of A (rows >= columns, used up) into values (columns), unsorted. room: 2 rows + 6 columns. 0, or 1 where it did not converge. */
static u32 singularValues(u32 rows, u32 columns, double *a, size step, double *values, double *room) {
  double *v = room, *right = v + rows, *u = right + rows, *left = u + columns, *beside = left + columns;
  for (u32 k = 0; k < columns; k++) {
    const u32 high = rows - k, wide = columns - k - 1;
    double *row = a + k * step + k + 1, *below = row + step;
    const double tau = reflector(high, a + k * step + k, step, beside + 2 * k);
    v[0] = 1;
    for (u32 i = 1; i < high; i++) v[i] = a[(k + i) * step + k];
    if (wide == 0) { beside[2 * k + 1] = 0; continue; }
    zero(left, wide);
    for (u32 i = 0; i < high; i++) addScaled(left, tau * v[i], row + i * step, wide);
    addScaled(row, -1, left, wide);
    const double turn = reflector(wide, row, 1, beside + 2 * k + 1);
    u[0] = 1;
    for (u32 j = 1; j < wide; j++) u[j] = row[j];
    // below row k: A - v l' - y u', y = turn (A - v l') u
    const double overlap = dot(left, u, wide);
    for (u32 i = 1; i < high; i++) right[i] = turn * (dot(below + (i - 1) * step, u, wide) - v[i] * overlap);
    for (u32 i = 1; i < high; i++) addTwoScaled(below + (i - 1) * step, -v[i], left, -right[i], u, wide);
  }
  double *d = v; // 2 columns <= rows + rows
  zero(d, 2 * columns);
  if (tridiagonalEigenvalues(2 * columns, d, beside)) return 1;
  sortDescending(d, 2 * columns); // of each pair rounding may leave both on one side of zero
  for (u32 i = 0; i < columns; i++) values[i] = d[i] > 0 ? d[i] : 0;
  return 0;
}
