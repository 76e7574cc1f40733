// A X + X A' + C = 0 by the real Schur form of A (Bartels & Stewart 1972).
#pragma once
#include "general.h"
#include "product64.h"

/** Solves m (n x n, the right-hand side in column n; n <= 4) by Gaussian elimination with pivoting. A pivot below `least` is taken as `least`. */
static void solveSmall(u32 n, double m[4][5], double least) {
  for (u32 k = 0; k < n; k++) {
    u32 best = k;
    for (u32 i = k + 1; i < n; i++) if (magnitude(m[i][k]) > magnitude(m[best][k])) best = i;
    for (u32 j = 0; j <= n; j++) exchange(&m[k][j], &m[best][j]);
    if (magnitude(m[k][k]) < least) m[k][k] = least;
    for (u32 i = k + 1; i < n; i++) { const double f = m[i][k] / m[k][k]; for (u32 j = k; j <= n; j++) m[i][j] -= f * m[k][j]; }
  }
  for (u32 k = n; k-- > 0;) { for (u32 j = k + 1; j < n; j++) m[k][n] -= m[k][j] * m[j][n]; m[k][n] /= m[k][k]; }
}
/** Rows in the diagonal block of a quasi-triangular matrix that ends before `end`. */
INLINE u32 blockBefore(const double *t, size step, u32 end) { return end > 1 && t[(end - 1) * step + end - 2] != 0 ? 2 : 1; }

/** T Y + Y T' = F, T quasi-triangular, F symmetric; Y replaces F. */
static void solveQuasiTriangular(u32 n, const double *t, double *f, size step) {
  double largest = 0;
  for (u32 i = 0; i < n; i++) for (u32 j = i; j < n; j++) if (magnitude(t[i * step + j]) > largest) largest = magnitude(t[i * step + j]);
  const double least = 0x1p-52 * largest;
  for (u32 end = n; end > 0;) {
    const u32 wide = blockBefore(t, step, end), k = end - wide; // columns k .. end - 1 of Y stand in those rows of f
    for (u32 c = k; c < end; c++) for (u32 j = end; j < n; j++) addScaled(f + c * step, -t[c * step + j], f + j * step, end);
    for (u32 bottom = end; bottom > 0;) {
      const u32 high = blockBefore(t, step, bottom), i = bottom - high;
      double m[4][5] = { 0 };
      for (u32 r = 0; r < high; r++) for (u32 c = 0; c < wide; c++) {
        double *equation = m[r * wide + c];
        for (u32 s = 0; s < high; s++) equation[s * wide + c] += t[(i + r) * step + i + s];
        for (u32 s = 0; s < wide; s++) equation[r * wide + s] += t[(k + c) * step + k + s];
        equation[high * wide] = f[(k + c) * step + i + r] - dot(t + (i + r) * step + bottom, f + (k + c) * step + bottom, n - bottom);
      }
      solveSmall(high * wide, m, least);
      for (u32 r = 0; r < high; r++) for (u32 c = 0; c < wide; c++) f[(k + c) * step + i + r] = m[r * wide + c][high * wide];
      bottom = i;
    }
    for (u32 c = k; c < end; c++) for (u32 i = 0; i < k; i++) f[i * step + c] = f[c * step + i];
    end = k;
  }
}

/** to = L R, all n x n. */
static __attribute__((noinline)) void productInto(u32 n, double sign, Matrix64 left, Matrix64 right, double *to, size step, double *room) {
  zero(to, n * step);
  addProduct(n, n, n, sign, left, right, to, step, room);
}
/** Doubles of room that lyapunov needs. */
#define lyapunovRoom(n, step) (2 * (size)(n) * (step) + 5 * (size)(n) + PRODUCT_ROOM)
/** X replaces the symmetric c; a is used up. Both have rows `step` apart. 0, or what hessenbergEigenvalues says. */
static u32 lyapunov(u32 n, double *a, double *c, size step, double *room) {
  double *q = room, *half = q + n * step, *tau = half + n * step, *work = tau + n, *spare = work + 4 * n;
  reduceToHessenberg(n, a, step, tau, work);
  takeReflectors(n, a, step, tau, q, work);
  const u32 failed = hessenbergEigenvalues(n, a, step, q, work, work + n);
  if (failed) return failed;
  productInto(n, -1, rowsOf64(q, step), rowsOf64(c, step), half, step, spare);
  productInto(n, 1, rowsOf64(half, step), transposeOf64(q, step), c, step, spare);
  solveQuasiTriangular(n, a, c, step);
  productInto(n, 1, transposeOf64(q, step), rowsOf64(c, step), half, step, spare);
  productInto(n, 1, rowsOf64(half, step), rowsOf64(q, step), c, step, spare);
  for (u32 i = 0; i < n; i++) for (u32 j = 0; j < i; j++) c[i * step + j] = c[j * step + i] = (c[i * step + j] + c[j * step + i]) / 2;
  return 0;
}
