// h0 = f(A x + a); h(t+1) = g(W h(t) + b); y = R h + r; loss = mean of -ln softmax(y)[label]. Forward and backward side by side; one call for several minibatches.
// Rows of activity carry a 1 after their last unit, so that a bias is one more row of its weight matrix. Padding stays zero, or is never read.
#pragma once
#include "lit.h"

enum { IDENTITY, RELU, TANH, SOFTPLUS, SIGMOID };
#define AT(place) ((float *)plan + (place))

typedef struct { float *values; const float *activity; size step; u32 activation; } Layer;

#define EACH_VECTOR(expression) \
  for (u32 i = 0; i < rows; i++) for (u32 j = 0; j < width; j += LANES) { float *at = layer->values + (row + i) * layer->step + column + j; const Vector x = load(at); store(at, expression); } break
/** x becomes f(x). */
static void activate(const void *context, u32 row, u32 column, u32 rows, u32 width) {
  const Layer *layer = context;
  switch (layer->activation) {
    case RELU: EACH_VECTOR(choose(x > 0.0f, x, splat(0)));
    case TANH: EACH_VECTOR(hyperbolicTangent(x));
    case SOFTPLUS: EACH_VECTOR(softplus(x));
    case SIGMOID: EACH_VECTOR(logistic(x));
  }
}
#undef EACH_VECTOR
#define EACH_VECTOR(expression) \
  for (u32 i = 0; i < rows; i++) for (u32 j = 0; j < width; j += LANES) { const size place = (row + i) * layer->step + column + j; const Vector e = load(layer->values + place), y = load(layer->activity + place); store(layer->values + place, expression); } break
/** An error e becomes e f'(x), by the activity y = f(x). */
static void differentiate(const void *context, u32 row, u32 column, u32 rows, u32 width) {
  const Layer *layer = context;
  switch (layer->activation) {
    case RELU: EACH_VECTOR(choose(y > 0.0f, e, splat(0)));
    case TANH: EACH_VECTOR(e * (1.0f - y * y));
    case SOFTPLUS: EACH_VECTOR(e * oneLessExponential(y));
    case SIGMOID: EACH_VECTOR(e * (y * (1.0f - y)));
  }
}
#undef EACH_VECTOR

/** `lit`: from images of which lists say what is lit. */
static void forwardThrough(const Plan *plan, const Weights *w, u32 count, Rows from, int lit, float *to, size step, u32 activation) {
  const Layer layer = { to, 0, step, activation };
  if (lit) multiplyLit(plan, count, w->padded, w->rows + w->biased, from, AT(w->value), to, step, activate, &layer);
  else multiplyPanels(count, w->padded, w->rows + w->biased, from, AT(w->value), w->rows + w->biased, to, step, activate, &layer);
}
static void backwardThrough(const Plan *plan, const Weights *w, u32 count, Rows error, float *to, const float *activity, size step, u32 activation) {
  const Layer layer = { to, activity, step, activation };
  multiplyPanels(count, w->backPadded, w->columns, error, AT(w->back), w->columns, to, step, differentiate, &layer);
}

/** So many weights that lead to one unit are learnt in one go: the activities below them stay in the first-level cache. A multiple of every ROWS. */
#define STRIP 48

/** The images of the next minibatch: they are asked for while weights are learnt, one with each panel of a strip, so that they are at hand when they are gathered. */
typedef struct { const Images *images; const u8 *pixels; const u32 *numbers; u32 count; } Ahead;
static void askFor(const Ahead *ahead, u32 image) {
  const u8 *from = ahead->pixels + (size)ahead->numbers[image] * ahead->images->inputs;
  for (u32 line = 0; line < ahead->images->inputs; line += 64) __builtin_prefetch(from + line);
}

