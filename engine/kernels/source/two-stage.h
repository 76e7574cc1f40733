// Symmetric matrix to tridiagonal form in two stages, for eigenvalues without vectors: to a band by products of blocks, then the band by chasing bulges (Bischof, Lang & Sun 2000).
#pragma once
#include "product64.h"
#include "symmetric.h"

/** From so many rows on. */
#define TWO_STAGES 256
/** Width of the band: whole panels of columns on every instruction set. */
#define HALF 48
/** Rows of the matrix that are updated together, and columns that are multiplied while they are in the cache. */
#define UPDATED (2 * HALF)
#define AHEAD 384
/** Doubles between the rows of the band: the diagonal, and what stands right of it with its bulges. */
#define PITCH (2 * HALF)
/** Doubles of room that bandOf needs, and that chase needs. */
#define bandRoom(n) ((size)(n) * (4 * HALF) + 3 * HALF * HALF + SYMMETRIC_ROOM)
#define chaseRoom(n) ((size)(n) * PITCH + 4 * PITCH)

/** Rows of a (HALF x m, `step` apart) to a lower triangle: reflectors I - S V, V (HALF x m) and S (HALF x HALF, upper) of I - V' S V. */
static __attribute__((noinline)) void lowerTriangle(u32 m, double *a, size step, double *V, size wide, double *S) {
  double tau[HALF], overlap[HALF];
  zero(S, HALF * HALF);
  for (u32 j = 0; j < HALF; j++) {
    double *row = a + j * step, *v = V + j * wide;
    zero(v, m);
    tau[j] = 0;
    if (j + 1 >= m) continue;
    double beta;
    tau[j] = reflector(m - j, row + j, 1, &beta);
    row[j] = beta;
    if (tau[j] == 0) { zero(row + j + 1, m - j - 1); continue; }
    v[j] = 1;
    for (u32 i = j + 1; i < m; i++) { v[i] = row[i]; row[i] = 0; }
    for (u32 k = j + 1; k < HALF; k++) addScaled(a + k * step + j, -tau[j] * dot(a + k * step + j, v + j, m - j), v + j, m - j);
  }
  for (u32 k = 0; k < HALF; k++) {
    for (u32 j = 0; j < k; j++) overlap[j] = dot(V + j * wide, V + k * wide, m);
    for (u32 i = 0; i < k; i++) S[i * HALF + k] = -tau[k] * dot(S + i * HALF + i, overlap + i, k - i);
    S[k * HALF + k] = tau[k];
  }
}
/** to (m x HALF) = the transpose of from (HALF x m), `wide` and `across` apart. */
static void turned(u32 m, const double *from, size wide, double *to, size across) {
  for (u32 i0 = 0; i0 < m; i0 += 64)
    for (u32 k = 0; k < HALF; k++)
      for (u32 i = i0; i < smaller(m, i0 + 64); i++) to[i * across + k] = from[k * wide + i];
}
/** Doubles of room that symmetricProduct needs. */
#define SYMMETRIC_ROOM (UPDATED * (HALF + UPDATED + AHEAD) + PRODUCT_ROOM)
/** y (HALF x m) = v a for symmetric a (m x m), of which the upper triangle is read, once. right: v turned, `across` apart; room: SYMMETRIC_ROOM. */
static void symmetricProduct(u32 m, const double *a, size step, const double *v, size wide, const double *right, size across, double *y, double *room) {
  double *square = room, *below = square + UPDATED * UPDATED, *part = below + UPDATED * HALF, *spare = part + UPDATED * AHEAD;
  for (u32 k = 0; k < HALF; k++) zero(y + k * wide, m);
  for (u32 i = 0; i < m; i += UPDATED) {
    const u32 high = smaller(UPDATED, m - i);
    const double *rows = a + i * step;
    for (u32 r = 0; r < high; r++) for (u32 c = 0; c < high; c++) square[r * UPDATED + c] = r <= c ? rows[r * step + i + c] : rows[c * step + i + r];
    addProduct(HALF, high, high, 1, rowsOf64(v + i, wide), rowsOf64(square, UPDATED), y + i, wide, spare);
    zero(below, UPDATED * HALF);
    for (u32 j = i + high; j < m; j += AHEAD) {
      const u32 width = smaller(AHEAD, m - j);
      for (u32 r = 0; r < high; r++) for (u32 c = 0; c < width; c++) part[r * AHEAD + c] = rows[r * step + j + c];
      addProduct(HALF, width, high, 1, rowsOf64(v + i, wide), rowsOf64(part, AHEAD), y + j, wide, spare);
      addProduct(high, HALF, width, 1, rowsOf64(part, AHEAD), rowsOf64(right + j * across, across), below, HALF, spare);
    }
    for (u32 k = 0; k < HALF; k++) for (u32 r = 0; r < high; r++) y[k * wide + i + r] += below[r * HALF + k];
  }
}
/** Upper triangle of a (n x n, rows `step` apart) to a band of the same eigenvalues: in its rows, HALF places right of the diagonal. */
static __attribute__((noinline)) void bandOf(u32 n, double *a, size step, double *room) {
  for (u32 first = 0; first + HALF + 1 < n; first += HALF) {
    const u32 next = first + HALF, m = n - next;
    // rows of V above those of W, as columns of `left` side by side, and W above V
    double *W = room, *V = W + (size)HALF * m, *left = V + (size)HALF * m, *S = left + (size)UPDATED * m, *inner = S + HALF * HALF, *spare = inner + HALF * HALF;
    double *P = left + (size)UPDATED * m - (size)HALF * m; // used up before the columns of W are written there
    double *own = a + next * step + next;
    lowerTriangle(m, a + first * step + next, step, V, m, S);
    turned(m, V, m, left, HALF);
    symmetricProduct(m, own, step, V, m, left, HALF, P, spare);
    for (u32 k = 0; k < HALF; k++) zero(W + k * m, m);
    addProduct(HALF, m, HALF, 1, transposeOf64(S, HALF), rowsOf64(P, m), W, m, spare);
    zero(inner, HALF * HALF);
    double *product = spare;
    zero(product, HALF * HALF);
    addProduct(HALF, HALF, m, 1, rowsOf64(W, m), rowsOf64(left, HALF), product, HALF, spare + HALF * HALF);
    addProduct(HALF, HALF, HALF, 1, rowsOf64(product, HALF), rowsOf64(S, HALF), inner, HALF, spare + HALF * HALF);
    addProduct(HALF, m, HALF, -0.5, rowsOf64(inner, HALF), rowsOf64(V, m), W, m, spare);
    turned(m, V, m, left, UPDATED);
    turned(m, W, m, left + HALF, UPDATED);
    for (u32 i = 0; i < m; i += UPDATED)
      addProduct(smaller(UPDATED, m - i), m - i, UPDATED, -1, rowsOf64(left + (size)i * UPDATED, UPDATED), rowsOf64(W + i, m), own + i * step + i, step, spare);
  }
}
/** E (k x l, rows `step` apart) = (I - tau v v') E, then (I - other u u') from the right, which takes what is right of its first number from its first row; u (l), and `other` is returned. w: room (l). */
static double chaseBlock(u32 k, u32 l, double *E, size step, const double *v, double tau, double *u, double *w) {
  zero(w, l);
  for (u32 r = 0; r < k; r++) addScaled(w, -tau * v[r], E + r * step, l);
  double beta;
  addScaled(E, v[0], w, l);
  const double other = reflector(l, E, 1, &beta);
  u[0] = 1;
  for (u32 j = 1; j < l; j++) { u[j] = E[j]; E[j] = 0; }
  E[0] = beta;
  for (u32 r = 1; r < k; r++) {
    addScaled(E + r * step, v[r], w, l);
    addScaled(E + r * step, -other * dot(E + r * step, u, l), u, l);
  }
  return other;
}
/** A band (rows PITCH apart, the diagonal first, HALF numbers right of it, then room for as many) to a tridiagonal matrix of the same eigenvalues: d (n), beside it e (n, the last 0). */
static __attribute__((noinline)) void chase(u32 n, double *band, double *d, double *e, double *room) {
  double *v = room, *u = v + HALF, *w = u + HALF;
  const size step = PITCH - 1; // from a place to the one below it
  for (u32 i = 0; i < n; i++) {
    double *row = band + (size)i * PITCH;
    d[i] = row[0];
    e[i] = i + 1 < n ? row[1] : 0;
    u32 k = smaller(HALF, n - 1 - i);
    if (i + 2 >= n) continue;
    double tau = reflector(k, row + 1, 1, e + i);
    v[0] = 1;
    for (u32 j = 1; j < k; j++) v[j] = row[1 + j];
    for (u32 p = i + 1; k > 0;) {
      double *D = band + (size)p * PITCH;
      const u32 q = p + k, l = smaller(HALF, n - q);
      if (tau != 0) {
        symmetricTimes(k, D, step, v, w);
        scale(w, tau, k);
        addScaled(w, -0.5 * tau * dot(w, v, k), v, k);
        for (u32 r = 0; r < k; r++) addTwoScaled(D + r * step + r, -v[r], w + r, -w[r], v + r, k - r);
      }
      if (l == 0) break;
      tau = chaseBlock(k, l, D + k, step, v, tau, u, w);
      double *held = v; v = u; u = held;
      p = q;
      k = l;
    }
  }
}
/** As tridiagonalise, without what eigenvectors need; room: twoStageRoom doubles. */
#define twoStageRoom(n) (bandRoom(n) > chaseRoom(n) ? bandRoom(n) : chaseRoom(n))
static void tridiagonaliseTwice(u32 n, double *a, size step, double *d, double *e, double *room) {
  bandOf(n, a, step, room);
  double *band = room;
  for (u32 i = 0; i < n; i++) {
    const u32 count = smaller(HALF + 1, n - i);
    for (u32 j = 0; j < PITCH; j++) band[(size)i * PITCH + j] = j < count ? a[i * step + i + j] : 0;
  }
  chase(n, band, d, e, band + (size)n * PITCH);
}
