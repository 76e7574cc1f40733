// Products of recurrent weights with panels of trials: dense weights in blocks of BLOCK_ROWS rows, column by column; sparse ones by rows. A panel has a row for each neuron and `wide` trials.
#pragma once
#include "product.h"
/** Rows of a tile two vectors wide: as many as the registers hold. Even, for the noise of two rows is drawn at once. */
#if defined(__AVX512F__) || defined(__aarch64__)
#define BLOCK_ROWS 12
#elif defined(__AVX2__)
#define BLOCK_ROWS 6
#else
#define BLOCK_ROWS 4
#endif

/** c (BLOCK_ROWS x vectors) = or += packed (depth x BLOCK_ROWS, transposed) b (depth x vectors). */
INLINE void blockTile(const u32 vectors, u32 depth, const float *packed, const float *b, size bStep, float *c, size cStep, int accumulate) {
  Vector sum[BLOCK_ROWS][2];
#pragma unroll
  for (u32 i = 0; i < BLOCK_ROWS; i++)
#pragma unroll
    for (u32 v = 0; v < vectors; v++) sum[i][v] = accumulate ? load(c + i * cStep + v * LANES) : splat(0);
#pragma unroll UNROLL
  for (u32 k = 0; k < depth; k++) {
    Vector right[2];
#pragma unroll
    for (u32 v = 0; v < vectors; v++) right[v] = load(b + v * LANES);
#pragma unroll
    for (u32 i = 0; i < BLOCK_ROWS; i++) {
      const Vector left = splat(packed[i]);
#pragma unroll
      for (u32 v = 0; v < vectors; v++) sum[i][v] = multiplyAdd(left, right[v], sum[i][v]);
    }
    packed += BLOCK_ROWS;
    b += bStep;
  }
#pragma unroll
  for (u32 i = 0; i < BLOCK_ROWS; i++)
#pragma unroll
    for (u32 v = 0; v < vectors; v++) store(c + i * cStep + v * LANES, sum[i][v]);
}
static __attribute__((noinline)) void blockTile1(u32 depth, const float *packed, const float *b, size bStep, float *c, size cStep, int accumulate) { blockTile(1, depth, packed, b, bStep, c, cStep, accumulate); }
static __attribute__((noinline)) void blockTile2(u32 depth, const float *packed, const float *b, size bStep, float *c, size cStep, int accumulate) { blockTile(2, depth, packed, b, bStep, c, cStep, accumulate); }

/** Vectors of a row that are summed at once: a weight and its column are read once for all of them. */
#define ROW_VECTORS (LANES == 16 ? 2 : 4)
/** to (vectors) = or += the sum of value[k] times row columns[k] of b. Some sums side by side, so that no addition waits for the last. */
INLINE void sparseRow(const u32 vectors, u32 count, const float *value, const u32 *columns, const float *b, size bStep, float *to, int accumulate) {
#define SUMS (8 / ROW_VECTORS)
  Vector sum[SUMS][ROW_VECTORS];
#pragma unroll
  for (u32 v = 0; v < vectors; v++) {
    sum[0][v] = accumulate ? load(to + v * LANES) : splat(0);
#pragma unroll
    for (u32 u = 1; u < SUMS; u++) sum[u][v] = splat(0);
  }
  u32 k = 0;
#pragma unroll 2
  for (; k + SUMS <= count; k += SUMS)
#pragma unroll
    for (u32 u = 0; u < SUMS; u++) {
      const float *from = b + columns[k + u] * bStep;
#pragma unroll
      for (u32 v = 0; v < vectors; v++) sum[u][v] = multiplyAdd(splat(value[k + u]), load(from + v * LANES), sum[u][v]);
    }
#pragma unroll 1
  for (; k < count; k++) {
    const float *from = b + columns[k] * bStep;
#pragma unroll
    for (u32 v = 0; v < vectors; v++) sum[0][v] = multiplyAdd(splat(value[k]), load(from + v * LANES), sum[0][v]);
  }
#pragma unroll
  for (u32 v = 0; v < vectors; v++) {
#pragma unroll
    for (u32 u = 1; u < SUMS; u++) sum[0][v] += sum[u][v];
    store(to + v * LANES, sum[0][v]);
  }
}
#define SPARSE(vectors) static __attribute__((noinline)) void sparseRow##vectors(u32 count, const float *value, const u32 *columns, const float *b, size bStep, float *to, int accumulate) { sparseRow(vectors, count, value, columns, b, bStep, to, accumulate); }
SPARSE(1)
SPARSE(2)
#if LANES < 16
SPARSE(4)
#endif
/** A whole row of `wide` columns. */
static void sparseRows(u32 wide, u32 count, const float *value, const u32 *columns, const float *b, float *to, int accumulate) {
  u32 j = 0;
#if LANES < 16
  for (; j + 4 * LANES <= wide; j += 4 * LANES) sparseRow4(count, value, columns, b + j, wide, to + j, accumulate);
#endif
  for (; j + 2 * LANES <= wide; j += 2 * LANES) sparseRow2(count, value, columns, b + j, wide, to + j, accumulate);
  if (j < wide) sparseRow1(count, value, columns, b + j, wide, to + j, accumulate);
}

