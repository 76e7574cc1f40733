// Symmetric eigenvalues: blocked Householder reduction to tridiagonal form (Dongarra, Sorensen & Hammarling 1989), then root-free QL (Pal, Walker & Kahan; Parlett, The Symmetric Eigenvalue Problem, 8.15).
#pragma once
#include "doubles.h"

/** y = A x for symmetric A (n x n), of which the upper triangle is read, once. */
static void symmetricTimes(u32 n, const double *a, size step, const double *x, double *y) {
  zero(y, n);
  u32 i = 0;
  for (; i + TOGETHER <= n; i += TOGETHER) {
    const double *row[TOGETHER];
    Wide sum[TOGETHER], left[TOGETHER];
    double total[TOGETHER];
    for (u32 r = 0; r < TOGETHER; r++) {
      row[r] = a + (i + r) * step;
      sum[r] = splatWide(0);
      left[r] = splatWide(x[i + r]);
      total[r] = 0;
      for (u32 c = 0; c < TOGETHER; c++) total[r] += (c < r ? row[c][i + r] : row[r][i + c]) * x[i + c];
    }
    u32 j = i + TOGETHER;
    for (; j + DOUBLES <= n; j += DOUBLES) {
      const Wide right = loadWide(x + j);
      Wide below = loadWide(y + j);
#pragma unroll
      for (u32 r = 0; r < TOGETHER; r++) {
        const Wide value = loadWide(row[r] + j);
        sum[r] = multiplyAddWide(value, right, sum[r]);
        below = multiplyAddWide(value, left[r], below);
      }
      storeWide(y + j, below);
    }
    for (u32 r = 0; r < TOGETHER; r++) total[r] += sumOfWide(sum[r]);
    for (; j < n; j++) for (u32 r = 0; r < TOGETHER; r++) { total[r] += row[r][j] * x[j]; y[j] += row[r][j] * x[i + r]; }
    for (u32 r = 0; r < TOGETHER; r++) y[i + r] += total[r];
  }
  for (; i < n; i++) {
    const double *row = a + i * step;
    double total = row[i] * x[i];
    for (u32 j = i + 1; j < n; j++) { total += row[j] * x[j]; y[j] += row[j] * x[i]; }
    y[i] += total;
  }
}

/** Reflectors in a block. */
#define BAND 32
#define TILE_ROWS 4
#define TILE_VECTORS 3
/** Doubles between the rows of an n x n matrix that tridiagonalise takes: room for whole tiles, an odd number of cache lines. */
INLINE size stepOf(u32 n) { return ((n + TILE_VECTORS * DOUBLES + 7) / 8 | 1) * 8; }

INLINE void downdateTile(const u32 rows, const double *left, const double *right, size step, double *to) {
  Wide sum[TILE_ROWS][TILE_VECTORS];
#pragma unroll
  for (u32 i = 0; i < rows; i++)
#pragma unroll
    for (u32 v = 0; v < TILE_VECTORS; v++) sum[i][v] = loadWide(to + i * step + v * DOUBLES);
  for (u32 k = 0; k < 2 * BAND; k++) {
    Wide across[TILE_VECTORS];
#pragma unroll
    for (u32 v = 0; v < TILE_VECTORS; v++) across[v] = loadWide(right + v * DOUBLES);
#pragma unroll
    for (u32 i = 0; i < rows; i++)
#pragma unroll
      for (u32 v = 0; v < TILE_VECTORS; v++) sum[i][v] = multiplyAddWide(splatWide(-left[i]), across[v], sum[i][v]);
    left += step;
    right += step;
  }
#pragma unroll
  for (u32 i = 0; i < rows; i++)
#pragma unroll
    for (u32 v = 0; v < TILE_VECTORS; v++) storeWide(to + i * step + v * DOUBLES, sum[i][v]);
}
/** A -= V' W + W' V above the diagonal from row and column `first` on; left: the rows of V and W, right: the rows of W and V. */
static void downdate(u32 first, u32 n, double *a, size step, const double *left, const double *right) {
  for (u32 column = first; column < n; column += TILE_VECTORS * DOUBLES)
    for (u32 row = first; row < n && row < column + TILE_VECTORS * DOUBLES; row += TILE_ROWS) {
      double *to = a + row * step + column;
      if (row + TILE_ROWS <= n) downdateTile(TILE_ROWS, left + row, right + column, step, to);
      else for (u32 r = 0; row + r < n; r++) downdateTile(1, left + row + r, right + column, step, to + r * step);
    }
}

/** Doubles of room that tridiagonalise needs. */
#define tridiagonalRoom(step) (4 * BAND * (step))
/**
 * Upper triangle of A (n x n, step = stepOf(n)) to its tridiagonal form: diagonal d (n), beside it e (n, the last 0). The reflectors' tails stay
 * in A's rows from the second place beside the diagonal on, their factors in tau (n).
 */
