// Gradients of weights: the sum over steps and trials of errors times rates, a block of steps at a time; and all gradients by the numbers that learn.
#pragma once
#include "recurrent-loss.h"
#include "team.h"

INLINE int learns(const Recurrent *plan, u32 part) { return plan->parts[part].learned > 0; }
INLINE int weightsLearn(const Recurrent *plan) { return learns(plan, RECURRENT_PART) || learns(plan, INPUT_PART); }
INLINE u32 sourcesOf(const Recurrent *plan) { return plan->neurons + plan->inputs; }

/** A step of rates and inputs into place `slot` of the block, rows as they are. */
SMALL void keepRows(const Recurrent *plan, const Team *team, const float *values, u32 slot, u32 wide) {
  const u32 sources = sourcesOf(plan), end = pieceOf(team, sources, team->part + 1);
  for (u32 row = pieceOf(team, sources, team->part); row < end; row++) {
    float *to = PLACE(plan, plan->rateBlock) + (size)row * plan->errorStep + slot * wide;
    for (u32 j = 0; j < wide; j += LANES) store(to + j, load(values + (size)row * wide + j));
  }
}

/** A step of rates and inputs, transposed, into place `slot` of the block: panels of columns (neurons, then inputs), in each a row for each trial. */
static void keepRates(const Recurrent *plan, const Team *team, const float *values, u32 slot, u32 wide) {
  if (plan->sparse) { keepRows(plan, team, values, slot, wide); return; }
  const u32 sources = sourcesOf(plan), columns = wholeVectors(sources), squaresDown = columns / LANES;
  const u32 first = pieceOf(team, squaresDown, team->part) * LANES, end = pieceOf(team, squaresDown, team->part + 1) * LANES;
  for (u32 column = 0, width; column < columns; column += width) {
    width = panelWidth(column, columns);
    float *panel = PLACE(plan, plan->rateBlock) + (size)column * plan->blockDepth + (size)slot * wide * width;
    for (u32 from = column; from < column + width; from += LANES) {
      if (from < first || from >= end) continue;
      for (u32 b = 0; b < wide; b += LANES) {
        Vector rows[LANES];
        for (u32 i = 0; i < LANES; i++) rows[i] = from + i < sources ? load(values + (size)(from + i) * wide + b) : splat(0);
        transposeSquare(rows);
        for (u32 i = 0; i < LANES; i++) store(panel + (size)(b + i) * width + (from - column), rows[i]);
      }
    }
  }
}

/** What a step asks of the outputs (or nothing), into place `slot` of the block. */
SMALL void keepScores(const Recurrent *plan, const float *scores, u32 slot, u32 wide) {
  for (u32 k = 0; k < plan->outputs; k++) {
    float *to = PLACE(plan, plan->errorBlock) + (size)(plan->neurons + k) * plan->errorStep + slot * wide;
    for (u32 j = 0; j < wide; j += LANES) store(to + j, scores ? load(scores + (size)k * wide + j) : splat(0));
  }
}

/** Adds errors times rates of a block of `depth` trials to the gradients of weights that can act, and of those alone. */
SMALL void addSparseBlock(const Recurrent *plan, const Team *team, u32 depth) {
  const Part *parts = plan->parts;
  const u32 neurons = plan->neurons, inputs = plan->inputs, *columns = WORDS(plan, plan->columns), *start = WORDS(plan, plan->rowStart);
  const float *rates = PLACE(plan, plan->rateBlock), *errors = PLACE(plan, plan->errorBlock);
  const u32 end = pieceOf(team, neurons, team->part + 1), lastOutput = pieceOf(team, plan->outputs, team->part + 1);
  for (u32 i = pieceOf(team, neurons, team->part); i < end; i++) {
    const float *row = errors + (size)i * plan->errorStep;
    if (learns(plan, RECURRENT_PART)) addProducts(depth, row, rates, plan->errorStep, start[i + 1] - start[i], columns + start[i] + i * inputs, PLACE(plan, parts[RECURRENT_PART].gradient) + start[i]);
    if (learns(plan, INPUT_PART)) addProducts(depth, row, rates + (size)neurons * plan->errorStep, plan->errorStep, inputs, 0, PLACE(plan, parts[INPUT_PART].gradient) + (size)i * inputs);
  }
  if (learns(plan, READOUT_PART)) for (u32 k = pieceOf(team, plan->outputs, team->part); k < lastOutput; k++)
    addProducts(depth, errors + (size)(neurons + k) * plan->errorStep, rates, plan->errorStep, neurons, 0, PLACE(plan, parts[READOUT_PART].gradient) + (size)k * neurons);
}

