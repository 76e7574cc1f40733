// What JavaScript plans once for a rate network over time (engine/kernels/recurrent-layout.ts writes it, field by field in this order).
// Places are counted in floats from the beginning of the structure. Arrays of neurons by trials have a row for each neuron and `wide` columns, whole vectors of trials.
#pragma once
#include "optimise.h"

enum { RECURRENT_PART, INPUT_PART, READOUT_PART, READOUT_BIAS_PART, GAIN_PART, BIAS_PART, SMOOTHNESS_PART, TAU_PART, FIRST_STATE_PART, PARTS };

/** A part of the parameters: `count` numbers, of which `learned` numbers learn (0: none). Where they are not the same, number e is that of learned number slotOf[e] (-1: it stays), or its exponential. */
typedef struct { u32 count, learned, value, gradient, indirect, slotOf, logarithmic, learnedValue, learnedGradient, first, second; } Part;

typedef struct {
  u32 neurons, inputs, outputs, activation, continuous, sparse, anySign, window, segment; // anySign: gains below 0 act as they are; steps through which errors travel, and that are kept at once (0: all)
  u32 trials, indices;                                   // of this minibatch: how many, and which
  u32 noiseOn, key0, key1;                               // 0: none, 1: input, 2: state
  Update update;
  u32 divergedStep, divergedNeuron, right, asking;       // results (step 0: it did not diverge), and whether the outputs of a step ask anything
  float dt, deviation, factor;                           // seconds; of the noise; of the gradients at an update
  u32 signs, open;                                       // of neurons: -1, 0, 1; of recurrent weights: 1 where one can act, else 0; 0: there are none
  u32 rowStart, columns, backStart, backRows, backFrom;  // a sparse matrix by rows, and by columns with the entry that each is
  u32 forward, backward;                                 // recurrent and input weights as the products read them, gains applied; their transpose without gains
  u32 readout, alpha, gain, inverse;                     // gains applied; dt / tau; gains as they act; 1 / smoothness
  u32 gainSum, biasSum, smoothnessSum, tauSum, outputSum; // a vector for each neuron or output
  u32 state, errors, nextErrors, asked, scores, weights; // neurons x trials, but for outputs x trials and trials
  u32 errorBlock, errorStep, rateBlock, blockDepth;      // steps side by side: errors (neurons, then outputs, x depth), and rates, transposed and in panels
  u32 product, productStep;                              // sums of errors times rates: (neurons + outputs) x (neurons + inputs)
  u32 barrier;                                           // two words by which threads wait for one another
  Part parts[PARTS];
} Recurrent;

enum { VALUES, CLASSES, ACTIVITY };
/** Trials side by side: inputs are steps x inputs x trials; what is wanted is steps x (outputs or recorded) x trials numbers, or steps x trials bytes. */
typedef struct { u32 trials, steps, kind, recorded, weights, starts, importance, neurons, answers; } Lesson;

#define PLACE(structure, place) ((float *)(structure) + (place))
#define WORDS(structure, place) ((u32 *)(structure) + (place))
