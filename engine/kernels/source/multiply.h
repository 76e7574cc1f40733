// Products of large matrices in single precision, by several threads: sums of DEPTH products in single precision, sums of those in double.
#pragma once
#include "product.h"
#include "team.h"

/** B stands as its columns; of C only what is on and above the diagonal; C is of doubles and is added to. */
enum { TURNED = 1, UPPER = 2, ADDED = 4 };
/** Rows of B that are packed together, and panels of it that are multiplied while they are in the second-level cache. */
#define PACKED (4 * DEPTH)
#define GROUPED 4
/** Doubles of room that multiplyOn needs for each thread. */
#define MULTIPLY_ROOM (ROWS * PANEL + GROUPED * PANEL * PACKED / 2)

/** Rows from .. to of so many columns of B (depth x columns, or turned) from `column` on, in a panel of `width`. */
static void packPanel(u32 how, u32 depth, u32 columns, const float *b, u32 column, u32 width, u32 from, u32 to, float *panel) {
  const u32 used = smaller(width, columns - column);
  if (!(how & TURNED)) {
    for (u32 k = from; k < to; k++)
      for (u32 x = 0; x < width; x++) *panel++ = x < used ? b[(size)k * columns + column + x] : 0;
    return;
  }
  for (u32 some = from; some < to; some += LANES) // so that what is written stays in the first-level cache
    for (u32 x = 0; x < width; x++) {
      const float *row = b + (size)(column + x) * depth;
      for (u32 k = some; k < smaller(to, some + LANES); k++) panel[(k - from) * width + x] = x < used ? row[k] : 0;
    }
}
/** Adds a tile of products of so many rows (from the place of `a` on) with a panel to C (row, column): to its doubles, or to its floats unless they are the first. */
static void addTile(u32 how, u32 rows, u32 deep, Rows a, Rows panel, u32 used, int first, double *sum, void *c, size place, size step) {
  float part[ROWS * PANEL];
  const u32 width = panel.step;
  for (u32 k = 0; k < deep; k += DEPTH) {
    multiplyTile(rows, width / LANES, 0, smaller(DEPTH, deep - k), (Rows){ a.first + k, a.step }, (Rows){ panel.first + (size)k * width, width }, part, width, 0);
    if (k == 0) for (u32 x = 0; x < rows * width; x++) sum[x] = part[x];
    else for (u32 x = 0; x < rows * width; x++) sum[x] += part[x];
  }
  for (u32 r = 0; r < rows; r++) {
    const double *from = sum + r * width;
    if (how & ADDED) { double *to = (double *)c + place + r * step; for (u32 x = 0; x < used; x++) to[x] += from[x]; }
    else if (first) { float *to = (float *)c + place + r * step; for (u32 x = 0; x < used; x++) to[x] = (float)from[x]; }
    else { float *to = (float *)c + place + r * step; for (u32 x = 0; x < used; x++) to[x] += (float)from[x]; }
  }
}
/** C (rows x columns) = or += A B: A (rows x depth), B (depth x columns, or turned); all of it in so many turns, of which this is one. room: MULTIPLY_ROOM doubles for each thread. */
static __attribute__((noinline)) void multiplyOn(u32 rows, u32 columns, u32 depth, u32 how, const float *a, const float *b, void *c, double *room, u32 turn, u32 turns, u32 part, u32 parts, u32 *words) {
  const Team all = { part, parts, words, 0 }, *team = &all;
  const u32 wide = GROUPED * PANEL, groups = (columns + wide - 1) / wide, last = (u32)((size)groups * (turn + 1) / turns);
  double *sum = room + (size)team->part * MULTIPLY_ROOM;
  float *packed = (float *)(sum + ROWS * PANEL);
  for (u32 piece; (piece = (u32)((size)groups * turn / turns) + takePiece(team)) < last;) {
    const u32 left = (groups - 1 - piece) * wide /* those with most rows first */, right = smaller(columns, left + wide), below = how & UPPER ? smaller(rows, right) : rows;
    for (u32 k = 0; k == 0 || k < depth; k += PACKED) {
      const u32 deep = smaller(PACKED, depth - k);
      for (u32 column = left; column < right; column += PANEL)
        packPanel(how, depth, columns, b, column, wholeVectors(smaller(PANEL, right - column)), k, k + deep, packed + (size)(column - left) * deep);
      for (u32 row = 0, high; row < below; row += high) {
        high = tileRows(below - row);
        for (u32 column = left; column < right; column += PANEL) {
          const u32 used = smaller(PANEL, right - column), width = wholeVectors(used);
          if (how & UPPER && row >= column + used) continue;
          addTile(how, high, deep, (Rows){ a + (size)row * depth + k, depth }, (Rows){ packed + (size)(column - left) * deep, width }, used, k == 0, sum, c, (size)row * columns + column, columns);
        }
      }
    }
  }
}