/** Adds errors times rates of a block of `depth` trials to the product. */
static __attribute__((noinline)) void addBlock(const Recurrent *plan, const Team *team, u32 depth) {
  if (plan->sparse) { addSparseBlock(plan, team, depth); return; }
  const u32 neurons = plan->neurons, columns = wholeVectors(sourcesOf(plan));
  const u32 rowsFrom = weightsLearn(plan) ? 0 : neurons, rowsTo = neurons + (learns(plan, READOUT_PART) ? plan->outputs : 0);
  const u32 pieces = (rowsTo - rowsFrom + ROWS - 1) / ROWS;
  const u32 first = rowsFrom + pieceOf(team, pieces, team->part) * ROWS, end = smaller(rowsTo, rowsFrom + pieceOf(team, pieces, team->part + 1) * ROWS);
  for (u32 column = 0, width; column < columns; column += width) {
    width = panelWidth(column, columns);
    const int recurrent = column < neurons && (learns(plan, RECURRENT_PART) || learns(plan, READOUT_PART)), input = column + width > neurons && learns(plan, INPUT_PART);
    if (!recurrent && !input) continue;
    const float *panel = PLACE(plan, plan->rateBlock) + (size)column * plan->blockDepth;
    for (u32 k = 0; k < depth; k += DEPTH)
      for (u32 row = first, rows; row < end; row += rows) {
        rows = tileRows(end - row);
        multiplyTile(rows, width / LANES, 0, smaller(DEPTH, depth - k), (Rows){ PLACE(plan, plan->errorBlock) + (size)row * plan->errorStep + k, plan->errorStep }, (Rows){ panel + (size)k * width, width },
                     PLACE(plan, plan->product) + (size)row * plan->productStep + column, plan->productStep, 1);
      }
  }
}

/** A recurrent weight as it acts: 0 where it has not the sign of its neuron. */
INLINE float actingWeight(float weight, float sign) { return sign != 0 && weight * sign <= 0 ? 0 : weight; }

static __attribute__((noinline)) void recurrentGradient(const Recurrent *plan) {
  const Part *part = &plan->parts[RECURRENT_PART];
  const float *signs = plan->signs ? PLACE(plan, plan->signs) : 0, *open = plan->open ? PLACE(plan, plan->open) : 0, *gain = PLACE(plan, plan->gain);
  for (u32 i = 0; i < plan->neurons; i++) {
    const u32 first = plan->sparse ? WORDS(plan, plan->rowStart)[i] : i * plan->neurons, end = plan->sparse ? WORDS(plan, plan->rowStart)[i + 1] : first + plan->neurons;
    for (u32 e = first; e < end; e++) {
      const u32 j = plan->sparse ? WORDS(plan, plan->columns)[e + i * plan->inputs] : e - first;
      const int acts = (!open || open[e] != 0) && (!signs || signs[j] == 0 || PLACE(plan, part->value)[e] * signs[j] > 0);
      float *gradient = PLACE(plan, part->gradient) + e;
      *gradient = acts ? (plan->sparse ? *gradient : PLACE(plan, plan->product)[(size)i * plan->productStep + j]) * gain[j] : 0;
    }
  }
}

/** Sums over trials become gradients, where a part learns. */
SMALL void gatherGradients(const Recurrent *plan) {
  const u32 neurons = plan->neurons, inputs = plan->inputs;
  const Part *parts = plan->parts;
  const float *product = PLACE(plan, plan->product);
  if (learns(plan, RECURRENT_PART)) recurrentGradient(plan);
  if (learns(plan, INPUT_PART) && !plan->sparse) for (u32 i = 0; i < neurons; i++) for (u32 c = 0; c < inputs; c++)
    PLACE(plan, parts[INPUT_PART].gradient)[(size)i * inputs + c] = product[(size)i * plan->productStep + neurons + c];
  if (learns(plan, READOUT_PART)) for (u32 k = 0; k < plan->outputs; k++) for (u32 j = 0; j < neurons; j++) {
    float *gradient = PLACE(plan, parts[READOUT_PART].gradient) + (size)k * neurons + j;
    *gradient = (plan->sparse ? *gradient : product[(size)(neurons + k) * plan->productStep + j]) * PLACE(plan, plan->gain)[j];
  }
  if (learns(plan, READOUT_BIAS_PART)) for (u32 k = 0; k < plan->outputs; k++) PLACE(plan, parts[READOUT_BIAS_PART].gradient)[k] = sumOf(load(PLACE(plan, plan->outputSum) + (size)k * LANES));
  for (u32 i = 0; i < neurons; i++) {
    const size sums = (size)i * LANES;
    if (learns(plan, GAIN_PART)) PLACE(plan, parts[GAIN_PART].gradient)[i] = PLACE(plan, plan->gain)[i] > 0 || plan->anySign ? sumOf(load(PLACE(plan, plan->gainSum) + sums)) : 0;
    if (learns(plan, BIAS_PART)) PLACE(plan, parts[BIAS_PART].gradient)[i] = sumOf(load(PLACE(plan, plan->biasSum) + sums));
    if (learns(plan, SMOOTHNESS_PART)) PLACE(plan, parts[SMOOTHNESS_PART].gradient)[i] = sumOf(load(PLACE(plan, plan->smoothnessSum) + sums));
    if (learns(plan, TAU_PART)) PLACE(plan, parts[TAU_PART].gradient)[i] = -sumOf(load(PLACE(plan, plan->tauSum) + sums)) / PLACE(plan, parts[TAU_PART].value)[i];
  }
}
