// One step of the neurons, forward and backward, for a tile of rows (neurons) and columns (trials). Of each step only f(y), y = x + bias, is kept; its slopes follow from it.
// Forward: x += alpha (drive - x) (in steps: x = drive), f(y). Backward: s = dL/dr; dL/dy = s gain f'; errors e = alpha dL/dx: e(t) = (1 - alpha) e(t + 1) + alpha dL/dy.
#pragma once
#include "classifier.h"
#include "recurrent-noise.h"
#include "recurrent-plan.h"

/** A state beyond this has diverged (engine/recurrent/network.ts: largestState). */
#define LARGEST_STATE 1e18f

INLINE Vector cellValue(const u32 activation, Vector y, Vector smoothness, Vector inverse) {
  switch (activation) {
    case RELU: return choose(y > 0.0f, y, splat(0));
    case TANH: return hyperbolicTangent(y);
    case SOFTPLUS: return softplus(smoothness * y) * inverse;
    case SIGMOID: return logistic(y);
    default: return y;
  }
}
/** f' by f. */
INLINE Vector cellSlope(const u32 activation, Vector f, Vector smoothness) {
  switch (activation) {
    case RELU: return choose(f > 0.0f, splat(1), splat(0));
    case TANH: return 1.0f - f * f;
    case SOFTPLUS: return oneLessExponential(smoothness * f);
    case SIGMOID: return f * (1.0f - f);
    default: return splat(1);
  }
}
/** df / dbeta of softplus by f: with q = beta f and s = f' = 1 - e^-q, beta y = q + ln s, and it is -(q - (q + ln s) s) / beta^2. */
INLINE Vector cellBySmoothness(Vector f, Vector smoothness, Vector inverse) {
  const Vector q = smoothness * f, s = oneLessExponential(q), l = logarithm(s), z = q + l;
  return -choose(q < 0.7f, q - z * s, multiplyAdd(z, 1.0f - s, -l)) * (inverse * inverse);
}

/** What a tile of a step works on, at most two vectors wide. Rows of `drive` are `driveStep` apart, of the others `wide`. */
typedef struct {
  const Recurrent *plan;
  u32 row, rows, column, width, wide, step;
  float *drive;
  size driveStep;
  float *drives;           // of this step, where they are kept: drive - x
  float *values;           // f(y)
  const float *errors;     // e(t + 1), or nothing
  float *newErrors, *block; // e(t), also to a block of steps where it is wanted
} Patch;

typedef int CellForward(const Patch *tile);
typedef void CellBackward(const Patch *tile);

/** Whether a state diverged. */
INLINE int cellForward(const u32 activation, const Patch *a) {
  const Recurrent *plan = a->plan;
  const int noisy = plan->noiseOn == 2;
  Integers wrong = (Integers)(0);
  for (u32 i = 0; i < a->rows; i += 2) {
    Vector noise[2][2];
    if (noisy) normalPairs(plan->key0, plan->key1, a->step, (a->row + i) / 2, a->column, noise[0], noise[1]);
    for (u32 k = 0; k < 2 && i + k < a->rows; k++) for (u32 j = 0; j < a->width; j += LANES) {
      const u32 row = a->row + i + k;
      const size place = (size)row * a->wide + a->column + j;
      float *state = PLACE(plan, plan->state) + place;
      const Vector drive = load(a->drive + (i + k) * a->driveStep + j), was = load(state), change = drive - was;
      Vector x = plan->continuous ? multiplyAdd(splat(PLACE(plan, plan->alpha)[row]), change, was) : drive;
      if (a->drives) store(a->drives + place, change);
      if (noisy) x = multiplyAdd(splat(plan->deviation), noise[k][j > 0], x);
      wrong |= ~(absolute(x) <= LARGEST_STATE);
      store(state, x);
      const float smoothness = activation == SOFTPLUS ? PLACE(plan, plan->parts[SMOOTHNESS_PART].value)[row] : 1, inverse = activation == SOFTPLUS ? PLACE(plan, plan->inverse)[row] : 1;
      store(a->values + place, cellValue(activation, x + PLACE(plan, plan->parts[BIAS_PART].value)[row], splat(smoothness), splat(inverse)));
    }
  }
  return __builtin_reduce_or(wrong);
}

INLINE void cellBackward(const u32 activation, const Patch *a) {
  const Recurrent *plan = a->plan;
  const int bySmoothness = activation == SOFTPLUS && plan->parts[SMOOTHNESS_PART].learned > 0;
  for (u32 i = 0; i < a->rows; i++) {
    const u32 row = a->row + i;
    const float alpha = PLACE(plan, plan->alpha)[row];
    // At the first state it is dL/dx that is wanted, not alpha times it.
    const Vector share = splat(a->step ? alpha : 1), keep = splat(a->step ? 1 - alpha : (1 - alpha) / alpha);
    const Vector gain = splat(PLACE(plan, plan->gain)[row]), smoothness = splat(PLACE(plan, plan->parts[SMOOTHNESS_PART].value)[row]), inverse = splat(PLACE(plan, plan->inverse)[row]);
    float *gainSums = PLACE(plan, plan->gainSum) + (size)row * LANES, *biasSums = PLACE(plan, plan->biasSum) + (size)row * LANES;
    float *smoothnessSums = PLACE(plan, plan->smoothnessSum) + (size)row * LANES, *tauSums = PLACE(plan, plan->tauSum) + (size)row * LANES;
    Vector gainSum = load(gainSums), biasSum = load(biasSums), smoothnessSum = splat(0), tauSum = splat(0);
    for (u32 j = 0; j < a->width; j += LANES) {
      const size place = (size)row * a->wide + a->column + j;
      const Vector s = load(a->drive + i * a->driveStep + j), f = load(a->values + place), byRate = s * gain, byInput = byRate * cellSlope(activation, f, smoothness);
      gainSum = multiplyAdd(s, f, gainSum);
      biasSum += byInput;
      if (bySmoothness) smoothnessSum = multiplyAdd(byRate, cellBySmoothness(f, smoothness, inverse), smoothnessSum);
      const Vector e = plan->continuous && a->errors ? multiplyAdd(keep, load(a->errors + place), share * byInput) : share * byInput;
      store(a->newErrors + place, e);
      if (a->drives) tauSum = multiplyAdd(e, load(a->drives + place), tauSum);
      if (a->block) store(a->block + (size)row * plan->errorStep + a->column + j, e);
    }
    store(gainSums, gainSum);
    store(biasSums, biasSum);
    if (bySmoothness) store(smoothnessSums, load(smoothnessSums) + smoothnessSum);
    if (a->drives) store(tauSums, load(tauSums) + tauSum);
  }
}

#define EACH_CELL(DO) DO(identity, IDENTITY) DO(rectified, RELU) DO(tangent, TANH) DO(smooth, SOFTPLUS) DO(sigmoid, SIGMOID)
#define DEFINE(name, code) \
  static __attribute__((noinline)) int name##Forward(const Patch *tile) { return cellForward(code, tile); } \
  static __attribute__((noinline)) void name##Backward(const Patch *tile) { cellBackward(code, tile); }
EACH_CELL(DEFINE)
#undef DEFINE
#define ENTRY(name, code) [code] = name##Forward,
static CellForward *const forwardCells[] = { EACH_CELL(ENTRY) };
#undef ENTRY
#define ENTRY(name, code) [code] = name##Backward,
static CellBackward *const backwardCells[] = { EACH_CELL(ENTRY) };
#undef ENTRY
