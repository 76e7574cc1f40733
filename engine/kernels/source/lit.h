// Most pixels of a drawing are dark, and a product with 0 adds nothing: sums over pixels, or over images, pass over what is dark in all rows of a tile, and
// what is left comes in the same order, to the same bits. Lists say what is lit; there are none where a dark pixel is not 0 (a normalisation with a mean).
#pragma once
#include "plan.h"
#include "product.h"

/** A list that begins with its length: of the tile of images that begins with `image`, the pixels that any of them lights; of the tile of pixels that begins with `pixel`, the images that light any. */
INLINE u32 *pixelsLit(const Plan *plan, u32 image) { return (u32 *)plan + plan->pixelsLit + (size)(image / CHOSEN_ROWS) * (plan->imageStep + 1); }
INLINE u32 *imagesLit(const Plan *plan, u32 pixel, u32 count) { return (u32 *)plan + plan->imagesLit + (size)(pixel / CHOSEN_ROWS) * (count + 1); }

static int areDarkZero(const Images *images) {
  for (u32 c = 0; c < images->channels; c++) if (images->lens[images->channels + c] != 0) return 0;
  return 1;
}

/** Which of 64 pixels are lit. */
typedef u8 Line __attribute__((ext_vector_type(64), aligned(1), may_alias));
typedef _Bool Marks __attribute__((ext_vector_type(64)));
INLINE unsigned long long marked(Line pixels) { return __builtin_bit_cast(unsigned long long, __builtin_convertvector(pixels != 0, Marks)); }

/** Lists of whole tiles of images; the 1 after the pixels counts as lit. */
static __attribute__((noinline)) void listPixels(const Plan *plan, const Images *images, const u8 *pixels, u32 count, u32 biased) {
  const u32 *indices = (const u32 *)plan + plan->indices, inputs = images->inputs;
  for (u32 i = 0; i + CHOSEN_ROWS <= count; i += CHOSEN_ROWS) {
    u32 *list = pixelsLit(plan, i), length = 0;
    const u8 *from[CHOSEN_ROWS];
    for (u32 r = 0; r < CHOSEN_ROWS; r++) from[r] = pixels + (size)indices[i + r] * inputs;
    u32 pixel = 0;
    for (; pixel + 64 <= inputs; pixel += 64) {
      Line any = *(const Line *)(from[0] + pixel);
      for (u32 r = 1; r < CHOSEN_ROWS; r++) any |= *(const Line *)(from[r] + pixel);
      for (unsigned long long left = marked(any); left; left &= left - 1) list[1 + length++] = pixel + (u32)__builtin_ctzll(left);
    }
    for (; pixel < inputs; pixel++) {
      u32 any = 0;
      for (u32 r = 0; r < CHOSEN_ROWS; r++) any |= from[r][pixel];
      list[1 + length] = pixel;
      length += any != 0;
    }
    if (biased) list[1 + length++] = inputs;
    *list = length;
  }
}
/** Lists of whole tiles of pixels. */
static __attribute__((noinline)) void listImages(const Plan *plan, const Images *images, const u8 *pixels, u32 count) {
  const u32 *indices = (const u32 *)plan + plan->indices, inputs = images->inputs;
  for (u32 pixel = 0; pixel + CHOSEN_ROWS <= inputs; pixel += CHOSEN_ROWS) {
    u32 *list = imagesLit(plan, pixel, count), length = 0;
    for (u32 i = 0; i < count; i++) {
      u32 any = 0;
      __builtin_memcpy(&any, pixels + (size)indices[i] * inputs + pixel, CHOSEN_ROWS);
      list[1 + length] = i;
      length += any != 0;
    }
    *list = length;
  }
}

/** As multiplyPanels, by the lists; the last images, less than a tile, take all pixels. */
static __attribute__((noinline)) void multiplyLit(const Plan *plan, u32 count, u32 columns, u32 depth, Rows a, const float *panels, float *c, size step, Finish *finish, const void *context) {
  for (u32 column = 0; column < columns; column += PANEL) {
    const Rows b = panelAt(panels, depth, columns, column);
    for (u32 k = 0; k < depth; k += DEPTH) for (u32 row = 0, rows; row < count; row += rows) {
      const u32 *list = row + CHOSEN_ROWS <= count ? pixelsLit(plan, row) : 0, length = list ? *list : depth, deep = smaller(DEPTH, length - k);
      rows = list ? CHOSEN_ROWS : 1;
      if (k && k >= length) continue;
      const Rows left = { a.first + row * a.step, a.step };
      float *to = c + row * step + column;
      if (list) chosenAlong[b.step / LANES](deep, left, b, list + 1 + k, to, step, k > 0);
      else multiplyTile(1, b.step / LANES, 0, deep, (Rows){ left.first + k, a.step }, (Rows){ b.first + (size)k * b.step, b.step }, to, step, k > 0);
      if (k + DEPTH >= length) finish(context, row, column, rows, b.step);
    }
  }
}
