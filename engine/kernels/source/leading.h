// The largest eigenvalues of a symmetric matrix with their vectors: those of its tridiagonal form by inverse iteration (Wilkinson 1965; Parlett, The Symmetric Eigenvalue Problem, 4), and the reflectors on them alone.
#pragma once
#include "eigenvectors.h"

/** Doubles of room that leadingEigenvectors needs. */
static double leadingRoom(u32 n, u32 wanted) { const double step = stepOf(n); return wanted * step + tridiagonalRoom(step) + reflectorRoom(step, wanted) + 11. * n; }

/** A tridiagonal matrix less a number, as L U with rows exchanged; each part n. */
typedef struct { double *below, *diagonal, *above, *second, *exchanged; } Factors;
static void factorise(u32 n, const double *d, const double *e, double shift, double least, Factors f) {
  for (u32 i = 0; i < n; i++) { f.diagonal[i] = d[i] - shift; f.below[i] = f.above[i] = e[i]; f.second[i] = f.exchanged[i] = 0; }
  for (u32 i = 0; i + 1 < n; i++) {
    if (magnitude(f.diagonal[i]) >= magnitude(f.below[i])) {
      if (f.diagonal[i] == 0) continue;
      f.below[i] /= f.diagonal[i];
      f.diagonal[i + 1] -= f.below[i] * f.above[i];
      continue;
    }
    const double share = f.diagonal[i] / f.below[i], held = f.above[i];
    f.exchanged[i] = 1;
    f.diagonal[i] = f.below[i];
    f.below[i] = share;
    f.above[i] = f.diagonal[i + 1];
    f.diagonal[i + 1] = held - share * f.above[i];
    if (i + 2 < n) { f.second[i] = f.above[i + 1]; f.above[i + 1] *= -share; }
  }
  for (u32 i = 0; i < n; i++) if (magnitude(f.diagonal[i]) < least) f.diagonal[i] = f.diagonal[i] < 0 ? -least : least;
}
static void solveFactors(u32 n, Factors f, double *x) {
  for (u32 i = 0; i + 1 < n; i++) {
    if (f.exchanged[i] != 0) { const double held = x[i]; x[i] = x[i + 1]; x[i + 1] = held; }
    x[i + 1] -= f.below[i] * x[i];
  }
  for (u32 i = n; i-- > 0;) x[i] = (x[i] - (i + 1 < n ? f.above[i] * x[i + 1] : 0) - (i + 2 < n ? f.second[i] * x[i + 2] : 0)) / f.diagonal[i];
}
/** Vectors (rows of z) of the eigenvalues, falling, of a tridiagonal matrix. 0, or 1 where one is not found to rounding. */
static __attribute__((noinline)) u32 inverseIteration(u32 n, const double *d, const double *e, double norm, u32 wanted, const double *values, double *z, size step, Factors f) {
  u32 draw = 1;
  for (u32 k = 0; k < wanted; k++) {
    double *x = z + k * step;
    zero(x, step);
    factorise(n, d, e, values[k], 0x1p-52 * norm, f);
    for (u32 i = 0; i < n; i++) x[i] = ((draw = draw * 1664525 + 1013904223) >> 8) * 0x1p-23 - 1;
    u32 near = k; // the first whose eigenvalue is too close for the solution alone to be at right angles to its vector
    while (near > 0 && values[near - 1] - values[k] < 1e-3 * norm) near--;
    for (u32 turn = 0; turn < 3; turn++) {
      solveFactors(n, f, x);
      double largest = 0;
      for (u32 i = 0; i < n; i++) if (!(magnitude(x[i]) <= largest)) largest = magnitude(x[i]);
      if (!(largest > 0 && largest < __builtin_inf())) return 1;
      scale(x, 1 / largest, n);
      if (turn > 0) for (u32 j = near; j < k; j++) addScaled(x, -dot(z + j * step, x, n), z + j * step, n);
      const double length = squareRoot(dot(x, x, n));
      if (!(length > 0)) return 1;
      scale(x, 1 / length, n);
    }
    double squares = 0;
    for (u32 i = 0; i < n; i++) {
      const double left = (d[i] - values[k]) * x[i] + (i + 1 < n ? e[i] * x[i + 1] : 0) + (i > 0 ? e[i - 1] * x[i - 1] : 0);
      squares += left * left;
    }
    if (!(squareRoot(squares) <= 1e-12 * norm)) return 1;
  }
  return 0;
}
/**
 * The `wanted` largest eigenvalues of a (n x n, upper triangle, `step` apart, used up) into values, falling, with their vectors as rows of `vectors` (n apart).
 * 0; 1 where they did not converge.
 */
static __attribute__((noinline)) u32 leadingEigenvectors(u32 n, double *a, size step, u32 wanted, double *values, double *vectors, double *room) {
  double *z = room, *d = z + wanted * step, *e = d + n, *tau = e + n, *all = tau + n, *beside = all + n, *work = beside + 6 * (size)n;
  const Factors f = { beside + n, beside + 2 * (size)n, beside + 3 * (size)n, beside + 4 * (size)n, beside + 5 * (size)n };
  tridiagonalise(n, a, step, d, e, tau, work);
  double norm = 0x1p-1000;
  for (u32 i = 0; i < n; i++) {
    const double sum = magnitude(d[i]) + magnitude(e[i]) + (i > 0 ? magnitude(e[i - 1]) : 0);
    if (!(sum <= norm)) norm = sum;
    all[i] = d[i];
    beside[i] = e[i];
  }
  if (tridiagonalEigenvalues(n, all, beside)) return 1;
  for (u32 k = 0; k < wanted; k++) {
    u32 best = k;
    for (u32 i = k + 1; i < n; i++) if (all[i] > all[best]) best = i;
    exchange(all + k, all + best);
    values[k] = all[k];
  }
  if (inverseIteration(n, d, e, norm, wanted, values, z, step, f)) return 1;
  applyReflectors(n, a, step, tau, z, wanted, work);
  for (u32 k = 0; k < wanted; k++) for (u32 i = 0; i < n; i++) vectors[(size)k * n + i] = z[k * step + i];
  return 0;
}
