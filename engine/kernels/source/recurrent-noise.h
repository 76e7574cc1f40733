// Normal numbers from a counter: the same for every vector length and number of threads (engine/recurrent/noise.ts says what they are).
#pragma once
#include "normal.h"

/** Those of rows 2 pair and 2 pair + 1, for the trials from `column` on. */
static __attribute__((noinline)) void normalPair(u32 key0, u32 key1, u32 step, u32 pair, u32 column, Twin *first, Twin *second) {
  Words x = (Words)(step), y;
  for (u32 lane = 0; lane < 2 * LANES; lane++) y[lane] = 65536 * pair + column + lane;
  threefry(key0, key1, &x, &y);
  *first = normalOf(x);
  *second = normalOf(y);
}
