// From what is learned to what the products read, and one step of the rule of update.
#pragma once
#include "recurrent-gradient.h"

/** Numbers of parts that share what is learned, or of which the logarithm is. */
SMALL void spreadLearned(const Recurrent *plan) {
  for (u32 p = 0; p < PARTS; p++) {
    const Part *part = &plan->parts[p];
    if (!part->learned || !part->indirect) continue;
    const int *slotOf = (const int *)WORDS(plan, part->slotOf);
    const float *learned = PLACE(plan, part->learnedValue);
    for (u32 e = 0; e < part->count; e++) if (slotOf[e] >= 0) PLACE(plan, part->value)[e] = part->logarithmic ? exponential(splat(learned[slotOf[e]]))[0] : learned[slotOf[e]];
  }
}

/** Weights as they act, in the order in which the products read them. `all`: the transpose too, which the gains do not change. */
static void prepare(const Recurrent *plan, int all) {
  spreadLearned(plan);
  const u32 neurons = plan->neurons, inputs = plan->inputs;
  const Part *parts = plan->parts;
  const float *weights = PLACE(plan, parts[RECURRENT_PART].value), *input = PLACE(plan, parts[INPUT_PART].value), *signs = plan->signs ? PLACE(plan, plan->signs) : 0;
  float *gain = PLACE(plan, plan->gain), *forward = PLACE(plan, plan->forward), *backward = PLACE(plan, plan->backward);
  for (u32 i = 0; i < neurons; i++) {
    const float given = PLACE(plan, parts[GAIN_PART].value)[i];
    gain[i] = given > 0 || plan->anySign ? given : 0;
    PLACE(plan, plan->alpha)[i] = plan->continuous ? plan->dt / PLACE(plan, parts[TAU_PART].value)[i] : 1;
    PLACE(plan, plan->inverse)[i] = 1 / PLACE(plan, parts[SMOOTHNESS_PART].value)[i];
  }
  for (u32 k = 0; k < plan->outputs; k++) for (u32 j = 0; j < neurons; j++) {
    const size place = (size)k * neurons + j;
    PLACE(plan, plan->readout)[place] = PLACE(plan, parts[READOUT_PART].value)[place] * gain[j];
  }
#define ACTING(e, j) actingWeight(weights[e], signs ? signs[j] : 0)
  if (plan->sparse) {
    const u32 *start = WORDS(plan, plan->rowStart), *columns = WORDS(plan, plan->columns), *backStart = WORDS(plan, plan->backStart), *from = WORDS(plan, plan->backFrom);
    for (u32 i = 0; i < neurons; i++) {
      for (u32 e = start[i]; e < start[i + 1]; e++) { const u32 j = columns[e + i * inputs]; forward[e + i * inputs] = ACTING(e, j) * gain[j]; }
      for (u32 c = 0; c < inputs; c++) forward[start[i + 1] + i * inputs + c] = input[(size)i * inputs + c];
    }
    if (all) for (u32 j = 0; j < neurons; j++) for (u32 k = backStart[j]; k < backStart[j + 1]; k++) backward[k] = ACTING(from[k], j);
    return;
  }
  for (u32 block = 0; block < neurons; block += BLOCK_ROWS) {
    for (u32 k = 0; k < neurons + inputs; k++) for (u32 i = block; i < block + BLOCK_ROWS; i++)
      *forward++ = i >= neurons ? 0 : k < neurons ? ACTING((size)i * neurons + k, k) * gain[k] : input[(size)i * inputs + (k - neurons)];
    if (all) for (u32 i = 0; i < neurons; i++) for (u32 j = block; j < block + BLOCK_ROWS; j++) *backward++ = j < neurons ? ACTING((size)i * neurons + j, j) : 0;
  }
#undef ACTING
}

/** The gradient by the numbers that learn: sums over those that share one, times the number where its logarithm learns. */
SMALL const float *learnedGradient(const Recurrent *plan, const Part *part) {
  if (!part->indirect) return PLACE(plan, part->gradient);
  const int *slotOf = (const int *)WORDS(plan, part->slotOf);
  float *to = PLACE(plan, part->learnedGradient);
  for (u32 s = 0; s < part->learned; s++) to[s] = 0;
  for (u32 e = 0; e < part->count; e++) if (slotOf[e] >= 0) to[slotOf[e]] += PLACE(plan, part->gradient)[e];
  if (part->logarithmic) for (u32 s = 0; s < part->learned; s += LANES) store(to + s, load(to + s) * exponential(load(PLACE(plan, part->learnedValue) + s)));
  return to;
}

/** The sum of squares of the gradients, in double precision. */
SMALL double squaredNorm(const Recurrent *plan) {
  double sum = 0;
  for (u32 p = 0; p < PARTS; p++) {
    const Part *part = &plan->parts[p];
    if (!part->learned) continue;
    const float *gradient = learnedGradient(plan, part);
    double sums[4] = { 0 };
    for (u32 s = 0; s < part->learned; s++) sums[s % 4] += (double)gradient[s] * (double)gradient[s];
    sum += (sums[0] + sums[1]) + (sums[2] + sums[3]);
  }
  return sum;
}

/** -1 and nothing done where the rule is not known. The parts themselves follow when they are prepared. */
SMALL double updateLearned(const Recurrent *plan, int positive) {
  if (plan->update.optimiser >= OPTIMISERS) return -1;
  for (u32 p = 0; p < PARTS; p++) {
    const Part *part = &plan->parts[p];
    if (!part->learned) continue;
    float *gradient = (float *)learnedGradient(plan, part), *value = PLACE(plan, part->indirect ? part->learnedValue : part->value);
    for (u32 s = 0; s < part->learned; s += LANES) store(gradient + s, load(gradient + s) * plan->factor);
    optimise(&plan->update, value, PLACE(plan, part->first), PLACE(plan, part->second), gradient, part->learned);
    if (positive && p == RECURRENT_PART && !part->logarithmic) for (u32 s = 0; s < part->learned; s += LANES) store(value + s, largerOf(load(value + s), splat(0)));
  }
  return 0;
}
