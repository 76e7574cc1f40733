// Blocked matrix product: C = A B, or C = A' B. A tile of ROWS rows by VECTORS vectors of C lives in registers.
// ROWS, VECTORS and UNROLL (turns of the inner loop in one) are set when compiling. B lies in panels of VECTORS * LANES columns (the last one narrower), each panel's rows one after another,
// or in rows; either way a panel is (first element, distance between rows). Columns are padded to whole vectors.
#pragma once
#include "vectors.h"
#define PANEL (VECTORS * LANES)
/** So many rows of a panel of B stay in the first-level cache. */
#ifndef DEPTH
#define DEPTH 256
#endif

typedef struct { const float *first; size step; } Rows;

/** One row of B, and what of A meets it: column k of the rows, or a row of A'. */
INLINE void addRow(const u32 rows, const u32 vectors, const int transposed, const float *const *row, const float *across, u32 k, const float *from, Vector (*sum)[VECTORS]) {
  Vector right[VECTORS];
#pragma unroll
  for (u32 v = 0; v < vectors; v++) right[v] = load(from + v * LANES);
#pragma unroll
  for (u32 i = 0; i < rows; i++) {
    const Vector left = splat(transposed ? across[i] : row[i][k]);
#pragma unroll
    for (u32 v = 0; v < vectors; v++) sum[i][v] = multiplyAdd(left, right[v], sum[i][v]);
  }
}

/** `chosen`: the rows of B that are taken, `depth` of them, in place of all. */
INLINE void tile(const u32 rows, const u32 vectors, const int transposed, u32 depth, Rows a, Rows b, const u32 *chosen, float *c, size step, int accumulate) {
  Vector sum[ROWS][VECTORS];
  const float *row[ROWS];
#pragma unroll
  for (u32 i = 0; i < rows; i++) {
    row[i] = a.first + i * a.step;
#pragma unroll
    for (u32 v = 0; v < vectors; v++) sum[i][v] = accumulate ? load(c + i * step + v * LANES) : splat(0);
  }
  if (chosen) {
#pragma unroll 1
    for (u32 turn = 0; turn < depth; turn++) addRow(rows, vectors, transposed, row, a.first + chosen[turn] * a.step, chosen[turn], b.first + chosen[turn] * b.step, sum);
  } else {
    const float *across = a.first, *from = b.first;
#pragma unroll UNROLL
    for (u32 k = 0; k < depth; k++) {
      addRow(rows, vectors, transposed, row, across, k, from, sum);
      across += a.step;
      from += b.step;
    }
  }
#pragma unroll
  for (u32 i = 0; i < rows; i++)
#pragma unroll
    for (u32 v = 0; v < vectors; v++) store(c + i * step + v * LANES, sum[i][v]);
}

typedef void Tile(u32 depth, Rows a, Rows b, float *c, size step, int accumulate);
#define WIDTH(name, rows, vectors, transposed) \
  static __attribute__((noinline)) void name##_##vectors(u32 depth, Rows a, Rows b, float *c, size step, int accumulate) { tile(rows, vectors, transposed, depth, a, b, 0, c, step, accumulate); }
#if VECTORS == 2
#define HEIGHT(name, rows, transposed) WIDTH(name, rows, 1, transposed) WIDTH(name, rows, 2, transposed) static Tile *const name[] = { 0, name##_1, name##_2 };
#else
#define HEIGHT(name, rows, transposed) WIDTH(name, rows, 1, transposed) WIDTH(name, rows, 2, transposed) WIDTH(name, rows, 3, transposed) static Tile *const name[] = { 0, name##_1, name##_2, name##_3 };
#endif
HEIGHT(along, ROWS, 0)
HEIGHT(across, ROWS, 1)
#if ROWS > 4
HEIGHT(fourAlong, 4, 0)
HEIGHT(fourAcross, 4, 1)
#else
#define fourAlong oneAlong
#define fourAcross oneAcross
#endif
HEIGHT(oneAlong, 1, 0)
HEIGHT(oneAcross, 1, 1)

/** Tiles that take chosen rows of B alone are lower: the fewer rows of C, the fewer rows of B concern any of them. */
#define CHOSEN_ROWS (ROWS > 4 ? 4 : ROWS)
typedef void ChosenTile(u32 depth, Rows a, Rows b, const u32 *chosen, float *c, size step, int accumulate);
#define CHOSEN_WIDTH(name, vectors, transposed) \
  static __attribute__((noinline)) void name##_##vectors(u32 depth, Rows a, Rows b, const u32 *chosen, float *c, size step, int accumulate) { tile(CHOSEN_ROWS, vectors, transposed, depth, a, b, chosen, c, step, accumulate); }
