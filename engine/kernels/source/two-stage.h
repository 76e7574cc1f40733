// Symmetric matrix to tridiagonal form in two stages: to a band by products of blocks, then the band by chasing bulges (Bischof, Lang & Sun 2000). The reflectors of both stay, for eigenvectors. Several threads do the same together, to the same bits.
#pragma once
#include "product64.h"
#include "symmetric.h"
#include "team.h"

/** Width of the band: whole panels of columns on every instruction set. */
#define HALF 48
/** Columns of a product, and rows of the matrix that are updated, that one thread takes at a time. */
#define MULTIPLIED_COLUMNS 192
#define UPDATED (2 * HALF)
/** Doubles between the rows of the band: the diagonal, and what stands right of it with its bulges. */
#define PITCH (2 * HALF)
/** Doubles of room that each thread needs, and that all need together, for the band of n rows. */
#define BAND_ROOM (MULTIPLIED_COLUMNS * (MULTIPLIED_COLUMNS + HALF) + PRODUCT_ROOM)
#define bandRoom(n) ((size)(n) * (4 * HALF) + 3 * HALF * HALF)
/** The same for chasing. */
#define CHASE_ROOM (4 * HALF)
#define chaseRoom(n) ((size)(n) * PITCH + MOST_PLACES)

/** Rows of a (HALF x m, `step` apart) to a lower triangle: reflectors I - S V, V (HALF x m) and S (HALF x HALF, upper) of I - V' S V. Their tails stay in the rows, their factors in tau (HALF). */
static __attribute__((noinline)) void lowerTriangle(u32 m, double *a, size step, double *V, size wide, double *S, double *tau) {
  double overlap[HALF];
  zero(S, HALF * HALF);
  for (u32 j = 0; j < HALF; j++) {
    double *row = a + j * step, *v = V + j * wide;
    zero(v, m);
    tau[j] = 0;
    if (j + 1 >= m) continue;
    double beta;
    tau[j] = reflector(m - j, row + j, 1, &beta);
    row[j] = beta;
    if (tau[j] == 0) continue;
    v[j] = 1;
    for (u32 i = j + 1; i < m; i++) v[i] = row[i];
    for (u32 k = j + 1; k < HALF; k++) addScaled(a + k * step + j, -tau[j] * dot(a + k * step + j, v + j, m - j), v + j, m - j);
  }
  for (u32 k = 0; k < HALF; k++) {
    for (u32 j = 0; j < k; j++) overlap[j] = dot(V + j * wide, V + k * wide, m);
    for (u32 i = 0; i < k; i++) S[i * HALF + k] = -tau[k] * dot(S + i * HALF + i, overlap + i, k - i);
    S[k * HALF + k] = tau[k];
  }
}
/** to (`count` x HALF) = the transpose of so many columns of from (HALF x m), `wide` and `across` apart. */
static void turned(u32 count, const double *from, size wide, double *to, size across) {
  for (u32 i0 = 0; i0 < count; i0 += 64)
    for (u32 k = 0; k < HALF; k++)
      for (u32 i = i0; i < smaller(count, i0 + 64); i++) to[i * across + k] = from[k * wide + i];
}
/** Columns j .. j + high of y (HALF x m) = v a for symmetric a (m x m), of which the upper triangle is read. right: v turned; room: BAND_ROOM. */
static void symmetricColumns(u32 m, u32 j, u32 high, const double *a, size step, const double *v, size wide, const double *right, double *y, double *room) {
  double *square = room, *below = square + MULTIPLIED_COLUMNS * MULTIPLIED_COLUMNS, *spare = below + MULTIPLIED_COLUMNS * HALF;
  const double *own = a + j * step + j;
  for (u32 k = 0; k < HALF; k++) zero(y + k * wide + j, high);
  addProduct(HALF, high, j, 1, rowsOf64(v, wide), rowsOf64(a + j, step), y + j, wide, spare);
  for (u32 r = 0; r < high; r++) for (u32 c = 0; c < high; c++) square[r * MULTIPLIED_COLUMNS + c] = r <= c ? own[r * step + c] : own[c * step + r];
  addProduct(HALF, high, high, 1, rowsOf64(v + j, wide), rowsOf64(square, MULTIPLIED_COLUMNS), y + j, wide, spare);
  zero(below, MULTIPLIED_COLUMNS * HALF);
  addProduct(high, HALF, m - j - high, 1, rowsOf64(own + high, step), rowsOf64(right + (size)(j + high) * HALF, HALF), below, HALF, spare);
  for (u32 k = 0; k < HALF; k++) for (u32 r = 0; r < high; r++) y[k * wide + j + r] += below[r * HALF + k];
}
/** The panel of rows from `first` on of the upper triangle of a (n x n, rows `step` apart) to the band: in its rows, HALF places right of the diagonal, then the reflectors. room: bandRoom and BAND_ROOM for each thread. */
static __attribute__((noinline)) void bandPanel(u32 n, u32 first, double *a, size step, double *tau, double *room, Team *team) {
  const u32 next = first + HALF, m = n - next;
  // rows of V above those of W, as columns of `left` side by side, and W above V
  double *W = room, *V = W + (size)HALF * m, *left = V + (size)HALF * m, *S = left + (size)UPDATED * m, *inner = S + HALF * HALF, *product = inner + HALF * HALF;
  double *P = left + (size)HALF * m; // used up before the columns of W are written there
  double *own = a + next * step + next, *spare = room + bandRoom(n) + (size)team->part * BAND_ROOM;
  if (team->part == 0) {
    lowerTriangle(m, a + first * step + next, step, V, m, S, tau + first);
    turned(m, V, m, left, HALF);
  }
  nextPhase(team);
  for (u32 j; (j = takePiece(team) * MULTIPLIED_COLUMNS) < m;) {
    const u32 high = smaller(MULTIPLIED_COLUMNS, m - j);
    symmetricColumns(m, j, high, own, step, V, m, left, P, spare);
    for (u32 k = 0; k < HALF; k++) zero(W + (size)k * m + j, high);
    addProduct(HALF, high, HALF, 1, transposeOf64(S, HALF), rowsOf64(P + j, m), W + j, m, spare);
  }
  nextPhase(team);
  if (team->part == 0) {
    zero(product, HALF * HALF);
    addProduct(HALF, HALF, m, 1, rowsOf64(W, m), rowsOf64(left, HALF), product, HALF, spare);
    zero(inner, HALF * HALF);
    addProduct(HALF, HALF, HALF, 1, rowsOf64(product, HALF), rowsOf64(S, HALF), inner, HALF, spare);
  }
  nextPhase(team);
  for (u32 j; (j = takePiece(team) * MULTIPLIED_COLUMNS) < m;) {
    const u32 high = smaller(MULTIPLIED_COLUMNS, m - j);
    addProduct(HALF, high, HALF, -0.5, rowsOf64(inner, HALF), rowsOf64(V + j, m), W + j, m, spare);
    turned(high, V + j, m, left + (size)j * UPDATED, UPDATED);
    turned(high, W + j, m, left + (size)j * UPDATED + HALF, UPDATED);
  }
  nextPhase(team);
  for (u32 i; (i = takePiece(team) * UPDATED) < m;)
    addProduct(smaller(UPDATED, m - i), m - i, UPDATED, -1, rowsOf64(left + (size)i * UPDATED, UPDATED), rowsOf64(W + i, m), own + i * step + i, step, spare);
  nextPhase(team);
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
/** Where each thread is (sweep, then step), apart from one another in the cache. */
#define PLACES_APART 16
#define MOST_PLACES (64 * PLACES_APART)
typedef unsigned long long Place;
INLINE Place placeAt(u32 sweep, u32 block) { return (Place)sweep << 32 | block; }
/** Returns when the sweep before has come so far that a sweep may go on. */
INLINE void followSweep(const Team *team, const Place *places, Place least) {
  const Place *before = places + (team->part + team->parts - 1) % team->parts * PLACES_APART;
  for (u32 looks = 0; __atomic_load_n(before, __ATOMIC_ACQUIRE) < least; looks++) looks < EAGER ? restABit() : giveWay();
}
/** The reflectors of sweep i, block by block, factor first and then the tail, are its row's as many as there are rows below: in row n - 1 - i of the lower triangle. */
INLINE double *sweptBy(u32 i, u32 n, double *a, size step) { return a + (size)(n - 1 - i) * step; }
/** Sweep i of chasing: row i of a band (rows PITCH apart, the diagonal first, HALF numbers right of it, then room for as many) to a row of a tridiagonal matrix: d[i], beside it e[i]. The sweeps before are done or follow each other. */
static void chaseSweep(u32 n, u32 i, double *band, double *d, double *e, double *reflectors, double *room, Place *places, const Team *team) {
  double *v = room, *u = v + HALF, *w = u + HALF, *row = band + (size)i * PITCH;
  const size step = PITCH - 1; // from a place to the one below it
  Place *own = places + team->part * PLACES_APART;
  if (team->parts > 1 && i > 0) followSweep(team, places, placeAt(i - 1, 3));
  d[i] = row[0];
  e[i] = i + 1 < n ? row[1] : 0;
  u32 k = smaller(HALF, n - 1 - i), block = 0;
  if (i + 2 < n) {
    double tau = reflector(k, row + 1, 1, e + i);
    v[0] = 1;
    for (u32 j = 1; j < k; j++) v[j] = row[1 + j];
    for (u32 p = i + 1;; block++) {
      double *D = band + (size)p * PITCH;
      const u32 q = p + k, l = smaller(HALF, n - q);
      if (team->parts > 1 && i > 0) followSweep(team, places, placeAt(i - 1, block + 3));
      *reflectors = tau;
      for (u32 j = 1; j < k; j++) reflectors[j] = v[j];
      reflectors += k;
      if (tau != 0) {
        double *scaled = w;
        symmetricTimes(k, D, step, v, scaled);
        scale(scaled, tau, k);
        addScaled(scaled, -0.5 * tau * dot(scaled, v, k), v, k);
        for (u32 r = 0; r < k; r++) addTwoScaled(D + r * step + r, -v[r], scaled + r, -scaled[r], v + r, k - r);
      }
      if (l == 0) break;
      tau = chaseBlock(k, l, D + k, step, v, tau, u, w);
      double *held = v; v = u; u = held;
      p = q;
      k = l;
      __atomic_store_n(own, placeAt(i, block + 1), __ATOMIC_RELEASE);
    }
  }
  __atomic_store_n(own, placeAt(i + 1, 0), __ATOMIC_RELEASE); // beyond every block of sweep i
}