/** gradient = from' error, over `count` rows; each tile of it is used at once to update the weights, or kept when `learn` is 0. */
static void learnWeights(const Plan *plan, const Weights *w, u32 count, Rows from, int lit, Rows error, const Ahead *ahead, int learn) {
  float scratch[ROWS * PANEL] __attribute__((aligned(64)));
  const u32 total = w->rows + w->biased, learning = total - w->learned;
  u32 asked = 0;
  for (u32 strip = 0; strip < learning; strip += STRIP) {
    const u32 end = smaller(strip + STRIP, learning);
    for (u32 column = 0; column < w->padded; column += PANEL) {
      const u32 width = smaller(PANEL, w->padded - column);
      if (ahead && asked < ahead->count) askFor(ahead, asked++);
      for (u32 row = strip, rows; row < end; row += rows) {
        const int listed = lit && row + CHOSEN_ROWS <= w->rows;
        rows = listed ? CHOSEN_ROWS : tileRows(end - row);
        const size place = (size)column * learning + (size)row * width;
        float *gradient = learn ? scratch : AT(w->gradient) + place, *value = AT(w->value) + (size)column * total + (size)(w->learned + row) * width;
        const Rows below = { from.first + w->learned + row, from.step }, above = { error.first + column, error.step };
        if (listed) { const u32 *list = imagesLit(plan, row, count); chosenAcross[width / LANES](*list, below, above, list + 1, gradient, width, 0); }
        else multiplyTile(rows, width / LANES, 1, count, below, above, gradient, width, 0);
        if (learn) optimise(&plan->update, value, AT(w->first) + place, AT(w->second) + place, gradient, rows * width);
      }
    }
  }
}

/** Images lie apart, further than a processor looks ahead by itself: they are asked for so many images before. */
#define IMAGES_AHEAD 8
/** Whether lists say what is lit. */
static int gather(const Plan *plan, const Images *images, const u8 *pixels, u32 count) {
  const u32 plane = images->inputs / images->channels, *indices = (const u32 *)AT(plan->indices);
  for (u32 i = 0; i < count; i++) {
    const u8 *from = pixels + (size)indices[i] * images->inputs, *soon = pixels + (size)indices[smaller(i + IMAGES_AHEAD, count - 1)] * images->inputs;
    for (u32 line = 0; line < images->inputs; line += 64) __builtin_prefetch(soon + line);
    float *to = AT(plan->images) + (size)i * plan->imageStep;
    for (u32 c = 0; c < images->channels; c++, from += plane, to += plane) {
      const float scale = images->lens[c], shift = images->lens[images->channels + c];
      u32 p = 0;
      for (; p + LANES <= plane; p += LANES) store(to + p, multiplyAdd(__builtin_convertvector(__builtin_convertvector(*(const Bytes *)(from + p), Integers), Vector), splat(scale), splat(shift)));
      for (; p < plane; p++) to[p] = multiplyAdd(splat((float)from[p]), splat(scale), splat(shift))[0];
    }
    *to = 1;
  }
  const int lit = areDarkZero(images);
  if (lit) listPixels(plan, images, pixels, count, (plan->hidden ? &plan->input : &plan->readout)->biased);
  return lit;
}

INLINE float *activityAt(const Plan *plan, u32 place, u32 step, u32 count) { return AT(place) + (size)step * count * plan->activityStep; }

static void forwardPass(const Plan *plan, u32 count, int lit) {
  Rows top = { AT(plan->images), plan->imageStep };
  for (u32 t = 0; plan->hidden && t <= plan->steps; t++) {
    float *to = activityAt(plan, plan->activity, t, count);
    forwardThrough(plan, t ? &plan->recurrent : &plan->input, count, top, lit && !t, to, plan->activityStep, t ? plan->recurrentActivation : plan->inputActivation);
    for (u32 i = 0; i < count; i++) to[(size)i * plan->activityStep + plan->hidden] = 1;
    top = (Rows){ to, plan->activityStep };
  }
  forwardThrough(plan, &plan->readout, count, top, lit && !plan->hidden, AT(plan->scores), plan->scoreStep, IDENTITY);
}

static void backwardPass(const Plan *plan, u32 count, int lit, const Ahead *ahead, int learn) {
  const Rows images = { AT(plan->images), plan->imageStep }, scores = { AT(plan->scores), plan->scoreStep };
  if (!plan->hidden) { learnWeights(plan, &plan->readout, count, images, lit, scores, ahead, learn); return; }
  const u32 last = plan->steps, step = plan->activityStep;
  const Weights *a = &plan->input, *w = &plan->recurrent, *r = &plan->readout;
  transposePanels(AT(r->value), r->rows + r->biased, r->padded, r->rows, r->columns, AT(r->back), r->backPadded);
  if (last && plan->trained) transposePanels(AT(w->value), w->rows + w->biased, w->padded, w->rows, w->columns, AT(w->back), w->backPadded);
  Rows error = scores;
  for (u32 t = last + 1; t-- > 0;) {
    float *to = activityAt(plan, plan->error, t, count);
    backwardThrough(plan, t == last ? r : w, count, error, to, activityAt(plan, plan->activity, t, count), step, t ? plan->recurrentActivation : plan->inputActivation);
    error = (Rows){ to, step };
  }
  learnWeights(plan, r, count, (Rows){ activityAt(plan, plan->activity, last, count), step }, 0, scores, 0, learn);
  if (last) learnWeights(plan, w, last * count, (Rows){ AT(plan->activity), step }, 0, (Rows){ activityAt(plan, plan->error, 1, count), step }, 0, learn);
  learnWeights(plan, a, count, images, lit, error, ahead, learn);
}