#if VECTORS == 2
#define CHOSEN(name, transposed) CHOSEN_WIDTH(name, 1, transposed) CHOSEN_WIDTH(name, 2, transposed) static ChosenTile *const name[] = { 0, name##_1, name##_2 };
#else
#define CHOSEN(name, transposed) CHOSEN_WIDTH(name, 1, transposed) CHOSEN_WIDTH(name, 2, transposed) CHOSEN_WIDTH(name, 3, transposed) static ChosenTile *const name[] = { 0, name##_1, name##_2, name##_3 };
#endif
CHOSEN(chosenAlong, 0)
CHOSEN(chosenAcross, 1)

/** How many rows the next tile takes of those that remain. */
INLINE u32 tileRows(u32 remaining) { return remaining >= ROWS ? ROWS : ROWS > 4 && remaining >= 4 ? 4 : 1; }

/** One tile: rows from tileRows, 1 .. VECTORS vectors. */
INLINE void multiplyTile(u32 rows, u32 vectors, int transposed, u32 depth, Rows a, Rows b, float *c, size step, int accumulate) {
  Tile *const *kind = transposed ? (rows == ROWS ? across : rows == 4 ? fourAcross : oneAcross) : (rows == ROWS ? along : rows == 4 ? fourAlong : oneAlong);
  kind[vectors](depth, a, b, c, step, accumulate);
}

/** A weight matrix in panels: `rows` x `columns` (padded). The panel that begins at a column. */
INLINE Rows panelAt(const float *panels, u32 rows, u32 columns, u32 column) {
  return (Rows){ panels + (size)column * rows, smaller(PANEL, columns - column) };
}

/** To each finished tile of C something is done at once, while it is in the first-level cache. */
typedef void Finish(const void *context, u32 row, u32 column, u32 rows, u32 width);

/** C (count x columns, rows `step` apart) = A (count x depth) B (panels). */
INLINE void multiplyPanels(u32 count, u32 columns, u32 depth, Rows a, const float *panels, u32 panelRows, float *c, size step, Finish *finish, const void *context) {
  for (u32 column = 0; column < columns; column += PANEL) {
    const Rows b = panelAt(panels, panelRows, columns, column);
    for (u32 k = 0; k < depth; k += DEPTH) {
      const u32 deep = smaller(DEPTH, depth - k);
      for (u32 row = 0, rows; row < count; row += rows) {
        rows = tileRows(count - row);
        multiplyTile(rows, b.step / LANES, 0, deep, (Rows){ a.first + row * a.step + k, a.step }, (Rows){ b.first + (size)k * b.step, b.step }, c + row * step + column, step, k > 0);
        if (k + deep == depth) finish(context, row, column, rows, b.step);
      }
    }
  }
}

/** Products that are summed by themselves before they are added to others: a sum of hundreds in single precision would lose a digit. */
#define SUMMED 104
/** Floats of room that squareProduct needs. */
#define PANEL_ROOM (SUMMED * PANEL)
/** C = or += A B, all n x n in rows `step` apart (whole vectors; what stands beyond n is zero). */
static __attribute__((noinline, overloadable)) void squareProduct(u32 n, size step, const float *a, const float *b, int accumulate, float *c, float *room) {
  for (u32 column = 0; column < step; column += PANEL) {
    const u32 width = smaller(PANEL, step - column);
    for (u32 k = 0; k < n; k += SUMMED) {
      const u32 deep = smaller(SUMMED, n - k);
      for (u32 r = 0; r < deep; r++) for (u32 x = 0; x < width; x += LANES) store(room + r * width + x, load(b + (k + r) * step + column + x));
      for (u32 row = 0, rows; row < n; row += rows) {
        float part[ROWS * PANEL], *to = c + row * step + column;
        const Rows left = { a + row * step + k, step }, right = { room, width };
        rows = tileRows(n - row);
        if (!accumulate && k == 0) { multiplyTile(rows, width / LANES, 0, deep, left, right, to, step, 0); continue; }
        multiplyTile(rows, width / LANES, 0, deep, left, right, part, width, 0);
        for (u32 r = 0; r < rows; r++) for (u32 x = 0; x < width; x += LANES) store(to + r * step + x, load(to + r * step + x) + load(part + r * width + x));
      }
    }
  }
}

/** to (columns x rows, in panels) = from' (from: totalRows x paddedColumns in panels, of which the first `rows` rows and `columns` columns are taken). */
static void transposePanels(const float *from, u32 totalRows, u32 paddedColumns, u32 rows, u32 columns, float *to, u32 paddedRows) {
  for (u32 target = 0; target < rows; target += PANEL) {
    const Rows out = panelAt(to, columns, paddedRows, target);
    const u32 width = smaller(PANEL, rows - target);
    for (u32 source = 0; source < columns; source += PANEL) {
      const Rows in = panelAt(from, totalRows, paddedColumns, source);
      const u32 height = smaller(PANEL, columns - source);
      for (u32 j = 0; j < height; j++)
        for (u32 i = 0; i < width; i++) ((float *)out.first)[(size)(source + j) * out.step + i] = in.first[(size)(target + i) * in.step + j];
    }
  }
}
