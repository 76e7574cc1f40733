// Matrix product of doubles: a tile of TALL rows by ACROSS vectors of C lives in registers, B goes by in packed panels.
#pragma once
#include "doubles.h"
#include "team.h"
#if LANES == 16
#define TALL 8
#else
#define TALL 4
#endif
#define ACROSS 3
#define WIDTH64 (ACROSS * DOUBLES)
/** So many rows of a panel stay in the first-level cache. */
#define DEEP 192
/** Doubles of room that addProduct needs. */
#define PRODUCT_ROOM ((DEEP + TALL) * WIDTH64)

/** Numbers of a matrix: element (i, j) is first[i * down + j * right]; a transpose has the two exchanged. */
typedef struct { const double *first; size down, right; } Matrix64;
INLINE Matrix64 rowsOf64(const double *first, size step) { return (Matrix64){ first, step, 1 }; }
INLINE Matrix64 transposeOf64(const double *first, size step) { return (Matrix64){ first, 1, step }; }

INLINE void tile64(const u32 rows, u32 depth, Matrix64 a, const double *panel, double sign, double *c, size step) {
  Wide sum[TALL][ACROSS];
  const double *from = a.first;
#pragma unroll
  for (u32 i = 0; i < rows; i++)
#pragma unroll
    for (u32 v = 0; v < ACROSS; v++) {
      __builtin_prefetch(c + i * step + v * DOUBLES, 1);
      sum[i][v] = splatWide(0);
    }
  for (u32 k = 0; k < depth; k++) {
    Wide right[ACROSS];
#pragma unroll
    for (u32 v = 0; v < ACROSS; v++) right[v] = loadWide(panel + v * DOUBLES);
#pragma unroll
    for (u32 i = 0; i < rows; i++) {
      const Wide left = splatWide(from[i * a.down]);
#pragma unroll
      for (u32 v = 0; v < ACROSS; v++) sum[i][v] = multiplyAddWide(left, right[v], sum[i][v]);
    }
    from += a.right;
    panel += WIDTH64;
  }
#pragma unroll
  for (u32 i = 0; i < rows; i++)
#pragma unroll
    for (u32 v = 0; v < ACROSS; v++) storeWide(c + i * step + v * DOUBLES, multiplyAddWide(splatWide(sign), sum[i][v], loadWide(c + i * step + v * DOUBLES)));
}
static __attribute__((noinline)) void tallTile(u32 depth, Matrix64 a, const double *panel, double sign, double *c, size step) { tile64(TALL, depth, a, panel, sign, c, step); }
static __attribute__((noinline)) void lowTile(u32 depth, Matrix64 a, const double *panel, double sign, double *c, size step) { tile64(1, depth, a, panel, sign, c, step); }

/** C (rows x columns, rows `step` apart) += sign A B, A rows x depth, B depth x columns. Columns beyond the last whole panel go through `room` (PRODUCT_ROOM). */
static __attribute__((noinline)) void addProduct(u32 rows, u32 columns, u32 depth, double sign, Matrix64 a, Matrix64 b, double *c, size step, double *room) {
  double *panel = room, *edge = room + DEEP * WIDTH64;
  for (u32 k0 = 0; k0 < depth; k0 += DEEP) {
    const u32 deep = smaller(DEEP, depth - k0);
    for (u32 j = 0; j < columns; j += WIDTH64) {
      const u32 width = smaller(WIDTH64, columns - j);
      for (u32 k = 0; k < deep; k++) {
        const double *from = b.first + (k0 + k) * b.down + j * b.right;
        if (b.right == 1 && width == WIDTH64) {
#pragma unroll
          for (u32 v = 0; v < ACROSS; v++) storeWide(panel + k * WIDTH64 + v * DOUBLES, loadWide(from + v * DOUBLES));
          continue;
        }
        for (u32 x = 0; x < WIDTH64; x++) panel[k * WIDTH64 + x] = x < width ? from[x * b.right] : 0;
      }
      for (u32 i = 0, high; i < rows; i += high) {
        high = rows - i >= TALL ? TALL : 1;
        const Matrix64 left = { a.first + i * a.down + k0 * a.right, a.down, a.right };
        double *to = c + i * step + j;
        if (width == WIDTH64) { (high == TALL ? tallTile : lowTile)(deep, left, panel, sign, to, step); continue; }
        zero(edge, high * WIDTH64);
        (high == TALL ? tallTile : lowTile)(deep, left, panel, sign, edge, WIDTH64);
        for (u32 r = 0; r < high; r++) for (u32 x = 0; x < width; x++) to[r * step + x] += edge[r * WIDTH64 + x];
      }
    }
  }
}
/** C = or += A B, all n x n in rows `step` apart. */
static __attribute__((overloadable)) void squareProduct(u32 n, size step, const double *a, const double *b, int accumulate, double *c, double *room) {
  if (!accumulate) zero(c, n * step);
  addProduct(n, n, n, 1, rowsOf64(a, step), rowsOf64(b, step), c, step, room);
}
/** Rows whose products are added together. */
#define MULTIPLIED 128
/** c (pivots x columns, on and above the diagonal) += A' A of rows A (MULTIPLIED x columns); room: PRODUCT_ROOM for each thread. */
static void addGram(u32 pivots, u32 columns, double *c, const double *a, double *room, Team *team) {
  const u32 panels = (columns + WIDTH64 - 1) / WIDTH64;
  for (u32 piece; (piece = takePiece(team)) < panels;) {
    const u32 j = (panels - 1 - piece) * WIDTH64, width = smaller(WIDTH64, columns - j), above = (j + width + TALL - 1) / TALL * TALL;
    addProduct(smaller(pivots, above), width, MULTIPLIED, 1, transposeOf64(a, columns), rowsOf64(a + j, columns), c + j, columns, room + (size)team->part * PRODUCT_ROOM);
  }
}
/** c (pivots x columns): the triangle of those rows, in place of their products on and above the diagonal (Cholesky). The column, from 1, where nothing is left of the square but what rounding makes; 0 where all is well. */
static u32 triangleOfGram(u32 pivots, u32 columns, double *c) {
  for (u32 i = 0; i < pivots; i++) {
    double *own = c + (size)i * columns;
    if (!(own[i] > 0)) return i + 1;
    scale(own + i, 1 / squareRoot(own[i]), columns - i);
    for (u32 j = i + 1; j < pivots; j++) addScaled(c + (size)j * columns + j, -own[j], own + j, columns - j);
  }
  return 0;
}