/** Sum of the losses; counts the rows whose largest score (the first of equals) is the label's; scores become the loss's gradients. */
static double crossEntropy(Plan *plan, const u8 *labels, u32 count) {
  const u32 *indices = (const u32 *)AT(plan->indices), outputs = plan->outputs;
  double loss = 0;
  plan->correct = 0;
  for (u32 i = 0; i < count; i++) {
    float *scores = AT(plan->scores) + (size)i * plan->scoreStep, sum = 0, most = scores[0];
    u32 best = 0, label = labels[indices[i]];
    for (u32 j = 1; j < outputs; j++) if (scores[j] > most) { most = scores[j]; best = j; }
    plan->correct += best == label;
    const float own = scores[label] - most;
    for (u32 j = 0; j < plan->readout.padded; j += LANES) store(scores + j, exponential(load(scores + j) - most));
    for (u32 j = outputs; j < plan->readout.padded; j++) scores[j] = 0;
    for (u32 j = 0; j < plan->readout.padded; j += LANES) sum += sumOf(load(scores + j));
    loss += logarithm(splat(sum))[0] - own;
    const Vector share = splat(1.0f / (sum * (float)count));
    for (u32 j = 0; j < plan->readout.padded; j += LANES) store(scores + j, load(scores + j) * share);
    scores[label] -= 1.0f / (float)count;
  }
  return loss;
}

/**
 * Minibatches of `batch` images, one after another, the last with what is left of `count`: forward, backward, and (when `learn`) the update.
 * `course`: of each a double, where its mean loss before the update is left, then of each the constants of its update, then the numbers of the images.
 * Returns how many were done: it ends with the first whose loss is not finite, and before one that names no known optimiser.
 */
static u32 trainOn(Plan *plan, const Images *images, const u8 *pixels, const u8 *labels, void *course, u32 batch, u32 count, int learn) {
  const u32 batches = (count + batch - 1) / batch;
  double *losses = course;
  const Update *updates = (const Update *)(losses + batches);
  const u32 *numbers = (const u32 *)(updates + batches);
  for (u32 done = 0; done < batches; done++, numbers += batch) {
    const u32 left = count - done * batch, some = smaller(batch, left);
    plan->update = updates[done];
    if (plan->update.optimiser >= OPTIMISERS) return done;
    __builtin_memcpy(AT(plan->indices), numbers, some * sizeof *numbers);
    const Ahead ahead = { images, pixels, numbers + batch, smaller(batch, left - some) };
    const int lit = gather(plan, images, pixels, some);
    forwardPass(plan, some, lit);
    losses[done] = crossEntropy(plan, labels, some) / some;
    if (lit) listImages(plan, images, pixels, some);
    backwardPass(plan, some, lit, &ahead, learn);
    if (!__builtin_isfinite(losses[done])) return done + 1;
  }
  return batches;
}
/** The sum of the losses of images 0 .. count - 1, so many at a time as the plan has rows; the number of right answers is left in the plan. */
static double evaluateOn(Plan *plan, const Images *images, const u8 *pixels, const u8 *labels, u32 count) {
  u32 *indices = (u32 *)AT(plan->indices), correct = 0;
  double loss = 0;
  for (u32 first = 0; first < count; first += plan->rows) {
    const u32 some = smaller(plan->rows, count - first);
    for (u32 i = 0; i < some; i++) indices[i] = first + i;
    forwardPass(plan, some, gather(plan, images, pixels, some));
    loss += crossEntropy(plan, labels, some);
    correct += plan->correct;
  }
  plan->correct = correct;
  return loss;
}

static void nothing(const void *context, u32 row, u32 column, u32 rows, u32 width) {}
/** C (rows x columns) = A (rows x depth, packed) B (depth x columns); columns whole vectors; B in panels. */
static void matrixProduct(u32 rows, u32 columns, u32 depth, const float *a, const float *panels, float *c) {
  multiplyPanels(rows, columns, depth, (Rows){ a, depth }, panels, depth, c, columns, nothing, 0);
}
