// Copies of a rate network that are moved on together: what exact.c and advance.h share. engine/kernels/moving-copies.ts lays it out.
#pragma once
#include "vectors.h"
/** Neurons whose random numbers are drawn together: neurons l and l + 32 of a block take the two words of one counter, for every length of a vector. */
#define BLOCK 64

typedef struct {
  u32 neurons, copies;
  /** Floats of a row: neurons in whole blocks. */
  u32 wide;
  /** Steps done: the counter of noise and drive. */
  u32 step;
  /** In the order of exact.c. */
  u32 rate, rectified, drive;
  /** Whether any spread is not 0. */
  u32 noisy;
  /** Whether the rates are those of the state. */
  u32 settled;
  u32 noise[2], driven[2];
  /** Into every neuron. */
  float current;
  /** The numbers of the distribution that a neuron's own input is drawn from. */
  float first, second;
  u32 unused[16];
} Moving;
/** From the 33rd word on, each where the one before ends: */
typedef struct {
  /** Of each neuron: what share of its time constant a step is, how noise is scaled, how it weights the input of its copy. */
  float *shares, *spreads, *weights;
  /** copies x wide: x, f(x), W f(x), and the sum of the rates of a frame. */
  float *state, *rates, *sums, *totals;
  /** The transpose of W: neurons x columns (whole vectors), in panels. */
  float *panels;
} Parts;
INLINE Parts partsOf(Moving *moving) {
  const size row = moving->wide, all = row * moving->copies;
  float *shares = (float *)(moving + 1), *state = shares + 3 * row;
  return (Parts){ shares, shares + row, shares + 2 * row, state, state + all, state + 2 * all, state + 3 * all, state + 4 * all };
}

#define JOINED(name, level) name##_##level
#define OF_LEVEL(name, level) JOINED(name, level)
/** f of each state (exact.c). */
#define ratesOfStates OF_LEVEL(ratesOfStates, LEVEL)
/** One step of all copies, from W f(x) in `sums`: the states, then their rates (exact.c). `input`: a number for each copy, weighted; `currents`: copies x wide, into each neuron. Either may be 0. */
#define moveStates OF_LEVEL(moveStates, LEVEL)
void ratesOfStates(Moving *moving);
void moveStates(Moving *moving, const float *input, const float *currents);
/** So many steps of a network of spiking neurons (spiking.h). */
#define spikingSteps OF_LEVEL(spikingSteps, LEVEL)
double spikingSteps(void *plan, u32 steps);
