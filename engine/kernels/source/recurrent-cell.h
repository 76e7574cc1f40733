// One step of the neurons, forward and backward, for a tile of rows (neurons) and columns (trials). Of each step only f(y), y = x + bias, is kept; its slopes follow from it.
// Forward: x += alpha (drive - x) (in steps: x = drive), f(y). Backward: s = dL/dr; dL/dy = s gain f'; errors e = alpha dL/dx: e(t) = (1 - alpha) e(t + 1) + alpha dL/dy.
#pragma once
#include "classifier.h"
#include "recurrent-noise.h"
#include "recurrent-plan.h"

/** A state beyond this has diverged (engine/recurrent/network.ts: largestState). */
#define LARGEST_STATE 1e18f

INLINE Twin cellValue(const u32 activation, Twin y, Twin smoothness, Twin inverse) {
  switch (activation) {
    case RELU: return choose(y > 0.0f, y, (Twin)(0));
    case TANH: return hyperbolicTangent(y);
    case SOFTPLUS: return softplus(smoothness * y) * inverse;
    case SIGMOID: return logistic(y);
    default: return y;
  }
}
/** f' by f. */
INLINE Twin cellSlope(const u32 activation, Twin f, Twin smoothness) {
  switch (activation) {
    case RELU: return choose(f > 0.0f, (Twin)(1), (Twin)(0));
    case TANH: return 1.0f - f * f;
    case SOFTPLUS: return oneLessExponential(smoothness * f);
    case SIGMOID: return f * (1.0f - f);
    default: return (Twin)(1);
  }
}
/** df / dbeta of softplus by f: with q = beta f and s = f' = 1 - e^-q, beta y = q + ln s, and it is -(q - (q + ln s) s) / beta^2. */
INLINE Twin cellBySmoothness(Twin f, Twin smoothness, Twin inverse) {
  const Twin q = smoothness * f, s = oneLessExponential(q), l = logarithm(s), z = q + l;
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

/** Adds both halves to a sum. */
INLINE void addHalves(float *sum, Twin x) { store(sum, load(sum) + (x.lo + x.hi)); }

typedef int CellForward(const Patch *tile);
typedef void CellBackward(const Patch *tile);

/** Whether a state diverged. */
INLINE int cellForward(const u32 activation, const Patch *a) {
  const Recurrent *plan = a->plan;
  const int noisy = plan->noiseOn == 2, alone = a->width == LANES;
  TwinIntegers wrong = (TwinIntegers)(0);
  for (u32 i = 0; i < a->rows; i += 2) {
    Twin noise[2];
    if (noisy) normalPair(plan->key0, plan->key1, a->step, (a->row + i) / 2, a->column, noise, noise + 1);
    for (u32 k = 0; k < 2 && i + k < a->rows; k++) {
      const u32 row = a->row + i + k;
      const size place = (size)row * a->wide + a->column;
      float *state = PLACE(plan, plan->state) + place;
      const Twin drive = loadTwin(a->drive + (i + k) * a->driveStep, alone), was = loadTwin(state, alone), change = drive - was;
      Twin x = plan->continuous ? multiplyAdd((Twin)(PLACE(plan, plan->alpha)[row]), change, was) : drive;
      if (a->drives) storeTwin(a->drives + place, change, alone);
      if (noisy) x = multiplyAdd((Twin)(plan->deviation), noise[k], x);
      wrong |= ~(absolute(x) <= LARGEST_STATE);
      storeTwin(state, x, alone);
      const float smoothness = activation == SOFTPLUS ? PLACE(plan, plan->parts[SMOOTHNESS_PART].value)[row] : 1, inverse = activation == SOFTPLUS ? PLACE(plan, plan->inverse)[row] : 1;
      storeTwin(a->values + place, cellValue(activation, x + PLACE(plan, plan->parts[BIAS_PART].value)[row], (Twin)(smoothness), (Twin)(inverse)), alone);
    }
  }
  return __builtin_reduce_or(alone ? wrong.lo : wrong.lo | wrong.hi);
}

INLINE void cellBackward(const u32 activation, const Patch *a) {
  const Recurrent *plan = a->plan;
  const int bySmoothness = activation == SOFTPLUS && plan->parts[SMOOTHNESS_PART].learned > 0, alone = a->width == LANES;
  for (u32 i = 0; i < a->rows; i++) {
    const u32 row = a->row + i;
    const float alpha = PLACE(plan, plan->alpha)[row];
    // At the first state it is dL/dx that is wanted, not alpha times it.
    const Twin share = (Twin)(a->step ? alpha : 1), keep = (Twin)(a->step ? 1 - alpha : (1 - alpha) / alpha);
    const Twin gain = (Twin)(PLACE(plan, plan->gain)[row]), smoothness = (Twin)(PLACE(plan, plan->parts[SMOOTHNESS_PART].value)[row]), inverse = (Twin)(PLACE(plan, plan->inverse)[row]);
    const size place = (size)row * a->wide + a->column, sums = (size)row * LANES;
    const Twin s = loadTwin(a->drive + i * a->driveStep, alone), f = loadTwin(a->values + place, alone), byRate = s * gain, byInput = byRate * cellSlope(activation, f, smoothness);
    addHalves(PLACE(plan, plan->gainSum) + sums, s * f);
    addHalves(PLACE(plan, plan->biasSum) + sums, byInput);
    if (bySmoothness) addHalves(PLACE(plan, plan->smoothnessSum) + sums, byRate * cellBySmoothness(f, smoothness, inverse));
    const Twin e = plan->continuous && a->errors ? multiplyAdd(keep, loadTwin(a->errors + place, alone), share * byInput) : share * byInput;
    storeTwin(a->newErrors + place, e, alone);
    if (a->drives) addHalves(PLACE(plan, plan->tauSum) + sums, e * loadTwin(a->drives + place, alone));
    if (a->block) storeTwin(a->block + (size)row * plan->errorStep + a->column, e, alone);
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
