// Vectors of a tridiagonal matrix to eigenvalues that are known, by inverse iteration (Wilkinson 1965; Parlett, The Symmetric Eigenvalue Problem, 4): several at a time, of which each is solved for by itself, and all are brought to right angles together.
#pragma once
#include "product64.h"
#include "team.h"

/** Vectors that are found together. */
#define FOUND 32
/** Doubles of room that all threads need together; each needs PRODUCT_ROOM besides. */
#define inverseRoom(n, wanted) (FOUND * (5 * (size)(n) + (wanted) + 1))

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
  for (u32 i = 0; i < n; i++) {
    if (magnitude(f.diagonal[i]) < least) f.diagonal[i] = f.diagonal[i] < 0 ? -least : least;
    f.diagonal[i] = 1 / f.diagonal[i];
  }
}
/** Solves for x in its place and brings its largest magnitude to 1; 0 where it has none. */
static int solveFactors(u32 n, Factors f, double *x) {
  for (u32 i = 0; i + 1 < n; i++) {
    if (f.exchanged[i] != 0) { const double held = x[i]; x[i] = x[i + 1]; x[i + 1] = held; }
    x[i + 1] -= f.below[i] * x[i];
  }
  double largest = 0;
  for (u32 i = n; i-- > 0;) {
    x[i] = (x[i] - (i + 1 < n ? f.above[i] * x[i + 1] : 0) - (i + 2 < n ? f.second[i] * x[i + 2] : 0)) * f.diagonal[i];
    if (!(magnitude(x[i]) <= largest)) largest = magnitude(x[i]);
  }
  if (!(largest > 0 && largest < __builtin_inf())) return 0;
  scale(x, 1 / largest, n);
  return 1;
}
/** Rows k .. k + count of z less what they have of rows near .. k; overlaps (FOUND x k - near): room for all. */
static void apart(u32 n, u32 near, u32 k, u32 count, double *z, size step, double *overlaps, double *room, Team *team) {
  const u32 before = k - near, wide = 4 * WIDTH64;
  if (before == 0) return;
  for (u32 j; (j = takePiece(team) * wide) < before;) {
    const u32 high = smaller(wide, before - j);
    for (u32 i = 0; i < count; i++) zero(overlaps + (size)i * before + j, high);
    addProduct(count, high, n, 1, rowsOf64(z + k * step, step), transposeOf64(z + (near + j) * step, step), overlaps + j, before, room);
  }
  nextPhase(team);
  for (u32 j; (j = takePiece(team) * MULTIPLIED) < n;)
    addProduct(count, smaller(MULTIPLIED, n - j), before, -1, rowsOf64(overlaps, before), rowsOf64(z + near * step + j, step), z + k * step + j, step, room);
  nextPhase(team);
}
/** So many rows of z to length 1 and to right angles of one another. 0 where one of them is nothing but the others. */
static int orthonormal(u32 n, u32 count, double *z, size step) {
  for (u32 i = 0; i < count; i++) {
    double *x = z + i * step;
    for (u32 j = 0; j < i; j++) addScaled(x, -dot(z + j * step, x, n), z + j * step, n);
    const double length = squareRoot(dot(x, x, n));
    if (!(length > 0)) return 0;
    scale(x, 1 / length, n);
  }
  return 1;
}
/**
 * Vectors k .. k + FOUND (rows of z) of eigenvalues, falling, of a tridiagonal matrix; those before are found. 0, or 1 where one is not found to rounding.
 * room: inverseRoom; spare: PRODUCT_ROOM of this thread.
 */
static __attribute__((noinline)) u32 inverseIteration(u32 n, const double *d, const double *e, double norm, u32 k, u32 wanted, const double *values, double *z, size step, double *room, double *spare, Team *team) {
  double *wrong = room, *factors = wrong + FOUND, *overlaps = factors + FOUND * 5 * (size)n;
  const u32 count = smaller(FOUND, wanted - k);
  u32 near = k; // the first whose eigenvalue is too close for the solution alone to be at right angles to its vector
  while (near > 0 && values[near - 1] - values[k] < 1e-3 * norm) near--;
  for (u32 turn = 0; turn < 3; turn++) {
    for (u32 i; (i = takePiece(team)) < count;) {
      double *x = z + (k + i) * step, *own = factors + i * 5 * (size)n;
      const Factors f = { own, own + n, own + 2 * (size)n, own + 3 * (size)n, own + 4 * (size)n };
      if (turn == 0) {
        factorise(n, d, e, values[k + i], 0x1p-52 * norm, f);
        u32 draw = (k + i + 1) * 2654435761u;
        zero(x, step);
        for (u32 j = 0; j < n; j++) x[j] = ((draw = draw * 1664525 + 1013904223) >> 8) * 0x1p-23 - 1;
        wrong[i] = 0;
      }
      if (!solveFactors(n, f, x)) wrong[i] = 1;
    }
    nextPhase(team);
    for (u32 again = 0; again < turn; again++) { // what little is left of those beside it may be much of a vector that was almost theirs
      apart(n, near, k, count, z, step, overlaps, spare, team);
      if (team->part == 0 && !orthonormal(n, count, z + k * step, step)) wrong[0] = 1;
      nextPhase(team);
    }
  }
  for (u32 i; (i = takePiece(team)) < count;) {
    const double *x = z + (k + i) * step;
    double squares = 0;
    for (u32 j = 0; j < n; j++) {
      const double left = (d[j] - values[k + i]) * x[j] + (j + 1 < n ? e[j] * x[j + 1] : 0) + (j > 0 ? e[j - 1] * x[j - 1] : 0);
      squares += left * left;
    }
    if (!(squareRoot(squares) <= 1e-12 * norm)) wrong[i] = 1;
  }
  nextPhase(team);
  u32 failed = 0;
  for (u32 i = 0; i < count; i++) if (wrong[i] != 0) failed = 1;
  return failed;
}
