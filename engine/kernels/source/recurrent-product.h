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

/** to (vectors) = or += the sum of value[k] times row columns[k] of b. Four sums side by side, so that no addition waits for the last. */
INLINE void sparseRow(const u32 vectors, u32 count, const float *value, const u32 *columns, const float *b, size bStep, float *to, int accumulate) {
  Vector sum[4][2];
#pragma unroll
  for (u32 v = 0; v < vectors; v++) {
    sum[0][v] = accumulate ? load(to + v * LANES) : splat(0);
    sum[1][v] = sum[2][v] = sum[3][v] = splat(0);
  }
  u32 k = 0;
  for (; k + 4 <= count; k += 4)
#pragma unroll
    for (u32 u = 0; u < 4; u++) {
      const float *from = b + columns[k + u] * bStep;
#pragma unroll
      for (u32 v = 0; v < vectors; v++) sum[u][v] = multiplyAdd(splat(value[k + u]), load(from + v * LANES), sum[u][v]);
    }
  for (; k < count; k++) {
    const float *from = b + columns[k] * bStep;
#pragma unroll
    for (u32 v = 0; v < vectors; v++) sum[0][v] = multiplyAdd(splat(value[k]), load(from + v * LANES), sum[0][v]);
  }
#pragma unroll
  for (u32 v = 0; v < vectors; v++) store(to + v * LANES, (sum[0][v] + sum[1][v]) + (sum[2][v] + sum[3][v]));
}
static __attribute__((noinline)) void sparseRow1(u32 count, const float *value, const u32 *columns, const float *b, size bStep, float *to, int accumulate) { sparseRow(1, count, value, columns, b, bStep, to, accumulate); }
static __attribute__((noinline)) void sparseRow2(u32 count, const float *value, const u32 *columns, const float *b, size bStep, float *to, int accumulate) { sparseRow(2, count, value, columns, b, bStep, to, accumulate); }

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