static void tridiagonalise(u32 n, double *a, size step, double *d, double *e, double *tau, double *room) {
  double *V = room, *W = V + BAND * step, *swapped = W + BAND * step;
  for (u32 first = 0; first < n; first += BAND) {
    const u32 count = smaller(BAND, n - first);
    zero(V, 2 * BAND * step);
    for (u32 j = 0; j < count; j++) {
      const u32 c = first + j, m = n - c - 1;
      double *row = a + c * step, *v = V + j * step + c + 1, *w = W + j * step + c + 1;
      for (u32 k = 0; k < j; k++) addTwoScaled(row + c, -V[k * step + c], W + k * step + c, -W[k * step + c], V + k * step + c, n - c);
      d[c] = row[c];
      e[c] = tau[c] = 0;
      if (m == 0) continue;
      tau[c] = reflector(m, row + c + 1, 1, e + c);
      if (tau[c] == 0) continue;
      v[0] = 1;
      for (u32 i = 1; i < m; i++) v[i] = row[c + 1 + i];
      symmetricTimes(m, a + (c + 1) * step + c + 1, step, v, w);
      for (u32 k = 0; k < j; k++) {
        const double *before = V + k * step + c + 1, *beside = W + k * step + c + 1;
        addTwoScaled(w, -dot(beside, v, m), before, -dot(before, v, m), beside, m);
      }
      scale(w, tau[c], m);
      addScaled(w, -0.5 * tau[c] * dot(w, v, m), v, m);
    }
    if (first + count == n) return;
    for (size i = 0; i < BAND * step; i++) { swapped[i] = W[i]; swapped[BAND * step + i] = V[i]; }
    downdate(first + count, n, a, step, V, swapped);
  }
}

INLINE void exchange(double *a, double *b) { const double held = *a; *a = *b; *b = held; }
/** Turns rows from .. to of a tridiagonal matrix end for end. */
static void reverse(double *d, double *e, u32 from, u32 to) {
  for (u32 i = from, j = to; i < j; i++, j--) exchange(d + i, d + j);
  for (u32 i = from, j = to; i + 1 < j; i++, j--) exchange(e + i, e + j - 1);
}
#define MOST_TURNS 90
/** Eigenvalues of a symmetric tridiagonal matrix into d, unsorted; e (n) is used up. 0, or 1 where it did not converge. */
static u32 tridiagonalEigenvalues(u32 n, double *d, double *e) {
  const double close = 0x1p-106, vanishing = 0x1p-114;
  double norm = 0;
  for (u32 i = 0; i < n; i++) {
    const double sum = magnitude(d[i]) + (i + 1 < n ? magnitude(e[i]) : 0);
    if (!(sum <= norm)) norm = sum;
  }
  if (norm == 0) return 0;
  if (!(norm < __builtin_inf())) return 1;
  for (u32 i = 0; i < n; i++) { d[i] /= norm; e[i] = i + 1 < n ? e[i] / norm * (e[i] / norm) : 0; } // from here on e holds squares
#define APART(i) (e[i] <= close * magnitude(d[i] * d[(i) + 1]) || e[i] <= vanishing)
  for (u32 start = 0, end; start < n; start = end + 1) {
    for (end = start; end + 1 < n && !APART(end); end++);
    if (magnitude(d[end]) < magnitude(d[start])) reverse(d, e, start, end); // QL finds the smaller ones first
    for (u32 low = start, turns = 0; low <= end;) {
      u32 high = low;
      while (high < end && !APART(high)) high++;
      if (high == low) { low++; turns = 0; continue; }
      if (high == low + 1) {
        const double half = (d[high] - d[low]) / 2, root = squareRoot(half * half + e[low]), move = e[low] / (half >= 0 ? half + root : half - root);
        d[low] -= move;
        d[high] += move;
        low += 2;
        turns = 0;
        continue;
      }
      if (turns++ == MOST_TURNS) return 1;
      const double beside = squareRoot(e[low]), slope = (d[low + 1] - d[low]) / (2 * beside), root = squareRoot(slope * slope + 1);
      const double shift = d[low] - beside / (slope + (slope >= 0 ? root : -root));
      double c = 1, s = 0, gamma = d[high] - shift, p = gamma * gamma;
      for (u32 i = high; i-- > low;) {
        const double square = e[i], r = p + square, before = c, old = gamma;
        if (i != high - 1) e[i + 1] = s * r;
        c = p / r;
        s = square / r;
        gamma = c * (d[i] - shift) - s * old;
        d[i + 1] = old + (d[i] - gamma);
        p = c != 0 ? gamma * gamma / c : before * square;
      }
      e[low] = s * p;
      d[low] = shift + gamma;
    }
  }
#undef APART
  scale(d, norm, n);
  return 0;
}
