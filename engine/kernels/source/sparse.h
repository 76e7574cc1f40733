// A sparse symmetric matrix times blocks of vectors, and blocks at right angles to each other: what finds its largest eigenvalues (engine/kernels/largest-eigenvalues.ts).
#pragma once
#include "product64.h"

/** Vectors of a block (n x ABREAST, row-major): whole panels of columns on every instruction set. */
#define ABREAST 24
#define STRANDS (ABREAST / DOUBLES)
#define SQUARE (ABREAST * ABREAST)

/** Row i: `starts[i]` .. `starts[i + 1]` - 1 of columns and weights. They lie one after another: weights, starts, columns. */
typedef struct { const double *weights; const u32 *starts, *columns; } Sparse;
INLINE Sparse sparseAt(u32 n, u32 count, const double *a) { const u32 *starts = (const u32 *)(a + count); return (Sparse){ a, starts, starts + n + 1 }; }

/** to = f A from + g from, and for `before`: + h to. */
INLINE void sparseTimes(const u32 before, u32 n, Sparse a, const double *from, double f, double g, double h, double *to) {
  for (u32 i = 0; i < n; i++) {
    Wide sum[STRANDS];
#pragma unroll
    for (u32 v = 0; v < STRANDS; v++) sum[v] = splatWide(0);
    for (u32 at = a.starts[i], end = a.starts[i + 1]; at < end; at++) {
      const Wide weight = splatWide(a.weights[at]);
      const double *row = from + (size)a.columns[at] * ABREAST;
#pragma unroll
      for (u32 v = 0; v < STRANDS; v++) sum[v] = multiplyAddWide(weight, loadWide(row + v * DOUBLES), sum[v]);
    }
    const double *own = from + (size)i * ABREAST;
    double *into = to + (size)i * ABREAST;
#pragma unroll
    for (u32 v = 0; v < STRANDS; v++) {
      const Wide moved = multiplyAddWide(splatWide(f), sum[v], splatWide(g) * loadWide(own + v * DOUBLES));
      storeWide(into + v * DOUBLES, before ? multiplyAddWide(splatWide(h), loadWide(into + v * DOUBLES), moved) : moved);
    }
  }
}
static __attribute__((noinline)) void firstTimes(u32 n, Sparse a, const double *from, double f, double g, double *to) { sparseTimes(0, n, a, from, f, g, 0, to); }
static __attribute__((noinline)) void nextTimes(u32 n, Sparse a, const double *from, double f, double g, double *to) { sparseTimes(1, n, a, from, f, g, -1, to); }

/** Chebyshev's polynomial of this degree (>= 1) of (A - middle) / half, of a block x; room: n x ABREAST. */
static void filtered(u32 n, Sparse a, u32 degree, double middle, double half, double *x, double *room) {
  double *last = x, *next = room;
  firstTimes(n, a, last, 1 / half, -middle / half, next);
  for (u32 k = 1; k < degree; k++) {
    double *held = last;
    last = next;
    next = held;
    nextTimes(n, a, last, 2 / half, -2 * middle / half, next);
  }
  if (next != x) for (size i = 0; i < (size)n * ABREAST; i++) x[i] = next[i];
}
/** Rows of W that stay in the cache while the same rows of all blocks go by. */
#define STAYING 192
/** Into the second-level cache: what is read across finds it there. */
INLINE void fetchRows(u32 rows, const double *q) { for (size i = 0; i < (size)rows * ABREAST; i += 8) __builtin_prefetch(q + i, 0, 2); }
/** c (count x ABREAST x ABREAST) = Q' W for each block of q, one after another. */
static void overlap(u32 n, u32 count, const double *q, const double *w, double *c, double *room) {
  zero(c, (size)count * SQUARE);
  for (size at = 0; at < n; at += STAYING)
    for (u32 k = 0; k < count; k++) {
      const u32 high = smaller(STAYING, n - at);
      const double *rows = q + (k * (size)n + at) * ABREAST;
      fetchRows(high, rows);
      addProduct(ABREAST, ABREAST, high, 1, transposeOf64(rows, ABREAST), rowsOf64(w + at * ABREAST, ABREAST), c + k * SQUARE, ABREAST, room);
    }
}
/** W += sign Q C, summed over the blocks. */
static void combine(u32 n, u32 count, const double *q, const double *c, double sign, double *w, double *room) {
  for (size at = 0; at < n; at += STAYING)
    for (u32 k = 0; k < count; k++) {
      const u32 high = smaller(STAYING, n - at);
      const double *rows = q + (k * (size)n + at) * ABREAST;
      fetchRows(high, rows);
      addProduct(high, ABREAST, ABREAST, sign, rowsOf64(rows, ABREAST), rowsOf64(c + k * SQUARE, ABREAST), w + at * ABREAST, ABREAST, room);
    }
}
/** The columns of W become orthonormal (modified Gram-Schmidt), those of the bits `after` after the others: W = W R. What is left with a length of no more than `least` becomes 0; the bits of such columns are returned. room: n x ABREAST. */
static u32 orthonormalColumns(u32 n, u32 after, double least, double *w, double *r, double *room) {
  u32 lost = 0, done[ABREAST], count = 0;
  for (u32 i = 0; i < n; i++) for (u32 j = 0; j < ABREAST; j++) room[(size)j * n + i] = w[(size)i * ABREAST + j];
  zero(r, SQUARE);
  for (u32 turn = 0; turn < 2; turn++)
    for (u32 j = 0; j < ABREAST; j++) {
      if ((after >> j & 1) != turn) continue;
      double *column = room + (size)j * n;
      for (u32 k = 0; k < count; k++) {
        const double *other = room + (size)done[k] * n, share = dot(other, column, n);
        addScaled(column, -share, other, n);
        r[done[k] * ABREAST + j] = share;
      }
      const double length = squareRoot(dot(column, column, n));
      if (!(length > least)) { zero(column, n); lost |= 1u << j; continue; }
      scale(column, 1 / length, n);
      r[j * ABREAST + j] = length;
      done[count++] = j;
    }
  for (u32 i = 0; i < n; i++) for (u32 j = 0; j < ABREAST; j++) w[(size)i * ABREAST + j] = room[(size)j * n + i];
  return lost;
}
