// What is wanted of the rates after a step, and what it asks of them. Losses are sums over trials and outputs of weight times loss; the gradients are those of the mean.
#pragma once
#include "classifier.h"
#include "recurrent-product.h"
#include "recurrent-plan.h"

/** Some rows of all trials: those of the minibatch. */
INLINE void gatherRows(const float *from, u32 all, const u32 *indices, u32 rows, u32 wide, float *to) {
  for (u32 row = 0; row < rows; row++, from += all, to += wide) for (u32 b = 0; b < wide; b++) to[b] = from[indices[b]];
}

/** z = R r + c. */
static void readOut(const Recurrent *plan, const float *values, u32 wide) {
  float *scores = PLACE(plan, plan->scores);
  for (u32 column = 0; column < wide; column += 2 * LANES)
    for (u32 row = 0, rows; row < plan->outputs; row += rows) {
      rows = tileRows(plan->outputs - row);
      multiplyTile(rows, smaller(2, (wide - column) / LANES), 0, plan->neurons, (Rows){ PLACE(plan, plan->readout) + (size)row * plan->neurons, plan->neurons }, (Rows){ values + column, wide }, scores + (size)row * wide + column, wide, 0);
    }
  for (u32 k = 0; k < plan->outputs; k++) {
    const Vector bias = splat(PLACE(plan, plan->parts[READOUT_BIAS_PART].value)[k]);
    for (u32 j = 0; j < wide; j += LANES) store(scores + (size)k * wide + j, load(scores + (size)k * wide + j) + bias);
  }
}

/** How much each trial counts at a step; whether any does. */
static int weigh(const Recurrent *plan, const Lesson *lesson, u32 step, u32 wide) {
  const float *weights = PLACE(lesson, lesson->weights) + (size)step * lesson->trials;
  const u32 *indices = WORDS(plan, plan->indices);
  float *to = PLACE(plan, plan->weights);
  int any = 0;
  for (u32 b = 0; b < wide; b++) any |= (to[b] = b < plan->trials ? weights[indices[b]] : 0) != 0;
  return any;
}

static double squares(const Recurrent *plan, const float *wanted, u32 all, u32 wide, float scale) {
  const u32 *indices = WORDS(plan, plan->indices);
  const float *weights = PLACE(plan, plan->weights);
  const float share = 1.0f / (float)plan->outputs;
  double loss = 0;
  for (u32 k = 0; k < plan->outputs; k++, wanted += all) for (u32 j = 0; j < wide; j += LANES) {
    float *score = PLACE(plan, plan->scores) + (size)k * wide + j;
    Vector value;
    for (u32 lane = 0; lane < LANES; lane++) value[lane] = wanted[indices[j + lane]];
    const Vector miss = load(score) - value, weighed = miss * load(weights + j) * share;
    loss += sumOf(miss * weighed);
    store(score, weighed * (2 * scale));
  }
  return loss;
}

static double crossEntropies(Recurrent *plan, const Lesson *lesson, const u8 *classes, u32 step, u32 wide, float scale) {
  const u32 *indices = WORDS(plan, plan->indices), *answers = WORDS(lesson, lesson->answers), outputs = plan->outputs;
  double loss = 0;
  for (u32 j = 0; j < wide; j += LANES) {
    float *scores = PLACE(plan, plan->scores) + j;
    const Vector weight = load(PLACE(plan, plan->weights) + j);
    Vector most = load(scores), sum = splat(0), own = splat(0);
    Integers best = (Integers)(0), label;
    for (u32 lane = 0; lane < LANES; lane++) label[lane] = classes[indices[j + lane]];
    for (u32 k = 1; k < outputs; k++) {
      const Vector z = load(scores + (size)k * wide);
      const Integers better = z > most;
      most = choose(better, z, most);
      best = (better & (int)k) | (~better & best);
    }
    for (u32 k = 0; k < outputs; k++) {
      const Vector z = load(scores + (size)k * wide) - most, e = exponential(z);
      own = choose(label == (int)k, z, own);
      sum += e;
      store(scores + (size)k * wide, e);
    }
    for (u32 lane = 0; lane < LANES && j + lane < plan->trials; lane++) plan->right += answers[indices[j + lane]] == step && best[lane] == label[lane];
    loss += sumOf(choose(weight != 0.0f, weight * (logarithm(sum) - own), splat(0)));
    const Vector share = weight * scale / sum;
    for (u32 k = 0; k < outputs; k++) store(scores + (size)k * wide, load(scores + (size)k * wide) * share - choose(label == (int)k, weight * scale, splat(0)));
  }
  return loss;
}

/** Adds to what is asked of the recorded neurons. */
static double distances(const Recurrent *plan, const Lesson *lesson, const float *wanted, const float *values, u32 wide, float scale, float *asked) {
  const u32 *indices = WORDS(plan, plan->indices), *neurons = WORDS(lesson, lesson->neurons);
  double loss = 0;
  for (u32 m = 0; m < lesson->recorded; m++, wanted += lesson->trials) {
    const u32 row = neurons[m];
    const Vector gain = splat(PLACE(plan, plan->gain)[row]), share = splat(PLACE(lesson, lesson->importance)[m] / (float)lesson->recorded);
    Vector sum = splat(0);
    for (u32 j = 0; j < wide; j += LANES) {
      Vector value;
      for (u32 lane = 0; lane < LANES; lane++) value[lane] = wanted[indices[j + lane]];
      const Vector miss = gain * load(values + (size)row * wide + j) - value, weighed = miss * load(PLACE(plan, plan->weights) + j) * share;
      sum = multiplyAdd(miss, weighed, sum);
      if (asked) store(asked + (size)row * wide + j, load(asked + (size)row * wide + j) + weighed * (2 * scale));
    }
    loss += sumOf(sum);
  }
  return loss;
}

/** The sum of the losses at a step (1 .. T) whose values f(y) these are. What it asks of outputs is left in the scores, what it asks of rates is added to `asked` (or nothing is). */
static double lossAt(Recurrent *plan, const Lesson *lesson, const void *wanted, u32 step, const float *values, u32 wide, float scale, float *asked) {
  const u32 place = step - 1, all = lesson->trials;
  if (lesson->kind == ACTIVITY) return distances(plan, lesson, (const float *)wanted + (size)place * lesson->recorded * all, values, wide, scale, asked);
  readOut(plan, values, wide);
  return lesson->kind == VALUES ? squares(plan, (const float *)wanted + (size)place * plan->outputs * all, all, wide, scale)
                                : crossEntropies(plan, lesson, (const u8 *)wanted + (size)place * all, place, wide, scale);
}
