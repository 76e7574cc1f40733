// What JavaScript plans once for a classifier (engine/kernels/plan.ts writes it, field by field in this order).
// Places are counted in floats from the beginning of the plan; a step is the distance between rows.
#pragma once
#include "optimise.h"

/** A weight matrix, transposed (row = from, column = to) and in panels; a bias is its last row. Rows before `learned` stay as they are; moments and gradient hold only the others. */
typedef struct { u32 rows, biased, columns, padded, learned, value, first, second, gradient, back, backPadded; } Weights;

typedef struct {
  u32 inputs, hidden, outputs, steps, inputActivation, recurrentActivation, trained;
  Update update;
  u32 rows, indices, images, imageStep, activity, error, activityStep, scores, scoreStep, pixelsLit, imagesLit, correct;
  Weights input, recurrent, readout;
} Plan;

/** How bytes become numbers: pixel * scale[c] + shift[c], in channel plane c. */
typedef struct { u32 channels, inputs; float lens[]; } Images;