/** Four sums side by side. */
typedef float Quad __attribute__((ext_vector_type(4)));
typedef float UnalignedQuad __attribute__((ext_vector_type(4), aligned(4), may_alias));
INLINE Quad quarterSums(Vector x) {
#if LANES == 4
  return x;
#elif LANES == 8
  return __builtin_shufflevector(x, x, 0, 1, 2, 3) + __builtin_shufflevector(x, x, 4, 5, 6, 7);
#else
  return (__builtin_shufflevector(x, x, 0, 1, 2, 3) + __builtin_shufflevector(x, x, 4, 5, 6, 7)) + (__builtin_shufflevector(x, x, 8, 9, 10, 11) + __builtin_shufflevector(x, x, 12, 13, 14, 15));
#endif
}
/** The inner products of a row with four others, all `depth` long: whole vectors. */
static __attribute__((noinline)) Quad fourProducts(u32 depth, const float *row, const float *const *others) {
  Vector sum[2][4];
#pragma unroll
  for (u32 i = 0; i < 4; i++) sum[0][i] = sum[1][i] = splat(0);
  u32 k = 0;
  for (; k + 2 * LANES <= depth; k += 2 * LANES)
#pragma unroll
    for (u32 u = 0; u < 2; u++) {
      const Vector left = load(row + k + u * LANES);
#pragma unroll
      for (u32 i = 0; i < 4; i++) sum[u][i] = multiplyAdd(left, load(others[i] + k + u * LANES), sum[u][i]);
    }
  if (k < depth)
#pragma unroll
    for (u32 i = 0; i < 4; i++) sum[0][i] = multiplyAdd(load(row + k), load(others[i] + k), sum[0][i]);
  Quad part[4];
#pragma unroll
  for (u32 i = 0; i < 4; i++) part[i] = quarterSums(sum[0][i] + sum[1][i]);
  const Quad a = __builtin_shufflevector(part[0], part[1], 0, 4, 1, 5), b = __builtin_shufflevector(part[0], part[1], 2, 6, 3, 7);
  const Quad c = __builtin_shufflevector(part[2], part[3], 0, 4, 1, 5), d = __builtin_shufflevector(part[2], part[3], 2, 6, 3, 7);
  return (__builtin_shufflevector(a, c, 0, 1, 4, 5) + __builtin_shufflevector(a, c, 2, 3, 6, 7)) + (__builtin_shufflevector(b, d, 0, 1, 4, 5) + __builtin_shufflevector(b, d, 2, 3, 6, 7));
}
/** Adds to each of `to` the inner product of a row with row columns[k] of the others (without columns: row k), which are `step` apart. */
SMALL void addProducts(u32 depth, const float *row, const float *others, size step, u32 count, const u32 *columns, float *to) {
  for (u32 k = 0; k < count; k += 4) {
    const float *from[4];
    for (u32 i = 0; i < 4; i++) {
      const u32 place = smaller(k + i, count - 1);
      from[i] = others + (columns ? columns[place] : place) * step;
    }
    const Quad sums = fourProducts(depth, row, from);
    if (k + 4 <= count) *(UnalignedQuad *)(to + k) += sums;
    else for (u32 i = 0; k + i < count; i++) to[k + i] += sums[i];
  }
}

/** LANES rows of LANES numbers become columns: the first and the second half are interleaved until all have changed places. */
INLINE void transposeSquare(Vector *rows) {
  for (u32 round = 1; round < LANES; round *= 2) {
    Vector turned[LANES];
#pragma unroll
    for (u32 i = 0; i < LANES / 2; i++) {
      const Vector a = rows[i], b = rows[i + LANES / 2];
#if LANES == 4
      turned[2 * i] = __builtin_shufflevector(a, b, 0, 4, 1, 5);
      turned[2 * i + 1] = __builtin_shufflevector(a, b, 2, 6, 3, 7);
#elif LANES == 8
      turned[2 * i] = __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
      turned[2 * i + 1] = __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
#else
      turned[2 * i] = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      turned[2 * i + 1] = __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
#endif
    }
#pragma unroll
    for (u32 i = 0; i < LANES; i++) rows[i] = turned[i];
  }
}

/** Columns of the panel that begins at a column: up to VECTORS vectors, but two and two rather than three and one. */
INLINE u32 panelWidth(u32 column, u32 columns) {
  const u32 left = (columns - column) / LANES;
  return (left == 4 && VECTORS == 3 ? 2 : smaller(left, VECTORS)) * LANES;
}
